// SPDX-License-Identifier: GPL-2.0
/*
 * The multicast groups of a namespace's virtual networks, and their members.
 *
 * A group is known by its VNID and the 32 bits that stand for its address on the wire:
 * the virtual network's flags do not change, so that those say it all. A group holds its
 * virtual network as a route does. Members are in lists, since each is visited once
 * for each packet and never looked for by one; to take a member out needs no memory,
 * so it cannot fail when an interface goes.
 */
#include "group.h"

#include <linux/atomic.h>
#include <linux/slab.h>
#include <net/netlink.h>

/* Groups of all namespaces: whoever can make namespaces can make many. */
static atomic_t ila_groups_global;

static const unsigned int ila_members_max[] = {
	[ILA_MEMBER_LOCATOR] = ILA_GROUP_LOCATORS_MAX,
	[ILA_MEMBER_IFINDEX] = ILA_GROUP_IFINDEXES_MAX,
};

/* Packets choose what they ask for: the table's own seed and limit on chains stay. */
static const struct rhashtable_params ila_groups_params = {
	.head_offset = offsetof(struct ila_group, node),
	.key_offset = offsetof(struct ila_group, key),
	.key_len = sizeof(struct ila_group_key),
	.max_size = ILA_GROUPS_MAX,
	.automatic_shrinking = true,
};

/**
 * ila_groups_init() - an empty table
 * @groups: to initialise; zeroed
 *
 * May sleep.
 *
 * Return: 0 or -ENOMEM.
 */
int ila_groups_init(struct ila_groups *groups)
{
	INIT_LIST_HEAD(&groups->all);
	xa_init_flags(&groups->ifindexes, XA_FLAGS_ACCOUNT);
	groups->generation = 1;
	return rhashtable_init(&groups->table, &ila_groups_params);
}

/**
 * ila_groups_destroy() - free the table with all that is in it
 * @groups: nobody reads or writes it any more
 *
 * May sleep.
 */
void ila_groups_destroy(struct ila_groups *groups)
{
	struct ila_group *group, *next;

	rhashtable_destroy(&groups->table);
	xa_destroy(&groups->ifindexes);
	list_for_each_entry_safe(group, next, &groups->all, all) {
		atomic_dec(&ila_groups_global);
		ila_group_free(group);
	}
}

/**
 * ila_group_alloc() - a group without members, not in a table yet
 * @vnid: its virtual network, with a reference that the group's becomes if there is
 *	memory
 * @low: what ila_mcast_encode() has made of its address
 *
 * May sleep.
 *
 * Return: the group, for ila_group_free(), or NULL.
 */
struct ila_group *ila_group_alloc(struct ila_vnid *vnid, __be32 low)
{
	struct ila_group *group = kzalloc(sizeof(*group), GFP_KERNEL_ACCOUNT);
	int kind;

	if (!group)
		return NULL;
	group->vnid = vnid;
	group->key.vnid = vnid->tenant.vnid;
	group->key.low = low;
	for (kind = 0; kind < ILA_MEMBER_KINDS; kind++)
		INIT_LIST_HEAD(&group->members[kind]);
	return group;
}

/**
 * ila_group_free() - free a group that is in no table any more, with its members
 * @group: packets may still have it
 *
 * Any context.
 */
void ila_group_free(struct ila_group *group)
{
	struct ila_member *member, *next;
	int kind;

	/* Their links stay, for packets under way. */
	for (kind = 0; kind < ILA_MEMBER_KINDS; kind++)
		list_for_each_entry_safe(member, next, &group->members[kind], node)
			kfree_rcu(member, rcu);
	ila_vnid_put(group->vnid);
	kfree_rcu(group, rcu);
}

static void changed(struct ila_groups *groups, int by)
{
	WRITE_ONCE(groups->count, groups->count + by);
	groups->generation = groups->generation + 1 ?: 1;
}

static int insert(struct ila_groups *groups, struct ila_group *group,
		  struct netlink_ext_ack *extack)
{
	int err;

	if (groups->count >= ILA_GROUPS_MAX) {
		NL_SET_ERR_MSG(extack, "ILA: too many groups");
		return -E2BIG;
	}
	if (atomic_inc_return(&ila_groups_global) > ILA_GROUPS_MAX_GLOBAL) {
		NL_SET_ERR_MSG(extack, "ILA: too many groups on this host");
		err = -ENOSPC;
	} else {
		err = rhashtable_lookup_insert_fast(&groups->table, &group->node,
						    ila_groups_params);
		if (err == -EEXIST)
			NL_SET_ERR_MSG(extack, "ILA: the virtual network has this group");
	}
	if (err)
		atomic_dec(&ila_groups_global);
	return err;
}

/**
 * ila_groups_add() - put a group into the table
 * @groups: the table
 * @group: without members; the table's from now on if this succeeds
 * @extack: text for the user
 *
 * Caller holds ila_net.lock. May sleep.
 *
 * Return: 0, -EEXIST, -E2BIG, -ENOSPC if there are too many in all namespaces, or what
 * the hash table says (-ENOMEM).
 */
