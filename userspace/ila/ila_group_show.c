// SPDX-License-Identifier: GPL-2.0
/* "idloc ila group show": the multicast groups of a namespace, a line each. */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include <netlink/attr.h>
#include <netlink/msg.h>

#include "args.h"
#include "ila.h"
#include "ila_nl.h"
#include "link.h"
#include "locator.h"
#include "out.h"

#define GROUP_MAX	IDLOC_ILA_A_GROUP_MAX

static void print_key(struct out *out, struct nlattr **attrs)
{
	struct nlattr *vnid = attrs[IDLOC_ILA_A_GROUP_VNID];
	struct nlattr *group = attrs[IDLOC_ILA_A_GROUP_GROUP];
	char text[INET6_ADDRSTRLEN];

	if (vnid && nla_len(vnid) >= (int)sizeof(__u32))
		out_number(out, "vnid", nla_get_u32(vnid));
	if (!group || nla_len(group) != (int)sizeof(struct in6_addr))
		return;
	inet_ntop(AF_INET6, nla_data(group), text, sizeof(text));
	out_word(out, "group", text);
}

/* How many values of @size an attribute has; what is left over is not looked at. */
static size_t count(struct nlattr *attr, size_t size)
{
	return attr ? nla_len(attr) / size : 0;
}

static void print_locators(struct out *out, struct nlattr *attr)
{
	size_t i, n = count(attr, 8);
	char text[20];

	if (!n)
		return;
	out_array(out, "locators");
	for (i = 0; i < n; i++) {
		locator_print((const __u8 *)nla_data(attr) + 8 * i, text);
		out_array_word(out, "locator", text);
	}
	out_array_end(out);
}

/* By name, or by the number of one that has gone meanwhile */
static void print_devs(struct out *out, struct nlattr *attr)
{
	size_t i, n = count(attr, sizeof(__u32));
	char name[IF_NAMESIZE];
	__u32 index;

	if (!n)
		return;
	out_array(out, "devs");
	for (i = 0; i < n; i++) {
		memcpy(&index, (const __u8 *)nla_data(attr) + sizeof(index) * i,
		       sizeof(index));
		if (!if_indextoname(index, name))
			snprintf(name, sizeof(name), "%u", index);
		out_array_word(out, "dev", name);
	}
	out_array_end(out);
}

/* In an event: who has joined or left */
static void print_member(struct out *out, struct nlattr **attrs)
{
	struct nlattr *ifindex = attrs[IDLOC_ILA_A_GROUP_IFINDEX];

	locator_print_attr(out, attrs[IDLOC_ILA_A_GROUP_LOCATOR]);
	if (ila_has_u32(ifindex))
		link_print(out, nla_get_u32(ifindex));
}

void ila_group_print(struct nlattr **attrs, void *arg)
{
	struct ctx *ctx = arg;

	print_key(ctx->out, attrs);
	print_member(ctx->out, attrs);
	print_locators(ctx->out, attrs[IDLOC_ILA_A_GROUP_LOCATORS]);
	print_devs(ctx->out, attrs[IDLOC_ILA_A_GROUP_IFINDEXES]);
}

static struct nl_msg *request_one(struct conn *conn, __u32 vnid,
				  const struct in6_addr *group)
{
	struct nl_msg *msg = conn_request(conn, IDLOC_ILA_CMD_GROUP_GET);

	if (!msg || (nla_put_u32(msg, IDLOC_ILA_A_GROUP_VNID, vnid) >= 0 &&
		     nla_put(msg, IDLOC_ILA_A_GROUP_GROUP, 16, group) >= 0))
		return msg;
	nlmsg_free(msg);
	return NULL;
}

/* With a network and an address, the one. */
int ila_group_show(struct ctx *ctx, struct args *args, const struct command *command)
{
	bool one = args->left;
	struct in6_addr group;
	struct nl_msg *msg;
	struct conn conn;
	__u32 vnid;
	int ret;

	(void)command;
	if (one && (!vnid_next(args, &vnid) || !group_next(args, &group)))
		return IDLOC_USAGE;
	if (!args_end(args))
		return IDLOC_USAGE;
	ret = ila_open(ctx, &conn);
	if (!ret) {
		msg = one ? request_one(&conn, vnid, &group) :
			    conn_request_dump(&conn, IDLOC_ILA_CMD_GROUP_GET);
		ret = ila_list(ctx, &conn, msg, ila_group, GROUP_MAX, ila_group_print,
			       ctx);
	}
	conn_close(&conn);
	return ret;
}

int ila_group_get(struct ctx *ctx, struct args *args, const struct command *command)
{
	if (args->left)
		return ila_group_show(ctx, args, command);
	return usage_missing("which group? a VNID and an address are missing");
}
