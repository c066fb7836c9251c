/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The reverse map: which SIR prefixes do ILA routes send to a locator?
 */
#ifndef IDLOC_ILA_REVERSE_H
#define IDLOC_ILA_REVERSE_H

#include <linux/rhashtable-types.h>
#include <net/net_namespace.h>

#include "rewrite.h"

/* Prefixes that one locator may have here, and that one error is tried with. */
#define ILA_REVERSE_MAX	64

/**
 * struct ila_reverse_key - what the map is asked with
 * @locator: as it is on the wire
 * @net: the namespace, a number: never looked into, it may be gone
 */
struct ila_reverse_key {
	__be64 locator;
	const struct net *net;
};

/**
 * struct ila_reverse - some ILA routes that have all of this in common
 * @node: in the map, with others for the same key
 * @rcu: to be freed
 * @key: where they lead
 * @rewrite: from there back to their SIR prefix, in their mode; fixed
 * @table: the routing table that they are in
 * @users: how many they are; guarded by the map's lock
 *
 * Immutable but for @users; freed after a grace period.
 */
struct ila_reverse {
	struct rhlist_head node;
	struct rcu_head rcu;
	struct ila_reverse_key key;
	struct ila_rewrite rewrite;
	u32 table;
	unsigned int users;
};

int ila_reverse_init(void);
void ila_reverse_exit(void);

struct ila_reverse *ila_reverse_add(const struct net *net, __be64 locator,
				    __be64 prefix, u8 csum_mode, u32 table);
void ila_reverse_del(struct ila_reverse *reverse);
struct rhlist_head *ila_reverse_find(const struct net *net, __be64 locator);

#endif /* IDLOC_ILA_REVERSE_H */
