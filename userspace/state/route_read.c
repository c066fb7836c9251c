// SPDX-License-Identifier: GPL-2.0
#include "route_read.h"

#include <errno.h>
#include <linux/idloc_ila_route.h>
#include <linux/icmpv6.h>
#include <linux/ila.h>
#include <linux/lwtunnel.h>
#include <linux/nexthop.h>
#include <linux/rtnetlink.h>
#include <string.h>

#include <netlink/attr.h>
#include <netlink/msg.h>

#include "complain.h"
#include "hops.h"
#include "ila_route.h"

#define ENCAP_MAX	IDLOC_ILA_ROUTE_A_VNID

/**
 * struct seeing - a dump of routes under way
 * @state: gets them
 * @unsaid: what there is no word for
 * @rtm: head of the route that is being seen
 * @attrs: its attributes
 * @some: of its nexthops, some are ILA
 * @others: some are not
 */
struct seeing {
	struct state *state;
	struct unsaid *unsaid;
	const struct rtmsg *rtm;
	struct nlattr *attrs[RTA_MAX + 1];
	bool some;
	bool others;
};

static bool has(const struct nlattr *attr, size_t size)
{
	return attr && nla_len(attr) == (int)size;
}

static __u8 byte(struct nlattr *attr)
{
	return has(attr, 1) ? nla_get_u8(attr) : 0;
}

static __u32 number(struct nlattr *attr)
{
	return has(attr, sizeof(__u32)) ? nla_get_u32(attr) : 0;
}

static bool take_address(struct nlattr *attr, struct in6_addr *addr)
{
	if (has(attr, sizeof(*addr)))
		memcpy(addr, nla_data(attr), sizeof(*addr));
	return has(attr, sizeof(*addr));
}

/* What the module is told of a route by the table is not looked at: it is the mapping's. */
static void take_encap(struct route *route, struct nlattr **encap)
{
	static const __u8 zeros[8];

	memcpy(route->locator, nla_data(encap[ILA_ATTR_LOCATOR]), 8);
	route->hook_type = byte(encap[ILA_ATTR_HOOK_TYPE]);
	route->underlay_table = number(encap[IDLOC_ILA_ROUTE_A_UNDERLAY_TABLE]);
	route->has_vnid = encap[IDLOC_ILA_ROUTE_A_VNID];
	route->vnid = number(encap[IDLOC_ILA_ROUTE_A_VNID]);
	route->mapped = !memcmp(route->locator, zeros, 8) &&
			route->hook_type == ILA_HOOK_ROUTE_OUTPUT;
	if (route->mapped)
		return;
	route->csum_mode = byte(encap[ILA_ATTR_CSUM_MODE]);
	route->ident_type = byte(encap[ILA_ATTR_IDENT_TYPE]);
}

static void take_head(struct route *route, const struct seeing *seeing)
{
	take_address(seeing->attrs[RTA_DST], &route->dst);
	route->dst_len = seeing->rtm->rtm_dst_len;
	route->table = number(seeing->attrs[RTA_TABLE]) ?: seeing->rtm->rtm_table;
	route->metric = number(seeing->attrs[RTA_PRIORITY]);
	route->proto = seeing->rtm->rtm_protocol;
	route->has_src = take_address(seeing->attrs[RTA_PREFSRC], &route->src);
}

static bool is_ila(struct nlattr **hop, struct nlattr **encap)
{
	return has(hop[RTA_ENCAP_TYPE], sizeof(__u16)) &&
	       nla_get_u16(hop[RTA_ENCAP_TYPE]) == LWTUNNEL_ENCAP_ILA &&
	       hop[RTA_ENCAP] &&
	       nla_parse_nested(encap, ENCAP_MAX, hop[RTA_ENCAP], NULL) >= 0 &&
	       has(encap[ILA_ATTR_LOCATOR], 8);
}

/* @hop: the attributes that the route has for this nexthop; false if it is of no use here */
static bool see_hop(struct seeing *seeing, struct nlattr **hop, __u32 dev,
		    unsigned int flags, __u8 hops)
{
	struct nlattr *encap[ENCAP_MAX + 1];
	union making making;
	struct route route;

	if (!is_ila(hop, encap))
		return false;
	route_init(&route);
	take_head(&route, seeing);
	take_encap(&route, encap);
	route.has_via = take_address(hop[RTA_GATEWAY], &route.via);
	route.onlink = flags & RTNH_F_ONLINK;
	route.weight = hops + 1;
	route.dev = dev;
	making_route(&making, &route, 0);
	state_copy(seeing->state, &making.item);
	return true;
}

static void see_one(struct nlattr **hop, const struct rtnexthop *rtnh, void *arg)
{
	struct seeing *seeing = arg;

	if (see_hop(seeing, hop, rtnh->rtnh_ifindex, rtnh->rtnh_flags, rtnh->rtnh_hops))
		seeing->some = true;
	else
		seeing->others = true;
}

