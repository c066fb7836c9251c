// SPDX-License-Identifier: GPL-2.0
/* What rtnetlink says: links, addresses, policy rules, nexthop objects, routes. */
#include <errno.h>
#include <linux/fib_rules.h>
#include <linux/idloc_ila_route.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/ila.h>
#include <linux/ipv6.h>
#include <linux/lwtunnel.h>
#include <linux/nexthop.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>

#include <netlink/attr.h>
#include <netlink/msg.h>

#include "doctor_host.h"
#include "hops.h"
#include "idloc.h"
#include "nl.h"

#define ENCAP_MAX	IDLOC_ILA_ROUTE_A_VNID

static bool has(const struct nlattr *attr, size_t size)
{
	return attr && nla_len(attr) == (int)size;
}

static __u32 number_of(const struct nlattr *attr, __u32 otherwise)
{
	return has(attr, sizeof(__u32)) ? nla_get_u32(attr) : otherwise;
}

/* ---- links, addresses ------------------------------------------------------------ */

/* No IPv6 at all has an interface that is too small for it. */
static void see_conf(struct host_link *link, struct nlattr *spec)
{
	struct nlattr *families[AF_INET6 + 1], *inet6[IFLA_INET6_MAX + 1], *conf;
	__s32 disabled;

	link->no_ipv6 = true;
	if (!spec || nla_parse_nested(families, AF_INET6, spec, NULL) < 0 ||
	    !families[AF_INET6] ||
	    nla_parse_nested(inet6, IFLA_INET6_MAX, families[AF_INET6], NULL) < 0)
		return;
	conf = inet6[IFLA_INET6_CONF];
	if (!conf || nla_len(conf) < (int)sizeof(disabled) * (DEVCONF_DISABLE_IPV6 + 1))
		return;
	memcpy(&disabled, (char *)nla_data(conf) + sizeof(disabled) * DEVCONF_DISABLE_IPV6,
	       sizeof(disabled));
	link->disabled = disabled;
	link->no_ipv6 = disabled;
}

static void see_link(struct nlmsghdr *nlh, void *arg)
{
	const struct ifinfomsg *ifi = nlmsg_data(nlh);
	struct nlattr *attrs[IFLA_MAX + 1];
	struct host_link *links, *link;
	struct host *host = arg;

	if (nlh->nlmsg_type != RTM_NEWLINK ||
	    nlmsg_parse(nlh, sizeof(*ifi), attrs, IFLA_MAX, NULL) < 0 ||
	    !attrs[IFLA_IFNAME])
		return;
	links = host_more(host, host->links, host->n_links, sizeof(*links));
	if (!links)
		return;
	host->links = links;
	link = memset(links + host->n_links++, 0, sizeof(*links));
	link->index = ifi->ifi_index;
	link->up = ifi->ifi_flags & IFF_UP;
	link->mtu = number_of(attrs[IFLA_MTU], 0);
	nla_strlcpy(link->name, attrs[IFLA_IFNAME], sizeof(link->name));
	see_conf(link, attrs[IFLA_AF_SPEC]);
}

static void see_addr(struct nlmsghdr *nlh, void *arg)
{
	const struct ifaddrmsg *ifa = nlmsg_data(nlh);
	struct nlattr *attrs[IFA_MAX + 1], *attr;
	struct host_addr *addrs;
	struct host *host = arg;

	if (nlh->nlmsg_type != RTM_NEWADDR ||
	    nlmsg_parse(nlh, sizeof(*ifa), attrs, IFA_MAX, NULL) < 0 ||
	    ifa->ifa_scope != RT_SCOPE_UNIVERSE)
		return;
	/* of an address with a peer, the local one */
	attr = attrs[IFA_LOCAL] ?: attrs[IFA_ADDRESS];
	if (!has(attr, sizeof(addrs->addr)))
		return;
	addrs = host_more(host, host->addrs, host->n_addrs, sizeof(*addrs));
	if (!addrs)
		return;
	host->addrs = addrs;
	addrs += host->n_addrs++;
	memcpy(&addrs->addr, nla_data(attr), sizeof(addrs->addr));
	addrs->len = ifa->ifa_prefixlen;
	addrs->dev = ifa->ifa_index;
}

