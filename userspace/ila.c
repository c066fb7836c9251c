// SPDX-License-Identifier: GPL-2.0
/* Grammar of the object "ila": which word runs what. */
#include "ila.h"

#include <ctype.h>
#include <string.h>

#include "args.h"
#include "ila_route.h"

#define COMMANDS "show, set, stats, route, map, locator, vnid, underlay, group"

static int ila_route(struct ctx *ctx, struct args *args)
{
	const char *word = args_next(args);

	if (!word || !strcmp(word, "show"))
		return ila_route_show(ctx, args);
	return ila_route_change(ctx, args, word);
}

/* A number in place of a command asks for that one. */
static int ila_vnid_command(struct ctx *ctx, struct args *args)
{
	const char *word;

	if (!args->left || isdigit((unsigned char)**args->next))
		return ila_vnid_show(ctx, args);
	word = args_next(args);
	if (!strcmp(word, "show"))
		return ila_vnid_show(ctx, args);
	if (!strcmp(word, "add"))
		return ila_vnid_add(ctx, args);
	if (!strcmp(word, "del"))
		return ila_vnid_del(ctx, args);
	if (!strcmp(word, "flush"))
		return ila_vnid_flush(ctx, args);
	return usage_error("ila vnid has no command \"%s\"; it has show, add, del and flush",
			   word);
}

static int ila_underlay_command(struct ctx *ctx, struct args *args)
{
	const char *word = args_next(args);

	if (!word || !strcmp(word, "show"))
		return ila_underlay_show(ctx, args);
	if (!strcmp(word, "add"))
		return ila_underlay_add(ctx, args);
	if (!strcmp(word, "del"))
		return ila_underlay_del(ctx, args);
	return usage_error("ila underlay has no command \"%s\"; it has show, add and del",
			   word);
}

/* A number in place of a command asks for that one. */
static int ila_group_command(struct ctx *ctx, struct args *args)
{
	const char *word;

	if (!args->left || isdigit((unsigned char)**args->next))
		return ila_group_show(ctx, args);
	word = args_next(args);
	if (!strcmp(word, "show"))
		return ila_group_show(ctx, args);
	return ila_group_change(ctx, args, word);
}

static int ila_run(struct ctx *ctx, struct args *args)
{
	const char *word = args_next(args);

	if (!word || !strcmp(word, "show"))
		return ila_show(ctx, args);
	if (!strcmp(word, "set"))
		return ila_set(ctx, args);
	if (!strcmp(word, "stats"))
		return ila_show_stats(ctx, args);
	if (!strcmp(word, "route"))
		return ila_route(ctx, args);
	if (!strcmp(word, "map"))
		return ila_map_run(ctx, args);
	if (!strcmp(word, "locator"))
		return ila_locator_run(ctx, args);
	if (!strcmp(word, "vnid"))
		return ila_vnid_command(ctx, args);
	if (!strcmp(word, "underlay"))
		return ila_underlay_command(ctx, args);
	if (!strcmp(word, "group"))
		return ila_group_command(ctx, args);
	if (!strcmp(word, "help")) {
		ila_help();
		return IDLOC_OK;
	}
	return usage_error("no command \"%s\"; ila has " COMMANDS, word);
}

const struct object ila_object = {
	.name = "ila",
	.run = ila_run,
	.help = ila_help,
};
