// SPDX-License-Identifier: GPL-2.0
/*
 * Multicast groups of virtual networks in the family "idloc-ila". Numbers and policies:
 * Documentation/netlink/specs/idloc-ila.yaml.
 */
#include "group_netlink.h"

#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <net/genetlink.h>
#include <net/ipv6.h>
#include <net/sock.h>

#include "attr.h"
#include "guard.h"
#include "net.h"
#include "netlink.h"
#include "netlink-gen.h"
#include "vnid_netlink.h"

/* ---- what is told ---------------------------------------------------------------- */

static int put_key(struct sk_buff *msg, const struct ila_group *group)
{
	struct in6_addr addr;

	ila_group_address(group, &addr);
	if (nla_put_u32(msg, IDLOC_ILA_A_GROUP_VNID, group->key.vnid) ||
	    nla_put_in6_addr(msg, IDLOC_ILA_A_GROUP_GROUP, &addr))
		return -EMSGSIZE;
	return 0;
}

/* Under ila_net.lock. */
static int put_locators(struct sk_buff *msg, const struct ila_group *group)
{
	unsigned int n = group->n_members[ILA_MEMBER_LOCATOR];
	const struct ila_member *member;
	struct nlattr *attr;
	u8 *at;

	if (!n)
		return 0;
	attr = nla_reserve(msg, IDLOC_ILA_A_GROUP_LOCATORS, n * sizeof(__be64));
	if (!attr)
		return -EMSGSIZE;
	at = nla_data(attr);
	list_for_each_entry(member, &group->members[ILA_MEMBER_LOCATOR], node) {
		memcpy(at, &member->locator, sizeof(__be64));
		at += sizeof(__be64);
	}
	return 0;
}

/* Under ila_net.lock. */
static int put_ifindexes(struct sk_buff *msg, const struct ila_group *group)
{
	unsigned int n = group->n_members[ILA_MEMBER_IFINDEX];
	const struct ila_member *member;
	struct nlattr *attr;
	u32 *at;

	if (!n)
		return 0;
	attr = nla_reserve(msg, IDLOC_ILA_A_GROUP_IFINDEXES, n * sizeof(*at));
	if (!attr)
		return -EMSGSIZE;
	at = nla_data(attr);
	list_for_each_entry(member, &group->members[ILA_MEMBER_IFINDEX], node) {
		*at = member->ifindex;
		at++;
	}
	return 0;
}

static int put_group(struct sk_buff *msg, const struct ila_group *group)
{
	return put_key(msg, group) ?: put_locators(msg, group) ?:
	       put_ifindexes(msg, group);
}

static int put_member(struct sk_buff *msg, const struct ila_member *who)
{
	if (!who)
		return 0;
	if (who->ifindex)
		return nla_put_u32(msg, IDLOC_ILA_A_GROUP_IFINDEX, who->ifindex);
	return nla_put_be64(msg, IDLOC_ILA_A_GROUP_LOCATOR, who->locator,
			    IDLOC_ILA_A_GROUP_PAD);
}

/* A change of a group, or of one of its members. */
static void notify(struct net *net, const struct ila_group *group,
		   const struct ila_member *who, u8 cmd)
{
	void *hdr;
	struct sk_buff *msg = ila_vnid_event_new(net, cmd, &hdr);

	if (msg)
		ila_vnid_event_send(net, msg, hdr,
				    put_key(msg, group) ?: put_member(msg, who));
}

/* ---- what is asked --------------------------------------------------------------- */

/* The virtual network that a request is about, by its number. */
static int parse_number(u32 *vnid, struct genl_info *info)
{
	struct nlattr *attr = info->attrs[IDLOC_ILA_A_GROUP_VNID];

	if (!attr) {
		NL_SET_ERR_MSG(info->extack, "ILA: vnid is required");
		return -EINVAL;
	}
	return ila_attr_vnid(vnid, attr, info->extack);
}

static int parse_address(struct in6_addr *addr, struct genl_info *info)
{
	struct nlattr *attr = info->attrs[IDLOC_ILA_A_GROUP_GROUP];

	if (!attr) {
		NL_SET_ERR_MSG(info->extack, "ILA: group is required");
		return -EINVAL;
	}
	*addr = nla_get_in6_addr(attr);
	if (ipv6_addr_is_multicast(addr))
		return 0;
	NL_SET_ERR_MSG_ATTR(info->extack, attr, "ILA: a group is a multicast address");
	return -EINVAL;
}

