// SPDX-License-Identifier: GPL-2.0
/* "idloc ila vnid add ...", "del" and "flush": virtual networks of a namespace. */
#include <netinet/in.h>
#include <string.h>

#include <netlink/attr.h>
#include <netlink/msg.h>

#include "args.h"
#include "ila.h"
#include "ila_nl.h"
#include "ila_take.h"
#include "link.h"

#define VNID_MAX	IDLOC_ILA_A_VNID_MAX
#define VNID_LAST	0xfffffff

/**
 * struct wanted - the virtual network that the command line describes
 * @given: by the number of the attribute
 * @value: of those that are numbers
 * @tenant_prefix: its last 32 bits are zero
 * @sir_prefix: only its upper half is sent
 * @scope: the word that the scope was given by, NULL: no scope
 * @scope_name: of the interface or VRF, looked up once its namespace has been
 *	entered; NULL for a table
 */
struct wanted {
	bool given[VNID_MAX + 1];
	__u32 value[VNID_MAX + 1];
	struct in6_addr tenant_prefix;
	struct in6_addr sir_prefix;
	const char *scope;
	const char *scope_name;
};

static const struct keyword {
	const char *name;
	unsigned int attr;
} keywords[] = {
	{ "prefix", IDLOC_ILA_A_VNID_TENANT_PREFIX },
	{ "sir-prefix", IDLOC_ILA_A_VNID_SIR_PREFIX },
	{ "dev", IDLOC_ILA_A_VNID_SCOPE_IFINDEX },
	{ "vrf", IDLOC_ILA_A_VNID_SCOPE_TABLE },
	{ "table", IDLOC_ILA_A_VNID_SCOPE_TABLE },
	{ "src-mode", IDLOC_ILA_A_VNID_SRC_MODE },
	{ "mark", IDLOC_ILA_A_VNID_MARK },
	{ "mcast-flags", IDLOC_ILA_A_VNID_MCAST_FLAGS },
	{ "csum-mode", IDLOC_ILA_A_VNID_CSUM_MODE },
};

/* ---- words ---------------------------------------------------------------------- */

bool vnid_parse(const char *word, __u32 *vnid)
{
	return args_number(word, vnid) && *vnid <= VNID_LAST;
}

bool vnid_next(struct args *args, __u32 *vnid)
{
	const char *word = args_next(args);

	if (!word)
		usage_error("which virtual network? a VNID is missing");
	else if (!vnid_parse(word, vnid))
		usage_error("\"%s\" is no VNID; that is a number up to 0x%x", word,
			    VNID_LAST);
	else
		return true;
	return false;
}

static const struct keyword *find_keyword(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keywords); i++)
		if (!strcmp(keywords[i].name, name))
			return &keywords[i];
	return NULL;
}

static bool bits_behind(const struct in6_addr *addr, int len)
{
	int i;

	for (i = len / 8; i < 16; i++)
		if (addr->s6_addr[i])
			return true;
	return false;
}

/* @bits: the length that it has to have; @spoken: and has to say */
static bool take_prefix(const char *name, const char *word, int bits, bool spoken,
			struct in6_addr *prefix)
{
	int len;

	if (!args_prefix(word, prefix, &len))
		usage_error("%s cannot be \"%s\", it is an IPv6 prefix", name, word);
	else if (len != bits && (spoken || len != -1))
		usage_error("%s has to be a /%d, \"%s\" is not", name, bits, word);
	else if (bits_behind(prefix, bits))
		usage_error("%s \"%s\" has bits set behind the first %d", name, word,
			    bits);
	else
		return true;
	return false;
}

static bool take_number(const struct keyword *key, const char *word,
			struct wanted *wanted)
{
	return args_take(&ila_vnid[key->attr], key->name, word,
			 &wanted->value[key->attr]);
}

static bool take_value(const struct keyword *key, const char *word,
		       struct wanted *wanted)
{
	command_mark(key->attr);
	switch (key->attr) {
	case IDLOC_ILA_A_VNID_TENANT_PREFIX:
		return take_prefix(key->name, word, 96, true,
				   &wanted->tenant_prefix);
	case IDLOC_ILA_A_VNID_SIR_PREFIX:
		return take_prefix(key->name, word, 64, false, &wanted->sir_prefix);
	case IDLOC_ILA_A_VNID_SCOPE_IFINDEX:
	case IDLOC_ILA_A_VNID_SCOPE_TABLE:
		wanted->scope = key->name;
		if (!strcmp(key->name, "table"))
			return take_number(key, word, wanted);
		wanted->scope_name = word;
		return true;
	default:
		return take_number(key, word, wanted);
	}
}

static bool take_next(const struct keyword *key, struct args *args,
		      struct wanted *wanted)
{
	const char *word = args_next(args);

	if (word)
		return take_value(key, word, wanted);
	usage_error("%s needs a value", key->name);
	return false;
}

static bool is_scope(const struct keyword *key)
{
	return key->attr == IDLOC_ILA_A_VNID_SCOPE_IFINDEX ||
	       key->attr == IDLOC_ILA_A_VNID_SCOPE_TABLE;
}

