// SPDX-License-Identifier: GPL-2.0
/*
 * Connection tracking that sees an address before it is translated: the answer comes
 * from another one, and is new or invalid. The counters alone prove nothing, packets are
 * invalid for many reasons; they say how bad it is where the cause is there.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "doctor.h"
#include "ila_route.h"
#include "locator.h"

#define STAT	"/proc/net/stat/nf_conntrack"

/**
 * struct tracking - what connection tracking says of itself, in this namespace
 * @entries: connections that it knows
 * @invalid: packets that belong to none
 */
struct tracking {
	unsigned long entries;
	unsigned long invalid;
};

/* Which column has that name, from 0; -1: none */
static int find_column(const char *header, const char *name)
{
	char word[32];
	int column, used;

	for (column = 0; sscanf(header, "%31s%n", word, &used) == 1; column++) {
		if (!strcmp(word, name))
			return column;
		header += used;
	}
	return -1;
}

static unsigned long hex_in_column(const char *line, int column)
{
	char *end;
	unsigned long number = strtoul(line, &end, 16);

	while (column-- > 0)
		number = strtoul(end, &end, 16);
	return number;
}

/* A line of names, and one of numbers for each CPU; of the entries each has all. */
static bool read_tracking(struct tracking *tracking)
{
	FILE *f = fopen(STAT, "re");
	int entries, invalid;
	char line[512];

	memset(tracking, 0, sizeof(*tracking));
	if (!f)
		return false;
	if (!fgets(line, sizeof(line), f))
		*line = '\0';
	entries = find_column(line, "entries");
	invalid = find_column(line, "invalid");
	while (entries >= 0 && invalid >= 0 && fgets(line, sizeof(line), f)) {
		tracking->entries = hex_in_column(line, entries);
		tracking->invalid += hex_in_column(line, invalid);
	}
	fclose(f);
	/* there in every namespace; used where it has seen something */
	return tracking->entries || tracking->invalid;
}

static void find_position(struct doctor *doctor, const struct tracking *tracking)
{
	struct finding f = { .id = "conntrack-position", .error = true };

	finding_subject(&f, "setting hook-position");
	finding_what(&f, "intree, and connection tracking is in use (%lu packets invalid)",
		     tracking->invalid);
	finding_why(&f, "connection tracking comes before the mappings and knows packets by\n"
			"their address on the wire; answers have another one, and are new or\n"
			"invalid to rules with \"ct state\" and to NAT");
	finding_fix(&f, doctor, "idloc ila set hook-position raw");
	doctor_report(doctor, &f);
}

static void find_input_route(struct doctor *doctor, const struct host_route *route,
			     const struct tracking *tracking)
{
	struct finding f = { .id = "conntrack-input-route", .error = true };
	const struct host_encap *encap = &route->encap;
	char dst[PREFIX_TEXT], locator[LOCATOR_TEXT], sir[LOCATOR_TEXT];

	prefix_print(&route->dst, route->len, dst);
	finding_subject(&f, "route %s hook-type input table %u", dst, route->table);
	finding_what(&f, "behind connection tracking, which is in use (%lu packets invalid)",
		     tracking->invalid);
	finding_why(&f, "connection tracking knows packets by their address on the wire;\n"
			"answers have another one, and are new or invalid to rules with \"ct\n"
			"state\" and to NAT. A mapping comes before it");
	if (route->len == 64) {
		locator_print(route->dst.s6_addr, locator);
		locator_print(encap->locator, sir);
		finding_fix(&f, doctor, "ip -6 route del %s metric %u table %u", dst,
			    route->metric, route->table);
		finding_fix(&f, doctor,
			    "ip ila add loc_match %s loc %s csum-mode %s ident-type %s",
			    locator, sir, csum_mode_name(encap->csum_mode),
			    route_word_name(ila_ident_types, encap->ident_type) ?: "use-format");
	}
	doctor_report(doctor, &f);
}

int doctor_conntrack(struct doctor *doctor)
{
	const struct host *host = &doctor->host;
	struct tracking tracking;
	size_t i;

	if (!read_tracking(&tracking))
		return IDLOC_OK;
	if (host->asked && host->n_ins &&
	    host->settings[IDLOC_ILA_A_SETTINGS_HOOK_POSITION] ==
	    IDLOC_ILA_HOOK_POSITION_INTREE)
		find_position(doctor, &tracking);
	for (i = 0; i < host->n_routes; i++)
		if (host->routes[i].ila && host->routes[i].encap.input)
			find_input_route(doctor, &host->routes[i], &tracking);
	return IDLOC_OK;
}
