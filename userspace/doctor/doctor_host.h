/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What "idloc doctor" looks at: links, addresses, rules and routes of a namespace, and
 * what ILA is told there. Mappings can be many: they are summed up as they pass.
 */
#ifndef IDLOC_DOCTOR_HOST_H
#define IDLOC_DOCTOR_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <linux/idloc_ila.h>
#include <linux/types.h>
#include <net/if.h>
#include <netinet/in.h>

#include "link.h"
#include "module.h"

#define CSUM_MODES	4
#define LOCATOR_TEXT	20
#define PREFIX_TEXT	(INET6_ADDRSTRLEN + 4)

/* Of mappings that contradict the host, so many are kept. */
#define HOST_CLASHES	16

struct nlattr;
struct verdict;

/**
 * struct host_link - an interface
 * @up: administratively
 * @no_ipv6: disable_ipv6, or too small an MTU
 * @disabled: it is disable_ipv6
 */
struct host_link {
	__u32 index;
	char name[IF_NAMESIZE];
	__u32 mtu;
	bool up;
	bool no_ipv6;
	bool disabled;
};

struct host_addr {
	struct in6_addr addr;
	__u8 len;
	__u32 dev;
};

/* A policy rule; @always: without a condition. */
struct host_rule {
	__u32 priority;
	__u32 table;
	bool l3mdev;
	bool always;
	int suppress_len;
};

/* What an ILA route does; @mapped: the table has locator and mode. */
struct host_encap {
	__u8 locator[8];
	bool mapped;
	__u8 csum_mode;
	__u8 ident_type;
	bool input;
	bool has_vnid;
	__u32 vnid;
	__u32 underlay_table;
};

/* A route, or one of its nexthops */
struct host_route {
	struct in6_addr dst;
	__u8 len;
	__u8 type;
	__u8 protocol;
	bool ila;
	bool has_via;
	__u32 table;
	__u32 metric;
	__u32 dev;
	__u32 nhid;
	struct in6_addr via;
	struct host_encap encap;
};

/* A nexthop object; of a group, @member is the first that is ILA. */
struct host_nexthop {
	__u32 id;
	__u32 member;
	bool ila;
	struct host_encap encap;
};

/* A locator of this host: its "ip ila" mapping, or its name that is "local" */
struct host_in {
	__u8 locator[8];
	__u8 sir[8];
	bool named;
	__u8 csum_mode;
	__u8 ident_type;
};

/**
 * struct host_sir - what there is of a SIR prefix
 * @prefix: it; the key
 * @in_modes: bit for each ILA_CSUM_* in which packets from the wire are taken
 * @map_modes: the same of what mappings send to other hosts
 * @mapping: one of those for each mode
 * @bits: length of its prefix
 * @locator: where it leads
 * @remote: how many mappings lead to other hosts
 */
struct host_sir {
	__u8 prefix[8];
	unsigned int in_modes;
	unsigned int out_modes;
	unsigned int map_modes;
	struct in6_addr mapping[CSUM_MODES];
	__u8 bits[CSUM_MODES];
	__u8 locator[CSUM_MODES][8];
	size_t remote;
};

/**
 * struct host_vnid - a virtual network
 * @named: by how many routes and groups
 * @remote: how many of its mappings lead to other hosts
 */
struct host_vnid {
	__u32 vnid;
	struct in6_addr prefix;
	__u32 ifindex;
	__u32 table;
	__u32 csum_mode;
	size_t named;
	size_t remote;
};

/* A mapping to another host, and what keeps its packets here */
struct host_clash {
	struct in6_addr addr;
	__u8 locator[8];
	size_t route;
};

/**
 * struct host - the snapshot
 * @holder: who has the name of the module
 * @version: of the module, if it is ours
 * @asked: the family idloc-ila has answered
 * @settings: by IDLOC_ILA_A_SETTINGS_*
 * @forwarding: packets are forwarded
 * @routes: sorted, so that they can be found: see host_route_find()
 * @ins: sorted by locator
 * @sirs: a tree of struct host_sir, for <search.h>
 * @mappings: how many there are
 * @clash: the first of @clashes
 * @local_lens: bit for each length of prefix that local routes have
 * @lens: the same of all routes
 * @no_memory: the snapshot has not become whole
 */
