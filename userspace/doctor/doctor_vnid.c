// SPDX-License-Identifier: GPL-2.0
/* Virtual networks: what sends for them, and what lets their packets in. */
#include <linux/rtnetlink.h>
#include <string.h>

#include "doctor.h"
#include "locator.h"

/* Where the tenants' packets leave: an underlay interface, or what looks like one */
static const char *underlay_dev(const struct host *host, char *text)
{
	__u32 way = host_way_out(host);

	if (host->n_underlay)
		return host_dev(host, host->underlay[0], text);
	return way ? host_dev(host, way, text) : NULL;
}

static void fix_no_route(struct finding *f, const struct doctor *doctor,
			 const struct host_vnid *vnid)
{
	static const char add[] = "idloc ila route add";
	const struct host *host = &doctor->host;
	char prefix[PREFIX_TEXT], dev[QUOTED_MAX], vrf[QUOTED_MAX];

	prefix_print(&vnid->prefix, 96, prefix);
	if (vnid->table && host_is_vrf(host, vnid->table))
		finding_fix(f, doctor, "%s %s mapped vnid %u dev %s table %u underlay-table %u",
			    add, prefix, vnid->vnid,
			    shell_word(vrfs_name(&host->vrfs, vnid->table), vrf),
			    vnid->table, RT_TABLE_MAIN);
	else if (!vnid->table && underlay_dev(host, dev) &&
		 !host_route_find(host, RT_TABLE_MAIN, &vnid->prefix, 96))
		finding_fix(f, doctor, "%s %s mapped vnid %u dev %s", add, prefix,
			    vnid->vnid, dev);
}

static void find_no_route(struct doctor *doctor, const struct host_vnid *vnid)
{
	struct finding f = { .id = "vnid-no-route" };

	finding_subject(&f, "vnid %u", vnid->vnid);
	finding_what(&f, "no ILA route and no group names it");
	finding_why(&f, "its tenants here reach nobody behind other hosts. A route that is\n"
			"\"mapped\" asks the mapping table (%zu mappings lead to other\n"
			"hosts); one with a locator goes without. Tenants that have one\n"
			"prefix need a table each, see virtual-networks.rst",
		    vnid->remote);
	fix_no_route(&f, doctor, vnid);
	doctor_report(doctor, &f);
}

static void find_gone(struct doctor *doctor, const struct host_route *route)
{
	struct finding f = { .id = "vnid-gone", .error = true };
	char dst[PREFIX_TEXT];

	prefix_print(&route->dst, route->len, dst);
	finding_subject(&f, "route %s vnid %u table %u", dst, route->encap.vnid, route->table);
	finding_what(&f, "there is no such virtual network any more");
	finding_why(&f, "it has gone with its interface or VRF, and the route drops what it\n"
			"gets (drop-vnid-unknown). Delete the route, and add both again");
	finding_fix(&f, doctor, "ip -6 route del %s metric %u table %u", dst,
		    route->metric, route->table);
	doctor_report(doctor, &f);
}

static void find_no_underlay(struct doctor *doctor)
{
	struct finding f = { .id = "underlay-empty", .error = true };
	char dev[QUOTED_MAX];

	finding_subject(&f, "underlay");
	finding_what(&f, "no interface, but there are virtual networks");
	finding_why(&f, "what comes from other hosts is let in only by interfaces that are\n"
			"said to be of the underlay; everything is dropped\n"
			"(drop-vnid-interface)");
	if (underlay_dev(&doctor->host, dev))
		finding_fix(&f, doctor, "idloc ila underlay add %s", dev);
	doctor_report(doctor, &f);
}

int doctor_vnid(struct doctor *doctor)
{
	const struct host *host = &doctor->host;
	const struct host_route *route;
	size_t i;

	if (!host->asked)
		return IDLOC_OK;
	if (host->n_vnids && !host->n_underlay)
		find_no_underlay(doctor);
	for (i = 0; i < host->n_vnids; i++)
		if (!host->vnids[i].named)
			find_no_route(doctor, &host->vnids[i]);
	for (i = 0; i < host->n_routes; i++) {
		route = &host->routes[i];
		if (route->ila && route->encap.has_vnid &&
		    !host_vnid_find(host, route->encap.vnid))
			find_gone(doctor, route);
	}
	return IDLOC_OK;
}
