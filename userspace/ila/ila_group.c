// SPDX-License-Identifier: GPL-2.0
/* "idloc ila group add ...", "del", "join", "leave" and "flush": multicast groups of
 * virtual networks, and their members.
 */
#include <arpa/inet.h>
#include <string.h>

#include <netlink/attr.h>
#include <netlink/msg.h>

#include "args.h"
#include "ila.h"
#include "ila_nl.h"
#include "ila_take.h"
#include "link.h"
#include "locator.h"

#define GROUP_MAX	IDLOC_ILA_A_GROUP_MAX

/**
 * struct wanted - what the command line says
 * @given: by the number of the attribute
 * @vnid: number of the virtual network
 * @group: the address
 * @locator: a member
 * @dev: a member, looked up once its namespace has been entered
 * @ifindex: its number then
 */
struct wanted {
	bool given[GROUP_MAX + 1];
	__u32 vnid;
	struct in6_addr group;
	__u8 locator[8];
	const char *dev;
	__u32 ifindex;
};

/* ---- words ---------------------------------------------------------------------- */

bool group_next(struct args *args, struct in6_addr *group)
{
	const char *word = args_next(args);

	if (!word)
		usage_error("which group? an address such as ff0e::1 is missing");
	else if (inet_pton(AF_INET6, word, group) != 1)
		usage_error("\"%s\" is no group; that is an address such as ff0e::1",
			    word);
	else
		return true;
	return false;
}

static bool parse_vnid(struct args *args, struct wanted *wanted)
{
	wanted->given[IDLOC_ILA_A_GROUP_VNID] = vnid_next(args, &wanted->vnid);
	command_mark(IDLOC_ILA_A_GROUP_VNID);
	return wanted->given[IDLOC_ILA_A_GROUP_VNID];
}

static bool parse_key(struct args *args, struct wanted *wanted)
{
	if (!parse_vnid(args, wanted) || !group_next(args, &wanted->group))
		return false;
	command_mark(IDLOC_ILA_A_GROUP_GROUP);
	return wanted->given[IDLOC_ILA_A_GROUP_GROUP] = true;
}

static bool take_locator(const char *word, struct wanted *wanted)
{
	command_mark(IDLOC_ILA_A_GROUP_LOCATOR);
	return wanted->given[IDLOC_ILA_A_GROUP_LOCATOR] =
	       locator_take(word, wanted->locator);
}

static bool parse_member(struct args *args, struct wanted *wanted)
{
	const char *name = args_next(args);
	bool is_dev = name && !strcmp(name, "dev");
	const char *word;

	if (name && !is_dev && strcmp(name, "locator")) {
		usage_error("a member is a locator or a dev, not a \"%s\"", name);
		return false;
	}
	word = args_next(args);
	if (!word) {
		usage_error("which member? locator LOCATOR or dev DEV is missing");
		return false;
	}
	if (!is_dev)
		return take_locator(word, wanted);
	command_mark(IDLOC_ILA_A_GROUP_IFINDEX);
	wanted->dev = word;
	return wanted->given[IDLOC_ILA_A_GROUP_IFINDEX] = true;
}

/* ---- the message ----------------------------------------------------------------- */

static int put_attr(struct nl_msg *msg, const struct wanted *wanted, unsigned int i)
{
	switch (i) {
	case IDLOC_ILA_A_GROUP_VNID:
		return nla_put_u32(msg, i, wanted->vnid);
	case IDLOC_ILA_A_GROUP_GROUP:
		return nla_put(msg, i, 16, &wanted->group);
	case IDLOC_ILA_A_GROUP_LOCATOR:
		return nla_put(msg, i, 8, wanted->locator);
	default:
		return nla_put_u32(msg, i, wanted->ifindex);
	}
}

static struct nl_msg *fill(struct nl_msg *msg, const struct wanted *wanted)
{
	unsigned int i;

	for (i = 1; msg && i <= GROUP_MAX; i++) {
		if (!wanted->given[i] || put_attr(msg, wanted, i) >= 0)
			continue;
		nlmsg_free(msg);
		msg = NULL;
	}
	return msg;
}

/* In the namespace that was entered */
static bool find_dev(struct wanted *wanted)
{
	if (wanted->dev)
		wanted->ifindex = link_index(wanted->dev);
	return !wanted->dev || wanted->ifindex;
}

static int change(struct ctx *ctx, __u8 cmd, struct wanted *wanted)
{
	struct conn conn;
	int ret;

	ret = ila_open(ctx, &conn);
	if (!ret)
		ret = find_dev(wanted) ?
		      ila_tell(&conn, fill(conn_request(&conn, cmd), wanted),
			       ila_group, GROUP_MAX) : IDLOC_USAGE;
	conn_close(&conn);
	return ret;
}

static int change_group(struct ctx *ctx, struct args *args,
			const struct command *command)
{
	struct wanted wanted = { 0 };

	if (!parse_key(args, &wanted) || !args_end(args))
		return IDLOC_USAGE;
	return change(ctx, command->cmd, &wanted);
}

static int change_member(struct ctx *ctx, struct args *args,
			 const struct command *command)
{
	struct wanted wanted = { 0 };

	if (!parse_key(args, &wanted) || !parse_member(args, &wanted) ||
	    !args_end(args))
		return IDLOC_USAGE;
	return change(ctx, command->cmd, &wanted);
}

bool ila_group_take(struct args *args, struct nl_msg **msg)
{
	struct wanted wanted = { 0 };

	if (!parse_key(args, &wanted) || !args_end(args))
		return false;
	*msg = fill(*msg, &wanted);
	return true;
}

bool ila_member_take(struct args *args, struct nl_msg **msg)
{
	struct wanted wanted = { 0 };

	if (!parse_key(args, &wanted) || !parse_member(args, &wanted) ||
	    !args_end(args) || !find_dev(&wanted))
		return false;
	*msg = fill(*msg, &wanted);
	return true;
}

static int flush(struct ctx *ctx, struct args *args, const struct command *command)
{
	struct wanted wanted = { 0 };

	if ((args->left && !parse_vnid(args, &wanted)) || !args_end(args))
		return IDLOC_USAGE;
	return change(ctx, command->cmd, &wanted);
}

static const struct command commands[] = {
	{ .name = "show", .run = ila_group_show },
	{ .name = "get", .run = ila_group_get },
	{ .name = "add", .run = change_group, .cmd = IDLOC_ILA_CMD_GROUP_ADD },
	{ .name = "del", .run = change_group, .cmd = IDLOC_ILA_CMD_GROUP_DEL },
	{ .name = "join", .run = change_member, .cmd = IDLOC_ILA_CMD_GROUP_JOIN },
	{ .name = "leave", .run = change_member, .cmd = IDLOC_ILA_CMD_GROUP_LEAVE },
	{ .name = "flush", .run = flush, .cmd = IDLOC_ILA_CMD_GROUP_FLUSH },
};

const struct noun ila_group_noun = {
	.name = "ila group",
	.commands = commands,
	.n = ARRAY_SIZE(commands),
	.is_argument = noun_is_number,
	.help = ila_group_help,
};
