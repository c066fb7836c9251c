// SPDX-License-Identifier: GPL-2.0
/* Grammar of the object "ila": which word runs what. */
#include "ila.h"

#include <stdio.h>
#include <string.h>

#include "args.h"
#include "ila_route.h"

static void ila_help(void)
{
	fputs("Usage: idloc [OPTIONS] ila [ show ]\n"
	      "       idloc [OPTIONS] ila set [ SETTING ]...\n"
	      "       idloc [OPTIONS] ila stats\n"
	      "       idloc [OPTIONS] ila route [ show ]\n"
	      "       idloc [OPTIONS] ila route { add | append | change | replace | del } PREFIX\n"
	      "             locator LOCATOR [ csum-mode MODE ] [ ident-type { luid | use-format } ]\n"
	      "             [ hook-type { output | input } ] [ via ADDRESS ] [ dev DEV ]\n"
	      "             [ metric NUMBER ] [ table NUMBER | vrf NAME ]\n"
	      "             [ underlay-table NUMBER | underlay-vrf NAME ]\n"
	      "MODE    := { neutral-map | neutral-map-auto | adj-transport | no-action }\n"
	      "SETTING := { adj-compat { rfc | intree } |\n"
	      "             hook-position { raw | intree } |\n"
	      "             csum-reserved { drop | pass } |\n"
	      "             icmp-errors { on | off } }\n"
	      "\"idloc -d ila show\" and \"idloc -d ila stats\" explain each line.\n",
	      stdout);
}

static int ila_route(struct ctx *ctx, struct args *args)
{
	const char *word = args_next(args);

	if (!word || !strcmp(word, "show"))
		return ila_route_show(ctx, args);
	return ila_route_change(ctx, args, word);
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
	if (!strcmp(word, "help")) {
		ila_help();
		return IDLOC_OK;
	}
	return usage_error("ila has no command \"%s\"; it has show, set, stats and route",
			   word);
}

const struct object ila_object = {
	.name = "ila",
	.run = ila_run,
	.help = ila_help,
};
