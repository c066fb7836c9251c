// SPDX-License-Identifier: GPL-2.0
/* "idloc ila stats": every counter of a namespace, those at zero too. */
#include <netlink/attr.h>

#include "args.h"
#include "ila.h"
#include "ila_nl.h"
#include "out.h"

#define STATS_MAX	IDLOC_ILA_A_STATS_MAX

static bool has_value(const struct attr_desc *desc, const struct nlattr *attr)
{
	/* absent: a module older than this tool */
	return desc->name && attr && nla_len(attr) >= (int)sizeof(__u64);
}

static void print_docs(struct ctx *ctx, struct nlattr **attrs)
{
	unsigned int i;

	out_open(ctx->out, "doc");
	for (i = 1; i <= STATS_MAX; i++)
		if (has_value(&ila_stats[i], attrs[i]))
			out_word(ctx->out, ila_stats[i].name, ila_stats[i].doc);
	out_close(ctx->out);
}

static void print_stats(struct nlattr **attrs, void *arg)
{
	struct ctx *ctx = arg;
	unsigned int i;

	for (i = 1; i <= STATS_MAX; i++)
		if (ila_stats[i].name)
			out_width(ctx->out, ila_stats[i].name);

	out_begin(ctx->out);
	for (i = 1; i <= STATS_MAX; i++) {
		if (!has_value(&ila_stats[i], attrs[i]))
			continue;
		out_number(ctx->out, ila_stats[i].name, nla_get_u64(attrs[i]));
		if (ctx->details)
			out_explain(ctx->out, NULL, ila_stats[i].doc);
	}
	if (ctx->details && ctx->out->json)
		print_docs(ctx, attrs);
	out_end(ctx->out);
}

int ila_show_stats(struct ctx *ctx, struct args *args, const struct command *command)
{
	(void)command;
	if (!args_end(args))
		return IDLOC_USAGE;
	return ila_ask(ctx, IDLOC_ILA_CMD_STATS_GET, STATS_MAX, print_stats);
}
