// SPDX-License-Identifier: GPL-2.0
/* Addresses that collide with ILA: inside a locator, or with a reserved word. */
#include <arpa/inet.h>
#include <linux/ila.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <string.h>

#include "doctor.h"
#include "locator.h"

static unsigned int ident_type(const struct in6_addr *addr)
{
	return addr->s6_addr[8] >> 5;
}

/* ---- addresses inside a locator ----------------------------------------------------- */

static void find_address(struct doctor *doctor, const struct host_addr *addr,
			 const char *what, const char *why)
{
	struct finding f = { .id = "address-in-locator", .error = true };
	char text[PREFIX_TEXT], dev[QUOTED_MAX];

	prefix_print(&addr->addr, addr->len, text);
	host_dev(&doctor->host, addr->dev, dev);
	finding_subject(&f, "address %s dev %s", text, dev);
	finding_what(&f, "%s", what);
	finding_why(&f, "%s. A locator is for identifiers alone: have the address in a prefix\n"
			"of its own", why);
	finding_fix(&f, doctor, "ip -6 addr del %s dev %s", text, dev);
	doctor_report(doctor, &f);
}

/* A name with "local" leaves type 0 to the host; so does a mapping with typed identifiers
 * where there are virtual networks.
 */
static bool collides(const struct host *host, const struct host_in *in,
		     const struct in6_addr *addr)
{
	const void *locator = addr;

	for (; host_in_same(host, in, locator); in++) {
		if (in->named)
			return ident_type(addr);
		if (in->ident_type != ILA_ATYPE_USE_FORMAT || !host->n_vnids ||
		    ident_type(addr))
			return true;
	}
	return false;
}

static bool beats_input_route(const struct host *host, const struct in6_addr *addr)
{
	const struct host_route *route;
	size_t i;

	for (i = 0; i < host->n_routes; i++) {
		route = &host->routes[i];
		if (route->ila && route->encap.input &&
		    prefix_has(&route->dst, route->len, addr))
			return true;
	}
	return false;
}

int doctor_address(struct doctor *doctor)
{
	const struct host *host = &doctor->host;
	const struct host_addr *addr;
	size_t i;

	for (i = 0; i < host->n_addrs; i++) {
		addr = &host->addrs[i];
		if (collides(host, host_in_find(host, &addr->addr), &addr->addr))
			find_address(doctor, addr, "inside a locator of this host",
				     "what arrives for it is translated before it is\n"
				     "delivered, so that nobody can reach the address");
		else if (beats_input_route(host, &addr->addr))
			find_address(doctor, addr, "inside an ILA route with hook-type input",
				     "the local route that the kernel makes for the address,\n"
				     "and the one for its prefix, beat the ILA route: what\n"
				     "arrives is not translated");
	}
	return IDLOC_OK;
}

/* ---- identifiers that end in ffff ---------------------------------------------------- */

static bool is_reserved(const struct in6_addr *addr)
{
	return addr->s6_addr[14] == 0xff && addr->s6_addr[15] == 0xff;
}

static bool any_neutral(unsigned int modes)
{
	return modes & (1U << ILA_CSUM_NEUTRAL_MAP | 1U << ILA_CSUM_NEUTRAL_MAP_AUTO);
}

/* Is the address one that ILA translates in a mode that reserves the word? */
static bool is_neutral(const struct host *host, const struct in6_addr *addr)
{
	const struct host_sir *sir = host_sir_find(host, addr);
	size_t i;

	if (sir && any_neutral(sir->in_modes | sir->out_modes))
		return true;
	for (i = 0; i < host->n_vnids; i++)
		if (csum_mode_neutral(host->vnids[i].csum_mode) &&
		    prefix_has(&host->vnids[i].prefix, 96, addr))
			return true;
	return false;
}

static void find_reserved(struct doctor *doctor, const char *kind,
			  const struct in6_addr *addr, const char *fix)
{
	struct finding f = { .id = "reserved-word", .error = true };
	char text[INET6_ADDRSTRLEN];

	inet_ntop(AF_INET6, addr, text, sizeof(text));
	finding_subject(&f, "%s %s", kind, text);
	finding_what(&f, "the identifier ends in ffff");
	finding_why(&f, "in the checksum-neutral modes 0000 and ffff are one number, and ffff\n"
			"is reserved: packets to it are dropped where they should be\n"
			"translated (drop-csum-reserved). Give the container an identifier\n"
			"with another end");
	finding_fix(&f, doctor, "%s", fix);
	doctor_report(doctor, &f);
}

static void reserved_addrs(struct doctor *doctor)
{
	const struct host *host = &doctor->host;
	char text[PREFIX_TEXT], dev[QUOTED_MAX], fix[256];
	size_t i;

	for (i = 0; i < host->n_addrs; i++) {
		const struct host_addr *addr = &host->addrs[i];

		if (!is_reserved(&addr->addr) || !is_neutral(host, &addr->addr))
			continue;
		snprintf(fix, sizeof(fix), "ip -6 addr del %s dev %s",
			 prefix_print(&addr->addr, addr->len, text),
			 host_dev(host, addr->dev, dev));
		find_reserved(doctor, "address", &addr->addr, fix);
	}
}

/* Of an address there is a local route as well. */
static void reserved_routes(struct doctor *doctor)
{
	const struct host *host = &doctor->host;
	const struct host_route *route;
	char text[PREFIX_TEXT], fix[256];
	size_t i;

	for (i = 0; i < host->n_routes; i++) {
		route = &host->routes[i];
		if (route->len != 128 || route->protocol == RTPROT_KERNEL ||
		    !is_reserved(&route->dst))
			continue;
		if (route->ila ? route->encap.mapped || !csum_mode_neutral(route->encap.csum_mode) :
				 !is_neutral(host, &route->dst))
			continue;
		snprintf(fix, sizeof(fix), "ip -6 route del %s%s metric %u table %u",
			 route->type == RTN_LOCAL ? "local " : "",
			 prefix_print(&route->dst, 128, text), route->metric, route->table);
		find_reserved(doctor, "route", &route->dst, fix);
	}
}

int doctor_reserved(struct doctor *doctor)
{
	reserved_addrs(doctor);
	reserved_routes(doctor);
	return IDLOC_OK;
}