/* Can the group be said in an identifier? @low: as that says it. */
static int check_address(const struct in6_addr *addr, const struct ila_tenant *t,
			 __be32 *low, struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[IDLOC_ILA_A_GROUP_GROUP];

	if (IPV6_ADDR_MC_SCOPE(addr) <= IPV6_ADDR_SCOPE_LINKLOCAL)
		NL_SET_ERR_MSG_ATTR(info->extack, attr,
				    "ILA: interface-local and link-local groups stay on their link");
	else if (addr->s6_addr[1] >> 4 != t->mcast_flags)
		NL_SET_ERR_MSG_ATTR(info->extack, attr,
				    "ILA: the group's flags are not the mcast-flags of the virtual network");
	else if (!ila_mcast_encode(addr, t->mcast_flags, low))
		NL_SET_ERR_MSG_ATTR(info->extack, attr,
				    "ILA: an identifier has 28 bits for the group, the others have to be zero");
	else if (ila_tenant_neutral(t) && ila_reserved(addr))
		NL_SET_ERR_MSG_ATTR(info->extack, attr,
				    "ILA: a group that ends in ffff is reserved in the neutral checksum modes");
	else
		return 0;
	return -EINVAL;
}

/* A group that can be had; with a reference to its virtual network. */
static int make_group(struct ila_group **group, struct ila_net *ilan,
		      struct genl_info *info)
{
	struct nlattr **attrs = info->attrs;
	struct in6_addr addr;
	struct ila_vnid *vnid;
	u32 number;
	__be32 low;
	int err;

	err = parse_number(&number, info) ?: parse_address(&addr, info);
	if (err)
		return err;
	vnid = ila_vnid_get(&ilan->vnids, number);
	if (!vnid) {
		NL_SET_ERR_MSG_ATTR(info->extack, attrs[IDLOC_ILA_A_GROUP_VNID],
				    "ILA: no virtual network of this VNID");
		return -ENOENT;
	}
	err = check_address(&addr, &vnid->tenant, &low, info);
	if (!err) {
		*group = ila_group_alloc(vnid, low);
		err = *group ? 0 : -ENOMEM;
	}
	if (err)
		ila_vnid_put(vnid);
	return err;
}

static struct ila_group *find(struct ila_net *ilan, u32 number,
			      const struct in6_addr *addr)
{
	struct ila_group *group = NULL;
	struct ila_vnid *vnid;

	rcu_read_lock();
	vnid = ila_vnids_find(&ilan->vnids, number);
	if (vnid)
		group = ila_groups_find(&ilan->groups, vnid, addr);
	rcu_read_unlock();
	return group;
}

/* The group that a request is about. */
static int find_group(struct ila_group **group, struct ila_net *ilan,
		      struct genl_info *info)
{
	struct in6_addr addr;
	u32 number;
	int err;

	lockdep_assert_held(&ilan->lock);
	err = parse_number(&number, info) ?: parse_address(&addr, info);
	if (err)
		return err;
	*group = find(ilan, number, &addr);
	if (*group)
		return 0;
	NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[IDLOC_ILA_A_GROUP_GROUP],
			    "ILA: the virtual network has no such group");
	return -ENOENT;
}

/* ---- groups ---------------------------------------------------------------------- */

/**
 * ila_nl_group_add_doit() - answer group-add
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL, -ENOENT, -EEXIST, -E2BIG, -ENOSPC or -ENOMEM.
 */
int ila_nl_group_add_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct net *net = genl_info_net(info);
	struct ila_net *ilan = ila_net(net);
	struct ila_group *group;
	int err;

	/* While the lock is held, no scope goes. */
	mutex_lock(&ilan->lock);
	err = make_group(&group, ilan, info);
	if (!err) {
		err = ila_groups_add(&ilan->groups, group, info->extack);
		if (err)
			ila_group_free(group);
		else
			notify(net, group, NULL, IDLOC_ILA_CMD_GROUP_ADD_NTF);
	}
	mutex_unlock(&ilan->lock);
	return err;
}

static void forget(struct net *net, struct ila_net *ilan, struct ila_group *group)
{
	ila_groups_del(&ilan->groups, group);
	notify(net, group, NULL, IDLOC_ILA_CMD_GROUP_DEL_NTF);
	ila_group_free(group);
}

/**
 * ila_nl_group_del_doit() - answer group-del
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL or -ENOENT.
 */
int ila_nl_group_del_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct net *net = genl_info_net(info);
	struct ila_net *ilan = ila_net(net);
	struct ila_group *group;
	int err;

	mutex_lock(&ilan->lock);
	err = find_group(&group, ilan, info);
	if (!err)
		forget(net, ilan, group);
	mutex_unlock(&ilan->lock);
	return err;
}

