// SPDX-License-Identifier: GPL-2.0
/*
 * Checksum modes. What one host sends in another takes, so a host alone can tell only
 * that it does not agree with itself: that is right if its peers have it the other way.
 */
#include <arpa/inet.h>
#include <linux/ila.h>
#include <search.h>
#include <stdio.h>
#include <string.h>

#include "doctor.h"
#include "ila_route.h"
#include "locator.h"

#define ROUTE_WAY	(QUOTED_MAX + INET6_ADDRSTRLEN + 96)

/* The one that the others should have: what the host takes, neutral-map if it may be. */
static unsigned int wanted_mode(unsigned int modes)
{
	unsigned int mode;

	if (modes & 1U << ILA_CSUM_NEUTRAL_MAP)
		return ILA_CSUM_NEUTRAL_MAP;
	for (mode = 0; mode < CSUM_MODES - 1 && !(modes & 1U << mode);)
		mode++;
	return mode;
}

static bool contradicts(const struct host_sir *sir, unsigned int mode)
{
	return sir && sir->in_modes && mode < CSUM_MODES && !(sir->in_modes & 1U << mode);
}

static void finish(struct doctor *doctor, struct finding *f, unsigned int mode,
		   unsigned int wanted)
{
	finding_what(f, "csum-mode %s, but this host takes %s from the wire",
		     csum_mode_name(mode), csum_mode_name(wanted));
	if (mode == ILA_CSUM_NO_ACTION && wanted == ILA_CSUM_NEUTRAL_MAP)
		finding_why(f, "\"ip\" takes no-action if nothing is said. Packets arrive at\n"
			       "hosts that take neutral-map, but their checksums are wrong on\n"
			       "the wire, and this host has to cut large ones and sum them up\n"
			       "itself, which is slow");
	else
		finding_why(f, "both ends of a direction need the same mode, or checksums are\n"
			       "wrong where packets arrive. It is right only if the other\n"
			       "hosts have it the other way round");
	doctor_report(doctor, f);
}

static void find_route(struct doctor *doctor, const struct host_route *route,
		       unsigned int wanted)
{
	struct finding f = { .id = "csum-mode" };
	char dst[PREFIX_TEXT], locator[LOCATOR_TEXT], dev[QUOTED_MAX];
	const char *type;
	char via[INET6_ADDRSTRLEN + 5] = "", table[32] = "", way[ROUTE_WAY];

	prefix_print(&route->dst, route->len, dst);
	locator_print(route->encap.locator, locator);
	finding_subject(&f, "route %s locator %s", dst, locator);
	if (route->has_via) {
		strcpy(via, " via ");
		inet_ntop(AF_INET6, &route->via, via + 5, INET6_ADDRSTRLEN);
	}
	if (route->encap.underlay_table)
		snprintf(table, sizeof(table), " underlay-table %u", route->encap.underlay_table);
	snprintf(way, sizeof(way), "%s dev %s%s table %u metric %u", via,
		 host_dev(&doctor->host, route->dev, dev), table, route->table, route->metric);
	type = route_word_name(ila_ident_types, route->encap.ident_type) ?: "use-format";
	/* of a nexthop object all routes change */
	if (!route->nhid)
		finding_fix(&f, doctor, "%s %s locator %s csum-mode %s ident-type %s%s",
			    "idloc ila route replace", dst, locator, csum_mode_name(wanted),
			    type, way);
	finish(doctor, &f, route->encap.csum_mode, wanted);
}

static void look_at_routes(struct doctor *doctor)
{
	const struct host *host = &doctor->host;
	const struct host_route *route;
	struct host_sir *sir;
	size_t i;

	for (i = 0; i < host->n_routes; i++) {
		route = &host->routes[i];
		if (!route->ila || route->encap.input || route->encap.mapped ||
		    route->encap.has_vnid || route->len < 64)
			continue;
		sir = host_sir_find(host, &route->dst);
		if (contradicts(sir, route->encap.csum_mode))
			find_route(doctor, route, wanted_mode(sir->in_modes));
	}
}

/* One mapping for all of them that have the mode */
static void find_mapping(struct doctor *doctor, const struct host_sir *sir,
			 unsigned int mode)
{
	struct finding f = { .id = "csum-mode" };
	unsigned int wanted = wanted_mode(sir->in_modes);
	char addr[PREFIX_TEXT], locator[LOCATOR_TEXT];

	prefix_print(&sir->mapping[mode], sir->bits[mode], addr);
	locator_print(sir->locator[mode], locator);
	finding_subject(&f, "mapping %s locator %s", addr, locator);
	finding_fix(&f, doctor, "idloc ila map replace %s locator %s csum-mode %s", addr,
		    locator, csum_mode_name(wanted));
	finish(doctor, &f, mode, wanted);
}

static void visit_sir(const void *node, VISIT which, void *arg)
{
	const struct host_sir *sir = *(void *const *)node;
	unsigned int mode;

	if (which != postorder && which != leaf)
		return;
	for (mode = 0; mode < CSUM_MODES; mode++)
		if (sir->map_modes & 1U << mode && contradicts(sir, mode))
			find_mapping(arg, sir, mode);
}

/* ---- adj-compat ------------------------------------------------------------------ */

static void visit_adjusted(const void *node, VISIT which, void *arg)
{
	const struct host_sir *sir = *(void *const *)node;
	bool *adjusted = arg;

	(void)which;
	if ((sir->in_modes | sir->out_modes) & 1U << ILA_CSUM_ADJUST_TRANSPORT)
		*adjusted = true;
}

static void look_at_compat(struct doctor *doctor)
{
	struct finding f = { .id = "csum-compat" };
	const struct host *host = &doctor->host;
	bool adjusted = false;
	size_t i;

	twalk_r(host->sirs, visit_adjusted, &adjusted);
	for (i = 0; i < host->n_vnids; i++)
		if (host->vnids[i].csum_mode == IDLOC_ILA_CSUM_MODE_ADJ_TRANSPORT)
			adjusted = true;
	if (!adjusted)
		return;
	finding_subject(&f, "setting adj-compat");
	finding_what(&f, "intree, and csum-mode adj-transport is used");
	finding_why(&f, "the checksums on the wire are wrong on purpose, as the kernel's own\n"
			"module has them: only nodes with that module or this setting take\n"
			"them. Where all nodes have idloc, do without");
	finding_fix(&f, doctor, "idloc ila set adj-compat rfc");
	doctor_report(doctor, &f);
}

int doctor_csum(struct doctor *doctor)
{
	const struct host *host = &doctor->host;

	look_at_routes(doctor);
	twalk_r(host->sirs, visit_sir, doctor);
	if (host->asked &&
	    host->settings[IDLOC_ILA_A_SETTINGS_ADJ_COMPAT] == IDLOC_ILA_ADJ_COMPAT_INTREE)
		look_at_compat(doctor);
	return IDLOC_OK;
}
