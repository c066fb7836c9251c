// SPDX-License-Identifier: GPL-2.0
/* "idloc ila underlay ...": the interfaces that packets in wire form may come in by. */
#include <string.h>

#include <netlink/attr.h>
#include <netlink/msg.h>

#include "args.h"
#include "ila.h"
#include "ila_nl.h"
#include "ila_take.h"
#include "link.h"

#define UNDERLAY_MAX	IDLOC_ILA_A_UNDERLAY_MAX

void ila_underlay_print(struct nlattr **attrs, void *arg)
{
	struct nlattr *attr = attrs[IDLOC_ILA_A_UNDERLAY_IFINDEX];
	struct ctx *ctx = arg;

	if (ila_has_u32(attr))
		link_print(ctx->out, nla_get_u32(attr));
}

static int show(struct ctx *ctx, struct args *args, const struct command *command)
{
	struct conn conn;
	int ret;

	(void)command;
	if (!args_end(args))
		return IDLOC_USAGE;
	ret = ila_open(ctx, &conn);
	if (!ret)
		ret = ila_list(ctx, &conn,
			       conn_request_dump(&conn, IDLOC_ILA_CMD_UNDERLAY_GET),
			       ila_underlay, UNDERLAY_MAX, ila_underlay_print, ctx);
	conn_close(&conn);
	return ret;
}

/* [ dev ] DEV; NULL after a complaint */
static const char *parse_dev(struct args *args)
{
	const char *word = args_next(args);

	if (word && !strcmp(word, "dev"))
		word = args_next(args);
	if (!word) {
		usage_error("which interface? ila underlay add and del need a DEV");
		return NULL;
	}
	command_mark(IDLOC_ILA_A_UNDERLAY_IFINDEX);
	return args_end(args) ? word : NULL;
}

static struct nl_msg *fill(struct nl_msg *msg, __u32 index)
{
	if (!msg || nla_put_u32(msg, IDLOC_ILA_A_UNDERLAY_IFINDEX, index) >= 0)
		return msg;
	nlmsg_free(msg);
	return NULL;
}

static int send_dev(struct conn *conn, __u8 cmd, const char *dev)
{
	__u32 index = link_index(dev);

	if (!index)
		return IDLOC_USAGE;
	return ila_tell(conn, fill(conn_request(conn, cmd), index), ila_underlay,
			UNDERLAY_MAX);
}

bool ila_underlay_take(struct args *args, struct nl_msg **msg)
{
	const char *dev = parse_dev(args);
	__u32 index = dev ? link_index(dev) : 0;

	if (!index)
		return false;
	*msg = fill(*msg, index);
	return true;
}

static int change(struct ctx *ctx, struct args *args, const struct command *command)
{
	const char *dev = parse_dev(args);
	struct conn conn;
	int ret;

	if (!dev)
		return IDLOC_USAGE;
	ret = ila_open(ctx, &conn);
	if (!ret)
		ret = send_dev(&conn, command->cmd, dev);
	conn_close(&conn);
	return ret;
}

static const struct command commands[] = {
	{ .name = "show", .run = show },
	{ .name = "add", .run = change, .cmd = IDLOC_ILA_CMD_UNDERLAY_ADD },
	{ .name = "del", .run = change, .cmd = IDLOC_ILA_CMD_UNDERLAY_DEL },
};

const struct noun ila_underlay_noun = {
	.name = "ila underlay",
	.commands = commands,
	.n = ARRAY_SIZE(commands),
	.help = ila_underlay_help,
};
