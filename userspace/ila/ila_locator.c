// SPDX-License-Identifier: GPL-2.0
/* "idloc ila locator ...": names for locators. */
#include <string.h>

#include <netlink/attr.h>
#include <netlink/msg.h>

#include "args.h"
#include "ila.h"
#include "ila_nl.h"
#include "ila_take.h"
#include "locator.h"
#include "out.h"

#define LOCATOR_MAX	IDLOC_ILA_A_LOCATOR_MAX

/* What the command line says; the locator is there if it has to be. */
struct wanted {
	const char *name;
	__u8 locator[8];
	bool has_locator;
	__u32 flags;
};

void ila_locator_print(struct nlattr **attrs, void *arg)
{
	struct ctx *ctx = arg;

	locator_print_lead(ctx->out, "name", attrs[IDLOC_ILA_A_LOCATOR_NAME]);
	locator_print_attr(ctx->out, attrs[IDLOC_ILA_A_LOCATOR_LOCATOR]);
	ila_print_flags(ctx, &ila_locator[IDLOC_ILA_A_LOCATOR_FLAGS],
			attrs[IDLOC_ILA_A_LOCATOR_FLAGS]);
	ila_print_number(ctx, "users", attrs[IDLOC_ILA_A_LOCATOR_USERS]);
}

/* ---- words ---------------------------------------------------------------------- */

static bool take_name(struct args *args, struct wanted *wanted)
{
	wanted->name = args_next(args);
	command_mark(IDLOC_ILA_A_LOCATOR_NAME);
	if (wanted->name)
		return locator_is_name(wanted->name);
	usage_error("which locator? a name is missing");
	return false;
}

static bool take_locator(struct args *args, struct wanted *wanted)
{
	const char *word = args_next(args);

	command_mark(IDLOC_ILA_A_LOCATOR_LOCATOR);
	if (word)
		return wanted->has_locator = locator_take(word, wanted->locator);
	usage_error("\"%s\" needs a locator", wanted->name);
	return false;
}

/* [ local ] */
static void take_local(struct args *args, struct wanted *wanted)
{
	if (!args->left || strcmp(*args->next, "local"))
		return;
	args_next(args);
	command_mark(IDLOC_ILA_A_LOCATOR_FLAGS);
	wanted->flags = IDLOC_ILA_LOCATOR_FLAGS_LOCAL;
}

static bool parse(struct args *args, __u8 cmd, struct wanted *wanted)
{
	if (!take_name(args, wanted))
		return false;
	if (cmd != IDLOC_ILA_CMD_LOCATOR_DEL && !take_locator(args, wanted))
		return false;
	if (cmd == IDLOC_ILA_CMD_LOCATOR_ADD)
		take_local(args, wanted);
	return args_end(args);
}

/* ---- commands -------------------------------------------------------------------- */

static struct nl_msg *fill(struct nl_msg *msg, const struct wanted *wanted)
{
	if (msg && nla_put_string(msg, IDLOC_ILA_A_LOCATOR_NAME, wanted->name) >= 0 &&
	    (!wanted->has_locator ||
	     nla_put(msg, IDLOC_ILA_A_LOCATOR_LOCATOR, sizeof(wanted->locator),
		     wanted->locator) >= 0) &&
	    (!wanted->flags ||
	     nla_put_u32(msg, IDLOC_ILA_A_LOCATOR_FLAGS, wanted->flags) >= 0))
		return msg;
	nlmsg_free(msg);
	return NULL;
}

static int change(struct ctx *ctx, struct args *args, const struct command *command)
{
	__u8 cmd = command->cmd;
	struct wanted wanted = { 0 };
	struct conn conn;
	int ret;

	if (!parse(args, cmd, &wanted))
		return IDLOC_USAGE;
	ret = ila_open(ctx, &conn);
	if (!ret)
		ret = ila_tell(&conn, fill(conn_request(&conn, cmd), &wanted),
			       ila_locator, LOCATOR_MAX);
	conn_close(&conn);
	return ret;
}

bool ila_locator_take(struct args *args, struct nl_msg **msg)
{
	struct wanted wanted = { 0 };

	if (!parse(args, IDLOC_ILA_CMD_LOCATOR_ADD, &wanted))
		return false;
	*msg = fill(*msg, &wanted);
	return true;
}

/* With a name, the one. */
static int show(struct ctx *ctx, struct args *args, const struct command *command)
{
	struct wanted wanted = { 0 };
	bool one = args->left;
	struct nl_msg *msg;
	struct conn conn;
	int ret;

	(void)command;
	if ((one && !take_name(args, &wanted)) || !args_end(args))
		return IDLOC_USAGE;
	ret = ila_open(ctx, &conn);
	if (!ret) {
		msg = one ? fill(conn_request(&conn, IDLOC_ILA_CMD_LOCATOR_GET), &wanted) :
			    conn_request_dump(&conn, IDLOC_ILA_CMD_LOCATOR_GET);
		ret = ila_list(ctx, &conn, msg, ila_locator, LOCATOR_MAX,
			       ila_locator_print, ctx);
	}
	conn_close(&conn);
	return ret;
}

static int get(struct ctx *ctx, struct args *args, const struct command *command)
{
	if (args->left)
		return show(ctx, args, command);
	return usage_missing("which locator? a name is missing");
}

static const struct command commands[] = {
	{ .name = "show", .run = show },
	{ .name = "get", .run = get },
	{ .name = "add", .run = change, .cmd = IDLOC_ILA_CMD_LOCATOR_ADD },
	{ .name = "set", .run = change, .cmd = IDLOC_ILA_CMD_LOCATOR_SET },
	{ .name = "del", .run = change, .cmd = IDLOC_ILA_CMD_LOCATOR_DEL },
};

const struct noun ila_locator_noun = {
	.name = "ila locator",
	.commands = commands,
	.n = ARRAY_SIZE(commands),
	.help = ila_locator_help,
};
