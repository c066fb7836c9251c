/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The mapping table: from locators to SIR prefixes.
 */
#ifndef IDLOC_ILA_MAP_H
#define IDLOC_ILA_MAP_H

#include <linux/bits.h>
#include <linux/hash.h>
#include <linux/rhashtable.h>

#include "rewrite.h"

struct ila_locator;

/* As many mappings as the in-tree module allows. */
#define ILA_MAPS_MAX		1048576

#define ILA_SHORTCUT_BITS	8
#define ILA_SHORTCUTS		BIT(ILA_SHORTCUT_BITS)

/**
 * struct ila_map - one mapping
 * @node: place in ila_maps.table
 * @rcu: for freeing
 * @rewrite: what happens to a destination
 * @locator: bytes b0 to b7 that it matches, as they are on the wire; the key
 * @ifindex: interface that the packet must have come in by, 0 for any
 * @here: a local locator whose mappings say more; NULL if this says all
 * @ident_type: ILA_ATYPE_*, as configured. Where there are virtual networks,
 *	ILA_ATYPE_USE_FORMAT says that the type bits of an address count; else all
 *	are treated alike, as the in-tree module does
 *
 * Immutable once in the table; freed after a grace period.
 */
struct ila_map {
	struct rhlist_head node;
	struct rcu_head rcu;
	struct ila_rewrite rewrite;
	__be64 locator;
	struct ila_locator *here;
	int ifindex;
	u8 ident_type;
};

/**
 * struct ila_shortcut - what a hash of a locator says at once
 * @only: the only mapping whose locator has this hash; NULL if there is none,
 *	ila_map_several if the table has to be asked
 * @users: number of mappings whose locators have this hash
 *
 * @only is written under ila_net.lock and read under rcu_read_lock(); @users is
 * guarded by ila_net.lock.
 */
struct ila_shortcut {
	struct ila_map __rcu *only;
	unsigned int users;
};

/**
 * struct ila_maps - the mappings of a namespace
 * @shortcut: answers for most packets, with or without a mapping, before the
 *	table is asked
 * @table: all mappings by locator
 * @count: number of mappings
 * @generation: changes with every change, never 0
 *
 * Written under ila_net.lock. @table is read by packets under rcu_read_lock(),
 * @generation by dumps with READ_ONCE().
 */
struct ila_maps {
	struct ila_shortcut shortcut[ILA_SHORTCUTS];
	struct rhltable table;
	unsigned int count;
	unsigned int generation;
};

extern struct ila_map ila_map_several;

struct ila_map *ila_maps_find(struct ila_maps *maps, __be64 locator, int ifindex);

/**
 * ila_maps_match() - the mapping for a packet
 * @maps: the table
 * @locator: of its destination, as it is on the wire
 * @ifindex: interface that it came in by
 *
 * A mapping for the interface wins over one for all interfaces. Caller holds
 * rcu_read_lock().
 *
 * Return: the mapping, or NULL.
 */
static inline struct ila_map *ila_maps_match(struct ila_maps *maps,
					     __be64 locator, int ifindex)
{
	u32 hash = hash_64((__force u64)locator, ILA_SHORTCUT_BITS);
	struct ila_map *map = rcu_dereference(maps->shortcut[hash].only);

	if (likely(!map))
		return NULL;
	if (unlikely(map == &ila_map_several))
		return ila_maps_find(maps, locator, ifindex);
	if (map->locator != locator || (map->ifindex && map->ifindex != ifindex))
		return NULL;
	return map;
}

int ila_maps_init(struct ila_maps *maps);
void ila_maps_destroy(struct ila_maps *maps);

int ila_maps_add(struct ila_maps *maps, struct ila_map *map);
struct ila_map *ila_maps_get(struct ila_maps *maps, __be64 locator, int ifindex);
void ila_maps_del(struct ila_maps *maps, struct ila_map *map);
void ila_maps_flush(struct ila_maps *maps);

#endif /* IDLOC_ILA_MAP_H */
