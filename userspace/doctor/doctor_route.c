// SPDX-License-Identifier: GPL-2.0
/* ILA routes that packets do not get to. */
#include <arpa/inet.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <string.h>

#include "doctor.h"
#include "locator.h"

#define ROUTE_TEXT	(PREFIX_TEXT + QUOTED_MAX + 96)

/**
 * struct shadow - why packets do not get to a route
 * @route: what they meet before it, or NULL
 * @rule: that leads there, if it is another table's
 * @no_rule: no rule leads to the ILA route's table
 */
struct shadow {
	const struct host_route *route;
	const struct host_rule *rule;
	bool no_rule;
};

/* ---- routes --------------------------------------------------------------------- */

/* What "ip -6 route del" needs to know to mean this one */
static const char *route_print(const struct doctor *doctor, const struct host_route *route,
			       char text[ROUTE_TEXT])
{
	char dst[PREFIX_TEXT], dev[QUOTED_MAX], via[INET6_ADDRSTRLEN + 5] = "";
	static const char *const types[] = {
		[RTN_LOCAL] = "local ", [RTN_BLACKHOLE] = "blackhole ",
		[RTN_UNREACHABLE] = "unreachable ", [RTN_PROHIBIT] = "prohibit ",
	};
	const char *type = NULL;

	if (route->type < ARRAY_SIZE(types))
		type = types[route->type];
	if (route->has_via) {
		strcpy(via, " via ");
		inet_ntop(AF_INET6, &route->via, via + 5, INET6_ADDRSTRLEN);
	}
	snprintf(text, ROUTE_TEXT, "%s%s%s dev %s metric %u table %u", type ?: "",
		 prefix_print(&route->dst, route->len, dst), via,
		 host_dev(&doctor->host, route->dev, dev), route->metric, route->table);
	return text;
}

static const char *encap_print(const struct host_route *route, char text[LOCATOR_TEXT + 16])
{
	char locator[LOCATOR_TEXT];

	if (route->encap.mapped)
		return strcpy(text, "mapped");
	locator_print(route->encap.locator, locator);
	snprintf(text, LOCATOR_TEXT + 16, "locator %s", locator);
	return text;
}

static bool leads_to(const struct host *host, const struct host_rule *rule, __u32 table)
{
	return rule->l3mdev ? host_is_vrf(host, table) : rule->table == table;
}

static bool any_rule_to(const struct host *host, __u32 table)
{
	size_t i;

	for (i = 0; i < host->n_rules; i++)
		if (leads_to(host, &host->rules[i], table))
			return true;
	/* none at all: a kernel without them */
	return !host->n_rules;
}

/* In its own table: the same prefix with a smaller metric. */
static const struct host_route *first_of_same(const struct host *host,
					      const struct host_route *route)
{
	const struct host_route *first;

	first = host_route_find(host, route->table, &route->dst, route->len);
	if (!first || first->ila || first->metric >= route->metric)
		return NULL;
	return first;
}

/* From the rules' point of view: what they come to first */
static void find_shadow(const struct host *host, const struct host_route *route,
			struct shadow *shadow)
{
	const struct host_rule *rule;
	size_t i;

	memset(shadow, 0, sizeof(*shadow));
	shadow->no_rule = !any_rule_to(host, route->table);
	if (shadow->no_rule)
		return;
	for (i = 0; i < host->n_rules; i++) {
		rule = &host->rules[i];
		if (leads_to(host, rule, route->table)) {
			shadow->route = first_of_same(host, route);
			return;
		}
		if (!rule->always)
			continue;
		shadow->route = host_route_covering(host, rule->table, &route->dst,
						    route->len, rule->suppress_len);
		shadow->rule = rule;
		if (shadow->route)
			return;
	}
}

void finding_fix_route(struct finding *f, const struct doctor *doctor,
		       const struct host_route *route)
{
	const struct host *host = &doctor->host;
	char text[ROUTE_TEXT], dev[QUOTED_MAX];
	const struct host_addr *addr;
	size_t i;

	for (i = 0; i < host->n_addrs && route->type == RTN_LOCAL; i++) {
		addr = &host->addrs[i];
		if (route->len != 128 || memcmp(&addr->addr, &route->dst, sizeof(addr->addr)))
			continue;
		finding_fix(f, doctor, "ip -6 addr del %s dev %s",
			    prefix_print(&addr->addr, addr->len, text),
			    host_dev(host, addr->dev, dev));
		return;
	}
	finding_fix(f, doctor, "ip -6 route del %s", route_print(doctor, route, text));
}

