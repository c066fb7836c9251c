// SPDX-License-Identifier: GPL-2.0
/*
 * Locators in the family "idloc-ila". Numbers and policies:
 * Documentation/netlink/specs/idloc-ila.yaml.
 */
#include <linux/slab.h>
#include <net/genetlink.h>
#include <net/sock.h>

#include "../compat/compat.h"
#include "locator.h"
#include "map_event.h"
#include "net.h"
#include "netlink.h"
#include "netlink-gen.h"
#include "txn.h"

static int parse_name(const char **name, struct genl_info *info)
{
	struct nlattr *attr = info->attrs[IDLOC_ILA_A_LOCATOR_NAME];

	if (!attr) {
		NL_SET_ERR_MSG(info->extack, "ILA: name is required");
		return -EINVAL;
	}
	*name = nla_data(attr);
	if (**name)
		return 0;
	NL_SET_ERR_MSG_ATTR(info->extack, attr, "ILA: name is empty");
	return -EINVAL;
}

static int parse_upper(__be64 *upper, struct genl_info *info)
{
	struct nlattr *attr = info->attrs[IDLOC_ILA_A_LOCATOR_LOCATOR];

	if (!attr) {
		NL_SET_ERR_MSG(info->extack, "ILA: locator is required");
		return -EINVAL;
	}
	*upper = nla_get_be64(attr);
	if (*upper)
		return 0;
	NL_SET_ERR_MSG_ATTR(info->extack, attr, "ILA: 0 is no locator");
	return -EINVAL;
}

static int no_such(struct netlink_ext_ack *extack)
{
	NL_SET_ERR_MSG(extack, "ILA: no locator of this name");
	return -ENOENT;
}

static int add_locked(struct ila_net *ilan, struct genl_info *info)
{
	struct nlattr *flags = info->attrs[IDLOC_ILA_A_LOCATOR_FLAGS];
	bool local = flags && nla_get_u32(flags) & IDLOC_ILA_LOCATOR_FLAGS_LOCAL;
	const char *name;
	__be64 upper;

	return parse_name(&name, info) ?: parse_upper(&upper, info) ?:
	       ila_locator_add(ilan, name, upper, local, info->extack);
}

static int set_locked(struct ila_net *ilan, struct genl_info *info)
{
	struct ila_locator *locator;
	const char *name;
	__be64 upper;
	int err;

	err = parse_name(&name, info) ?: parse_upper(&upper, info);
	if (err)
		return err;
	locator = ila_locator_named(ilan, name);
	return locator ? ila_locator_set(ilan, locator, upper, info->extack) :
			 no_such(info->extack);
}

static int del_locked(struct ila_net *ilan, struct genl_info *info)
{
	struct ila_locator *locator;
	const char *name;
	int err;

	err = parse_name(&name, info);
	if (err)
		return err;
	locator = ila_locator_named(ilan, name);
	return locator ? ila_locator_del(ilan, locator, info->extack) :
			 no_such(info->extack);
}

static int change(struct genl_info *info,
		  int (*locked)(struct ila_net *ilan, struct genl_info *info))
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	int err;

	mutex_lock(&ilan->lock);
	err = ila_txn_check(ilan, info->snd_portid, info->extack);
	if (!err) {
		err = locked(ilan, info);
		ila_txn_note(ilan, err);
	}
	mutex_unlock(&ilan->lock);
	return err;
}

/**
 * ila_nl_locator_add_doit() - answer locator-add
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL, -EEXIST, -EBUSY, -E2BIG, -ENOSPC or -ENOMEM.
 */
int ila_nl_locator_add_doit(struct sk_buff *skb, struct genl_info *info)
{
	return change(info, add_locked);
}

/**
 * ila_nl_locator_set_doit() - answer locator-set
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL, -ENOENT, -EBUSY, -EOPNOTSUPP or -ENOMEM.
 */
int ila_nl_locator_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	return change(info, set_locked);
}

/**
 * ila_nl_locator_del_doit() - answer locator-del
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL, -ENOENT or -EBUSY.
 */
int ila_nl_locator_del_doit(struct sk_buff *skb, struct genl_info *info)
{
	return change(info, del_locked);
}

