// SPDX-License-Identifier: GPL-2.0
/* What packets need on their way through the host: forwarding, path MTU, interfaces. */
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <string.h>

#include "doctor.h"

#define MTU_MIN		1280

/* ---- forwarding ------------------------------------------------------------------ */

/* Of a SIR address; the kernel's own routes are for addresses of the host. */
static const struct host_route *find_container(const struct host *host)
{
	const struct host_route *route;
	size_t i;

	for (i = 0; i < host->n_routes; i++) {
		route = &host->routes[i];
		if (!route->ila && route->type == RTN_UNICAST && route->len > 64 &&
		    route->protocol != RTPROT_KERNEL &&
		    route->table != RT_TABLE_LOCAL && host_sir_find(host, &route->dst))
			return route;
	}
	return NULL;
}

static void find_forwarding(struct doctor *doctor, const char *who)
{
	struct finding f = { .id = "forwarding-off", .error = true };

	finding_subject(&f, "net.ipv6.conf.all.forwarding");
	finding_what(&f, "0, but %s", who);
	finding_why(&f, "the host drops what is not for itself, in both directions; the\n"
			"setting of one interface is not enough. With forwarding, interfaces\n"
			"take no routes from router advertisements any more unless their\n"
			"accept_ra is 2");
	finding_fix(&f, doctor, "sysctl -w net.ipv6.conf.all.forwarding=1");
	doctor_report(doctor, &f);
}

int doctor_forwarding(struct doctor *doctor)
{
	const struct host *host = &doctor->host;
	const struct host_route *route;
	char dst[PREFIX_TEXT], who[PREFIX_TEXT + 64];

	if (host->forwarding)
		return IDLOC_OK;
	route = find_container(host);
	if (route) {
		snprintf(who, sizeof(who), "the container %s is behind this host",
			 prefix_print(&route->dst, route->len, dst));
		find_forwarding(doctor, who);
	} else if (host->n_vnids) {
		find_forwarding(doctor, "there are tenants behind this host");
	}
	return IDLOC_OK;
}

/* ---- path MTU -------------------------------------------------------------------- */

static bool any_output(const struct host *host)
{
	size_t i;

	for (i = 0; i < host->n_routes; i++)
		if (host->routes[i].ila && !host->routes[i].encap.input)
			return true;
	return false;
}

static void find_icmp(struct doctor *doctor)
{
	struct finding f = { .id = "icmp-errors-off" };

	finding_subject(&f, "setting icmp-errors");
	finding_what(&f, "off, and there are ILA routes");
	finding_why(&f, "errors from the underlay quote the wire form, which no sender knows:\n"
			"traceroute shows no hops there, and where the underlay's MTU is\n"
			"smaller than a sender's, its large packets are lost");
	finding_fix(&f, doctor, "idloc ila set icmp-errors on");
	doctor_report(doctor, &f);
}

/* Is the tenant's prefix that of others as well? Only a VRF can tell them apart then. */
static bool is_shared(const struct host *host, const struct host_vnid *vnid)
{
	size_t i;

	for (i = 0; i < host->n_vnids; i++)
		if (&host->vnids[i] != vnid &&
		    !memcmp(&host->vnids[i].prefix, &vnid->prefix, sizeof(vnid->prefix)))
			return true;
	return false;
}

/* The smallest of the interfaces by which its packets leave */
static const struct host_link *smallest_way(const struct host *host, __u32 vnid)
{
	const struct host_link *link, *smallest = NULL;
	size_t i;

	for (i = 0; i < host->n_routes; i++) {
		if (!host->routes[i].ila || !host->routes[i].encap.has_vnid ||
		    host->routes[i].encap.vnid != vnid)
			continue;
		link = host_link(host, host->routes[i].dev);
		if (link && (!smallest || link->mtu < smallest->mtu))
			smallest = link;
	}
	return smallest;
}

static void find_tenant_mtu(struct doctor *doctor, const struct host_vnid *vnid,
			    const struct host_link *link, const struct host_link *way)
{
	struct finding f = { .id = "mtu-tenant", .error = true };
	char dev[QUOTED_MAX];

	shell_word(link->name, dev);
	finding_subject(&f, "vnid %u dev %s mtu %u", vnid->vnid, dev, link->mtu);
	finding_what(&f, "larger than the MTU %u of %s, where its packets leave", way->mtu,
		     way->name);
	finding_why(&f, "others have the same tenant prefix, so the host does not know whom\n"
			"to tell that a packet is too big: large packets are lost without a\n"
			"word. The tenant's own end of the link needs the same MTU; a tenant\n"
			"in a VRF could be told");
	finding_fix(&f, doctor, "ip link set dev %s mtu %u", dev, way->mtu);
	doctor_report(doctor, &f);
}

int doctor_mtu(struct doctor *doctor)
{
	const struct host *host = &doctor->host;
	const struct host_link *link, *way;
	const struct host_vnid *vnid;
	size_t i;

	if (host->asked && any_output(host) &&
	    host->settings[IDLOC_ILA_A_SETTINGS_ICMP_ERRORS] == IDLOC_ILA_ICMP_ERRORS_OFF)
		find_icmp(doctor);
	for (i = 0; i < host->n_vnids; i++) {
		vnid = &host->vnids[i];
		link = host_link(host, vnid->ifindex);
		if (!link || !is_shared(host, vnid))
			continue;
		way = smallest_way(host, vnid->vnid);
		if (way && way->mtu < link->mtu)
			find_tenant_mtu(doctor, vnid, link, way);
	}
	return IDLOC_OK;
}

/* ---- interfaces ------------------------------------------------------------------ */

static void fix_link(struct finding *f, const struct doctor *doctor,
		     const struct host_link *link)
{
	char dev[QUOTED_MAX];

	shell_word(link->name, dev);
	if (link->mtu < MTU_MIN)
		finding_fix(f, doctor, "ip link set dev %s mtu %u", dev, MTU_MIN);
	if (link->disabled)
		finding_fix(f, doctor, "sysctl -w net/ipv6/conf/%s/disable_ipv6=0", dev);
	if (!link->up)
		finding_fix(f, doctor, "ip link set dev %s up", dev);
}

static void look_at_link(struct doctor *doctor, __u32 index, const char *use)
{
	const struct host_link *link = host_link(&doctor->host, index);
	struct finding f = { .id = "link-no-ipv6", .error = true };
	char dev[QUOTED_MAX];

	if (!link || (link->up && !link->no_ipv6))
		return;
	finding_subject(&f, "%s dev %s", use, shell_word(link->name, dev));
	if (link->mtu < MTU_MIN)
		finding_what(&f, "its MTU is %u, and IPv6 needs %u", link->mtu, MTU_MIN);
	else if (link->disabled)
		finding_what(&f, "IPv6 is disabled on it (disable_ipv6)");
	else
		finding_what(&f, link->up ? "it has no IPv6" : "it is down");
	finding_why(&f, "no packet passes it. Addresses and routes that it had have gone, and\n"
			"have to be given again");
	fix_link(&f, doctor, link);
	doctor_report(doctor, &f);
}

int doctor_link(struct doctor *doctor)
{
	const struct host *host = &doctor->host;
	size_t i;

	for (i = 0; i < host->n_underlay; i++)
		look_at_link(doctor, host->underlay[i], "underlay");
	for (i = 0; i < host->n_vnids; i++)
		if (host->vnids[i].ifindex)
			look_at_link(doctor, host->vnids[i].ifindex, "vnid");
	return IDLOC_OK;
}
