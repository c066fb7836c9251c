// SPDX-License-Identifier: GPL-2.0
/*
 * Virtual networks in the family "idloc-ila". Numbers and policies:
 * Documentation/netlink/specs/idloc-ila.yaml.
 */
#include "vnid_netlink.h"

#include <linux/slab.h>
#include <net/genetlink.h>
#include <net/ipv6.h>
#include <net/l3mdev.h>
#include <net/sock.h>

#include "../compat/compat.h"
#include "attr.h"
#include "net.h"
#include "netlink.h"
#include "netlink-gen.h"

static int put_optional(struct sk_buff *msg, const struct ila_vnid *v)
{
	const struct ila_tenant *t = &v->tenant;

	if (t->has_sir &&
	    nla_put_be64(msg, IDLOC_ILA_A_VNID_SIR_PREFIX, ila_upper(&t->sir),
			 IDLOC_ILA_A_VNID_PAD))
		return -EMSGSIZE;
	if (v->table)
		return nla_put_u32(msg, IDLOC_ILA_A_VNID_SCOPE_TABLE, v->table);
	if (v->place.ifindex)
		return nla_put_u32(msg, IDLOC_ILA_A_VNID_SCOPE_IFINDEX,
				   v->place.ifindex);
	return 0;
}

static int put_vnid(struct sk_buff *msg, const struct ila_vnid *v)
{
	const struct ila_tenant *t = &v->tenant;
	/* One is the table's, while it is there. */
	unsigned int refs = refcount_read(&v->refs);

	if (nla_put_u32(msg, IDLOC_ILA_A_VNID_VNID, t->vnid) ||
	    nla_put_in6_addr(msg, IDLOC_ILA_A_VNID_TENANT_PREFIX, &t->prefix) ||
	    put_optional(msg, v) ||
	    nla_put_u32(msg, IDLOC_ILA_A_VNID_SRC_MODE,
			t->src_sir ? IDLOC_ILA_SRC_MODE_SIR :
				     IDLOC_ILA_SRC_MODE_TENANT) ||
	    nla_put_u32(msg, IDLOC_ILA_A_VNID_MARK, v->mark) ||
	    nla_put_u32(msg, IDLOC_ILA_A_VNID_MCAST_FLAGS, t->mcast_flags) ||
	    nla_put_u32(msg, IDLOC_ILA_A_VNID_CSUM_MODE, t->csum_mode) ||
	    nla_put_u32(msg, IDLOC_ILA_A_VNID_USERS,
			refs ? refs - 1 : 0))
		return -EMSGSIZE;
	return 0;
}

/* Which virtual network a request is about; every request has to say. */
static int parse_number(u32 *vnid, struct genl_info *info)
{
	struct nlattr *attr = info->attrs[IDLOC_ILA_A_VNID_VNID];

	if (!attr) {
		NL_SET_ERR_MSG(info->extack, "ILA: vnid is required");
		return -EINVAL;
	}
	return ila_attr_vnid(vnid, attr, info->extack);
}

static u32 number_or(const struct nlattr *attr, u32 def)
{
	return attr ? nla_get_u32(attr) : def;
}

static int parse_prefix(struct ila_tenant *t, struct genl_info *info)
{
	struct nlattr *attr = info->attrs[IDLOC_ILA_A_VNID_TENANT_PREFIX];

	if (!attr) {
		NL_SET_ERR_MSG(info->extack, "ILA: tenant-prefix is required");
		return -EINVAL;
	}
	t->prefix = nla_get_in6_addr(attr);
	if (ila_low32(&t->prefix)) {
		NL_SET_ERR_MSG_ATTR(info->extack, attr,
				    "ILA: a tenant prefix has 96 bits, what is behind them is zero");
		return -EINVAL;
	}
	if (ipv6_addr_is_multicast(&t->prefix) ||
	    ipv6_addr_type(&t->prefix) & IPV6_ADDR_LINKLOCAL) {
		NL_SET_ERR_MSG_ATTR(info->extack, attr,
				    "ILA: a tenant prefix is for addresses that are routed");
		return -EINVAL;
	}
	return 0;
}