/**
 * ila_nl_group_flush_doit() - answer group-flush
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0 or -EINVAL.
 */
int ila_nl_group_flush_doit(struct sk_buff *skb, struct genl_info *info)
{
	bool one = info->attrs[IDLOC_ILA_A_GROUP_VNID];
	struct net *net = genl_info_net(info);
	struct ila_net *ilan = ila_net(net);
	struct ila_group *group, *next;
	u32 number = 0;
	int err;

	err = one ? parse_number(&number, info) : 0;
	if (err)
		return err;
	mutex_lock(&ilan->lock);
	list_for_each_entry_safe(group, next, &ilan->groups.all, all) {
		if (!one || group->key.vnid == number)
			forget(net, ilan, group);
		cond_resched();
	}
	mutex_unlock(&ilan->lock);
	return 0;
}

/**
 * ila_nl_group_get_doit() - answer group-get for one
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL, -ENOENT, -ENOMEM or -EMSGSIZE.
 */
int ila_nl_group_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	struct ila_group *group;
	struct sk_buff *msg;
	void *hdr;
	int err;

	msg = ila_netlink_reply(info, IDLOC_ILA_CMD_GROUP_GET, &hdr);
	if (!msg)
		return -ENOMEM;
	mutex_lock(&ilan->lock);
	err = find_group(&group, ilan, info);
	if (!err)
		err = put_group(msg, group);
	mutex_unlock(&ilan->lock);
	if (err) {
		nlmsg_free(msg);
		return err;
	}
	genlmsg_end(msg, hdr);
	return genlmsg_reply(msg, info);
}

static int dump_one(struct sk_buff *skb, struct netlink_callback *cb,
		    const struct ila_group *group)
{
	void *hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid,
				cb->nlh->nlmsg_seq, &ila_netlink_family,
				NLM_F_MULTI, IDLOC_ILA_CMD_GROUP_GET);

	if (!hdr)
		return -EMSGSIZE;
	genl_dump_check_consistent(cb, hdr);
	if (put_group(skb, group)) {
		genlmsg_cancel(skb, hdr);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, hdr);
	return 0;
}

/**
 * ila_nl_group_get_dumpit() - answer group-get for all
 * @skb: the answer
 * @cb: args[0] is how many have been told
 *
 * A change under way is told by NLM_F_DUMP_INTR. May sleep.
 *
 * Return: bytes, or a negative error code.
 */
int ila_nl_group_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct ila_net *ilan = ila_net(sock_net(cb->skb->sk));
	const struct ila_group *group;
	long told = 0;
	int err = 0;

	mutex_lock(&ilan->lock);
	cb->seq = ilan->groups.generation;
	list_for_each_entry(group, &ilan->groups.all, all) {
		if (told >= cb->args[0])
			err = dump_one(skb, cb, group);
		if (err)
			break;
		told++;
	}
	mutex_unlock(&ilan->lock);
	cb->args[0] = max(told, cb->args[0]);
	return skb->len ?: err;
}

/* ---- members --------------------------------------------------------------------- */

static int parse_locator(struct ila_member *who, const struct nlattr *attr,
			 struct netlink_ext_ack *extack)
{
	struct in6_addr addr = {};

	who->locator = nla_get_be64(attr);
	ila_set_upper(&addr, who->locator);
	if (who->locator && !ipv6_addr_is_multicast(&addr) &&
	    !(ipv6_addr_type(&addr) & IPV6_ADDR_LINKLOCAL))
		return 0;
	NL_SET_ERR_MSG_ATTR(extack, attr, "ILA: a locator is of unicast addresses that are routed");
	return -EINVAL;
}

static int parse_member(struct ila_member *who, struct genl_info *info)
{
	struct nlattr *locator = info->attrs[IDLOC_ILA_A_GROUP_LOCATOR];
	struct nlattr *ifindex = info->attrs[IDLOC_ILA_A_GROUP_IFINDEX];

	if (locator && ifindex) {
		NL_SET_ERR_MSG_ATTR(info->extack, ifindex,
				    "ILA: a member is a locator or an interface, not both");
		return -EINVAL;
	}
	if (locator)
		return parse_locator(who, locator, info->extack);
	if (!ifindex) {
		NL_SET_ERR_MSG(info->extack, "ILA: locator or ifindex is required");
		return -EINVAL;
	}
	who->ifindex = nla_get_u32(ifindex);
	if (who->ifindex > 0)
		return 0;
	NL_SET_ERR_MSG_ATTR(info->extack, ifindex, "ILA: not an interface index");
	return -EINVAL;
}

