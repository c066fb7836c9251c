// SPDX-License-Identifier: GPL-2.0
/*
 * Generic netlink family "ila", as the in-tree module has it: what `ip ila`
 * speaks. It shows and edits mappings from a locator to a SIR prefix.
 *
 * Two deliberate differences: each refusal has a text, and a mapping without
 * locators, with an unknown mode or for an interface that does not exist is
 * refused (the in-tree module stores a mapping of locator 0, or one that never
 * matches).
 */
#include "family.h"

#include <linux/module.h>
#include <net/genetlink.h>
#include <net/sock.h>
#include <uapi/linux/ila.h>

#include "../compat/compat.h"
#include "attr.h"
#include "local.h"
#include "net.h"
#include "netlink.h"

static struct genl_family ila_family;

static const struct nla_policy ila_family_policy[ILA_ATTR_MAX + 1] = {
	[ILA_ATTR_LOCATOR] = { .type = NLA_U64 },
	[ILA_ATTR_LOCATOR_MATCH] = { .type = NLA_U64 },
	[ILA_ATTR_IFINDEX] = { .type = NLA_U32 },
	[ILA_ATTR_CSUM_MODE] = { .type = NLA_U8 },
	[ILA_ATTR_IDENT_TYPE] = { .type = NLA_U8 },
};

/**
 * struct ila_map_key - what names a mapping
 * @locator: bytes b0 to b7 that it matches, as they are on the wire
 * @ifindex: 0 for any interface
 */
struct ila_map_key {
	__be64 locator;
	int ifindex;
};

static int parse_key(struct ila_map_key *key, struct genl_info *info)
{
	struct nlattr *match = info->attrs[ILA_ATTR_LOCATOR_MATCH];
	struct nlattr *ifindex = info->attrs[ILA_ATTR_IFINDEX];

	if (!match) {
		NL_SET_ERR_MSG(info->extack, "ILA: locator_match is required");
		return -EINVAL;
	}
	return ila_attr_be64(&key->locator, match, info->extack) ?:
	       ila_attr_ifindex(&key->ifindex, ifindex, info->extack);
}

/* The hook sees a packet once, as coming in by an interface of the VRF. */
static int check_device(struct net *net, int ifindex,
			struct netlink_ext_ack *extack)
{
	const struct net_device *dev;
	int err = 0;

	if (!ifindex)
		return 0;
	rcu_read_lock();
	dev = dev_get_by_index_rcu(net, ifindex);
	if (!dev) {
		NL_SET_ERR_MSG(extack, "ILA: no such interface");
		err = -ENODEV;
	} else if (netif_is_l3_master(dev)) {
		NL_SET_ERR_MSG(extack,
			       "ILA: packets do not come in by a VRF device; name the interface in it");
		err = -EINVAL;
	}
	rcu_read_unlock();
	return err;
}

static int check_ident_type(u8 type, struct netlink_ext_ack *extack)
{
	if (type <= ILA_ATYPE_RSVD_2 || type == ILA_ATYPE_USE_FORMAT)
		return 0;
	NL_SET_ERR_MSG(extack, "ILA: unknown identifier type");
	return -EINVAL;
}

static int parse_map(struct ila_map *map, struct genl_info *info)
{
	struct netlink_ext_ack *extack = info->extack;
	struct nlattr **attrs = info->attrs;
	struct ila_map_key key;
	__be64 sir_prefix;
	u8 csum_mode;
	int err;

	err = parse_key(&key, info);
	if (err)
		return err;
	if (!attrs[ILA_ATTR_LOCATOR]) {
		NL_SET_ERR_MSG(extack, "ILA: locator (the SIR prefix) is required");
		return -EINVAL;
	}
	err = ila_attr_be64(&sir_prefix, attrs[ILA_ATTR_LOCATOR], extack) ?:
	      ila_attr_csum_mode(&csum_mode, attrs[ILA_ATTR_CSUM_MODE], extack) ?:
	      ila_attr_u8(&map->ident_type, attrs[ILA_ATTR_IDENT_TYPE],
			  ILA_ATYPE_USE_FORMAT, extack) ?:
	      check_ident_type(map->ident_type, extack) ?:
	      check_device(genl_info_net(info), key.ifindex, extack);
	if (err)
		return err;

	map->locator = key.locator;
	map->ifindex = key.ifindex;
	ila_rewrite_init(&map->rewrite, sir_prefix, csum_mode);
	ila_rewrite_fix(&map->rewrite, map->locator, false);
	return 0;
}

