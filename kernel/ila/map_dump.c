// SPDX-License-Identifier: GPL-2.0
/*
 * All mappings in the family "idloc-ila", or a part of them.
 *
 * A change under way is told by NLM_F_DUMP_INTR. A reader sees the view of packets:
 * what a transaction has not finished is nobody's business yet.
 */
#include <linux/slab.h>
#include <net/genetlink.h>
#include <net/sock.h>

#include "../compat/compat.h"
#include "map_attr.h"
#include "net.h"
#include "netlink.h"
#include "netlink-gen.h"
#include "table.h"
#include "table_walk.h"

/**
 * struct ila_map_dump - a dump under way
 * @iter: where the walk through the mapping table is
 * @in_only: where the one through what the family "ila" has made is; it comes after
 * @filter: which mappings are wanted
 * @walked: the first walk is over
 * @view: that it began with
 */
struct ila_map_dump {
	struct rhashtable_iter iter;
	struct rhashtable_iter in_only;
	struct ila_map_filter filter;
	bool walked;
	u8 view;
};

static struct ila_map_dump *dump_of(const struct netlink_callback *cb)
{
	return (struct ila_map_dump *)cb->args[0];
}

/**
 * ila_nl_map_get_start() - before the answer to map-get for many
 * @cb: args[0] becomes the dump
 *
 * May sleep.
 *
 * Return: 0, -EINVAL or -ENOMEM.
 */
int ila_nl_map_get_start(struct netlink_callback *cb)
{
	struct ila_net *ilan = ila_net(sock_net(cb->skb->sk));
	struct ila_map_dump *dump;
	int err;

	dump = kzalloc(sizeof(*dump), GFP_KERNEL_ACCOUNT);
	if (!dump)
		return -ENOMEM;
	err = ila_map_parse_filter(&dump->filter, genl_dump_attrs(cb), cb->extack);
	if (err) {
		kfree(dump);
		return err;
	}
	rhltable_walk_enter(&ilan->table.by_addr, &dump->iter);
	rhltable_walk_enter(&ilan->maps.table, &dump->in_only);
	dump->view = ila_view_now(&ilan->table.views);
	cb->args[0] = (long)dump;
	return 0;
}

/**
 * ila_nl_map_get_done() - after the answer
 * @cb: what ila_nl_map_get_start() had
 *
 * May sleep.
 *
 * Return: 0.
 */
int ila_nl_map_get_done(struct netlink_callback *cb)
{
	struct ila_map_dump *dump = dump_of(cb);

	rhashtable_walk_exit(&dump->iter);
	rhashtable_walk_exit(&dump->in_only);
	kfree(dump);
	return 0;
}

static void *put_header(struct sk_buff *skb, struct netlink_callback *cb)
{
	void *hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid,
				cb->nlh->nlmsg_seq, &ila_netlink_family,
				NLM_F_MULTI, IDLOC_ILA_CMD_MAP_GET);

	if (hdr)
		genl_dump_check_consistent(cb, hdr);
	return hdr;
}

static int put_generation(struct sk_buff *skb, const struct netlink_callback *cb)
{
	return nla_put_u32(skb, IDLOC_ILA_A_MAP_GENERATION, cb->seq);
}

/* @err: of what has been put behind the header */
static int end(struct sk_buff *skb, void *hdr, int err)
{
	if (err)
		genlmsg_cancel(skb, hdr);
	else
		genlmsg_end(skb, hdr);
	return err;
}

static bool is_wanted(const struct ila_map_dump *dump, const struct ila_mapping *m,
		      unsigned int view)
{
	return ila_view_has(m->hidden, view) &&
	       ila_map_matches(&dump->filter, m, view);
}

static int dump_table(struct sk_buff *skb, struct netlink_callback *cb,
		      struct ila_map_dump *dump, unsigned int view)
{
	struct ila_mapping *m;
	int err = 0;
	void *hdr;

	if (rhashtable_walk_resume(&dump->iter))
		ila_dump_anew(cb);
	for (m = rhashtable_walk_peek(&dump->iter); m;
	     m = rhashtable_walk_next(&dump->iter)) {
		if (IS_ERR(m)) {
			ila_dump_anew(cb);
			continue;
		}
		if (!is_wanted(dump, m, view))
			continue;
		hdr = put_header(skb, cb);
		err = hdr ? end(skb, hdr, ila_map_put(skb, m, view) ?:
				put_generation(skb, cb)) : -EMSGSIZE;
		if (err)
			break;
	}
	rhashtable_walk_stop(&dump->iter);
	return err;
}

static int dump_in_only(struct sk_buff *skb, struct netlink_callback *cb,
			struct ila_map_dump *dump)
{
	struct ila_map *map;
	int err = 0;
	void *hdr;

	if (rhashtable_walk_resume(&dump->in_only))
		ila_dump_anew(cb);
	for (map = rhashtable_walk_peek(&dump->in_only); map;
	     map = rhashtable_walk_next(&dump->in_only)) {
		if (IS_ERR(map)) {
			ila_dump_anew(cb);
			continue;
		}
		if (map->here || !ila_map_matches_in_only(&dump->filter, map))
			continue;
		hdr = put_header(skb, cb);
		err = hdr ? end(skb, hdr, ila_map_put_in_only(skb, map) ?:
				put_generation(skb, cb)) : -EMSGSIZE;
		if (err)
			break;
	}
	rhashtable_walk_stop(&dump->in_only);
	return err;
}

/**
 * ila_nl_map_get_dumpit() - answer map-get for many
 * @skb: the answer
 * @cb: what ila_nl_map_get_start() had
 *
 * May sleep.
 *
 * Return: bytes, or a negative error code.
 */
int ila_nl_map_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct ila_net *ilan = ila_net(sock_net(cb->skb->sk));
	struct ila_map_dump *dump = dump_of(cb);
	unsigned int view;
	int err = 0;

	cb->seq = ila_table_generation(ilan);
	view = ila_view_now(&ilan->table.views);
	/* A transaction has ended. */
	if (view != dump->view)
		ila_dump_anew(cb);
	dump->view = view;
	if (!dump->walked)
		err = dump_table(skb, cb, dump, view);
	if (!err) {
		dump->walked = true;
		err = dump_in_only(skb, cb, dump);
	}
	return skb->len ?: err;
}