/* ---- rules ---------------------------------------------------------------------- */

static bool is_always(const struct fib_rule_hdr *frh, struct nlattr **attrs)
{
	static const int conditions[] = {
		FRA_DST, FRA_SRC, FRA_IIFNAME, FRA_OIFNAME, FRA_FWMARK, FRA_FWMASK,
		FRA_TUN_ID, FRA_UID_RANGE, FRA_IP_PROTO, FRA_SPORT_RANGE,
		FRA_DPORT_RANGE, FRA_L3MDEV,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(conditions); i++)
		if (attrs[conditions[i]])
			return false;
	return !frh->tos && !(frh->flags & FIB_RULE_INVERT);
}

static void see_rule(struct nlmsghdr *nlh, void *arg)
{
	const struct fib_rule_hdr *frh = nlmsg_data(nlh);
	struct nlattr *attrs[FRA_MAX + 1];
	struct host_rule *rules;
	struct host *host = arg;

	if (nlh->nlmsg_type != RTM_NEWRULE ||
	    nlmsg_parse(nlh, sizeof(*frh), attrs, FRA_MAX, NULL) < 0 ||
	    frh->action != FR_ACT_TO_TBL)
		return;
	rules = host_more(host, host->rules, host->n_rules, sizeof(*rules));
	if (!rules)
		return;
	host->rules = rules;
	rules += host->n_rules++;
	rules->priority = number_of(attrs[FRA_PRIORITY], 0);
	rules->table = number_of(attrs[FRA_TABLE], frh->table);
	rules->l3mdev = attrs[FRA_L3MDEV];
	rules->always = is_always(frh, attrs);
	/* -1: nothing is suppressed */
	rules->suppress_len = (int)number_of(attrs[FRA_SUPPRESS_PREFIXLEN], -1);
}

/* ---- ILA routes ------------------------------------------------------------------ */

static bool parse_encap(struct host_encap *encap, const struct nlattr *type,
			struct nlattr *nest)
{
	static const __u8 zeros[sizeof(encap->locator)];
	struct nlattr *attrs[ENCAP_MAX + 1];

	if (!has(type, sizeof(__u16)) || nla_get_u16(type) != LWTUNNEL_ENCAP_ILA ||
	    !nest || nla_parse_nested(attrs, ENCAP_MAX, nest, NULL) < 0 ||
	    !has(attrs[ILA_ATTR_LOCATOR], sizeof(encap->locator)))
		return false;
	memset(encap, 0, sizeof(*encap));
	memcpy(encap->locator, nla_data(attrs[ILA_ATTR_LOCATOR]), sizeof(encap->locator));
	if (has(attrs[ILA_ATTR_CSUM_MODE], 1))
		encap->csum_mode = nla_get_u8(attrs[ILA_ATTR_CSUM_MODE]);
	if (has(attrs[ILA_ATTR_IDENT_TYPE], 1))
		encap->ident_type = nla_get_u8(attrs[ILA_ATTR_IDENT_TYPE]);
	if (has(attrs[ILA_ATTR_HOOK_TYPE], 1))
		encap->input = nla_get_u8(attrs[ILA_ATTR_HOOK_TYPE]) == ILA_HOOK_ROUTE_INPUT;
	encap->mapped = !encap->input && !memcmp(encap->locator, zeros, sizeof(zeros));
	encap->has_vnid = has(attrs[IDLOC_ILA_ROUTE_A_VNID], sizeof(__u32));
	encap->vnid = number_of(attrs[IDLOC_ILA_ROUTE_A_VNID], 0);
	encap->underlay_table = number_of(attrs[IDLOC_ILA_ROUTE_A_UNDERLAY_TABLE], 0);
	return true;
}

