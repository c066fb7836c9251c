// SPDX-License-Identifier: GPL-2.0
/* "idloc ila vnid show": the virtual networks of a namespace, a line each. */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include <netlink/attr.h>
#include <netlink/msg.h>

#include "args.h"
#include "ila.h"
#include "ila_nl.h"
#include "link.h"
#include "out.h"

#define VNID_MAX	IDLOC_ILA_A_VNID_MAX

struct show {
	struct ctx *ctx;
	struct vrfs vrfs;
};

/* @bits: how many of the address there are, the rest is zero */
static void print_prefix(struct out *out, const char *name, struct nlattr *attr,
			 size_t size, unsigned int bits)
{
	char addr[INET6_ADDRSTRLEN], text[INET6_ADDRSTRLEN + 4];
	struct in6_addr prefix = { 0 };

	if (!attr || nla_len(attr) != (int)size)
		return;
	memcpy(&prefix, nla_data(attr), size);
	inet_ntop(AF_INET6, &prefix, addr, sizeof(addr));
	snprintf(text, sizeof(text), "%s/%u", addr, bits);
	out_word(out, name, text);
}

static void print_scope(struct show *show, struct nlattr **attrs)
{
	struct nlattr *ifindex = attrs[IDLOC_ILA_A_VNID_SCOPE_IFINDEX];
	struct nlattr *table = attrs[IDLOC_ILA_A_VNID_SCOPE_TABLE];
	struct out *out = show->ctx->out;
	const char *vrf;

	if (ila_has_u32(ifindex))
		link_print(out, nla_get_u32(ifindex));
	if (!ila_has_u32(table))
		return;
	out_number(out, "table", nla_get_u32(table));
	vrf = vrfs_name(&show->vrfs, nla_get_u32(table));
	if (vrf)
		out_word(out, "vrf", vrf);
}

static void print_word(struct ctx *ctx, struct nlattr **attrs, unsigned int i)
{
	if (ila_has_u32(attrs[i]))
		ila_print_word(ctx, &ila_vnid[i], nla_get_u32(attrs[i]));
}

/* The mark and the flags are 0 unless somebody gave them. */
static bool is_set(struct nlattr *attr)
{
	return ila_has_u32(attr) && nla_get_u32(attr);
}

static void print_vnid(struct nlattr **attrs, void *arg)
{
	struct show *show = arg;
	struct ctx *ctx = show->ctx;
	struct out *out = ctx->out;

	ila_print_number(ctx, "vnid", attrs[IDLOC_ILA_A_VNID_VNID]);
	print_prefix(out, "prefix", attrs[IDLOC_ILA_A_VNID_TENANT_PREFIX], 16, 96);
	print_prefix(out, "sir-prefix", attrs[IDLOC_ILA_A_VNID_SIR_PREFIX], 8, 64);
	print_scope(show, attrs);
	print_word(ctx, attrs, IDLOC_ILA_A_VNID_SRC_MODE);
	if (is_set(attrs[IDLOC_ILA_A_VNID_MARK]))
		out_hex(out, "mark", nla_get_u32(attrs[IDLOC_ILA_A_VNID_MARK]));
	if (is_set(attrs[IDLOC_ILA_A_VNID_MCAST_FLAGS]))
		ila_print_number(ctx, "mcast-flags", attrs[IDLOC_ILA_A_VNID_MCAST_FLAGS]);
	print_word(ctx, attrs, IDLOC_ILA_A_VNID_CSUM_MODE);
	ila_print_number(ctx, "users", attrs[IDLOC_ILA_A_VNID_USERS]);
}

void ila_vnid_print(struct nlattr **attrs, void *arg)
{
	struct show show = { .ctx = arg };

	/* Events can come fast: only for one that is in a VRF. */
	if (attrs[IDLOC_ILA_A_VNID_SCOPE_TABLE])
		vrfs_load(&show.vrfs);
	print_vnid(attrs, &show);
	vrfs_free(&show.vrfs);
}

static struct nl_msg *request_one(struct conn *conn, __u32 vnid)
{
	struct nl_msg *msg = conn_request(conn, IDLOC_ILA_CMD_VNID_GET);

	if (!msg || nla_put_u32(msg, IDLOC_ILA_A_VNID_VNID, vnid) >= 0)
		return msg;
	nlmsg_free(msg);
	return NULL;
}

/* With a number, the one. */
int ila_vnid_show(struct ctx *ctx, struct args *args, const struct command *command)
{
	struct show show = { .ctx = ctx };
	bool one = args->left;
	struct nl_msg *msg;
	struct conn conn;
	__u32 vnid;
	int ret;

	(void)command;
	if (one && !vnid_next(args, &vnid))
		return IDLOC_USAGE;
	if (!args_end(args))
		return IDLOC_USAGE;
	ret = ila_open(ctx, &conn);
	if (!ret) {
		vrfs_load(&show.vrfs);
		msg = one ? request_one(&conn, vnid) :
			    conn_request_dump(&conn, IDLOC_ILA_CMD_VNID_GET);
		ret = ila_list(ctx, &conn, msg, ila_vnid, VNID_MAX, print_vnid,
			       &show);
		vrfs_free(&show.vrfs);
	}
	conn_close(&conn);
	return ret;
}

int ila_vnid_get(struct ctx *ctx, struct args *args, const struct command *command)
{
	if (args->left)
		return ila_vnid_show(ctx, args, command);
	return usage_missing("which virtual network? a VNID is missing");
}
