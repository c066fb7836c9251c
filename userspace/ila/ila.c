// SPDX-License-Identifier: GPL-2.0
/* Grammar of the object "ila": which word runs what. */
#include "ila.h"

#include <string.h>

#include "args.h"

/* Nouns in it, which have commands of their own. */
static const struct {
	const char *name;
	const struct noun *noun;
} nouns[] = {
	{ "route", &ila_route_noun },
	{ "map", &ila_map_noun },
	{ "locator", &ila_locator_noun },
	{ "vnid", &ila_vnid_noun },
	{ "underlay", &ila_underlay_noun },
	{ "group", &ila_group_noun },
	{ "xlat", &ila_xlat_noun },
};

static const struct noun *find_noun(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(nouns); i++)
		if (!strcmp(nouns[i].name, name))
			return nouns[i].noun;
	return NULL;
}

static int run_noun(struct ctx *ctx, struct args *args, const struct command *command)
{
	return noun_run(find_noun(command->name), ctx, args);
}

static const struct command commands[] = {
	{ .name = "show", .run = ila_show },
	{ .name = "set", .run = ila_set },
	{ .name = "stats", .run = ila_show_stats },
	{ .name = "route", .run = run_noun },
	{ .name = "map", .run = run_noun },
	{ .name = "locator", .run = run_noun },
	{ .name = "vnid", .run = run_noun },
	{ .name = "underlay", .run = run_noun },
	{ .name = "group", .run = run_noun },
	{ .name = "xlat", .run = run_noun },
};

static const struct noun ila_noun = {
	.name = "ila",
	.commands = commands,
	.n = ARRAY_SIZE(commands),
	.help = ila_help,
};

static int ila_run(struct ctx *ctx, struct args *args)
{
	return noun_run(&ila_noun, ctx, args);
}

const struct object ila_object = {
	.name = "ila",
	.run = ila_run,
	.help = ila_help,
	.noun = find_noun,
};
