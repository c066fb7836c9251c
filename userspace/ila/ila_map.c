// SPDX-License-Identifier: GPL-2.0
/* "idloc ila map add ..." and what else is done with mappings. */
#include "ila_map.h"

#include <string.h>

#include "args.h"
#include "ila_nl.h"

static enum map_use use_of(__u8 cmd)
{
	switch (cmd) {
	case IDLOC_ILA_CMD_MAP_DEL:
		return MAP_KEY;
	case IDLOC_ILA_CMD_MAP_FLUSH:
		return MAP_FILTER;
	default:
		return MAP_CONTENT;
	}
}

static int change(struct ctx *ctx, struct args *args, const struct command *command)
{
	struct map_words words = { 0 };
	struct conn conn;
	int ret;

	if (!map_parse(args, use_of(command->cmd), &words))
		return IDLOC_USAGE;
	ret = ila_open(ctx, &conn);
	if (!ret && !map_find_dev(&words))
		ret = IDLOC_USAGE;
	if (!ret)
		ret = ila_tell(&conn, map_fill(conn_request(&conn, command->cmd), &words),
			       ila_map, MAP_MAX);
	conn_close(&conn);
	return ret;
}

/* @all: those that a filter lets pass, else one by its key */
static int list(struct ctx *ctx, struct args *args, bool all)
{
	struct map_words words = { 0 };
	struct nl_msg *msg;
	struct conn conn;
	int ret;

	if (!map_parse(args, all ? MAP_FILTER : MAP_KEY, &words))
		return IDLOC_USAGE;
	ret = ila_open(ctx, &conn);
	if (!ret && !map_find_dev(&words))
		ret = IDLOC_USAGE;
	if (!ret) {
		msg = all ? conn_request_dump(&conn, IDLOC_ILA_CMD_MAP_GET) :
			    conn_request(&conn, IDLOC_ILA_CMD_MAP_GET);
		ret = ila_list(ctx, &conn, map_fill(msg, &words), ila_map,
			       MAP_MAX, ila_map_print, ctx);
	}
	conn_close(&conn);
	return ret;
}

static int show(struct ctx *ctx, struct args *args, const struct command *command)
{
	(void)command;
	return list(ctx, args, true);
}

static int get(struct ctx *ctx, struct args *args, const struct command *command)
{
	(void)command;
	return list(ctx, args, false);
}

static const struct command commands[] = {
	{ .name = "show", .run = show },
	{ .name = "get", .run = get },
	{ .name = "add", .run = change, .cmd = IDLOC_ILA_CMD_MAP_ADD },
	{ .name = "replace", .run = change, .cmd = IDLOC_ILA_CMD_MAP_REPLACE },
	{ .name = "del", .run = change, .cmd = IDLOC_ILA_CMD_MAP_DEL },
	{ .name = "flush", .run = change, .cmd = IDLOC_ILA_CMD_MAP_FLUSH },
};

const struct noun ila_map_noun = {
	.name = "ila map",
	.commands = commands,
	.n = ARRAY_SIZE(commands),
	.is_argument = map_is_filter,
	.help = ila_map_help,
};
