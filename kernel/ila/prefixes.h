/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The tenant prefixes of a namespace, whatever their scope.
 */
#ifndef IDLOC_ILA_PREFIXES_H
#define IDLOC_ILA_PREFIXES_H

#include <linux/hash.h>
#include <linux/rhashtable.h>

#include "sieve.h"
#include "virt.h"

/**
 * struct ila_prefixes - a set of tenant prefixes
 * @table: the prefixes, each with the number of virtual networks that have it
 * @sieve: in front of @table
 *
 * Written under ila_net.lock, read under rcu_read_lock().
 */
struct ila_prefixes {
	struct rhashtable table;
	struct ila_sieve sieve;
};

int ila_prefixes_init(struct ila_prefixes *set);
void ila_prefixes_destroy(struct ila_prefixes *set);

int ila_prefixes_get(struct ila_prefixes *set, const struct in6_addr *addr);
void ila_prefixes_put(struct ila_prefixes *set, const struct in6_addr *addr);
bool ila_prefixes_find(struct ila_prefixes *set, const struct in6_addr *addr);
bool ila_prefixes_shared(struct ila_prefixes *set, const struct in6_addr *addr);

/* Of the 64 bits that most tenants differ in; whoever makes them collide gains nothing but
 * a look into the table.
 */
static inline unsigned int ila_prefixes_hash(const struct in6_addr *addr)
{
	return hash_64((__force u64)ila_upper(addr), ILA_SIEVE_BITS);
}

/**
 * ila_prefixes_have() - does an address belong to a tenant
 * @set: the set
 * @addr: the address
 *
 * Caller holds rcu_read_lock().
 *
 * Return: true if its first 96 bits are in the set.
 */
static inline bool ila_prefixes_have(struct ila_prefixes *set,
				     const struct in6_addr *addr)
{
	return ila_sieve_may_have(&set->sieve, ila_prefixes_hash(addr)) &&
	       ila_prefixes_find(set, addr);
}

#endif /* IDLOC_ILA_PREFIXES_H */
