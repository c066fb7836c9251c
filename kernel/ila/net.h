/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What this module keeps for each network namespace.
 */
#ifndef IDLOC_ILA_NET_H
#define IDLOC_ILA_NET_H

#include <linux/mutex.h>
#include <net/netns/generic.h>

#include "group.h"
#include "hook.h"
#include "map.h"
#include "miss.h"
#include "queue.h"
#include "recent.h"
#include "routes.h"
#include "stats.h"
#include "table.h"
#include "vnid.h"

/**
 * struct ila_settings - the knobs of a namespace
 * @adj_compat: enum idloc_ila_adj_compat
 * @hook_position: enum idloc_ila_hook_position
 * @csum_reserved: enum idloc_ila_csum_reserved
 * @icmp_errors: enum idloc_ila_icmp_errors
 * @unknown_ident: enum idloc_ila_unknown_ident
 *
 * Written under ila_net.lock with WRITE_ONCE(), read by packets with
 * READ_ONCE(): each stands alone.
 */
struct ila_settings {
	u8 adj_compat;
	u8 hook_position;
	u8 csum_reserved;
	u8 icmp_errors;
	u8 unknown_ident;
};

/**
 * struct ila_net - ILA in one network namespace
 * @stats: counters, per CPU
 * @settings: see there
 * @maps: what arrives at which locator, see there for its locking
 * @table: the mapping table, see there for its locking
 * @misses: what has been told of, see there
 * @queue: packets that wait for a mapping, see there
 * @vnids: the virtual networks, see there for their locking
 * @groups: their multicast groups, see there for their locking
 * @recent: translations that packets made, see there
 * @routes: the number of ILA routes to the wire; follow_routes is told of changes
 * @follow_routes: attaches and detaches @hook
 * @hook: the netfilter hook that uses @maps and translates ICMPv6 errors; guarded
 *	by @lock
 * @lock: serialises every change of @settings, @maps, @table, @vnids, @groups and @hook;
 *	may sleep
 */
struct ila_net {
	struct ila_stats __percpu *stats;
	struct ila_settings settings;
	struct ila_maps maps;
	struct ila_table table;
	struct ila_misses misses;
	struct ila_queue queue;
	struct ila_vnids vnids;
	struct ila_groups groups;
	struct ila_recent recent;
	struct ila_routes *routes;
	struct work_struct follow_routes;
	struct ila_hook hook;
	struct mutex lock; /* settings, maps, table, vnids, groups, hook */
};

extern unsigned int ila_net_id;

/**
 * ila_net() - this module's part of a namespace
 * @net: the namespace, which the caller keeps alive
 *
 * Any context.
 *
 * Return: never NULL between the namespace's init and exit.
 */
static inline struct ila_net *ila_net(const struct net *net)
{
	return net_generic(net, ila_net_id);
}

int ila_net_init(void);
void ila_net_exit(void);

#endif /* IDLOC_ILA_NET_H */