static void explain_add(int err, struct netlink_ext_ack *extack)
{
	switch (err) {
	case -EEXIST:
		NL_SET_ERR_MSG(extack,
			       "ILA: there is a mapping for this locator and interface");
		break;
	case -E2BIG:
		NL_SET_ERR_MSG(extack, "ILA: too many mappings");
		break;
	}
}

/* Finds what a locator has that the mapping table knows more of, or NULL. */
static struct ila_map *find_local(struct ila_net *ilan, __be64 locator, int ifindex)
{
	struct ila_map *map;

	rcu_read_lock();
	map = ila_maps_get(&ilan->maps, locator, ifindex);
	rcu_read_unlock();
	return map && map->here ? map : NULL;
}

static int add_locked(struct ila_net *ilan, struct ila_map *map,
		      struct netlink_ext_ack *extack)
{
	bool first = !ilan->maps.count;
	int err;

	lockdep_assert_held(&ilan->lock);
	if (first) {
		err = ila_hook_attach(&ilan->hook, ilan->settings.hook_position);
		if (err) {
			NL_SET_ERR_MSG(extack, "ILA: cannot attach the netfilter hook");
			return err;
		}
	}
	err = ila_maps_add(&ilan->maps, map);
	if (err)
		explain_add(err, extack);
	if (err && first)
		ila_hook_update(ilan, &ilan->settings);
	return err;
}

static int ila_family_add(struct sk_buff *skb, struct genl_info *info)
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	struct ila_map *map, *local = NULL;
	int err;

	map = kzalloc(sizeof(*map), GFP_KERNEL_ACCOUNT);
	if (!map)
		return -ENOMEM;
	err = parse_map(map, info);
	if (!err) {
		mutex_lock(&ilan->lock);
		local = find_local(ilan, map->locator, map->ifindex);
		err = local ? ila_local_add(ilan, local, map->rewrite.upper,
					    map->rewrite.csum_mode, info->extack) :
			      add_locked(ilan, map, info->extack);
		mutex_unlock(&ilan->lock);
	}
	if (err || local)
		kfree(map);
	return err;
}

/* As in-tree: no mapping to delete is no error. */
static int ila_family_del(struct sk_buff *skb, struct genl_info *info)
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	struct ila_map_key key;
	struct ila_map *map;
	int err;

	err = parse_key(&key, info);
	if (err)
		return err;

	mutex_lock(&ilan->lock);
	rcu_read_lock();
	map = ila_maps_get(&ilan->maps, key.locator, key.ifindex);
	rcu_read_unlock();
	if (map && map->here) {
		err = ila_local_del(ilan, map, info->extack);
	} else if (map) {
		ila_maps_del(&ilan->maps, map);
		/* With less to do for the hook, nothing can fail. */
		ila_hook_update(ilan, &ilan->settings);
	}
	mutex_unlock(&ilan->lock);
	return err;
}

/* Telling of it may sleep, which the walk may not. */
static int flush_locals(struct ila_net *ilan, struct netlink_ext_ack *extack)
{
	struct rhashtable_iter iter;
	struct ila_map *map;
	int err = 0;

	rhltable_walk_enter(&ilan->maps.table, &iter);
	rhashtable_walk_resume(&iter);
	while (!err && (map = rhashtable_walk_next(&iter))) {
		if (IS_ERR(map) || !map->here)
			continue;
		rhashtable_walk_stop(&iter);
		err = ila_local_del(ilan, map, extack);
		rhashtable_walk_resume(&iter);
	}
	rhashtable_walk_stop(&iter);
	rhashtable_walk_exit(&iter);
	return err;
}

