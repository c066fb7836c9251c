// SPDX-License-Identifier: GPL-2.0
/* The snapshot, and how things in it are found. */
#include "doctor_host.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/ila.h>
#include <linux/rtnetlink.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "doctor.h"
#include "idloc.h"
#include "ila_route.h"
#include "nl.h"

#define CONF	"/proc/sys/net/ipv6/conf"
#define TRIES_MAX	5

void *host_more(struct host *host, void *array, size_t n, size_t size)
{
	void *more;

	/* full whenever it has a power of two */
	if (n & (n - 1))
		return array;
	more = reallocarray(array, n ? 2 * n : 1, size);
	if (!more)
		host->no_memory = true;
	return more;
}

long host_number(const char *path)
{
	FILE *f = fopen(path, "re");
	long number;

	if (!f)
		return -1;
	if (fscanf(f, "%ld", &number) != 1)
		number = -1;
	fclose(f);
	return number;
}

/* The one of all interfaces is what counts; newer kernels have one that goes past it. */
static bool is_forwarding(const struct host *host)
{
	char path[sizeof(CONF) + IF_NAMESIZE + 32];
	size_t i;

	if (host_number(CONF "/all/forwarding") > 0)
		return true;
	for (i = 0; i < host->n_links; i++) {
		snprintf(path, sizeof(path), CONF "/%s/force_forwarding",
			 host->links[i].name);
		if (host_number(path) > 0)
			return true;
	}
	return false;
}

int host_refused(const struct verdict *verdict)
{
	return verdict->error == -EINTR ? -EINTR : conn_complain(verdict, NULL, 0);
}

int host_look(int (*look)(void *arg), void *arg)
{
	const struct verdict changed = { .error = -EINTR };
	int tries, ret = -EINTR;

	for (tries = 0; tries < TRIES_MAX && ret == -EINTR; tries++)
		ret = look(arg);
	return ret == -EINTR ? conn_complain(&changed, NULL, 0) : ret;
}

/* From the beginning, whatever was read before */
static int load(void *arg)
{
	struct host *host = arg;
	int ret;

	host_free(host);
	memset(host, 0, sizeof(*host));
	ret = host_load_routes(host);

	if (ret)
		return ret;
	vrfs_load(&host->vrfs);
	host->forwarding = is_forwarding(host);
	host->holder = module_holder(host->version, sizeof(host->version));
	ret = host_load_ila(host);
	if (ret || !host->no_memory)
		return ret;
	complain("no memory for what this host has");
	return IDLOC_USAGE;
}

int host_load(struct host *host)
{
	return host_look(load, host);
}

void host_free(struct host *host)
{
	vrfs_free(&host->vrfs);
	free(host->links);
	free(host->addrs);
	free(host->rules);
	free(host->nexthops);
	free(host->routes);
	free(host->ins);
	free(host->vnids);
	free(host->underlay);
	tdestroy(host->sirs, free);
}

/* ---- links ---------------------------------------------------------------------- */

const struct host_link *host_link(const struct host *host, __u32 index)
{
	size_t i;

	for (i = 0; i < host->n_links; i++)
		if (host->links[i].index == index)
			return &host->links[i];
	return NULL;
}

const char *host_dev(const struct host *host, __u32 index, char *text)
{
	const struct host_link *link = host_link(host, index);

	return shell_word(link ? link->name : "?", text);
}

bool host_is_vrf(const struct host *host, __u32 table)
{
	return vrfs_name(&host->vrfs, table);
}

/* ---- routes --------------------------------------------------------------------- */

static struct in6_addr masked(const struct in6_addr *addr, unsigned int len)
{
	struct in6_addr prefix = { 0 };

	memcpy(&prefix, addr, len / 8);
	if (len % 8)
		prefix.s6_addr[len / 8] = addr->s6_addr[len / 8] & 0xff << (8 - len % 8);
	return prefix;
}

bool prefix_has(const struct in6_addr *prefix, unsigned int len,
		const struct in6_addr *addr)
{
	struct in6_addr inside = masked(addr, len);

	return !memcmp(&inside, prefix, sizeof(inside));
}

bool host_route_same(const struct host *host, const struct host_route *route,
		     __u32 table, const struct in6_addr *dst, unsigned int len)
{
	return route && route < host->routes + host->n_routes &&
	       route->table == table && route->len == len &&
	       !memcmp(&route->dst, dst, sizeof(*dst));
}

static int compare(const struct host_route *route, __u32 table,
		   const struct in6_addr *dst, unsigned int len)
{
	if (route->table != table)
		return route->table < table ? -1 : 1;
	if (route->len != len)
		return route->len < len ? -1 : 1;
	return memcmp(&route->dst, dst, sizeof(*dst));
}