/* Under RTNL: it stays what it is. */
static int check_interface(struct ila_net *ilan, struct net *net,
			   const struct ila_group *group, struct genl_info *info,
			   int ifindex)
{
	const struct nlattr *attr = info->attrs[IDLOC_ILA_A_GROUP_IFINDEX];
	const struct net_device *dev = __dev_get_by_index(net, ifindex);
	struct ila_vnids *vnids = &ilan->vnids;
	int err = 0;

	if (!dev) {
		NL_SET_ERR_MSG_ATTR(info->extack, attr, "ILA: no such interface");
		return -ENODEV;
	}
	rcu_read_lock();
	if (dev->flags & IFF_LOOPBACK || netif_is_l3_master(dev)) {
		NL_SET_ERR_MSG_ATTR(info->extack, attr,
				    "ILA: no tenant is behind a loopback interface or a VRF's device");
		err = -EINVAL;
	} else if (ila_role_is_underlay(ila_role(&vnids->roles, ifindex))) {
		NL_SET_ERR_MSG_ATTR(info->extack, attr,
				    "ILA: an underlay interface cannot be a member");
		err = -EBUSY;
	} else if (ila_guard_scope(vnids, dev) != group->vnid->place.ifindex) {
		NL_SET_ERR_MSG_ATTR(info->extack, attr,
				    "ILA: the interface is not in the scope of the virtual network");
		err = -EINVAL;
	}
	rcu_read_unlock();
	return err;
}

static int join_locked(struct net *net, struct ila_net *ilan,
		       const struct ila_member *who, struct genl_info *info)
{
	struct ila_group *group;
	int err;

	err = find_group(&group, ilan, info);
	if (!err && who->ifindex)
		err = check_interface(ilan, net, group, info, who->ifindex);
	if (!err)
		err = ila_group_join(&ilan->groups, group, who, info->extack);
	if (!err)
		notify(net, group, who, IDLOC_ILA_CMD_GROUP_JOIN_NTF);
	return err;
}

/**
 * ila_nl_group_join_doit() - answer group-join
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL, -ENOENT, -ENODEV, -EBUSY, -EEXIST, -E2BIG or -ENOMEM.
 */
int ila_nl_group_join_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct net *net = genl_info_net(info);
	struct ila_net *ilan = ila_net(net);
	struct ila_member who = {};
	int err;

	err = parse_member(&who, info);
	if (err)
		return err;
	if (who.ifindex)
		rtnl_lock();
	mutex_lock(&ilan->lock);
	err = join_locked(net, ilan, &who, info);
	mutex_unlock(&ilan->lock);
	if (who.ifindex)
		rtnl_unlock();
	return err;
}

static int leave_locked(struct net *net, struct ila_net *ilan,
			const struct ila_member *who, struct genl_info *info)
{
	struct ila_group *group;
	int err;

	err = find_group(&group, ilan, info);
	if (err)
		return err;
	err = ila_group_leave(&ilan->groups, group, who);
	if (err)
		NL_SET_ERR_MSG(info->extack, "ILA: the group has no such member");
	else
		notify(net, group, who, IDLOC_ILA_CMD_GROUP_LEAVE_NTF);
	return err;
}

/**
 * ila_nl_group_leave_doit() - answer group-leave
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL or -ENOENT.
 */
int ila_nl_group_leave_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct net *net = genl_info_net(info);
	struct ila_net *ilan = ila_net(net);
	struct ila_member who = {};
	int err;

	err = parse_member(&who, info);
	if (err)
		return err;
	mutex_lock(&ilan->lock);
	err = leave_locked(net, ilan, &who, info);
	mutex_unlock(&ilan->lock);
	return err;
}

/**
 * ila_group_forget() - an interface goes
 * @net: the namespace
 * @ilan: its ILA
 * @ifindex: the interface; the virtual networks whose scope it is have gone before
 *
 * Their groups go, and it leaves the groups that it is a member of. Caller holds
 * ila_net.lock. May sleep; needs no memory.
 */
void ila_group_forget(struct net *net, struct ila_net *ilan, int ifindex)
{
	const struct ila_member who = { .ifindex = ifindex };
	struct ila_group *group, *next;

	lockdep_assert_held(&ilan->lock);
	list_for_each_entry_safe(group, next, &ilan->groups.all, all) {
		if (READ_ONCE(group->vnid->gone))
			forget(net, ilan, group);
		else if (!ila_group_leave(&ilan->groups, group, &who))
			notify(net, group, &who, IDLOC_ILA_CMD_GROUP_LEAVE_NTF);
		cond_resched();
	}
}
