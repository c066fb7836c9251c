// SPDX-License-Identifier: GPL-2.0
/*
 * Interfaces that go away, or to another namespace. Their number may be given to
 * another one soon, which must not come into the place of an underlay interface, of
 * the scope of a virtual network or of a member of a group.
 */
#include "netdev.h"

#include <linux/netdevice.h>
#include <uapi/linux/idloc_ila.h>

#include "../compat/compat.h"
#include "group_netlink.h"
#include "net.h"
#include "table_walk.h"
#include "vnid_netlink.h"

/* Under ila_net.lock. */
static void revoke_scope(struct net *net, struct ila_net *ilan, int ifindex)
{
	struct ila_vnids *vnids = &ilan->vnids;
	struct rhashtable_iter iter;
	struct ila_vnid *v;

	rhashtable_walk_enter(&vnids->by_vnid, &iter);
	rhashtable_walk_resume(&iter);
	while ((v = rhashtable_walk_next(&iter))) {
		if (IS_ERR(v) || v->place.ifindex != ifindex)
			continue;
		/* Taking out may sleep, which the walk may not. */
		rhashtable_walk_stop(&iter);
		ila_table_forget_vnid(ilan, v);
		ila_vnids_revoke(vnids, v);
		ila_vnid_notify(net, v, IDLOC_ILA_CMD_VNID_DEL_NTF);
		ila_vnid_put(v);
		rhashtable_walk_resume(&iter);
	}
	rhashtable_walk_stop(&iter);
	rhashtable_walk_exit(&iter);
}

static void forget(struct net *net, int ifindex)
{
	struct ila_net *ilan = ila_net(net);
	struct ila_roles *roles = &ilan->vnids.roles;

	mutex_lock(&ilan->lock);
	if (ila_roles_underlay_del(roles, ifindex))
		ila_underlay_notify(net, ifindex, IDLOC_ILA_CMD_UNDERLAY_DEL_NTF);
	/* A walk that takes out may miss the next one. */
	while (ila_role_is_scope(ila_role(roles, ifindex)))
		revoke_scope(net, ilan, ifindex);
	ila_table_forget_device(ilan, ifindex);
	ila_group_forget(net, ilan, ifindex);
	/* A namespace that goes has given its hooks away, and must not get them again. */
	if (check_net(net))
		ila_hook_update(ilan, &ilan->settings);
	mutex_unlock(&ilan->lock);
}

/* Under ila_net.lock: who adds a mapping has seen the interface under it. */
static bool has_part(struct ila_net *ilan, int ifindex)
{
	return ila_role(&ilan->vnids.roles, ifindex) ||
	       ilan->table.scoped ||
	       ila_groups_use(&ilan->groups, ifindex);
}

static int ila_netdev_event(struct notifier_block *nb, unsigned long event,
			    void *ptr)
{
	const struct net_device *dev = netdev_notifier_info_to_dev(ptr);
	struct net *net = dev_net(dev);
	struct ila_net *ilan = ila_net(net);
	bool part;

	if (event != NETDEV_UNREGISTER)
		return NOTIFY_DONE;
	ila_queue_flush(ilan);
	/* Most interfaces have no part in this. */
	mutex_lock(&ilan->lock);
	part = has_part(ilan, dev->ifindex);
	mutex_unlock(&ilan->lock);
	if (part)
		forget(net, dev->ifindex);
	return NOTIFY_DONE;
}

static struct notifier_block ila_netdev_notifier = {
	.notifier_call = ila_netdev_event,
};

/**
 * ila_netdev_init() - learn of interfaces that go
 *
 * May sleep.
 *
 * Return: 0 or a negative error code.
 */
int ila_netdev_init(void)
{
	return register_netdevice_notifier(&ila_netdev_notifier);
}

/**
 * ila_netdev_exit() - do not any more
 *
 * May sleep.
 */
void ila_netdev_exit(void)
{
	unregister_netdevice_notifier(&ila_netdev_notifier);
}