static int parse_tenant(struct ila_tenant *t, struct genl_info *info)
{
	struct nlattr **attrs = info->attrs;
	struct nlattr *sir = attrs[IDLOC_ILA_A_VNID_SIR_PREFIX];
	__be64 sir_prefix = sir ? nla_get_be64(sir) : 0;
	int err;

	err = parse_number(&t->vnid, info) ?: parse_prefix(t, info);
	if (err)
		return err;
	t->csum_mode = number_or(attrs[IDLOC_ILA_A_VNID_CSUM_MODE],
				 IDLOC_ILA_CSUM_MODE_NEUTRAL_MAP);
	t->mcast_flags = number_or(attrs[IDLOC_ILA_A_VNID_MCAST_FLAGS], 0);
	t->src_sir = number_or(attrs[IDLOC_ILA_A_VNID_SRC_MODE], 0) ==
		     IDLOC_ILA_SRC_MODE_SIR;
	t->has_sir = sir;
	if (t->src_sir && !sir) {
		NL_SET_ERR_MSG(info->extack, "ILA: src-mode sir needs a sir-prefix");
		return -EINVAL;
	}
	ila_tenant_init(t, sir_prefix);
	return 0;
}

/* The VRF that a table belongs to. (The core's function answers in strict mode only.) */
static int vrf_of_table(struct net *net, u32 table)
{
	struct net_device *dev;
	int ifindex = 0;

	rcu_read_lock();
	for_each_netdev_rcu(net, dev) {
		if (netif_is_l3_master(dev) && l3mdev_fib_table_rcu(dev) == table) {
			ifindex = dev->ifindex;
			break;
		}
	}
	rcu_read_unlock();
	return ifindex;
}

static int parse_table(struct ila_vnid *v, struct net *net,
		       const struct nlattr *attr, struct netlink_ext_ack *extack)
{
	int ifindex;

	v->table = nla_get_u32(attr);
	ifindex = vrf_of_table(net, v->table);
	if (!ifindex) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "ILA: no VRF has this table");
		return -ENODEV;
	}
	v->place.ifindex = ifindex;
	return 0;
}

static int parse_device(struct ila_vnid *v, struct net *net,
			const struct nlattr *attr, struct netlink_ext_ack *extack)
{
	const struct net_device *dev;
	int err = 0;

	v->place.ifindex = nla_get_u32(attr);
	rcu_read_lock();
	dev = dev_get_by_index_rcu(net, v->place.ifindex);
	if (!dev) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "ILA: no such interface");
		err = -ENODEV;
	} else if (dev->flags & IFF_LOOPBACK) {
		NL_SET_ERR_MSG_ATTR(extack, attr,
				    "ILA: no tenant is behind the loopback interface");
		err = -EINVAL;
	} else if (netif_is_l3_master(dev)) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "ILA: name a VRF by its table");
		err = -EINVAL;
	}
	rcu_read_unlock();
	return err;
}

static int parse_scope(struct ila_vnid *v, struct genl_info *info)
{
	struct nlattr *ifindex = info->attrs[IDLOC_ILA_A_VNID_SCOPE_IFINDEX];
	struct nlattr *table = info->attrs[IDLOC_ILA_A_VNID_SCOPE_TABLE];
	struct net *net = genl_info_net(info);

	if (ifindex && table) {
		NL_SET_ERR_MSG_ATTR(info->extack, table,
				    "ILA: a virtual network has one scope, an interface or a table");
		return -EINVAL;
	}
	if (table)
		return parse_table(v, net, table, info->extack);
	if (ifindex)
		return parse_device(v, net, ifindex, info->extack);
	return 0;
}

/**
 * ila_vnid_event_new() - a message for who listens to the group "vnid", with nothing in it yet
 * @net: the namespace
 * @cmd: IDLOC_ILA_CMD_*_NTF
 * @hdr: set, for ila_vnid_event_send()
 *
 * May sleep.
 *
 * Return: the message; NULL if there is no memory, and if nobody listens, too.
 */
struct sk_buff *ila_vnid_event_new(struct net *net, u8 cmd, void **hdr)
{
	return ila_event_new(net, IDLOC_ILA_NLGRP_VNID, cmd, GFP_KERNEL, hdr);
}

/**
 * ila_vnid_event_send() - send such a message
 * @net: the namespace
 * @msg: the message, consumed
 * @hdr: what ila_vnid_event_new() has set
 * @err: not 0 if it could not be filled: it is freed
 *
 * May sleep.
 */
void ila_vnid_event_send(struct net *net, struct sk_buff *msg, void *hdr, int err)
{
	ila_event_send(net, IDLOC_ILA_NLGRP_VNID, msg, hdr, err, GFP_KERNEL);
}

/**
 * ila_vnid_notify() - tell who listens of a virtual network that came or went
 * @net: the namespace
 * @vnid: the virtual network
 * @cmd: IDLOC_ILA_CMD_VNID_ADD_NTF or _DEL_NTF
 *
 * May sleep.
 */
void ila_vnid_notify(struct net *net, const struct ila_vnid *vnid, u8 cmd)
{
	void *hdr;
	struct sk_buff *msg = ila_vnid_event_new(net, cmd, &hdr);

	if (msg)
		ila_vnid_event_send(net, msg, hdr, put_vnid(msg, vnid));
}