const struct host_route *host_route_find(const struct host *host, __u32 table,
					 const struct in6_addr *dst, unsigned int len)
{
	size_t low = 0, high = host->n_routes, middle;

	if (!host->lens[len])
		return NULL;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (compare(&host->routes[middle], table, dst, len) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (!host_route_same(host, host->routes + low, table, dst, len))
		return NULL;
	return &host->routes[low];
}

const struct host_route *host_route_covering(const struct host *host, __u32 table,
					     const struct in6_addr *dst,
					     unsigned int max, int longer_than)
{
	const struct host_route *route;
	struct in6_addr prefix;
	int len;

	for (len = max; len > longer_than; len--) {
		prefix = masked(dst, len);
		route = host_route_find(host, table, &prefix, len);
		if (route)
			return route->ila || route->type == RTN_THROW ? NULL : route;
	}
	return NULL;
}

const struct host_route *host_route_local(const struct host *host,
					  const struct in6_addr *addr)
{
	const struct host_route *route;
	struct in6_addr prefix;
	int len;

	for (len = 128; len >= 0; len--) {
		if (!host->local_lens[len])
			continue;
		prefix = masked(addr, len);
		route = host_route_find(host, RT_TABLE_LOCAL, &prefix, len);
		if (route)
			return route->type == RTN_LOCAL ? route : NULL;
	}
	return NULL;
}

/* The interface by which the main table sends to a locator; 0: only by default, if at all */
static __u32 way_to(const struct host *host, const __u8 *locator)
{
	const struct host_route *route;
	struct in6_addr addr = { 0 };

	memcpy(&addr, locator, 8);
	route = host_route_covering(host, RT_TABLE_MAIN, &addr, 64, 0);
	return route ? route->dev : 0;
}

__u32 host_way_out(const struct host *host)
{
	static const struct in6_addr any;
	const struct host_route *route;
	__u32 dev;
	size_t i;

	for (i = 0; i < host->n_routes; i++) {
		route = &host->routes[i];
		if (!route->ila || route->encap.input)
			continue;
		dev = route->encap.mapped ? 0 : way_to(host, route->encap.locator);
		if (!dev && !route->encap.has_vnid)
			dev = route->dev;
		if (dev)
			return dev;
	}
	route = host_route_find(host, RT_TABLE_MAIN, &any, 0);
	return route ? route->dev : 0;
}

/* ---- locators, SIR prefixes, virtual networks ------------------------------------ */

static int compare_sirs(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(((struct host_sir *)0)->prefix));
}

/* The prefix is what a node begins with. */
struct host_sir *host_sir_find(const struct host *host, const void *prefix)
{
	void *const *node = tfind(prefix, &host->sirs, compare_sirs);

	return node ? *node : NULL;
}

struct host_sir *host_sir_get(struct host *host, const void *prefix)
{
	struct host_sir *sir = host_sir_find(host, prefix);

	if (sir)
		return sir;
	sir = calloc(1, sizeof(*sir));
	if (!sir) {
		host->no_memory = true;
		return NULL;
	}
	memcpy(sir->prefix, prefix, sizeof(sir->prefix));
	if (tsearch(sir, &host->sirs, compare_sirs))
		return sir;
	host->no_memory = true;
	free(sir);
	return NULL;
}

bool host_in_same(const struct host *host, const struct host_in *in,
		  const void *locator)
{
	return in && in < host->ins + host->n_ins &&
	       !memcmp(in->locator, locator, sizeof(in->locator));
}

const struct host_in *host_in_find(const struct host *host, const void *locator)
{
	size_t low = 0, high = host->n_ins, middle;

	if (!host->n_ins)
		return NULL;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (memcmp(host->ins[middle].locator, locator, 8) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return host_in_same(host, host->ins + low, locator) ? host->ins + low : NULL;
}

static int compare_vnids(const void *key, const void *item)
{
	const struct host_vnid *a = key, *b = item;

	return a->vnid < b->vnid ? -1 : a->vnid > b->vnid;
}

struct host_vnid *host_vnid_find(const struct host *host, __u32 vnid)
{
	struct host_vnid key = { .vnid = vnid };

	if (!host->n_vnids)
		return NULL;
	return bsearch(&key, host->vnids, host->n_vnids, sizeof(key), compare_vnids);
}

/* ---- words ---------------------------------------------------------------------- */

const char *prefix_print(const struct in6_addr *addr, unsigned int len,
			 char text[PREFIX_TEXT])
{
	char name[INET6_ADDRSTRLEN];

	inet_ntop(AF_INET6, addr, name, sizeof(name));
	snprintf(text, PREFIX_TEXT, "%s/%u", name, len);
	return text;
}

const char *csum_mode_name(__u32 mode)
{
	return route_word_name(ila_csum_modes, mode) ?: "?";
}

bool csum_mode_neutral(__u32 mode)
{
	return mode == ILA_CSUM_NEUTRAL_MAP || mode == ILA_CSUM_NEUTRAL_MAP_AUTO;
}
