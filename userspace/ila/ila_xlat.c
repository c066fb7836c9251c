// SPDX-License-Identifier: GPL-2.0
/*
 * "idloc ila xlat ...": what "ip ila" makes, from a locator to a SIR prefix without
 * identifiers. The names are those of the other commands: "ip ila" says loc_match for the
 * locator, and loc for the SIR prefix.
 */
#include "ila_xlat.h"

#include <arpa/inet.h>
#include <linux/ila.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <netlink/attr.h>
#include <netlink/msg.h>

#include "args.h"
#include "ila.h"
#include "ila_nl.h"
#include "ila_route.h"
#include "ila_take.h"
#include "link.h"
#include "locator.h"
#include "module.h"
#include "netns.h"
#include "out.h"

/**
 * struct wanted - what the command line says
 * @locator: eight bytes as they are sent
 * @sir_prefix: likewise
 * @has_sir_prefix: it is given
 * @dev: name of the interface, or NULL
 * @csum_mode: ILA_CSUM_*
 * @ident_type: ILA_ATYPE_*
 * @given: names that are
 */
struct wanted {
	__u8 locator[8];
	__u8 sir_prefix[8];
	bool has_sir_prefix;
	const char *dev;
	__u8 csum_mode;
	__u8 ident_type;
	unsigned int given;
};

static const char *const keywords[] = {
	"sir-prefix", "dev", "csum-mode", "ident-type",
};

/* ---- words ---------------------------------------------------------------------- */

static bool take_value(const char *name, const char *word, struct wanted *wanted)
{
	bool taken = true;

	if (!strcmp(name, "sir-prefix")) {
		command_mark(ILA_ATTR_LOCATOR);
		taken = locator_parse(word, wanted->sir_prefix);
		wanted->has_sir_prefix = taken;
	} else if (!strcmp(name, "dev")) {
		command_mark(ILA_ATTR_IFINDEX);
		wanted->dev = word;
	} else if (!strcmp(name, "csum-mode")) {
		command_mark(ILA_ATTR_CSUM_MODE);
		taken = route_word_parse(word, ila_csum_modes, &wanted->csum_mode);
	} else {
		command_mark(ILA_ATTR_IDENT_TYPE);
		taken = route_word_parse(word, ila_ident_types, &wanted->ident_type);
	}
	if (!taken)
		usage_error("%s cannot be \"%s\"", name, word);
	return taken;
}

static bool take_pair(struct args *args, struct wanted *wanted)
{
	const char *name = args_next(args), *word = NULL;
	unsigned int i = 0;
	bool again;

	while (i < ARRAY_SIZE(keywords) && strcmp(keywords[i], name))
		i++;
	again = wanted->given & 1U << i;
	wanted->given |= 1U << i;
	if (i < ARRAY_SIZE(keywords) && !again)
		word = args_next(args);
	if (i == ARRAY_SIZE(keywords))
		usage_error("ila xlat has no \"%s\", but sir-prefix, dev, csum-mode, ident-type",
			    name);
	else if (again)
		usage_error("%s is given twice", name);
	else if (!word)
		usage_error("%s needs a value", name);
	else
		return take_value(name, word, wanted);
	return false;
}

static bool take_locator(struct args *args, struct wanted *wanted)
{
	const char *word = args_next(args);

	if (!word) {
		usage_missing("which locator? one such as 2001:0:87:0 is missing");
		return false;
	}
	command_mark(ILA_ATTR_LOCATOR_MATCH);
	return locator_take(word, wanted->locator);
}

static bool parse(struct args *args, struct wanted *wanted)
{
	wanted->csum_mode = ILA_CSUM_NEUTRAL_MAP;
	wanted->ident_type = ILA_ATYPE_USE_FORMAT;
	if (!take_locator(args, wanted))
		return false;
	while (args->left)
		if (!take_pair(args, wanted))
			return false;
	if (wanted->has_sir_prefix)
		return true;
	usage_missing("a locator stands for a sir-prefix, such as 3333:0:0:1::");
	return false;
}

/* [ dev DEV ], which is all that names one beside its locator */
static bool parse_key(struct args *args, struct wanted *wanted)
{
	if (!take_locator(args, wanted))
		return false;
	if (!args->left || strcmp(*args->next, "dev"))
		return args_end(args);
	return take_pair(args, wanted) && args_end(args);
}

/* ---- the message ----------------------------------------------------------------- */

static int put_dev(struct nl_msg *msg, const struct wanted *wanted)
{
	return wanted->dev ?
	       nla_put_u32(msg, ILA_ATTR_IFINDEX, if_nametoindex(wanted->dev)) : 0;
}

static struct nl_msg *fill(struct nl_msg *msg, const struct wanted *wanted)
{
	if (msg && nla_put(msg, ILA_ATTR_LOCATOR_MATCH, 8, wanted->locator) >= 0 &&
	    put_dev(msg, wanted) >= 0 &&
	    (!wanted->has_sir_prefix ||
	     (nla_put(msg, ILA_ATTR_LOCATOR, 8, wanted->sir_prefix) >= 0 &&
	      nla_put_u8(msg, ILA_ATTR_CSUM_MODE, wanted->csum_mode) >= 0 &&
	      nla_put_u8(msg, ILA_ATTR_IDENT_TYPE, wanted->ident_type) >= 0)))
		return msg;
	nlmsg_free(msg);
	return NULL;
}