static bool parse_pair(struct args *args, struct wanted *wanted)
{
	const char *name = args_next(args);
	const struct keyword *key = find_keyword(name);

	if (!key)
		usage_error("a virtual network has no \"%s\"", name);
	else if (is_scope(key) && wanted->scope && strcmp(wanted->scope, name))
		usage_error("%s cannot be given beside %s", name, wanted->scope);
	else if (wanted->given[key->attr])
		usage_error("%s is given twice", name);
	else
		return wanted->given[key->attr] = take_next(key, args, wanted);
	return false;
}

static bool parse_vnid(struct args *args, struct wanted *wanted)
{
	if (!vnid_next(args, &wanted->value[IDLOC_ILA_A_VNID_VNID]))
		return false;
	command_mark(IDLOC_ILA_A_VNID_VNID);
	wanted->given[IDLOC_ILA_A_VNID_VNID] = true;
	while (args->left)
		if (!parse_pair(args, wanted))
			return false;
	if (wanted->given[IDLOC_ILA_A_VNID_TENANT_PREFIX])
		return true;
	usage_missing("a virtual network needs a prefix such as fd00:1:2:3:4:5::/96");
	return false;
}

/* ---- names ---------------------------------------------------------------------- */

static __u32 find_vrf(const char *name)
{
	struct verdict verdict;
	struct conn conn;
	__u32 table = 0;

	if (!conn_open_route(&conn, &verdict))
		table = vrf_table(&conn, name);
	conn_close(&conn);
	if (!table)
		complain("there is no VRF \"%s\"", name);
	return table;
}

/* In the namespace that was entered */
static bool find_scope(struct wanted *wanted)
{
	unsigned int attr = IDLOC_ILA_A_VNID_SCOPE_TABLE;
	__u32 value;

	if (!wanted->scope_name)
		return true;
	if (wanted->given[IDLOC_ILA_A_VNID_SCOPE_IFINDEX])
		attr = IDLOC_ILA_A_VNID_SCOPE_IFINDEX;
	value = attr == IDLOC_ILA_A_VNID_SCOPE_IFINDEX ?
		link_index(wanted->scope_name) : find_vrf(wanted->scope_name);
	wanted->value[attr] = value;
	return value;
}

/* ---- the message ----------------------------------------------------------------- */

static int put_attr(struct nl_msg *msg, const struct wanted *wanted, unsigned int i)
{
	switch (i) {
	case IDLOC_ILA_A_VNID_TENANT_PREFIX:
		return nla_put(msg, i, 16, &wanted->tenant_prefix);
	case IDLOC_ILA_A_VNID_SIR_PREFIX:
		return nla_put(msg, i, 8, &wanted->sir_prefix);
	default:
		return nla_put_u32(msg, i, wanted->value[i]);
	}
}

static struct nl_msg *fill(struct nl_msg *msg, const struct wanted *wanted)
{
	unsigned int i;

	for (i = 1; msg && i <= VNID_MAX; i++) {
		if (!wanted->given[i] || put_attr(msg, wanted, i) >= 0)
			continue;
		nlmsg_free(msg);
		msg = NULL;
	}
	return msg;
}

static int change(struct ctx *ctx, __u8 cmd, struct wanted *wanted)
{
	struct conn conn;
	int ret;

	ret = ila_open(ctx, &conn);
	if (!ret)
		ret = find_scope(wanted) ?
		      ila_tell(&conn, fill(conn_request(&conn, cmd), wanted),
			       ila_vnid, VNID_MAX) : IDLOC_USAGE;
	conn_close(&conn);
	return ret;
}

static int add(struct ctx *ctx, struct args *args, const struct command *command)
{
	struct wanted wanted = { 0 };

	if (!parse_vnid(args, &wanted))
		return IDLOC_USAGE;
	return change(ctx, command->cmd, &wanted);
}

bool ila_vnid_take(struct args *args, struct nl_msg **msg)
{
	struct wanted wanted = { 0 };

	if (!parse_vnid(args, &wanted) || !find_scope(&wanted))
		return false;
	*msg = fill(*msg, &wanted);
	return true;
}

static int del(struct ctx *ctx, struct args *args, const struct command *command)
{
	struct wanted wanted = { .given[IDLOC_ILA_A_VNID_VNID] = true };

	if (!vnid_next(args, &wanted.value[IDLOC_ILA_A_VNID_VNID]) ||
	    !args_end(args))
		return IDLOC_USAGE;
	command_mark(IDLOC_ILA_A_VNID_VNID);
	return change(ctx, command->cmd, &wanted);
}

static int flush(struct ctx *ctx, struct args *args, const struct command *command)
{
	struct wanted wanted = { 0 };

	if (!args_end(args))
		return IDLOC_USAGE;
	return change(ctx, command->cmd, &wanted);
}

static const struct command commands[] = {
	{ .name = "show", .run = ila_vnid_show },
	{ .name = "get", .run = ila_vnid_get },
	{ .name = "add", .run = add, .cmd = IDLOC_ILA_CMD_VNID_ADD },
	{ .name = "del", .run = del, .cmd = IDLOC_ILA_CMD_VNID_DEL },
	{ .name = "flush", .run = flush, .cmd = IDLOC_ILA_CMD_VNID_FLUSH },
};

const struct noun ila_vnid_noun = {
	.name = "ila vnid",
	.commands = commands,
	.n = ARRAY_SIZE(commands),
	.is_argument = noun_is_number,
	.help = ila_vnid_help,
};
