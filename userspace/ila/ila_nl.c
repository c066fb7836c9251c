// SPDX-License-Identifier: GPL-2.0
#include "ila_nl.h"

#include <errno.h>
#include <stddef.h>

#include <netlink/attr.h>

#include "ila.h"
#include "module.h"
#include "netns.h"
#include "out.h"

/* A list that is being printed. */
struct listing {
	struct out *out;
	reply_fn print;
	void *arg;
	bool begun;
};

int ila_open(struct ctx *ctx, struct conn *conn)
{
	struct verdict verdict;
	int ret;

	conn->sk = NULL;
	ret = netns_enter(ctx->netns);
	if (ret)
		return ret;
	ret = conn_open(conn, IDLOC_ILA_FAMILY_NAME, IDLOC_ILA_FAMILY_VERSION,
			&verdict);
	if (ret == -ENOENT)
		return module_explain();
	if (ret)
		return conn_complain(&verdict, NULL, 0);
	return IDLOC_OK;
}

int ila_ask(struct ctx *ctx, __u8 cmd, int max, reply_fn print)
{
	struct verdict verdict;
	struct conn conn;
	int ret;

	ret = ila_open(ctx, &conn);
	if (!ret && conn_talk(&conn, conn_request(&conn, cmd), max, print, ctx,
			      &verdict))
		ret = conn_complain(&verdict, NULL, 0);
	conn_close(&conn);
	return ret;
}

int ila_tell(struct conn *conn, struct nl_msg *msg,
	     const struct attr_desc *table, unsigned int max)
{
	struct verdict verdict;

	if (conn_talk(conn, msg, 0, NULL, NULL, &verdict))
		return conn_complain(&verdict, table, max);
	return IDLOC_OK;
}

static void begin_list(struct listing *listing)
{
	if (!listing->begun)
		out_list(listing->out);
	listing->begun = true;
}

static void print_item(struct nlattr **attrs, void *arg)
{
	struct listing *listing = arg;

	begin_list(listing);
	out_item(listing->out);
	listing->print(attrs, listing->arg);
	out_item_end(listing->out);
}

int ila_list(struct ctx *ctx, struct conn *conn, struct nl_msg *msg,
	     const struct attr_desc *table, unsigned int max, reply_fn print,
	     void *arg)
{
	struct listing listing = { .out = ctx->out, .print = print, .arg = arg };
	struct verdict verdict;
	int ret = IDLOC_OK;

	if (conn_talk(conn, msg, max, print_item, &listing, &verdict))
		ret = conn_complain(&verdict, table, max);
	if (!ret)
		begin_list(&listing);
	if (listing.begun)
		out_list_end(ctx->out);
	return ret;
}

bool ila_has_u32(const struct nlattr *attr)
{
	return attr && nla_len(attr) >= (int)sizeof(__u32);
}

void ila_print_number(struct ctx *ctx, const char *name, struct nlattr *attr)
{
	if (ila_has_u32(attr))
		out_number(ctx->out, name, nla_get_u32(attr));
}

void ila_print_word(struct ctx *ctx, const struct attr_desc *attr, __u32 value)
{
	/* a value from a newer kernel: the command line takes the number as well */
	if (value < attr->n_words)
		out_word(ctx->out, attr->name, attr->words[value].name);
	else
		out_number(ctx->out, attr->name, value);
}

void ila_print_flags(struct ctx *ctx, const struct attr_desc *desc,
		     const struct nlattr *attr)
{
	unsigned int i;
	__u32 flags;

	if (!ila_has_u32(attr))
		return;
	flags = nla_get_u32(attr);
	for (i = 0; i < desc->n_words; i++) {
		if (flags & 1U << i)
			out_flag(ctx->out, desc->words[i].name);
		flags &= ~(1U << i);
	}
	if (flags)
		out_hex(ctx->out, desc->name, flags);
}