static bool find_dev(const struct wanted *wanted)
{
	return !wanted->dev || link_index(wanted->dev);
}

bool ila_xlat_take(struct args *args, struct nl_msg **msg)
{
	struct wanted wanted = { 0 };

	if (!parse(args, &wanted) || !find_dev(&wanted))
		return false;
	*msg = fill(*msg, &wanted);
	return true;
}

/* ---- commands -------------------------------------------------------------------- */

int xlat_open(struct conn *conn)
{
	struct verdict verdict;
	int ret = conn_open(conn, ILA_GENL_NAME, ILA_GENL_VERSION, &verdict);

	if (ret == -ENOENT)
		return module_explain();
	return ret ? conn_complain(&verdict, NULL, 0) : IDLOC_OK;
}

static int enter(struct ctx *ctx, struct conn *conn)
{
	int ret;

	conn->sk = NULL;
	ret = netns_enter(ctx->netns);
	return ret ?: xlat_open(conn);
}

static void print_bytes(struct out *out, const char *name, struct nlattr *attr,
			bool lead)
{
	char text[20];

	if (!attr || nla_len(attr) != 8)
		return;
	locator_print(nla_data(attr), text);
	if (lead)
		out_lead(out, name, text);
	else
		out_word(out, name, text);
}

static void print_mode(struct out *out, const char *name,
		       const struct route_word *words, struct nlattr *attr)
{
	const char *word;

	if (!attr || nla_len(attr) < 1)
		return;
	word = route_word_name(words, nla_get_u8(attr));
	if (word)
		out_word(out, name, word);
	else
		out_number(out, name, nla_get_u8(attr));
}

static void print_xlat(struct nlattr **attrs, void *arg)
{
	struct nlattr *ifindex = attrs[ILA_ATTR_IFINDEX];
	struct ctx *ctx = arg;
	struct out *out = ctx->out;

	print_bytes(out, "locator", attrs[ILA_ATTR_LOCATOR_MATCH], true);
	print_bytes(out, "sir-prefix", attrs[ILA_ATTR_LOCATOR], false);
	if (ila_has_u32(ifindex) && nla_get_u32(ifindex))
		link_print(out, nla_get_u32(ifindex));
	print_mode(out, "csum-mode", ila_csum_modes, attrs[ILA_ATTR_CSUM_MODE]);
	print_mode(out, "ident-type", ila_ident_types, attrs[ILA_ATTR_IDENT_TYPE]);
}

static int show(struct ctx *ctx, struct args *args, const struct command *command)
{
	struct conn conn;
	int ret;

	(void)command;
	if (!args_end(args))
		return IDLOC_USAGE;
	ret = enter(ctx, &conn);
	if (!ret)
		ret = ila_list(ctx, &conn, conn_request_dump(&conn, ILA_CMD_GET),
			       NULL, ILA_ATTR_MAX, print_xlat, ctx);
	conn_close(&conn);
	return ret;
}

static int add(struct ctx *ctx, struct args *args, const struct command *command)
{
	struct wanted wanted = { 0 };
	struct conn conn;
	int ret;

	if (!parse(args, &wanted))
		return IDLOC_USAGE;
	ret = enter(ctx, &conn);
	if (!ret)
		ret = find_dev(&wanted) ?
		      ila_tell(&conn, fill(conn_request(&conn, command->cmd), &wanted),
			       NULL, 0) : IDLOC_USAGE;
	conn_close(&conn);
	return ret;
}

/* The kernel deletes what there is not, too: it is asked first. */
static int del(struct ctx *ctx, struct args *args, const struct command *command)
{
	struct wanted wanted = { 0 };
	struct conn conn;
	int ret;

	if (!parse_key(args, &wanted))
		return IDLOC_USAGE;
	ret = enter(ctx, &conn);
	if (!ret && !find_dev(&wanted))
		ret = IDLOC_USAGE;
	if (!ret)
		ret = ila_tell(&conn, fill(conn_request(&conn, ILA_CMD_GET), &wanted),
			       NULL, 0);
	if (!ret)
		ret = ila_tell(&conn, fill(conn_request(&conn, command->cmd), &wanted),
			       NULL, 0);
	conn_close(&conn);
	return ret;
}

static int flush(struct ctx *ctx, struct args *args, const struct command *command)
{
	struct conn conn;
	int ret;

	if (!args_end(args))
		return IDLOC_USAGE;
	ret = enter(ctx, &conn);
	if (!ret)
		ret = ila_tell(&conn, conn_request(&conn, command->cmd), NULL, 0);
	conn_close(&conn);
	return ret;
}

static const struct command commands[] = {
	{ .name = "show", .run = show },
	{ .name = "add", .run = add, .cmd = ILA_CMD_ADD },
	{ .name = "del", .run = del, .cmd = ILA_CMD_DEL },
	{ .name = "flush", .run = flush, .cmd = ILA_CMD_FLUSH },
};

const struct noun ila_xlat_noun = {
	.name = "ila xlat",
	.commands = commands,
	.n = ARRAY_SIZE(commands),
	.help = ila_xlat_help,
};