int ila_groups_add(struct ila_groups *groups, struct ila_group *group,
		   struct netlink_ext_ack *extack)
{
	int err = insert(groups, group, extack);

	if (err)
		return err;
	list_add_tail(&group->all, &groups->all);
	changed(groups, 1);
	return 0;
}

/* One group more or less has an interface; less needs no memory. */
static int use(struct ila_groups *groups, int ifindex, int by)
{
	unsigned long users;
	void *old;

	if (!ifindex)
		return 0;
	old = xa_load(&groups->ifindexes, ifindex);
	users = (old ? xa_to_value(old) : 0) + by;
	if (!users) {
		xa_erase(&groups->ifindexes, ifindex);
		return 0;
	}
	return xa_err(xa_store(&groups->ifindexes, ifindex, xa_mk_value(users),
			       GFP_KERNEL));
}

/**
 * ila_groups_del() - take a group out
 * @groups: the table
 * @group: in the table
 *
 * Caller holds ila_net.lock, and calls ila_group_free(). May sleep.
 */
void ila_groups_del(struct ila_groups *groups, struct ila_group *group)
{
	struct ila_member *member;

	rhashtable_remove_fast(&groups->table, &group->node, ila_groups_params);
	list_del(&group->all);
	list_for_each_entry(member, &group->members[ILA_MEMBER_IFINDEX], node)
		use(groups, member->ifindex, -1);
	atomic_dec(&ila_groups_global);
	changed(groups, -1);
}

/**
 * ila_groups_find() - a group by its address
 * @groups: the table
 * @vnid: its virtual network
 * @addr: any address
 *
 * Caller holds rcu_read_lock().
 *
 * Return: the group, or NULL.
 */
struct ila_group *ila_groups_find(struct ila_groups *groups,
				  const struct ila_vnid *vnid,
				  const struct in6_addr *addr)
{
	struct ila_group_key key = { .vnid = vnid->tenant.vnid };
	struct ila_group *group;

	if (!ila_mcast_encode(addr, vnid->tenant.mcast_flags, &key.low))
		return NULL;
	group = rhashtable_lookup(&groups->table, &key, ila_groups_params);
	/* Of one that was revoked, and another has its number now. */
	if (unlikely(group && group->vnid != vnid))
		return NULL;
	return group;
}

static enum ila_member_kind kind_of(const struct ila_member *who)
{
	return who->ifindex ? ILA_MEMBER_IFINDEX : ILA_MEMBER_LOCATOR;
}

static struct ila_member *find_member(struct ila_group *group,
				      const struct ila_member *who)
{
	struct ila_member *member;

	list_for_each_entry(member, &group->members[kind_of(who)], node) {
		if (member->ifindex == who->ifindex &&
		    member->locator == who->locator)
			return member;
	}
	return NULL;
}

static int check_new(struct ila_group *group, const struct ila_member *who,
		     struct netlink_ext_ack *extack)
{
	if (find_member(group, who)) {
		NL_SET_ERR_MSG(extack, "ILA: it is a member already");
		return -EEXIST;
	}
	if (group->n_members[kind_of(who)] >= ila_members_max[kind_of(who)]) {
		NL_SET_ERR_MSG(extack, "ILA: too many members in this group");
		return -E2BIG;
	}
	return 0;
}

/**
 * ila_group_join() - one more member
 * @groups: the table
 * @group: in the table
 * @who: its locator or its interface; copied
 * @extack: text for the user
 *
 * Caller holds ila_net.lock. May sleep.
 *
 * Return: 0, -EEXIST, -E2BIG or -ENOMEM.
 */
int ila_group_join(struct ila_groups *groups, struct ila_group *group,
		   const struct ila_member *who, struct netlink_ext_ack *extack)
{
	struct ila_member *member;
	int err;

	err = check_new(group, who, extack);
	if (err)
		return err;
	member = kzalloc(sizeof(*member), GFP_KERNEL_ACCOUNT);
	if (!member)
		return -ENOMEM;
	member->locator = who->locator;
	member->ifindex = who->ifindex;
	err = use(groups, member->ifindex, 1);
	if (err) {
		kfree(member);
		return err;
	}
	list_add_tail_rcu(&member->node, &group->members[kind_of(member)]);
	group->n_members[kind_of(member)]++;
	changed(groups, 0);
	return 0;
}

/**
 * ila_group_leave() - one member less
 * @groups: the table
 * @group: in the table
 * @who: its locator or its interface
 *
 * Caller holds ila_net.lock. May sleep; needs no memory.
 *
 * Return: 0, or -ENOENT if it is no member.
 */
int ila_group_leave(struct ila_groups *groups, struct ila_group *group,
		    const struct ila_member *who)
{
	struct ila_member *member = find_member(group, who);

	if (!member)
		return -ENOENT;
	use(groups, member->ifindex, -1);
	group->n_members[kind_of(member)]--;
	list_del_rcu(&member->node);
	kfree_rcu(member, rcu);
	changed(groups, 0);
	return 0;
}
