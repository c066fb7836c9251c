/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The multicast groups of a namespace's virtual networks, and their members.
 */
#ifndef IDLOC_ILA_GROUP_H
#define IDLOC_ILA_GROUP_H

#include <linux/rhashtable.h>
#include <linux/xarray.h>

#include "vnid.h"

struct netlink_ext_ack;

/* Groups of a namespace, and of all together. */
#define ILA_GROUPS_MAX			65536
#define ILA_GROUPS_MAX_GLOBAL		262144

/* Members of a group: each costs every packet a copy. */
#define ILA_GROUP_LOCATORS_MAX		256
#define ILA_GROUP_IFINDEXES_MAX		64

/**
 * enum ila_member_kind - what a member of a group is
 * @ILA_MEMBER_LOCATOR: another host
 * @ILA_MEMBER_IFINDEX: an interface of this host
 * @ILA_MEMBER_KINDS: how many kinds there are
 */
enum ila_member_kind {
	ILA_MEMBER_LOCATOR,
	ILA_MEMBER_IFINDEX,
	ILA_MEMBER_KINDS,
};

/**
 * struct ila_member - a member of a group
 * @node: place in ila_group.members
 * @rcu: for freeing
 * @locator: of another host, as it is on the wire
 * @ifindex: of an interface; 0 if it is another host
 *
 * Immutable once in the list; freed after a grace period.
 */
struct ila_member {
	struct list_head node;
	struct rcu_head rcu;
	__be64 locator;
	int ifindex;
};

/**
 * struct ila_group_key - what a group is found by
 * @vnid: the virtual network's number
 * @low: scope and number of the group, as they are on the wire
 */
struct ila_group_key {
	u32 vnid;
	__be32 low;
};

/**
 * struct ila_group - a multicast group of a virtual network
 * @node: place in ila_groups.table
 * @all: place in ila_groups.all
 * @rcu: for freeing
 * @key: see there
 * @vnid: the virtual network, one reference held
 * @members: of each kind, a list of struct ila_member
 * @n_members: their number
 *
 * @key and @vnid never change. @members is written under ila_net.lock and read
 * under rcu_read_lock(); @n_members and @all are guarded by ila_net.lock.
 */
struct ila_group {
	struct rhash_head node;
	struct list_head all;
	struct rcu_head rcu;
	struct ila_group_key key;
	struct ila_vnid *vnid;
	struct list_head members[ILA_MEMBER_KINDS];
	unsigned int n_members[ILA_MEMBER_KINDS];
};

/**
 * struct ila_groups - the groups of a namespace
 * @table: all of them
 * @all: the same, in the order in which they came
 * @ifindexes: for each interface that is a member, of how many groups
 * @count: number of groups
 * @generation: changes with every change, never 0
 *
 * Written under ila_net.lock. @table is read by packets under rcu_read_lock(),
 * @count with READ_ONCE(), @ifindexes by anybody; @all and @generation are guarded
 * by ila_net.lock.
 */
struct ila_groups {
	struct rhashtable table;
	struct list_head all;
	struct xarray ifindexes;
	unsigned int count;
	unsigned int generation;
};

int ila_groups_init(struct ila_groups *groups);
void ila_groups_destroy(struct ila_groups *groups);

struct ila_group *ila_group_alloc(struct ila_vnid *vnid, __be32 low);
void ila_group_free(struct ila_group *group);

int ila_groups_add(struct ila_groups *groups, struct ila_group *group,
		   struct netlink_ext_ack *extack);
void ila_groups_del(struct ila_groups *groups, struct ila_group *group);
struct ila_group *ila_groups_find(struct ila_groups *groups,
				  const struct ila_vnid *vnid,
				  const struct in6_addr *addr);

int ila_group_join(struct ila_groups *groups, struct ila_group *group,
		   const struct ila_member *who, struct netlink_ext_ack *extack);
int ila_group_leave(struct ila_groups *groups, struct ila_group *group,
		    const struct ila_member *who);

/**
 * ila_groups_any() - are there any
 * @groups: of a namespace
 *
 * Any context.
 *
 * Return: true if multicast packets have to be looked at.
 */
static inline bool ila_groups_any(const struct ila_groups *groups)
{
	return READ_ONCE(groups->count);
}

/**
 * ila_groups_use() - is an interface a member of any
 * @groups: of a namespace
 * @ifindex: the interface
 *
 * Any context.
 *
 * Return: true if so.
 */
static inline bool ila_groups_use(struct ila_groups *groups, int ifindex)
{
	return xa_load(&groups->ifindexes, ifindex);
}

/**
 * ila_group_address() - the address that tenants use
 * @group: the group
 * @addr: where it goes
 */
static inline void ila_group_address(const struct ila_group *group,
				     struct in6_addr *addr)
{
	ila_mcast_decode(addr, group->vnid->tenant.mcast_flags, group->key.low);
}

#endif /* IDLOC_ILA_GROUP_H */
