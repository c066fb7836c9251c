// SPDX-License-Identifier: GPL-2.0
/*
 * "idloc ila route add ...": ILA routes with what "ip route" has no words for.
 */
#include <arpa/inet.h>
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
#include "idloc.h"
#include "ila.h"
#include "ila_route.h"
#include "link.h"
#include "locator.h"
#include "netns.h"
#include "source.h"

const struct route_word ila_csum_modes[] = {
	{ "adj-transport", ILA_CSUM_ADJUST_TRANSPORT },
	{ "neutral-map", ILA_CSUM_NEUTRAL_MAP },
	{ "neutral-map-auto", ILA_CSUM_NEUTRAL_MAP_AUTO },
	{ "no-action", ILA_CSUM_NO_ACTION },
	{ }
};

/* The others are numbers. */
const struct route_word ila_ident_types[] = {
	{ "luid", ILA_ATYPE_LUID },
	{ "use-format", ILA_ATYPE_USE_FORMAT },
	{ }
};

const struct route_word ila_hook_types[] = {
	{ "input", ILA_HOOK_ROUTE_INPUT },
	{ "output", ILA_HOOK_ROUTE_OUTPUT },
	{ }
};

/* What rtnetlink has for a verb of the command line */
struct verb {
	const char *name;
	__u16 type;
	__u16 flags;
};

static const struct verb verbs[] = {
	{ "add", RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL },
	{ "append", RTM_NEWROUTE, NLM_F_CREATE | NLM_F_APPEND },
	{ "change", RTM_NEWROUTE, NLM_F_REPLACE },
	{ "del", RTM_DELROUTE, 0 },
	{ "replace", RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE },
};

const char *route_word_name(const struct route_word *words, __u8 value)
{
	for (; words->name; words++)
		if (words->value == value)
			return words->name;
	return NULL;
}

/* ---- words ---------------------------------------------------------------------- */

static bool take_prefix(const char *word, struct route *route)
{
	int len;

	if (!args_prefix(word, &route->dst, &len))
		return false;
	route->dst_len = len < 0 ? 128 : len;
	return true;
}

bool route_word_parse(const char *word, const struct route_word *words, __u8 *value)
{
	__u32 number;

	for (; words->name; words++) {
		if (strcmp(words->name, word))
			continue;
		*value = words->value;
		return true;
	}
	/* What there is no word for, the kernel may know. */
	if (!args_number(word, &number) || number > 255)
		return false;
	*value = number;
	return true;
}

static bool take_byte(const char *word, __u32 first, __u32 last, __u8 *value)
{
	__u32 number;

	if (!args_number(word, &number) || number < first || number > last)
		return false;
	*value = number;
	return true;
}

static bool take_proto(const char *word, struct route *route)
{
	__u32 number;

	if (!source_parse(word, &number))
		return false;
	route->proto = number;
	return true;
}

static bool take_vrf(struct conn *conn, const char *word, __u32 *table)
{
	*table = vrf_table(conn, word);
	return *table;
}

static bool take_flag(const char *word, struct route *route)
{
	if (!strcmp(word, "mapped"))
		route->mapped = true;
	else if (!strcmp(word, "onlink"))
		route->onlink = true;
	else
		return false;
	return true;
}

/* Is @value good for @key? -1: there is no such key. */
static int take_pair(struct conn *conn, struct route *route, const char *key,
		     const char *value)
{
	if (!strcmp(key, "locator"))
		return route->has_locator = locator_parse(value, route->locator);
	if (!strcmp(key, "csum-mode"))
		return route->has_csum_mode =
		       route_word_parse(value, ila_csum_modes, &route->csum_mode);
	if (!strcmp(key, "ident-type"))
		return route->has_ident_type =
		       route_word_parse(value, ila_ident_types, &route->ident_type);
	if (!strcmp(key, "hook-type"))
		return route_word_parse(value, ila_hook_types, &route->hook_type);
	if (!strcmp(key, "via"))
		return route->has_via = inet_pton(AF_INET6, value, &route->via) == 1;
	if (!strcmp(key, "src"))
		return route->has_src = inet_pton(AF_INET6, value, &route->src) == 1;
	if (!strcmp(key, "weight"))
		return take_byte(value, 1, 255, &route->weight);
	if (!strcmp(key, "proto"))
		return take_proto(value, route);
	if (!strcmp(key, "dev"))
		return !!(route->dev = if_nametoindex(value));
	if (!strcmp(key, "metric"))
		return args_number(value, &route->metric);
	if (!strcmp(key, "table"))
		return args_number(value, &route->table);
	if (!strcmp(key, "vrf"))
		return take_vrf(conn, value, &route->table);
	if (!strcmp(key, "underlay-table"))
		return args_number(value, &route->underlay_table) &&
		       route->underlay_table;
	if (!strcmp(key, "underlay-vrf"))
		return take_vrf(conn, value, &route->underlay_table);
	if (!strcmp(key, "vnid"))
		return route->has_vnid = vnid_parse(value, &route->vnid);
	return -1;
}