static int ila_family_flush(struct sk_buff *skb, struct genl_info *info)
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	int err;

	mutex_lock(&ilan->lock);
	err = flush_locals(ilan, info->extack);
	if (!err) {
		ila_maps_flush(&ilan->maps);
		ila_hook_update(ilan, &ilan->settings);
	}
	mutex_unlock(&ilan->lock);
	return err;
}

/* @upper, @csum_mode: what the locator stands for */
static int put_map(struct sk_buff *msg, const struct ila_map *map, __be64 upper,
		   u8 csum_mode)
{
	if (nla_put_u64_64bit(msg, ILA_ATTR_LOCATOR,
			      (__force u64)upper, ILA_ATTR_PAD) ||
	    nla_put_u64_64bit(msg, ILA_ATTR_LOCATOR_MATCH,
			      (__force u64)map->locator, ILA_ATTR_PAD) ||
	    nla_put_s32(msg, ILA_ATTR_IFINDEX, map->ifindex) ||
	    nla_put_u8(msg, ILA_ATTR_CSUM_MODE, csum_mode) ||
	    nla_put_u8(msg, ILA_ATTR_IDENT_TYPE, map->ident_type))
		return -EMSGSIZE;
	return 0;
}

/* The first of what a local locator has. */
static int put_first(struct sk_buff *msg, struct ila_net *ilan,
		     const struct ila_map *map)
{
	const struct ila_mapping *m;
	unsigned int pos = 0;

	if (!map->here)
		return put_map(msg, map, map->rewrite.upper, map->rewrite.csum_mode);
	m = ila_local_next(ilan, map, &pos);
	return m ? put_map(msg, map, ila_upper(&m->key.addr), m->csum_mode) : -ESRCH;
}

static int reply_map(struct sk_buff *msg, struct genl_info *info,
		     struct ila_net *ilan, const struct ila_map *map)
{
	void *hdr = genlmsg_put(msg, info->snd_portid, info->snd_seq,
				&ila_family, 0, ILA_CMD_GET);
	int err = hdr ? put_first(msg, ilan, map) : -EMSGSIZE;

	if (err)
		return err;
	genlmsg_end(msg, hdr);
	return 0;
}

static int ila_family_get(struct sk_buff *skb, struct genl_info *info)
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	struct ila_map_key key;
	struct ila_map *map;
	struct sk_buff *msg;
	int err;

	err = parse_key(&key, info);
	if (err)
		return err;
	msg = genlmsg_new(GENLMSG_DEFAULT_SIZE, GFP_KERNEL);
	if (!msg)
		return -ENOMEM;

	rcu_read_lock();
	map = ila_maps_get(&ilan->maps, key.locator, key.ifindex);
	err = map ? reply_map(msg, info, ilan, map) : -ESRCH;
	rcu_read_unlock();
	if (!err)
		return genlmsg_reply(msg, info);

	if (err == -ESRCH)
		NL_SET_ERR_MSG(info->extack,
			       "ILA: no mapping for this locator and interface");
	nlmsg_free(msg);
	return err;
}

static int ila_family_dump_start(struct netlink_callback *cb)
{
	struct ila_net *ilan = ila_net(sock_net(cb->skb->sk));
	struct rhashtable_iter *iter;

	iter = kmalloc(sizeof(*iter), GFP_KERNEL_ACCOUNT);
	if (!iter)
		return -ENOMEM;
	rhltable_walk_enter(&ilan->maps.table, iter);
	cb->args[0] = (long)iter;
	return 0;
}

static int ila_family_dump_done(struct netlink_callback *cb)
{
	struct rhashtable_iter *iter = (struct rhashtable_iter *)cb->args[0];

	rhashtable_walk_exit(iter);
	kfree(iter);
	return 0;
}

