// SPDX-License-Identifier: GPL-2.0
/*
 * Birth and death of a network namespace's ILA.
 *
 * These are subsystem operations, not device operations, although the in-tree
 * module uses the latter: routes of a dying namespace still carry packets until
 * its devices are gone, and subsystems go after devices.
 */
#include "net.h"

#include <net/net_namespace.h>

unsigned int ila_net_id __read_mostly;

/* The first ILA route has come, or the last one has gone. */
static void ila_net_follow_routes(struct work_struct *work)
{
	struct ila_net *ilan = container_of(work, struct ila_net, follow_routes);

	mutex_lock(&ilan->lock);
	if (ila_hook_update(ilan, &ilan->settings))
		net_warn_ratelimited("ila: cannot attach the netfilter hook: ICMPv6 errors stay as they are\n");
	mutex_unlock(&ilan->lock);
}

static int __net_init ila_net_open(struct net *net)
{
	struct ila_net *ilan = ila_net(net);
	int err;

	mutex_init(&ilan->lock);
	INIT_WORK(&ilan->follow_routes, ila_net_follow_routes);
	ila_hook_init(&ilan->hook, net);

	ilan->stats = alloc_percpu_gfp(struct ila_stats,
				       GFP_KERNEL_ACCOUNT | __GFP_ZERO);
	if (!ilan->stats)
		return -ENOMEM;

	err = -ENOMEM;
	ilan->routes = ila_routes_new(&ilan->follow_routes);
	if (!ilan->routes)
		goto err_stats;
	err = ila_maps_init(&ilan->maps);
	if (err)
		goto err_routes;
	err = ila_table_init(&ilan->table);
	if (err)
		goto err_maps;
	err = ila_vnids_init(&ilan->vnids);
	if (err)
		goto err_table;
	err = ila_groups_init(&ilan->groups);
	if (err)
		goto err_vnids;
	ila_misses_init(&ilan->misses);
	ila_queue_init(&ilan->queue);
	return 0;

err_vnids:
	ila_vnids_destroy(&ilan->vnids);
err_table:
	ila_table_destroy(&ilan->table);
err_maps:
	ila_maps_destroy(&ilan->maps);
err_routes:
	ila_routes_close(ilan->routes);
err_stats:
	free_percpu(ilan->stats);
	return err;
}

/* Nobody configures a dying namespace: no lock is needed. */
static void __net_exit ila_net_pre_close(struct net *net)
{
	struct ila_net *ilan = ila_net(net);

	ila_routes_quiet(ilan->routes);
	ila_hook_detach(&ilan->hook);
	ila_queue_close(ilan);
	ila_table_close(&ilan->table);
}

/* The hook went in pre_close and a grace period has passed since. */
static void __net_exit ila_net_close(struct net *net)
{
	struct ila_net *ilan = ila_net(net);

	/* Both name virtual networks. */
	ila_table_destroy(&ilan->table);
	ila_groups_destroy(&ilan->groups);
	ila_vnids_destroy(&ilan->vnids);
	ila_maps_destroy(&ilan->maps);
	ila_routes_close(ilan->routes);
	free_percpu(ilan->stats);
}

static struct pernet_operations ila_net_ops = {
	.init = ila_net_open,
	.pre_exit = ila_net_pre_close,
	.exit = ila_net_close,
	.id = &ila_net_id,
	.size = sizeof(struct ila_net),
};

/**
 * ila_net_init() - give every namespace its ILA, now and from now on
 *
 * May sleep.
 *
 * Return: 0 or a negative error code.
 */
int ila_net_init(void)
{
	return register_pernet_subsys(&ila_net_ops);
}

/**
 * ila_net_exit() - take ILA away from every namespace
 *
 * May sleep. No route and no netlink family of ours is left by now.
 */
void ila_net_exit(void)
{
	unregister_pernet_subsys(&ila_net_ops);
}
