// SPDX-License-Identifier: GPL-2.0
/*
 * "idloc ila route show": the ILA routes of a namespace, a line each in the words that
 * "idloc ila route add" takes; a route with several nexthops has a line for each.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/idloc_ila_route.h>
#include <linux/ila.h>
#include <linux/lwtunnel.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>

#include <netlink/attr.h>
#include <netlink/msg.h>

#include "args.h"
#include "hops.h"
#include "idloc.h"
#include "ila_route.h"
#include "locator.h"
#include "out.h"
#include "source.h"

#define ENCAP_MAX	IDLOC_ILA_ROUTE_A_VNID

/**
 * struct hop - a nexthop of a route
 * @attrs: the attributes that the route has for it
 * @dev: number of its interface
 * @flags: RTNH_F_*
 * @weight: among several, 1 and up
 */
struct hop {
	struct nlattr **attrs;
	unsigned int dev;
	unsigned int flags;
	unsigned int weight;
};

/* A route that has several of them, under way. */
struct printing {
	struct out *out;
	const struct rtmsg *rtm;
	struct nlattr **attrs;
};

static bool has(const struct nlattr *attr, size_t size)
{
	return attr && nla_len(attr) == (int)size;
}

static void print_word(struct out *out, const char *name,
		       const struct route_word *words, struct nlattr *attr)
{
	const char *word;

	if (!has(attr, sizeof(__u8)))
		return;
	word = route_word_name(words, nla_get_u8(attr));
	if (word)
		out_word(out, name, word);
	else
		out_number(out, name, nla_get_u8(attr));
}

static void print_u32(struct out *out, const char *name, struct nlattr *attr)
{
	if (has(attr, sizeof(__u32)))
		out_number(out, name, nla_get_u32(attr));
}

/* No locator, on the way out: the mapping table has it, and the modes. */
static bool is_mapped(struct nlattr **encap)
{
	struct nlattr *locator = encap[ILA_ATTR_LOCATOR];
	struct nlattr *hook = encap[ILA_ATTR_HOOK_TYPE];
	static const __u8 zeros[8];

	return has(locator, sizeof(zeros)) &&
	       !memcmp(nla_data(locator), zeros, sizeof(zeros)) &&
	       has(hook, sizeof(__u8)) && nla_get_u8(hook) == ILA_HOOK_ROUTE_OUTPUT;
}

static void print_encap(struct out *out, struct nlattr **encap)
{
	if (is_mapped(encap)) {
		out_flag(out, "mapped");
	} else {
		locator_print_attr(out, encap[ILA_ATTR_LOCATOR]);
		print_word(out, "csum-mode", ila_csum_modes,
			   encap[ILA_ATTR_CSUM_MODE]);
		print_word(out, "ident-type", ila_ident_types,
			   encap[ILA_ATTR_IDENT_TYPE]);
	}
	print_word(out, "hook-type", ila_hook_types, encap[ILA_ATTR_HOOK_TYPE]);
	print_u32(out, "vnid", encap[IDLOC_ILA_ROUTE_A_VNID]);
	print_u32(out, "underlay-table", encap[IDLOC_ILA_ROUTE_A_UNDERLAY_TABLE]);
}

static void print_dst(struct out *out, const struct rtmsg *rtm,
		      struct nlattr *attr)
{
	char addr[INET6_ADDRSTRLEN] = "::", text[INET6_ADDRSTRLEN + 4];

	if (has(attr, sizeof(struct in6_addr)))
		inet_ntop(AF_INET6, nla_data(attr), addr, sizeof(addr));
	snprintf(text, sizeof(text), "%s/%u", addr, rtm->rtm_dst_len);
	out_lead(out, "dst", text);
}

static void print_addr(struct out *out, const char *name, struct nlattr *attr)
{
	char addr[INET6_ADDRSTRLEN];

	if (has(attr, sizeof(struct in6_addr)) &&
	    inet_ntop(AF_INET6, nla_data(attr), addr, sizeof(addr)))
		out_word(out, name, addr);
}

static void print_dev(struct out *out, unsigned int index)
{
	char name[IF_NAMESIZE];

	if (index && if_indextoname(index, name))
		out_word(out, "dev", name);
}

/* Text has a name if there is one, and nothing of what "add" takes if nothing is said. */
static void print_proto(struct out *out, __u8 proto)
{
	const char *name = out->json ? NULL : source_name(proto);

	if (name && proto != RTPROT_BOOT)
		out_word(out, "proto", name);
	else if (!name)
		out_number(out, "proto", proto);
}

