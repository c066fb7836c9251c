// SPDX-License-Identifier: GPL-2.0
/* The object "addr": what an address says, without a kernel that could be asked. */
#include "addr.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "addr_words.h"
#include "command.h"
#include "locator.h"
#include "out.h"
#include "spec.h"

/* ---- lines ----------------------------------------------------------------------- */

void addr_line(struct ctx *ctx, const char *name, const char *value, const char *doc)
{
	out_word(ctx->out, name, value);
	if (ctx->details)
		out_explain(ctx->out, NULL, doc);
}

void addr_line_bool(struct ctx *ctx, const char *name, bool value, const char *doc)
{
	out_bool(ctx->out, name, value);
	if (ctx->details)
		out_explain(ctx->out, NULL, doc);
}

void addr_line_addr(struct ctx *ctx, const char *name, const struct in6_addr *addr,
		    const char *doc)
{
	char text[INET6_ADDRSTRLEN];

	inet_ntop(AF_INET6, addr, text, sizeof(text));
	addr_line(ctx, name, text, doc);
}

void addr_line_locator(struct ctx *ctx, const struct in6_addr *wire)
{
	char text[20];

	locator_print(wire->s6_addr, text);
	addr_line(ctx, "locator", text, "Where it is: the first half on the wire.");
}

void addr_line_mode(struct ctx *ctx, __u8 csum_mode)
{
	const struct word *word = addr_csum_mode(csum_mode);

	addr_line(ctx, "csum-mode", word->name, word->doc);
}

void addr_line_form(struct ctx *ctx, const struct addr_words *words,
		    const struct in6_addr *addr)
{
	if (!(words->given & (ADDR_VNID | ADDR_PREFIX)))
		addr_line_addr(ctx, "sir", addr, "As applications see it.");
	else if (IN6_IS_ADDR_MULTICAST(addr))
		addr_line_addr(ctx, "group", addr, "As the tenant sees it, a multicast group.");
	else
		addr_line_addr(ctx, "tenant", addr, "As the tenant sees it.");
}

/* ---- commands -------------------------------------------------------------------- */

static void addr_help(void)
{
	fputs("Usage: idloc [OPTIONS] addr [ show ] ADDRESS [ { sir-prefix PREFIX | TENANT }\n"
	      "             [ csum-mode MODE ] ]\n"
	      "       idloc [OPTIONS] addr wire ADDRESS locator LOCATOR [ vnid VNID [ TENANT ] ]\n"
	      "             [ csum-mode MODE ]\n"
	      "       idloc [OPTIONS] addr build sir-prefix PREFIX IDENTIFIER\n"
	      "             [ locator LOCATOR [ csum-mode MODE ] ]\n"
	      "       idloc [OPTIONS] addr check ADDRESS WIRE-ADDRESS [ vnid VNID [ TENANT ] ]\n"
	      "             [ csum-mode MODE ]\n"
	      "IDENTIFIER := { identifier WORDS | value NUMBER [ type { luid | nonlocal-addr } ] |\n"
	      "             vnid VNID { ipv4 IPV4 | low32 ADDRESS | group ADDRESS [ mcast-flags N ] } }\n"
	      "TENANT     := [ prefix PREFIX/96 ] [ mcast-flags N ] [ src-mode { tenant | sir } ]\n"
	      "             [ sir-prefix PREFIX ]\n"
	      "PREFIX     := { 3333:0:0:1 | 3333:0:0:1::/64 }\n"
	      "LOCATOR    := { 2001:0:87:0 | 2001:0:87::/64 }\n"
	      "MODE       := { neutral-map | neutral-map-auto | adj-transport | no-action }\n"
	      "No kernel is asked. \"idloc -d addr ...\" explains each line.\n",
	      stdout);
}

static bool is_address(const char *word)
{
	return strchr(word, ':');
}

static const struct command commands[] = {
	{ .name = "show", .run = addr_show },
	{ .name = "wire", .run = addr_wire },
	{ .name = "build", .run = addr_build },
	{ .name = "check", .run = addr_check },
};

static const struct noun addr_noun = {
	.name = "addr",
	.commands = commands,
	.n = ARRAY_SIZE(commands),
	.is_argument = is_address,
	.help = addr_help,
};

static int addr_run(struct ctx *ctx, struct args *args)
{
	return noun_run(&addr_noun, ctx, args);
}

const struct object addr_object = {
	.name = "addr",
	.run = addr_run,
	.help = addr_help,
};
