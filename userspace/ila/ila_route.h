/* SPDX-License-Identifier: GPL-2.0 */
/* ILA routes: the words of the command line for what rtnetlink has numbers for. */
#ifndef IDLOC_ILA_ROUTE_H
#define IDLOC_ILA_ROUTE_H

#include <stdbool.h>
#include <linux/types.h>
#include <netinet/in.h>

#include "command.h"
#include "nl.h"

/* a word and its number */
struct route_word {
	const char *name;
	__u8 value;
};

/* Each ends with a NULL name. */
extern const struct route_word ila_csum_modes[];
extern const struct route_word ila_ident_types[];
extern const struct route_word ila_hook_types[];

/**
 * struct route - an ILA route with one nexthop; what nobody has said is 0
 * @dst: where to; this and the next three name the route
 * @table: number of the routing table
 * @metric: what routes of one destination differ in
 * @dst_len: length of the prefix
 * @proto: who has made it, RTPROT_*
 * @weight: of the nexthop among others, 1 and up
 * @onlink: the gateway is on the link, whatever its address
 * @mapped: the mapping table has the locator, which is 0 here
 * @locator: eight bytes as they are sent
 * @via: gateway
 * @src: source of the host's own packets
 * @dev: number of the interface
 * @underlay_table: where the way to the locator is looked up
 * @vnid: number of the virtual network
 * @mixed: of the kernel: it has nexthops that are no ILA routes
 */
struct route {
	struct in6_addr dst;
	__u32 table;
	__u32 metric;
	__u8 dst_len;
	__u8 proto;
	__u8 weight;
	bool mapped;
	__u8 locator[8];
	bool onlink;
	bool has_locator;
	bool has_csum_mode;
	bool has_ident_type;
	bool has_via;
	bool has_src;
	bool has_vnid;
	__u8 csum_mode;
	__u8 ident_type;
	__u8 hook_type;
	struct in6_addr via;
	struct in6_addr src;
	__u32 dev;
	__u32 underlay_table;
	__u32 vnid;
	bool mixed;
};

void route_init(struct route *route);

/* The words behind "ila route add" in the namespace that was entered; complains. @del:
 * those behind "ila route del".
 */
bool route_parse(struct conn *conn, struct args *args, bool del, struct route *route);

/* Put it into a message of rtnetlink; NULL, and @msg is freed, without memory. */
struct nl_msg *route_fill(struct nl_msg *msg, const struct route *route);

/* Its number, of what there is no word for, too */
bool route_word_parse(const char *word, const struct route_word *words, __u8 *value);

/* Its word, or NULL */
const char *route_word_name(const struct route_word *words, __u8 value);

/* Enter the namespace and open rtnetlink; an exit code. */
int ila_route_open(struct ctx *ctx, struct conn *conn);

int ila_route_show(struct ctx *ctx, struct args *args, const struct command *command);

#endif