/**
 * ila_underlay_notify() - tell who listens of an interface that became underlay or is
 * not any more
 * @net: the namespace
 * @ifindex: the interface
 * @cmd: IDLOC_ILA_CMD_UNDERLAY_ADD_NTF or _DEL_NTF
 *
 * May sleep.
 */
void ila_underlay_notify(struct net *net, int ifindex, u8 cmd)
{
	void *hdr;
	struct sk_buff *msg = ila_vnid_event_new(net, cmd, &hdr);

	if (msg)
		ila_vnid_event_send(net, msg, hdr,
				    nla_put_u32(msg, IDLOC_ILA_A_UNDERLAY_IFINDEX, ifindex));
}

static int add_locked(struct net *net, struct ila_net *ilan, struct ila_vnid *v,
		      struct netlink_ext_ack *extack)
{
	int err;

	lockdep_assert_held(&ilan->lock);
	err = ila_vnids_add(&ilan->vnids, v, extack);
	if (err)
		return err;
	err = ila_hook_update(ilan, &ilan->settings);
	if (err) {
		NL_SET_ERR_MSG(extack, "ILA: cannot attach the netfilter hook");
		ila_vnids_revoke(&ilan->vnids, v);
		return err;
	}
	ila_vnid_notify(net, v, IDLOC_ILA_CMD_VNID_ADD_NTF);
	return 0;
}

/**
 * ila_nl_vnid_add_doit() - answer vnid-add
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL, -ENODEV, -EEXIST, -EBUSY, -E2BIG, -ENOSPC or -ENOMEM.
 */
int ila_nl_vnid_add_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct net *net = genl_info_net(info);
	struct ila_net *ilan = ila_net(net);
	struct ila_vnid *v;
	int err;

	v = kzalloc(sizeof(*v), GFP_KERNEL_ACCOUNT);
	if (!v)
		return -ENOMEM;
	refcount_set(&v->refs, 1);
	/* Names of interfaces stay what they are. */
	rtnl_lock();
	err = parse_tenant(&v->tenant, info) ?: parse_scope(v, info);
	if (!err) {
		v->mark = number_or(info->attrs[IDLOC_ILA_A_VNID_MARK], 0);
		memcpy(v->place.prefix, &v->tenant.prefix, sizeof(v->place.prefix));
		mutex_lock(&ilan->lock);
		err = add_locked(net, ilan, v, info->extack);
		mutex_unlock(&ilan->lock);
	}
	rtnl_unlock();
	/* If it was in the table for a moment, a route may name it. */
	if (err)
		ila_vnid_put(v);
	return err;
}

/* Taken out, and nobody else's any more. */
static void gone(struct net *net, struct ila_vnid *v)
{
	ila_vnid_notify(net, v, IDLOC_ILA_CMD_VNID_DEL_NTF);
	kfree_rcu(v, rcu);
}

static int no_such(struct netlink_ext_ack *extack)
{
	NL_SET_ERR_MSG(extack, "ILA: no virtual network of this VNID");
	return -ENOENT;
}

static int del_locked(struct net *net, struct ila_net *ilan, u32 number,
		      struct netlink_ext_ack *extack)
{
	struct ila_vnid *v;
	int err;

	lockdep_assert_held(&ilan->lock);
	rcu_read_lock();
	v = ila_vnids_find(&ilan->vnids, number);
	rcu_read_unlock();
	if (!v)
		return no_such(extack);
	err = ila_vnids_del(&ilan->vnids, v);
	if (err) {
		NL_SET_ERR_MSG(extack,
			       "ILA: a route, a mapping or a group names this virtual network");
		return err;
	}
	gone(net, v);
	ila_hook_update(ilan, &ilan->settings);
	return 0;
}

/**
 * ila_nl_vnid_del_doit() - answer vnid-del
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL, -ENOENT, or -EBUSY if a route or a group names it.
 */
int ila_nl_vnid_del_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct net *net = genl_info_net(info);
	struct ila_net *ilan = ila_net(net);
	u32 number;
	int err;

	err = parse_number(&number, info);
	if (err)
		return err;
	mutex_lock(&ilan->lock);
	err = del_locked(net, ilan, number, info->extack);
	mutex_unlock(&ilan->lock);
	return err;
}

/* Those that routes name stay. A walk that takes out may miss the next one: false if it
 * has taken out none.
 */
