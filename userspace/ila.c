// SPDX-License-Identifier: GPL-2.0
/* Grammar of the object "ila": which word runs what. */
#include "ila.h"

#include <ctype.h>
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
	      "             [ underlay-table NUMBER | underlay-vrf NAME ] [ vnid VNID ]\n"
	      "       idloc [OPTIONS] ila vnid [ show ] [ VNID ]\n"
	      "       idloc [OPTIONS] ila vnid add VNID prefix PREFIX/96 [ sir-prefix PREFIX[/64] ]\n"
	      "             [ dev DEV | vrf NAME | table NUMBER ] [ src-mode { tenant | sir } ]\n"
	      "             [ mark NUMBER ] [ mcast-flags NUMBER ] [ csum-mode MODE ]\n"
	      "       idloc [OPTIONS] ila vnid del VNID\n"
	      "       idloc [OPTIONS] ila vnid flush\n"
	      "       idloc [OPTIONS] ila underlay [ show ]\n"
	      "       idloc [OPTIONS] ila underlay { add | del } [ dev ] DEV\n"
	      "VNID    := 0 to 0xfffffff\n"
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
	if (!strcmp(word, "vnid"))
		return ila_vnid_command(ctx, args);
	if (!strcmp(word, "underlay"))
		return ila_underlay_command(ctx, args);
	if (!strcmp(word, "help")) {
		ila_help();
		return IDLOC_OK;
	}
	return usage_error("no command \"%s\"; ila has show, set, stats, route, vnid, underlay",
			   word);
}

const struct object ila_object = {
	.name = "ila",
	.run = ila_run,
	.help = ila_help,
};