/* True if one is, and one is not. */
static bool see_hops(struct seeing *seeing)
{
	seeing->some = false;
	seeing->others = false;
	if (!hops_each(seeing->attrs[RTA_MULTIPATH], see_one, seeing))
		seeing->others = true;
	return seeing->some && seeing->others;
}

/* Its other nexthops are not known here, and would go with it if it was replaced. */
static void mark_mixed(struct state *state, size_t i)
{
	for (; i < state->n; i++)
		((struct route *)state->item[i]->data)->mixed = true;
}

static bool has_metrics(struct nlattr *nest)
{
	return nest && nla_len(nest) > 0;
}

static bool goes_away(struct nlattr *info)
{
	return has(info, sizeof(struct rta_cacheinfo)) &&
	       ((struct rta_cacheinfo *)nla_data(info))->rta_expires;
}

/* Something that the command line has no word for */
static bool has_more(const struct seeing *seeing)
{
	struct nlattr *const *attrs = seeing->attrs;

	return seeing->rtm->rtm_type != RTN_UNICAST || seeing->rtm->rtm_src_len ||
	       has_metrics(attrs[RTA_METRICS]) ||
	       goes_away(attrs[RTA_CACHEINFO]) ||
	       (attrs[RTA_PREF] && byte(attrs[RTA_PREF]) != ICMPV6_ROUTER_PREF_MEDIUM);
}

static void see_route(struct nlmsghdr *nlh, void *arg)
{
	struct seeing *seeing = arg;
	struct nlattr **attrs = seeing->attrs, *encap[ENCAP_MAX + 1];
	size_t before = seeing->state->n;
	bool mixed = false;

	seeing->rtm = nlmsg_data(nlh);
	if (nlh->nlmsg_type != RTM_NEWROUTE ||
	    nlmsg_parse(nlh, sizeof(*seeing->rtm), attrs, RTA_MAX, NULL) < 0 ||
	    seeing->rtm->rtm_family != AF_INET6 || seeing->rtm->rtm_flags & RTM_F_CLONED)
		return;
	if (attrs[RTA_NH_ID]) {
		seeing->unsaid->nexthops += is_ila(attrs, encap);
		return;
	}
	if (attrs[RTA_MULTIPATH])
		mixed = see_hops(seeing);
	else
		see_hop(seeing, attrs, number(attrs[RTA_OIF]), seeing->rtm->rtm_flags, 0);
	if (mixed)
		mark_mixed(seeing->state, before);
	seeing->unsaid->hops += seeing->state->n > before && (mixed || has_more(seeing));
}

static void see_object(struct nlmsghdr *nlh, void *arg)
{
	struct nlattr *attrs[NHA_MAX + 1];
	struct unsaid *unsaid = arg;

	if (nlh->nlmsg_type == RTM_NEWNEXTHOP &&
	    nlmsg_parse(nlh, sizeof(struct nhmsg), attrs, NHA_MAX, NULL) >= 0 &&
	    has(attrs[NHA_ENCAP_TYPE], sizeof(__u16)))
		unsaid->objects += nla_get_u16(attrs[NHA_ENCAP_TYPE]) == LWTUNNEL_ENCAP_ILA;
}

int routes_read(struct conn *conn, struct state *state, struct unsaid *unsaid,
		struct verdict *verdict)
{
	struct seeing seeing = { .state = state, .unsaid = unsaid };
	struct rtmsg rtm = { .rtm_family = AF_INET6 };
	struct nhmsg nhm = { .nh_family = AF_UNSPEC };
	struct nl_msg *msg = nlmsg_alloc_simple(RTM_GETROUTE, NLM_F_DUMP);

	if (msg)
		nlmsg_append(msg, &rtm, sizeof(rtm), NLMSG_ALIGNTO);
	if (conn_dump(conn, msg, see_route, &seeing, verdict))
		return verdict->error;
	msg = nlmsg_alloc_simple(RTM_GETNEXTHOP, NLM_F_DUMP);
	if (msg)
		nlmsg_append(msg, &nhm, sizeof(nhm), NLMSG_ALIGNTO);
	return conn_dump(conn, msg, see_object, unsaid, verdict);
}

void unsaid_tell(const struct unsaid *unsaid, const bool *kinds)
{
	if (kinds[KIND_ROUTE] && (unsaid->objects || unsaid->nexthops))
		complain("not saved: %u nexthop objects with encap ila, and %u routes by them",
			 unsaid->objects, unsaid->nexthops);
	if (kinds[KIND_ROUTE] && unsaid->hops)
		complain("not saved: what %u ILA routes have beside (as mtu); see idloc-save(8)",
			 unsaid->hops);
	if ((kinds[KIND_MAP] || kinds[KIND_LOCATOR]) && unsaid->flags)
		complain("not saved: flags of %u mappings and locators, which have no word here",
			 unsaid->flags);
}