static void see_nexthop(struct nlmsghdr *nlh, void *arg)
{
	struct host_nexthop *nexthops, *nexthop;
	struct nlattr *attrs[NHA_MAX + 1];
	struct host *host = arg;

	if (nlh->nlmsg_type != RTM_NEWNEXTHOP ||
	    nlmsg_parse(nlh, sizeof(struct nhmsg), attrs, NHA_MAX, NULL) < 0 ||
	    (!attrs[NHA_ENCAP] && !attrs[NHA_GROUP]))
		return;
	nexthops = host_more(host, host->nexthops, host->n_nexthops, sizeof(*nexthops));
	if (!nexthops)
		return;
	host->nexthops = nexthops;
	nexthop = memset(nexthops + host->n_nexthops++, 0, sizeof(*nexthops));
	nexthop->id = number_of(attrs[NHA_ID], 0);
	nexthop->ila = parse_encap(&nexthop->encap, attrs[NHA_ENCAP_TYPE], attrs[NHA_ENCAP]);
	if (attrs[NHA_GROUP] && nla_len(attrs[NHA_GROUP]) >= (int)sizeof(struct nexthop_grp))
		nexthop->member = ((struct nexthop_grp *)nla_data(attrs[NHA_GROUP]))->id;
}

static int compare_nexthops(const void *key, const void *item)
{
	const struct host_nexthop *a = key, *b = item;

	return a->id < b->id ? -1 : a->id > b->id;
}

static const struct host_nexthop *find_nexthop(const struct host *host, __u32 id)
{
	struct host_nexthop key = { .id = id };

	if (!host->n_nexthops)
		return NULL;
	return bsearch(&key, host->nexthops, host->n_nexthops, sizeof(key),
		       compare_nexthops);
}

/* Groups have no groups for members. */
static void resolve(const struct host *host, struct host_route *route)
{
	const struct host_nexthop *nexthop = find_nexthop(host, route->nhid);

	if (nexthop && nexthop->member)
		nexthop = find_nexthop(host, nexthop->member);
	if (!nexthop || !nexthop->ila)
		return;
	route->ila = true;
	route->encap = nexthop->encap;
}

/* @hop: the attributes that the route has for this nexthop */
static void see_hop(struct host *host, const struct host_route *from,
		    struct nlattr **hop, __u32 dev)
{
	struct host_route *routes, *route;

	routes = host_more(host, host->routes, host->n_routes, sizeof(*routes));
	if (!routes)
		return;
	host->routes = routes;
	route = routes + host->n_routes++;
	*route = *from;
	route->dev = dev;
	route->has_via = has(hop[RTA_GATEWAY], sizeof(route->via));
	if (route->has_via)
		memcpy(&route->via, nla_data(hop[RTA_GATEWAY]), sizeof(route->via));
	route->ila = parse_encap(&route->encap, hop[RTA_ENCAP_TYPE], hop[RTA_ENCAP]);
	if (!route->ila && route->nhid)
		resolve(host, route);
	host->lens[route->len] = 1;
	if (route->type == RTN_LOCAL && route->table == RT_TABLE_LOCAL)
		host->local_lens[route->len] = 1;
}

/* A route that has several of them, under way. */
struct several {
	struct host *host;
	const struct host_route *from;
};

static void see_one(struct nlattr **hop, const struct rtnexthop *rtnh, void *arg)
{
	const struct several *several = arg;

	see_hop(several->host, several->from, hop, rtnh->rtnh_ifindex);
}

static void see_hops(struct host *host, const struct host_route *from,
		     struct nlattr *attr)
{
	struct several several = { .host = host, .from = from };

	hops_each(attr, see_one, &several);
}

/* Not these: they are for no single host's packets, or copies. */
static bool is_wanted(const struct rtmsg *rtm)
{
	return rtm->rtm_family == AF_INET6 && !(rtm->rtm_flags & RTM_F_CLONED) &&
	       rtm->rtm_type != RTN_MULTICAST && rtm->rtm_type != RTN_ANYCAST &&
	       rtm->rtm_dst_len <= 128;
}

