// SPDX-License-Identifier: GPL-2.0
/* Mappings that no packet gets to. */
#include <arpa/inet.h>
#include <linux/rtnetlink.h>
#include <search.h>
#include <string.h>

#include "doctor.h"
#include "locator.h"

static void find_clash(struct doctor *doctor, const struct host_clash *clash)
{
	struct finding f = { .id = "map-here", .error = true };
	const struct host *host = &doctor->host;
	const struct host_route *route = &host->routes[clash->route];
	char text[INET6_ADDRSTRLEN], locator[LOCATOR_TEXT], dst[PREFIX_TEXT], dev[QUOTED_MAX];

	inet_ntop(AF_INET6, &clash->addr, text, sizeof(text));
	locator_print(clash->locator, locator);
	finding_subject(&f, "mapping %s locator %s", text, locator);
	finding_what(&f, "beaten by the %sroute %s dev %s of this host",
		     route->type == RTN_LOCAL ? "local " : "",
		     prefix_print(&route->dst, route->len, dst),
		     host_dev(host, route->dev, dev));
	finding_why(&f, "the mapping says that the identifier is at another host, and the\n"
			"route that it is here; packets from here follow the route. After a\n"
			"move the old host has to lose it");
	finding_fix_route(&f, doctor, route);
	doctor_report(doctor, &f);
}

static void find_more_clashes(struct doctor *doctor)
{
	struct finding f = { .id = "map-here", .error = true };

	finding_subject(&f, "mappings");
	finding_what(&f, "%zu more are beaten by routes of this host",
		     doctor->host.clashes - HOST_CLASHES);
	finding_why(&f, "only the first %d are told of one by one", HOST_CLASHES);
	doctor_report(doctor, &f);
}

/* Is there an ILA route that asks the table for what is in the prefix? */
static bool is_asked(const struct host *host, const struct in6_addr *prefix)
{
	const struct host_route *route;
	size_t i;

	for (i = 0; i < host->n_routes; i++) {
		route = &host->routes[i];
		if (!route->ila || !route->encap.mapped || route->encap.has_vnid)
			continue;
		if (route->len > 64 ? !memcmp(&route->dst, prefix, 8) :
				      prefix_has(&route->dst, route->len, prefix))
			return true;
	}
	return false;
}

static void find_unasked(struct doctor *doctor, const struct host_sir *sir,
			 const struct in6_addr *addr)
{
	struct finding f = { .id = "map-unasked", .error = true };
	__u32 way = host_way_out(&doctor->host);
	char prefix[PREFIX_TEXT], dev[QUOTED_MAX];

	prefix_print(addr, 64, prefix);
	finding_subject(&f, "mappings of %s", prefix);
	finding_what(&f, "no ILA route asks for them");
	finding_why(&f, "%zu mappings lead to other hosts, but only a route that is\n"
			"\"mapped\" looks at them%s",
		    sir->remote, way ? "" : ". There is no route that says which interface is\n"
				       "the underlay: add one, idloc ila route add ... mapped\n"
				       "dev DEV");
	if (way)
		finding_fix(&f, doctor, "idloc ila route add %s mapped dev %s", prefix,
			    host_dev(&doctor->host, way, dev));
	doctor_report(doctor, &f);
}

static void visit_sir(const void *node, VISIT which, void *arg)
{
	const struct host_sir *sir = *(void *const *)node;
	struct in6_addr addr = { 0 };
	struct doctor *doctor = arg;

	if (which != postorder && which != leaf)
		return;
	memcpy(&addr, sir->prefix, sizeof(sir->prefix));
	if (sir->remote && !is_asked(&doctor->host, &addr))
		find_unasked(doctor, sir, &addr);
}

int doctor_map(struct doctor *doctor)
{
	const struct host *host = &doctor->host;
	size_t i;

	for (i = 0; i < host->clashes && i < HOST_CLASHES; i++)
		find_clash(doctor, &host->clash[i]);
	if (host->clashes > HOST_CLASHES)
		find_more_clashes(doctor);
	twalk_r(host->sirs, visit_sir, doctor);
	return IDLOC_OK;
}