/* A route has one of each, and not the other beside it. */
static const struct {
	const char *name;
	const char *other;
} once[] = {
	{ "locator", "mapped" },
	{ "mapped", "locator" },
	{ "table", "vrf" },
	{ "vrf", "table" },
	{ "underlay-table", "underlay-vrf" },
	{ "underlay-vrf", "underlay-table" },
	{ .name = "csum-mode" },
	{ .name = "ident-type" },
	{ .name = "hook-type" },
	{ .name = "via" },
	{ .name = "dev" },
	{ .name = "metric" },
	{ .name = "vnid" },
	{ .name = "proto" },
	{ .name = "src" },
	{ .name = "weight" },
	{ .name = "onlink" },
};

/* May it come now? @given: by the index in once[]. Another word is none of a route. */
static bool give(const char *name, bool given[ARRAY_SIZE(once)])
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(once); i++) {
		if (given[i] && !strcmp(once[i].name, name)) {
			usage_error("%s is given twice", name);
			return false;
		}
		if (given[i] && once[i].other && !strcmp(once[i].other, name)) {
			usage_error("%s cannot be given beside %s", name, once[i].name);
			return false;
		}
		given[i] |= !strcmp(once[i].name, name);
	}
	return true;
}

/* @del: a route that goes need not say where it went. */
static bool check_locator(const struct route *route, bool del)
{
	if (route->mapped && route->hook_type != ILA_HOOK_ROUTE_OUTPUT)
		usage_error("mapped is for hook-type output");
	else if (!route->has_locator && !route->mapped && !del)
		usage_missing("a route needs a locator, or mapped");
	else
		return true;
	return false;
}

bool route_parse(struct conn *conn, struct args *args, bool del,
		 struct route *route)
{
	const char *word = args_next(args), *value;
	bool given[ARRAY_SIZE(once)] = { 0 };
	int taken;

	command_mark(RTA_DST);
	if (!word || !take_prefix(word, route)) {
		usage_error("a route needs a destination such as 3333:0:0:1::/64");
		return false;
	}
	while ((word = args_next(args))) {
		if (!give(word, given))
			return false;
		if (take_flag(word, route))
			continue;
		value = args_next(args);
		taken = take_pair(conn, route, word, value ?: "");
		if (taken > 0)
			continue;
		if (taken < 0)
			usage_error("a route has no \"%s\"", word);
		else if (!value)
			usage_error("%s needs a value", word);
		else
			usage_error("%s cannot be \"%s\"", word, value);
		return false;
	}
	return check_locator(route, del);
}

/* ---- the message ----------------------------------------------------------------- */

/* Of a mapped route only what was said: the rest is the mapping's. */
static int put_modes(struct nl_msg *msg, const struct route *route)
{
	if ((!route->mapped || route->has_csum_mode) &&
	    nla_put_u8(msg, ILA_ATTR_CSUM_MODE, route->csum_mode) < 0)
		return -1;
	if ((!route->mapped || route->has_ident_type) &&
	    nla_put_u8(msg, ILA_ATTR_IDENT_TYPE, route->ident_type) < 0)
		return -1;
	return 0;
}

static int put_encap(struct nl_msg *msg, const struct route *route)
{
	struct nlattr *nest;

	if (!route->has_locator && !route->mapped)
		return 0;
	if (nla_put_u16(msg, RTA_ENCAP_TYPE, LWTUNNEL_ENCAP_ILA) < 0)
		return -1;
	nest = nla_nest_start(msg, RTA_ENCAP);
	if (!nest || nla_put(msg, ILA_ATTR_LOCATOR, 8, route->locator) < 0 ||
	    nla_put_u8(msg, ILA_ATTR_HOOK_TYPE, route->hook_type) < 0 ||
	    put_modes(msg, route) < 0)
		return -1;
	if (route->underlay_table &&
	    nla_put_u32(msg, IDLOC_ILA_ROUTE_A_UNDERLAY_TABLE,
			route->underlay_table) < 0)
		return -1;
	if (route->has_vnid &&
	    nla_put_u32(msg, IDLOC_ILA_ROUTE_A_VNID, route->vnid) < 0)
		return -1;
	return nla_nest_end(msg, nest);
}

/* The nexthop: an attribute each, or all in an array of one, which has a weight. */
static int put_hop(struct nl_msg *msg, const struct route *route)
{
	if (route->has_via &&
	    nla_put(msg, RTA_GATEWAY, sizeof(route->via), &route->via) < 0)
		return -1;
	return put_encap(msg, route);
}