static void subject_route(struct finding *f, const struct host_route *route)
{
	char dst[PREFIX_TEXT], encap[LOCATOR_TEXT + 16];

	finding_subject(f, "route %s %s table %u", prefix_print(&route->dst, route->len, dst),
			encap_print(route, encap), route->table);
}

static void find_no_rule(struct doctor *doctor, const struct host_route *route)
{
	struct finding f = { .id = "route-no-rule", .error = true };
	char dst[PREFIX_TEXT];

	subject_route(&f, route);
	finding_what(&f, "no policy rule leads to table %u", route->table);
	finding_why(&f, "no packet is ever looked up there");
	finding_fix(&f, doctor, "ip -6 rule add to %s lookup %u",
		    prefix_print(&route->dst, route->len, dst), route->table);
	doctor_report(doctor, &f);
}

static void find_local(struct doctor *doctor, const struct host_route *route,
		       const struct shadow *shadow)
{
	struct finding f = { .id = "route-local", .error = true };
	char text[ROUTE_TEXT];

	subject_route(&f, route);
	finding_what(&f, "beaten by the local route %s",
		     prefix_print(&shadow->route->dst, shadow->route->len, text));
	finding_why(&f, "the table \"local\" is asked before all others: what the ILA route\n"
			"should send away is delivered here. The kernel makes such a route\n"
			"for each address of the host");
	finding_fix_route(&f, doctor, shadow->route);
	doctor_report(doctor, &f);
}

static void find_shadowed(struct doctor *doctor, const struct host_route *route,
			  const struct shadow *shadow)
{
	struct finding f = { .id = "route-shadowed", .error = true };
	const struct host_rule *rule = shadow->rule;
	char dst[PREFIX_TEXT], other[PREFIX_TEXT], dev[QUOTED_MAX];

	subject_route(&f, route);
	finding_what(&f, "beaten by the route %s dev %s metric %u table %u",
		     prefix_print(&shadow->route->dst, shadow->route->len, other),
		     host_dev(&doctor->host, shadow->route->dev, dev),
		     shadow->route->metric, shadow->route->table);
	if (!rule)
		finding_why(&f, "of two routes for one prefix the smaller metric is taken\n"
				"(the ILA route has %u). An address with the length of the\n"
				"SIR prefix makes such a route: give addresses as /128",
			    route->metric);
	else
		finding_why(&f, "the policy rule with priority %u has all packets looked up\n"
				"in table %u, and there they find a route",
			    rule->priority, rule->table);
	if (rule && rule->priority)
		finding_fix(&f, doctor, "ip -6 rule add priority %u to %s lookup %u",
			    rule->priority - 1, prefix_print(&route->dst, route->len, dst),
			    route->table);
	else
		finding_fix_route(&f, doctor, shadow->route);
	doctor_report(doctor, &f);
}

/* A route has an entry for each nexthop. */
static bool is_first_hop(const struct host *host, const struct host_route *route)
{
	const struct host_route *before;

	if (route == host->routes)
		return true;
	before = route - 1;
	return !before->ila || before->metric != route->metric ||
	       !host_route_same(host, before, route->table, &route->dst, route->len);
}

int doctor_route(struct doctor *doctor)
{
	const struct host *host = &doctor->host;
	const struct host_route *route;
	struct shadow shadow;
	size_t i;

	for (i = 0; i < host->n_routes; i++) {
		route = &host->routes[i];
		if (!route->ila || !is_first_hop(host, route))
			continue;
		find_shadow(host, route, &shadow);
		if (shadow.no_rule)
			find_no_rule(doctor, route);
		/* of an address inside the locator, which another check tells of */
		else if (!shadow.route || (route->encap.input &&
					   shadow.route->protocol == RTPROT_KERNEL))
			continue;
		else if (shadow.route->type == RTN_LOCAL)
			find_local(doctor, route, &shadow);
		else
			find_shadowed(doctor, route, &shadow);
	}
	return IDLOC_OK;
}
