// SPDX-License-Identifier: GPL-2.0
/*
 * Underlay interfaces in the family "idloc-ila". Numbers and policies:
 * Documentation/netlink/specs/idloc-ila.yaml.
 */
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <net/genetlink.h>
#include <net/sock.h>

#include "net.h"
#include "netlink-gen.h"
#include "netlink.h"
#include "vnid_netlink.h"

static int parse_ifindex(int *ifindex, struct genl_info *info)
{
	struct nlattr *attr = info->attrs[IDLOC_ILA_A_UNDERLAY_IFINDEX];

	if (!attr) {
		NL_SET_ERR_MSG(info->extack, "ILA: ifindex is required");
		return -EINVAL;
	}
	*ifindex = nla_get_u32(attr);
	return 0;
}

/* What comes in by a VRF device has come in by another before. */
static int check_device(struct net *net, int ifindex, struct netlink_ext_ack *extack)
{
	const struct net_device *dev = __dev_get_by_index(net, ifindex);

	if (!dev) {
		NL_SET_ERR_MSG(extack, "ILA: no such interface");
		return -ENODEV;
	}
	if (dev->flags & IFF_LOOPBACK || netif_is_l3_master(dev)) {
		NL_SET_ERR_MSG(extack,
			       "ILA: nothing comes in from outside by this interface");
		return -EINVAL;
	}
	return 0;
}

static void explain_add(int err, struct netlink_ext_ack *extack)
{
	switch (err) {
	case -EEXIST:
		NL_SET_ERR_MSG(extack, "ILA: it is an underlay interface already");
		break;
	case -EBUSY:
		NL_SET_ERR_MSG(extack,
			       "ILA: the scope of a virtual network cannot be underlay");
		break;
	case -E2BIG:
		NL_SET_ERR_MSG(extack, "ILA: too many underlay interfaces");
		break;
	}
}

/**
 * ila_nl_underlay_add_doit() - answer underlay-add
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL, -ENODEV, -EEXIST, -EBUSY, -E2BIG or -ENOMEM.
 */
int ila_nl_underlay_add_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct net *net = genl_info_net(info);
	struct ila_net *ilan = ila_net(net);
	int ifindex, err;

	err = parse_ifindex(&ifindex, info);
	if (err)
		return err;
	/* Interfaces stay what they are. */
	rtnl_lock();
	err = check_device(net, ifindex, info->extack);
	if (!err) {
		mutex_lock(&ilan->lock);
		err = ila_roles_underlay_add(&ilan->vnids.roles, ifindex);
		if (!err)
			ila_underlay_notify(net, ifindex,
					    IDLOC_ILA_CMD_UNDERLAY_ADD_NTF);
		mutex_unlock(&ilan->lock);
		explain_add(err, info->extack);
	}
	rtnl_unlock();
	return err;
}

/**
 * ila_nl_underlay_del_doit() - answer underlay-del
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL or -ENOENT.
 */
int ila_nl_underlay_del_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct net *net = genl_info_net(info);
	struct ila_net *ilan = ila_net(net);
	int ifindex, err;
	bool was;

	err = parse_ifindex(&ifindex, info);
	if (err)
		return err;
	mutex_lock(&ilan->lock);
	was = ila_roles_underlay_del(&ilan->vnids.roles, ifindex);
	if (was)
		ila_underlay_notify(net, ifindex, IDLOC_ILA_CMD_UNDERLAY_DEL_NTF);
	mutex_unlock(&ilan->lock);
	if (was)
		return 0;
	NL_SET_ERR_MSG(info->extack, "ILA: it is no underlay interface");
	return -ENOENT;
}

/**
 * ila_nl_underlay_get_doit() - answer underlay-get for one
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL, -ENOENT, -ENOMEM or -EMSGSIZE.
 */
int ila_nl_underlay_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	unsigned long role;
	int ifindex, err;
	struct sk_buff *msg;
	void *hdr;

	err = parse_ifindex(&ifindex, info);
	if (err)
		return err;
	rcu_read_lock();
	role = ila_role(&ilan->vnids.roles, ifindex);
	rcu_read_unlock();
	if (!ila_role_is_underlay(role)) {
		NL_SET_ERR_MSG(info->extack, "ILA: it is no underlay interface");
		return -ENOENT;
	}
	msg = ila_netlink_reply(info, IDLOC_ILA_CMD_UNDERLAY_GET, &hdr);
	if (!msg)
		return -ENOMEM;
	if (nla_put_u32(msg, IDLOC_ILA_A_UNDERLAY_IFINDEX, ifindex)) {
		nlmsg_free(msg);
		return -EMSGSIZE;
	}
	genlmsg_end(msg, hdr);
	return genlmsg_reply(msg, info);
}

static int dump_one(struct sk_buff *skb, struct netlink_callback *cb, u32 ifindex)
{
	void *hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid,
				cb->nlh->nlmsg_seq, &ila_netlink_family,
				NLM_F_MULTI, IDLOC_ILA_CMD_UNDERLAY_GET);

	if (!hdr)
		return -EMSGSIZE;
	if (nla_put_u32(skb, IDLOC_ILA_A_UNDERLAY_IFINDEX, ifindex)) {
		genlmsg_cancel(skb, hdr);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, hdr);
	return 0;
}

/**
 * ila_nl_underlay_get_dumpit() - answer underlay-get for all
 * @skb: the answer
 * @cb: args[0] is the interface to go on with
 *
 * In the order of their numbers, so that a change under way loses nothing else. May
 * sleep.
 *
 * Return: bytes, or a negative error code.
 */
int ila_nl_underlay_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct ila_net *ilan = ila_net(sock_net(cb->skb->sk));
	unsigned long ifindex = cb->args[0];
	void *role;
	int err = 0;

	rcu_read_lock();
	xa_for_each_start(&ilan->vnids.roles.by_ifindex, ifindex, role, ifindex) {
		if (!ila_role_is_underlay(xa_to_value(role)))
			continue;
		err = dump_one(skb, cb, ifindex);
		if (err)
			break;
	}
	rcu_read_unlock();
	cb->args[0] = err ? ifindex : S32_MAX;
	return skb->len ?: err;
}