static void see_route(struct nlmsghdr *nlh, void *arg)
{
	const struct rtmsg *rtm = nlmsg_data(nlh);
	struct nlattr *attrs[RTA_MAX + 1];
	struct host_route route = { 0 };
	struct host *host = arg;

	if (nlh->nlmsg_type != RTM_NEWROUTE ||
	    nlmsg_parse(nlh, sizeof(*rtm), attrs, RTA_MAX, NULL) < 0 || !is_wanted(rtm))
		return;
	if (has(attrs[RTA_DST], sizeof(route.dst)))
		memcpy(&route.dst, nla_data(attrs[RTA_DST]), sizeof(route.dst));
	route.len = rtm->rtm_dst_len;
	route.type = rtm->rtm_type;
	route.protocol = rtm->rtm_protocol;
	route.table = number_of(attrs[RTA_TABLE], rtm->rtm_table);
	route.metric = number_of(attrs[RTA_PRIORITY], 0);
	route.nhid = number_of(attrs[RTA_NH_ID], 0);
	if (attrs[RTA_MULTIPATH])
		see_hops(host, &route, attrs[RTA_MULTIPATH]);
	else
		see_hop(host, &route, attrs, number_of(attrs[RTA_OIF], 0));
}

/* The order of host_route_find(), then the metric */
static int compare_routes(const void *left, const void *right)
{
	const struct host_route *a = left, *b = right;
	int order;

	if (a->table != b->table)
		return a->table < b->table ? -1 : 1;
	if (a->len != b->len)
		return a->len < b->len ? -1 : 1;
	order = memcmp(&a->dst, &b->dst, sizeof(a->dst));
	return order ? order : a->metric < b->metric ? -1 : a->metric > b->metric;
}

/* ---- dumps ---------------------------------------------------------------------- */

static int dump(struct conn *conn, int type, const void *header, size_t size,
		message_fn see, struct host *host)
{
	struct nl_msg *msg = nlmsg_alloc_simple(type, NLM_F_DUMP);
	struct verdict verdict;

	if (msg && nlmsg_append(msg, (void *)header, size, NLMSG_ALIGNTO) < 0) {
		nlmsg_free(msg);
		msg = NULL;
	}
	/* or a kernel that has none of these */
	if (!conn_dump(conn, msg, see, host, &verdict) || verdict.error == -EOPNOTSUPP)
		return IDLOC_OK;
	return host_refused(&verdict);
}

static int dump_all(struct conn *conn, struct host *host)
{
	const struct ifinfomsg ifi = { .ifi_family = AF_UNSPEC };
	const struct ifaddrmsg ifa = { .ifa_family = AF_INET6 };
	const struct fib_rule_hdr frh = { .family = AF_INET6 };
	const struct rtmsg rtm = { .rtm_family = AF_INET6 };
	const struct nhmsg nhm = { .nh_family = AF_UNSPEC };

	return dump(conn, RTM_GETLINK, &ifi, sizeof(ifi), see_link, host) ?:
	       dump(conn, RTM_GETADDR, &ifa, sizeof(ifa), see_addr, host) ?:
	       dump(conn, RTM_GETRULE, &frh, sizeof(frh), see_rule, host) ?:
	       dump(conn, RTM_GETNEXTHOP, &nhm, sizeof(nhm), see_nexthop, host) ?:
	       dump(conn, RTM_GETROUTE, &rtm, sizeof(rtm), see_route, host);
}

int host_load_routes(struct host *host)
{
	struct verdict verdict;
	struct conn conn;
	int ret;

	if (conn_open_route(&conn, &verdict))
		ret = conn_complain(&verdict, NULL, 0);
	else
		ret = dump_all(&conn, host);
	conn_close(&conn);
	if (!ret && host->n_routes)
		qsort(host->routes, host->n_routes, sizeof(*host->routes), compare_routes);
	return ret;
}