struct host {
	enum holder holder;
	char version[64];
	bool asked;
	__u32 settings[IDLOC_ILA_A_SETTINGS_MAX + 1];
	bool forwarding;
	struct vrfs vrfs;
	struct host_link *links;
	size_t n_links;
	struct host_addr *addrs;
	size_t n_addrs;
	struct host_rule *rules;
	size_t n_rules;
	struct host_nexthop *nexthops;
	size_t n_nexthops;
	struct host_route *routes;
	size_t n_routes;
	struct host_in *ins;
	size_t n_ins;
	struct host_vnid *vnids;
	size_t n_vnids;
	__u32 *underlay;
	size_t n_underlay;
	void *sirs;
	size_t mappings;
	struct host_clash clash[HOST_CLASHES];
	size_t clashes;
	__u8 local_lens[129];
	__u8 lens[129];
	bool no_memory;
};

/* Fill a zeroed snapshot of the namespace that was entered; an exit code, after a
 * complaint. host_free() is needed in either case.
 */
int host_load(struct host *host);
void host_free(struct host *host);

/* The exit code of a dump that failed, after a complaint; -EINTR without one if things
 * have changed meanwhile: what was told may never have been there at one time.
 */
int host_refused(const struct verdict *verdict);

/* Look until nothing has changed meanwhile, or say that it does all the time; an exit
 * code. @look begins anew each time.
 */
int host_look(int (*look)(void *arg), void *arg);

/* Its parts: rtnetlink, and the families of ILA; an exit code or -EINTR */
int host_load_routes(struct host *host);
int host_load_ila(struct host *host);

/* Room for one more behind the @n that an array has; NULL: no memory, which is noted. */
void *host_more(struct host *host, void *array, size_t n, size_t size);

const struct host_link *host_link(const struct host *host, __u32 index);

/* Its name for a shell, quoted; "?" if it has gone. @text as of shell_word(). */
const char *host_dev(const struct host *host, __u32 index, char *text);

/* The VRF that has the table? */
bool host_is_vrf(const struct host *host, __u32 table);

/* The route of lowest metric in a table for exactly this prefix; NULL: none. Those of
 * the same prefix follow it.
 */
const struct host_route *host_route_find(const struct host *host, __u32 table,
					 const struct in6_addr *dst, unsigned int len);
bool host_route_same(const struct host *host, const struct host_route *route,
		     __u32 table, const struct in6_addr *dst, unsigned int len);

/* The longest of a table that takes all of a prefix away from an ILA route: no longer
 * than @max, and not ILA.
 */
const struct host_route *host_route_covering(const struct host *host, __u32 table,
					     const struct in6_addr *dst,
					     unsigned int max, int longer_than);

/* The first of the local routes that take an address; NULL: none. */
const struct host_route *host_route_local(const struct host *host,
					  const struct in6_addr *addr);

/* The interface by which packets for the underlay leave, as those of ILA routes do, or by
 * default; 0: it cannot be told.
 */
__u32 host_way_out(const struct host *host);

/* Of a SIR prefix; NULL: nothing is known of it. host_sir_get() makes it. */
struct host_sir *host_sir_find(const struct host *host, const void *prefix);
struct host_sir *host_sir_get(struct host *host, const void *prefix);

/* The locators of this host that are these eight bytes: the first, and its end */
const struct host_in *host_in_find(const struct host *host, const void *locator);
bool host_in_same(const struct host *host, const struct host_in *in,
		  const void *locator);

struct host_vnid *host_vnid_find(const struct host *host, __u32 vnid);

/* Is an address inside a prefix? */
bool prefix_has(const struct in6_addr *prefix, unsigned int len,
		const struct in6_addr *addr);

/* ADDRESS/LENGTH */
const char *prefix_print(const struct in6_addr *addr, unsigned int len,
			 char text[PREFIX_TEXT]);

/* The mode as a word; "?" for one from a newer kernel */
const char *csum_mode_name(__u32 mode);

/* Do the identifiers of the mode reserve the word ffff? */
bool csum_mode_neutral(__u32 mode);

/* A number of the host's that is in a file; -1: it is not there. */
long host_number(const char *path);

#endif