static int put_weighed_hop(struct nl_msg *msg, const struct route *route)
{
	struct rtnexthop hop = {
		.rtnh_ifindex = route->dev,
		.rtnh_hops = route->weight - 1,
		.rtnh_flags = route->onlink ? RTNH_F_ONLINK : 0,
	};
	struct rtnexthop *begin;
	struct nlattr *nest;

	nest = nla_nest_start(msg, RTA_MULTIPATH);
	begin = nlmsg_tail(nlmsg_hdr(msg));
	if (!nest || nlmsg_append(msg, &hop, sizeof(hop), NLMSG_ALIGNTO) < 0 ||
	    put_hop(msg, route) < 0)
		return -1;
	begin->rtnh_len = (char *)nlmsg_tail(nlmsg_hdr(msg)) - (char *)begin;
	return nla_nest_end(msg, nest);
}

static int put_nexthop(struct nl_msg *msg, const struct route *route)
{
	if (route->weight > 1)
		return put_weighed_hop(msg, route);
	if (route->dev && nla_put_u32(msg, RTA_OIF, route->dev) < 0)
		return -1;
	return put_hop(msg, route);
}

static int put_rest(struct nl_msg *msg, const struct route *route)
{
	if (nla_put(msg, RTA_DST, sizeof(route->dst), &route->dst) < 0 ||
	    (route->table && nla_put_u32(msg, RTA_TABLE, route->table) < 0) ||
	    (route->metric && nla_put_u32(msg, RTA_PRIORITY, route->metric) < 0) ||
	    (route->has_src &&
	     nla_put(msg, RTA_PREFSRC, sizeof(route->src), &route->src) < 0))
		return -1;
	return put_nexthop(msg, route);
}

struct nl_msg *route_fill(struct nl_msg *msg, const struct route *route)
{
	struct rtmsg rtm = {
		.rtm_family = AF_INET6,
		.rtm_dst_len = route->dst_len,
		.rtm_table = RT_TABLE_MAIN,
		.rtm_protocol = route->proto,
		.rtm_flags = route->onlink ? RTNH_F_ONLINK : 0,
	};

	/* A deletion matches what it names: it does not name these. */
	if (msg && nlmsg_hdr(msg)->nlmsg_type == RTM_NEWROUTE) {
		rtm.rtm_protocol = route->proto ?: RTPROT_BOOT;
		rtm.rtm_type = RTN_UNICAST;
	}
	if (msg && nlmsg_append(msg, &rtm, sizeof(rtm), NLMSG_ALIGNTO) >= 0 &&
	    put_rest(msg, route) >= 0)
		return msg;
	nlmsg_free(msg);
	return NULL;
}

void route_init(struct route *route)
{
	memset(route, 0, sizeof(*route));
	/* The neutral mode is right wherever a packet passes; the kernel's default is not. */
	route->csum_mode = ILA_CSUM_NEUTRAL_MAP;
	route->ident_type = ILA_ATYPE_USE_FORMAT;
}

int ila_route_open(struct ctx *ctx, struct conn *conn)
{
	struct verdict verdict;
	int ret;

	conn->sk = NULL;
	ret = netns_enter(ctx->netns);
	if (ret)
		return ret;
	if (conn_open_route(conn, &verdict))
		return conn_complain(&verdict, NULL, 0);
	return IDLOC_OK;
}

static const struct verb *find_verb(const char *name)
{
	const struct verb *verb = verbs;

	while (strcmp(verb->name, name))
		verb++;
	return verb;
}

static int change(struct ctx *ctx, struct args *args, const struct command *command)
{
	const struct verb *verb = find_verb(command->name);
	struct verdict verdict;
	struct route route;
	struct nl_msg *msg;
	struct conn conn;
	int ret;

	route_init(&route);

	ret = ila_route_open(ctx, &conn);
	if (!ret && !route_parse(&conn, args, verb->type == RTM_DELROUTE, &route))
		ret = IDLOC_USAGE;
	if (!ret) {
		msg = nlmsg_alloc_simple(verb->type, verb->flags | NLM_F_ACK);
		if (conn_talk(&conn, route_fill(msg, &route), 0, NULL, NULL, &verdict))
			ret = conn_complain(&verdict, NULL, 0);
	}
	conn_close(&conn);
	return ret;
}

static const struct command commands[] = {
	{ .name = "show", .run = ila_route_show },
	{ .name = "add", .run = change },
	{ .name = "append", .run = change },
	{ .name = "change", .run = change },
	{ .name = "replace", .run = change },
	{ .name = "del", .run = change },
};

const struct noun ila_route_noun = {
	.name = "ila route",
	.commands = commands,
	.n = ARRAY_SIZE(commands),
	.help = ila_route_help,
};
