/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The mapping table: from locators to SIR prefixes.
 */
#ifndef IDLOC_ILA_MAP_H
#define IDLOC_ILA_MAP_H

#include <linux/bitmap.h>
#include <linux/bits.h>
#include <linux/hash.h>
#include <linux/rhashtable.h>

#include "rewrite.h"

/* As many mappings as the in-tree module allows. */
#define ILA_MAPS_MAX		1048576

#define ILA_FILTER_BITS		8
#define ILA_FILTER_SIZE		BIT(ILA_FILTER_BITS)

/**
 * struct ila_map - one mapping
 * @node: place in ila_maps.table
 * @rcu: for freeing
 * @rewrite: what happens to a destination
 * @locator: bytes b0 to b7 that it matches, as they are on the wire; the key
 * @ifindex: interface that the packet must have come in by, 0 for any
 * @ident_type: ILA_ATYPE_*, as configured; not used
 *
 * Immutable once in the table; freed after a grace period.
 */
struct ila_map {
	struct rhlist_head node;
	struct rcu_head rcu;
	struct ila_rewrite rewrite;
	__be64 locator;
	int ifindex;
	u8 ident_type;
};

/**
 * struct ila_maps - the mappings of a namespace
 * @filter: says of most locators without a mapping that they have none, before
 *	the table is asked; a set bit may be wrong, a clear one is not
 * @filter_users: mappings behind each bit of @filter
 * @table: all mappings by locator
 * @count: number of mappings
 * @generation: changes with every change, never 0
 *
 * Written under ila_net.lock. @filter and @table are read by packets under
 * rcu_read_lock(), @generation by dumps with READ_ONCE().
 */
struct ila_maps {
	DECLARE_BITMAP(filter, ILA_FILTER_SIZE);
	u32 filter_users[ILA_FILTER_SIZE];
	struct rhltable table;
	unsigned int count;
	unsigned int generation;
};

/**
 * ila_maps_bit() - the filter bit of a locator
 * @locator: as it is on the wire
 *
 * Return: its index.
 */
static inline unsigned int ila_maps_bit(__be64 locator)
{
	return hash_64((__force u64)locator, ILA_FILTER_BITS);
}

/**
 * ila_maps_maybe() - may a locator have a mapping
 * @maps: the table
 * @locator: as it is on the wire
 *
 * Any context.
 *
 * Return: false if it has none.
 */
static inline bool ila_maps_maybe(const struct ila_maps *maps, __be64 locator)
{
	return test_bit(ila_maps_bit(locator), maps->filter);
}

int ila_maps_init(struct ila_maps *maps);
void ila_maps_destroy(struct ila_maps *maps);

int ila_maps_add(struct ila_maps *maps, struct ila_map *map);
struct ila_map *ila_maps_get(struct ila_maps *maps, __be64 locator, int ifindex);
struct ila_map *ila_maps_match(struct ila_maps *maps, __be64 locator, int ifindex);
void ila_maps_del(struct ila_maps *maps, struct ila_map *map);
void ila_maps_flush(struct ila_maps *maps);

#endif /* IDLOC_ILA_MAP_H */
