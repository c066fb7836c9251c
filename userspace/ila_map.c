// SPDX-License-Identifier: GPL-2.0
/* "idloc ila map add ..." and what else is done with mappings. */
#include "ila_map.h"

#include <string.h>

#include "args.h"
#include "ila_nl.h"

#define COMMANDS "show, get, add, replace, del and flush"

static int change(struct ctx *ctx, struct args *args, __u8 cmd, enum map_use use)
{
	struct map_words words = { 0 };
	struct conn conn;
	int ret;

	if (!map_parse(args, use, &words))
		return IDLOC_USAGE;
	ret = ila_open(ctx, &conn);
	if (!ret && !map_find_dev(&words))
		ret = IDLOC_USAGE;
	if (!ret)
		ret = ila_tell(&conn, map_fill(conn_request(&conn, cmd), &words),
			       ila_map, MAP_MAX);
	conn_close(&conn);
	return ret;
}

/* @all: those that a filter lets pass, else one by its key */
static int show(struct ctx *ctx, struct args *args, bool all)
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

int ila_map_run(struct ctx *ctx, struct args *args)
{
	const char *word;

	/* A filter in place of a command asks for those. */
	if (!args->left || map_is_filter(*args->next))
		return show(ctx, args, true);
	word = args_next(args);
	if (!strcmp(word, "show"))
		return show(ctx, args, true);
	if (!strcmp(word, "get"))
		return show(ctx, args, false);
	if (!strcmp(word, "add"))
		return change(ctx, args, IDLOC_ILA_CMD_MAP_ADD, MAP_CONTENT);
	if (!strcmp(word, "replace"))
		return change(ctx, args, IDLOC_ILA_CMD_MAP_REPLACE, MAP_CONTENT);
	if (!strcmp(word, "del"))
		return change(ctx, args, IDLOC_ILA_CMD_MAP_DEL, MAP_KEY);
	if (!strcmp(word, "flush"))
		return change(ctx, args, IDLOC_ILA_CMD_MAP_FLUSH, MAP_FILTER);
	if (!strcmp(word, "help")) {
		ila_map_help();
		return IDLOC_OK;
	}
	return usage_error("ila map has no command \"%s\"; it has " COMMANDS, word);
}