static bool flush_walk(struct net *net, struct ila_vnids *vnids)
{
	struct rhashtable_iter iter;
	struct ila_vnid *v;
	bool some = false;

	rhashtable_walk_enter(&vnids->by_vnid, &iter);
	rhashtable_walk_resume(&iter);
	while ((v = rhashtable_walk_next(&iter))) {
		if (IS_ERR(v))
			continue;
		/* Taking out may sleep, which the walk may not. */
		rhashtable_walk_stop(&iter);
		if (!ila_vnids_del(vnids, v)) {
			some = true;
			gone(net, v);
		}
		cond_resched();
		rhashtable_walk_resume(&iter);
	}
	rhashtable_walk_stop(&iter);
	rhashtable_walk_exit(&iter);
	return some;
}

/**
 * ila_nl_vnid_flush_doit() - answer vnid-flush
 * @skb: the request
 * @info: the request, parsed
 *
 * May sleep.
 *
 * Return: 0.
 */
int ila_nl_vnid_flush_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct net *net = genl_info_net(info);
	struct ila_net *ilan = ila_net(net);

	mutex_lock(&ilan->lock);
	while (flush_walk(net, &ilan->vnids))
		;
	ila_hook_update(ilan, &ilan->settings);
	mutex_unlock(&ilan->lock);
	return 0;
}

/**
 * ila_nl_vnid_get_doit() - answer vnid-get for one
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL, -ENOENT, -ENOMEM or -EMSGSIZE.
 */
int ila_nl_vnid_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	struct ila_vnid *v;
	struct sk_buff *msg;
	u32 number;
	void *hdr;
	int err;

	err = parse_number(&number, info);
	if (err)
		return err;
	msg = ila_netlink_reply(info, IDLOC_ILA_CMD_VNID_GET, &hdr);
	if (!msg)
		return -ENOMEM;
	rcu_read_lock();
	v = ila_vnids_find(&ilan->vnids, number);
	err = v ? put_vnid(msg, v) : no_such(info->extack);
	rcu_read_unlock();
	if (err) {
		nlmsg_free(msg);
		return err;
	}
	genlmsg_end(msg, hdr);
	return genlmsg_reply(msg, info);
}

static int dump_one(struct sk_buff *skb, struct netlink_callback *cb,
		    const struct ila_vnid *v)
{
	void *hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid,
				cb->nlh->nlmsg_seq, &ila_netlink_family,
				NLM_F_MULTI, IDLOC_ILA_CMD_VNID_GET);

	if (!hdr)
		return -EMSGSIZE;
	genl_dump_check_consistent(cb, hdr);
	if (put_vnid(skb, v)) {
		genlmsg_cancel(skb, hdr);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, hdr);
	return 0;
}

/**
 * ila_nl_vnid_get_start() - before the answer to vnid-get for all
 * @cb: args[0] becomes the walk
 *
 * May sleep.
 *
 * Return: 0 or -ENOMEM.
 */
int ila_nl_vnid_get_start(struct netlink_callback *cb)
{
	struct ila_net *ilan = ila_net(sock_net(cb->skb->sk));
	struct rhashtable_iter *iter;

	iter = kmalloc(sizeof(*iter), GFP_KERNEL_ACCOUNT);
	if (!iter)
		return -ENOMEM;
	rhashtable_walk_enter(&ilan->vnids.by_vnid, iter);
	cb->args[0] = (long)iter;
	return 0;
}

/**
 * ila_nl_vnid_get_done() - after the answer
 * @cb: what ila_nl_vnid_get_start() had
 *
 * May sleep.
 *
 * Return: 0.
 */
int ila_nl_vnid_get_done(struct netlink_callback *cb)
{
	struct rhashtable_iter *iter = (struct rhashtable_iter *)cb->args[0];

	rhashtable_walk_exit(iter);
	kfree(iter);
	return 0;
}

/**
 * ila_nl_vnid_get_dumpit() - answer vnid-get for all
 * @skb: the answer
 * @cb: what ila_nl_vnid_get_start() had
 *
 * A change under way is told by NLM_F_DUMP_INTR. May sleep.
 *
 * Return: bytes, or a negative error code.
 */
int ila_nl_vnid_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct rhashtable_iter *iter = (struct rhashtable_iter *)cb->args[0];
	struct ila_net *ilan = ila_net(sock_net(cb->skb->sk));
	struct ila_vnid *v;
	int err = 0;

	cb->seq = READ_ONCE(ilan->vnids.generation);
	if (rhashtable_walk_resume(iter))
		ila_dump_anew(cb);
	for (v = rhashtable_walk_peek(iter); v; v = rhashtable_walk_next(iter)) {
		if (IS_ERR(v)) {
			ila_dump_anew(cb);
			continue;
		}
		err = dump_one(skb, cb, v);
		if (err)
			break;
	}
	rhashtable_walk_stop(iter);
	return skb->len ?: err;
}