static void print_route(struct out *out, const struct rtmsg *rtm,
			struct nlattr **attrs)
{
	print_u32(out, "table", attrs[RTA_TABLE]);
	print_u32(out, "metric", attrs[RTA_PRIORITY]);
	print_proto(out, rtm->rtm_protocol);
	print_addr(out, "src", attrs[RTA_PREFSRC]);
}

static void print_hop(struct out *out, const struct rtmsg *rtm,
		      struct nlattr **attrs, const struct hop *hop)
{
	struct nlattr *const *own = hop->attrs;
	struct nlattr *encap[ENCAP_MAX + 1];

	if (!has(own[RTA_ENCAP_TYPE], sizeof(__u16)) ||
	    nla_get_u16(own[RTA_ENCAP_TYPE]) != LWTUNNEL_ENCAP_ILA ||
	    !own[RTA_ENCAP] ||
	    nla_parse_nested(encap, ENCAP_MAX, own[RTA_ENCAP], NULL) < 0)
		return;
	out_item(out);
	print_dst(out, rtm, attrs[RTA_DST]);
	print_encap(out, encap);
	print_addr(out, "via", own[RTA_GATEWAY]);
	print_dev(out, hop->dev);
	if (hop->flags & RTNH_F_ONLINK)
		out_flag(out, "onlink");
	print_route(out, rtm, attrs);
	if (out->json || hop->weight > 1)
		out_number(out, "weight", hop->weight);
	out_item_end(out);
}

static void see_hop(struct nlattr **attrs, const struct rtnexthop *rtnh, void *arg)
{
	const struct printing *printing = arg;
	const struct hop hop = {
		.attrs = attrs,
		.dev = rtnh->rtnh_ifindex,
		.flags = rtnh->rtnh_flags,
		.weight = rtnh->rtnh_hops + 1,
	};

	print_hop(printing->out, printing->rtm, printing->attrs, &hop);
}

static void print_hops(struct out *out, const struct rtmsg *rtm,
		       struct nlattr **attrs)
{
	struct printing printing = { .out = out, .rtm = rtm, .attrs = attrs };

	hops_each(attrs[RTA_MULTIPATH], see_hop, &printing);
}

static void print_only_hop(struct out *out, const struct rtmsg *rtm,
			   struct nlattr **attrs)
{
	struct nlattr *oif = attrs[RTA_OIF];
	const struct hop hop = {
		.attrs = attrs,
		.dev = has(oif, sizeof(__u32)) ? nla_get_u32(oif) : 0,
		.flags = rtm->rtm_flags,
		.weight = 1,
	};

	print_hop(out, rtm, attrs, &hop);
}

static void see_route(struct nlmsghdr *nlh, void *arg)
{
	const struct rtmsg *rtm = nlmsg_data(nlh);
	struct nlattr *attrs[RTA_MAX + 1];
	struct ctx *ctx = arg;

	if (nlh->nlmsg_type != RTM_NEWROUTE ||
	    nlmsg_parse(nlh, sizeof(*rtm), attrs, RTA_MAX, NULL) < 0 ||
	    rtm->rtm_family != AF_INET6 || rtm->rtm_flags & RTM_F_CLONED)
		return;
	if (attrs[RTA_MULTIPATH])
		print_hops(ctx->out, rtm, attrs);
	else
		print_only_hop(ctx->out, rtm, attrs);
}

int ila_route_show(struct ctx *ctx, struct args *args, const struct command *command)
{
	struct rtmsg rtm = { .rtm_family = AF_INET6 };
	struct verdict verdict;
	struct nl_msg *msg;
	struct conn conn;
	int ret;

	(void)command;
	if (!args_end(args))
		return IDLOC_USAGE;
	ret = ila_route_open(ctx, &conn);
	if (ret)
		goto out;
	msg = nlmsg_alloc_simple(RTM_GETROUTE, NLM_F_DUMP);
	if (msg)
		nlmsg_append(msg, &rtm, sizeof(rtm), NLMSG_ALIGNTO);
	out_list(ctx->out);
	if (conn_dump(&conn, msg, see_route, ctx, &verdict))
		ret = conn_complain(&verdict, NULL, 0);
	out_list_end(ctx->out);
out:
	conn_close(&conn);
	return ret;
}