/* In the view of packets, whoever asks. */
static int put_named(struct sk_buff *msg, struct ila_net *ilan, const char *name,
		     struct netlink_ext_ack *extack)
{
	unsigned int view = ilan->table.views.now;
	const struct ila_locator *locator;
	int err;

	lockdep_assert_held(&ilan->lock);
	locator = ila_locator_find(ilan, name);
	if (!locator || !ila_view_has(locator->hidden, view))
		return no_such(extack);
	rcu_read_lock();
	err = ila_locator_put_attrs(msg, locator, view);
	rcu_read_unlock();
	return err;
}

/**
 * ila_nl_locator_get_doit() - answer locator-get for one
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL, -ENOENT, -ENOMEM or -EMSGSIZE.
 */
int ila_nl_locator_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	const char *name;
	struct sk_buff *msg;
	void *hdr;
	int err;

	err = parse_name(&name, info);
	if (err)
		return err;
	msg = ila_netlink_reply(info, IDLOC_ILA_CMD_LOCATOR_GET, &hdr);
	if (!msg)
		return -ENOMEM;
	mutex_lock(&ilan->lock);
	err = put_named(msg, ilan, name, info->extack);
	mutex_unlock(&ilan->lock);
	if (err) {
		nlmsg_free(msg);
		return err;
	}
	genlmsg_end(msg, hdr);
	return genlmsg_reply(msg, info);
}

/**
 * ila_nl_locator_get_start() - before the answer to locator-get for all
 * @cb: args[0] becomes the walk
 *
 * May sleep.
 *
 * Return: 0 or -ENOMEM.
 */
int ila_nl_locator_get_start(struct netlink_callback *cb)
{
	struct ila_net *ilan = ila_net(sock_net(cb->skb->sk));
	struct rhashtable_iter *iter;

	iter = kmalloc(sizeof(*iter), GFP_KERNEL_ACCOUNT);
	if (!iter)
		return -ENOMEM;
	rhashtable_walk_enter(&ilan->table.locators.table, iter);
	cb->args[0] = (long)iter;
	return 0;
}

/**
 * ila_nl_locator_get_done() - after the answer
 * @cb: what ila_nl_locator_get_start() had
 *
 * May sleep.
 *
 * Return: 0.
 */
int ila_nl_locator_get_done(struct netlink_callback *cb)
{
	struct rhashtable_iter *iter = (struct rhashtable_iter *)cb->args[0];

	rhashtable_walk_exit(iter);
	kfree(iter);
	return 0;
}

static int dump_one(struct sk_buff *skb, struct netlink_callback *cb,
		    const struct ila_locator *locator, unsigned int view)
{
	void *hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid,
				cb->nlh->nlmsg_seq, &ila_netlink_family,
				NLM_F_MULTI, IDLOC_ILA_CMD_LOCATOR_GET);

	if (!hdr)
		return -EMSGSIZE;
	genl_dump_check_consistent(cb, hdr);
	if (ila_locator_put_attrs(skb, locator, view)) {
		genlmsg_cancel(skb, hdr);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, hdr);
	return 0;
}

/**
 * ila_nl_locator_get_dumpit() - answer locator-get for all that have a name
 * @skb: the answer
 * @cb: what ila_nl_locator_get_start() had
 *
 * A change under way is told by NLM_F_DUMP_INTR. May sleep.
 *
 * Return: bytes, or a negative error code.
 */
int ila_nl_locator_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct rhashtable_iter *iter = (struct rhashtable_iter *)cb->args[0];
	struct ila_table *table = &ila_net(sock_net(cb->skb->sk))->table;
	struct ila_locator *locator;
	unsigned int view;
	int err = 0;

	cb->seq = READ_ONCE(table->generation);
	view = ila_view_now(&table->views);
	if (rhashtable_walk_resume(iter))
		ila_dump_anew(cb);
	for (locator = rhashtable_walk_peek(iter); locator;
	     locator = rhashtable_walk_next(iter)) {
		if (IS_ERR(locator)) {
			ila_dump_anew(cb);
			continue;
		}
		if (!locator->key.name[0] || !ila_view_has(locator->hidden, view))
			continue;
		err = dump_one(skb, cb, locator, view);
		if (err)
			break;
	}
	rhashtable_walk_stop(iter);
	return skb->len ?: err;
}
