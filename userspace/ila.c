// SPDX-License-Identifier: GPL-2.0
/* Grammar of the object "ila": which word runs what. */
#include "ila.h"

#include <stdio.h>
#include <string.h>

#include "args.h"

static void ila_help(void)
{
	fputs("Usage: idloc [OPTIONS] ila [ show ]\n"
	      "       idloc [OPTIONS] ila set [ SETTING ]...\n"
	      "       idloc [OPTIONS] ila stats\n"
	      "SETTING := { adj-compat { rfc | intree } |\n"
	      "             hook-position { raw | intree } |\n"
	      "             csum-reserved { drop | pass } |\n"
	      "             icmp-errors { on | off } }\n"
	      "\"idloc -d ila show\" and \"idloc -d ila stats\" explain each line.\n",
	      stdout);
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
	if (!strcmp(word, "help")) {
		ila_help();
		return IDLOC_OK;
	}
	return usage_error("ila has no command \"%s\"; it has show, set and stats",
			   word);
}

const struct object ila_object = {
	.name = "ila",
	.run = ila_run,
	.help = ila_help,
};