static int dump_one(struct sk_buff *skb, struct netlink_callback *cb,
		    const struct ila_map *map, __be64 upper, u8 csum_mode)
{
	void *hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid,
				cb->nlh->nlmsg_seq, &ila_family, NLM_F_MULTI,
				ILA_CMD_GET);

	if (!hdr)
		return -EMSGSIZE;
	genl_dump_check_consistent(cb, hdr);
	if (put_map(skb, map, upper, csum_mode)) {
		genlmsg_cancel(skb, hdr);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, hdr);
	return 0;
}

/* args[1]: how many SIR prefixes of a local locator have been seen. */
static int dump_local(struct sk_buff *skb, struct netlink_callback *cb,
		      struct ila_net *ilan, const struct ila_map *map)
{
	unsigned int pos = cb->args[1];
	const struct ila_mapping *m;
	int err;

	while ((m = ila_local_next(ilan, map, &pos))) {
		err = dump_one(skb, cb, map, ila_upper(&m->key.addr), m->csum_mode);
		if (err)
			return err;
		cb->args[1] = pos;
	}
	cb->args[1] = 0;
	return 0;
}

static int dump_map(struct sk_buff *skb, struct netlink_callback *cb,
		    struct ila_net *ilan, const struct ila_map *map)
{
	if (map->here)
		return dump_local(skb, cb, ilan, map);
	return dump_one(skb, cb, map, map->rewrite.upper, map->rewrite.csum_mode);
}

/* A change under way is reported by NLM_F_DUMP_INTR, not by an error. */
static int ila_family_dump(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct rhashtable_iter *iter = (struct rhashtable_iter *)cb->args[0];
	struct ila_net *ilan = ila_net(sock_net(cb->skb->sk));
	struct ila_map *map;
	int err = 0;

	cb->seq = READ_ONCE(ilan->maps.generation);
	if (rhashtable_walk_resume(iter))
		ila_dump_anew(cb);
	for (map = rhashtable_walk_peek(iter); map;
	     map = rhashtable_walk_next(iter)) {
		if (IS_ERR(map)) {
			ila_dump_anew(cb);
			continue;
		}
		err = dump_map(skb, cb, ilan, map);
		if (err)
			break;
	}
	rhashtable_walk_stop(iter);
	return skb->len ?: err;
}

#define ILA_LAX (GENL_DONT_VALIDATE_STRICT | GENL_DONT_VALIDATE_DUMP)

static const struct genl_ops ila_family_ops[] = {
	{
		.cmd = ILA_CMD_ADD,
		.validate = ILA_LAX,
		.doit = ila_family_add,
		.flags = GENL_ADMIN_PERM,
	},
	{
		.cmd = ILA_CMD_DEL,
		.validate = ILA_LAX,
		.doit = ila_family_del,
		.flags = GENL_ADMIN_PERM,
	},
	{
		.cmd = ILA_CMD_FLUSH,
		.validate = ILA_LAX,
		.doit = ila_family_flush,
		.flags = GENL_ADMIN_PERM,
	},
	{
		.cmd = ILA_CMD_GET,
		.validate = ILA_LAX,
		.doit = ila_family_get,
		.start = ila_family_dump_start,
		.dumpit = ila_family_dump,
		.done = ila_family_dump_done,
	},
};

static struct genl_family ila_family __ro_after_init = {
	.name = ILA_GENL_NAME,
	.version = ILA_GENL_VERSION,
	.maxattr = ILA_ATTR_MAX,
	.policy = ila_family_policy,
	.netnsok = true,
	.parallel_ops = true,
	.module = THIS_MODULE,
	.ops = ila_family_ops,
	.n_ops = ARRAY_SIZE(ila_family_ops),
	.resv_start_op = ILA_CMD_FLUSH + 1,
};

/**
 * ila_family_init() - register family "ila"
 *
 * May sleep.
 *
 * Return: 0, -EEXIST if another module has it, or a negative error code.
 */
int ila_family_init(void)
{
	return genl_register_family(&ila_family);
}

/**
 * ila_family_exit() - unregister family "ila"
 *
 * May sleep.
 */
void ila_family_exit(void)
{
	genl_unregister_family(&ila_family);
}
