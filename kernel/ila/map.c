// SPDX-License-Identifier: GPL-2.0
/*
 * The mapping table: from locators to SIR prefixes.
 *
 * The key is the locator; several mappings may share one if they are for
 * different interfaces. Keys come from packets, so the table's own random seed
 * and its limit on chains are left on.
 */
#include "map.h"

#include <linux/sched.h>
#include <linux/slab.h>

#include "../compat/compat.h"

/* Stands for "more than one"; never looked into. */
struct ila_map ila_map_several;

static const struct rhashtable_params ila_maps_params = {
	.head_offset = offsetof(struct ila_map, node),
	.key_offset = offsetof(struct ila_map, locator),
	.key_len = sizeof_field(struct ila_map, locator),
	.max_size = ILA_MAPS_MAX,
	.automatic_shrinking = true,
};

/**
 * ila_maps_init() - an empty table
 * @maps: to initialise; zeroed
 *
 * May sleep.
 *
 * Return: 0 or -ENOMEM.
 */
int ila_maps_init(struct ila_maps *maps)
{
	maps->generation = 1;
	return rhltable_init(&maps->table, &ila_maps_params);
}

static void free_now(void *map, void *unused)
{
	kfree(map);
}

/**
 * ila_maps_destroy() - free the table with all that is in it
 * @maps: nobody reads or writes it any more
 *
 * May sleep.
 */
void ila_maps_destroy(struct ila_maps *maps)
{
	rhltable_free_and_destroy(&maps->table, free_now, NULL);
}

static void changed(struct ila_maps *maps)
{
	WRITE_ONCE(maps->generation, maps->generation + 1 ?: 1);
}

static struct ila_shortcut *shortcut_of(struct ila_maps *maps, __be64 locator)
{
	return &maps->shortcut[hash_64((__force u64)locator, ILA_SHORTCUT_BITS)];
}

/* When the table has the mapping: the shortcut may send packets there. */
static void shortcut_add(struct ila_maps *maps, struct ila_map *map)
{
	struct ila_shortcut *s = shortcut_of(maps, map->locator);

	rcu_assign_pointer(s->only, s->users++ ? &ila_map_several : map);
}

/* "Several" stays until all are gone: it is never wrong. */
static void shortcut_del(struct ila_maps *maps, const struct ila_map *map)
{
	struct ila_shortcut *s = shortcut_of(maps, map->locator);

	if (!--s->users)
		RCU_INIT_POINTER(s->only, NULL);
}

/**
 * ila_maps_add() - put a mapping into the table
 * @maps: the table
 * @map: complete; the table's from now on if this succeeds
 *
 * Caller holds ila_net.lock. May sleep.
 *
 * Return: 0, -EEXIST if there is one for the same locator and interface, or what
 * the hash table says (-ENOMEM; -E2BIG for more than ILA_MAPS_MAX).
 */
int ila_maps_add(struct ila_maps *maps, struct ila_map *map)
{
	int err;

	rcu_read_lock();
	err = ila_maps_get(maps, map->locator, map->ifindex) ? -EEXIST : 0;
	rcu_read_unlock();
	if (err)
		return err;
	if (maps->count >= ILA_MAPS_MAX)
		return -E2BIG;

	err = rhltable_insert(&maps->table, &map->node, ila_maps_params);
	if (err)
		return err;
	shortcut_add(maps, map);
	maps->count++;
	changed(maps);
	return 0;
}

/**
 * ila_maps_get() - the mapping of exactly this locator and interface
 * @maps: the table
 * @locator: as it is on the wire
 * @ifindex: 0 for the mapping of all interfaces
 *
 * Caller holds rcu_read_lock().
 *
 * Return: the mapping, or NULL.
 */
struct ila_map *ila_maps_get(struct ila_maps *maps, __be64 locator, int ifindex)
{
	struct rhlist_head *list, *pos;
	struct ila_map *map;

	list = rhltable_lookup(&maps->table, &locator, ila_maps_params);
	rhl_for_each_entry_rcu(map, pos, list, node) {
		if (map->ifindex == ifindex)
			return map;
	}
	return NULL;
}

/**
 * ila_maps_find() - the mapping for a packet, where there is no shortcut
 * @maps: the table
 * @locator: of its destination, as it is on the wire
 * @ifindex: interface that it came in by
 *
 * The out-of-line part of ila_maps_match(). Caller holds rcu_read_lock().
 *
 * Return: the mapping, or NULL.
 */
struct ila_map *ila_maps_find(struct ila_maps *maps, __be64 locator, int ifindex)
{
	struct ila_map *map, *any = NULL;
	struct rhlist_head *list, *pos;

	list = rhltable_lookup(&maps->table, &locator, ila_maps_params);
	rhl_for_each_entry_rcu(map, pos, list, node) {
		if (map->ifindex == ifindex)
			return map;
		if (!map->ifindex)
			any = map;
	}
	return any;
}

/**
 * ila_maps_del() - take a mapping out and free it when nobody reads it
 * @maps: the table
 * @map: in the table
 *
 * Caller holds ila_net.lock.
 */
void ila_maps_del(struct ila_maps *maps, struct ila_map *map)
{
	shortcut_del(maps, map);
	rhltable_remove(&maps->table, &map->node, ila_maps_params);
	maps->count--;
	changed(maps);
	kfree_rcu(map, rcu);
}

/* Let others run now and then: a million mappings take a while. */
static void walk_pause(struct rhashtable_iter *iter)
{
	rhashtable_walk_stop(iter);
	cond_resched();
	rhashtable_walk_resume(iter);
}

/* False if there was none. Local locators stay: they are more than this. */
static bool flush_walk(struct ila_maps *maps)
{
	struct rhashtable_iter iter;
	unsigned int seen = 0;
	struct ila_map *map;
	bool some = false;

	rhltable_walk_enter(&maps->table, &iter);
	rhashtable_walk_resume(&iter);
	while ((map = rhashtable_walk_next(&iter))) {
		/* An error: the table is being resized, the walk starts again. */
		if (!IS_ERR(map) && !map->here) {
			ila_maps_del(maps, map);
			some = true;
		}
		if (!(++seen % 1024))
			walk_pause(&iter);
	}
	rhashtable_walk_stop(&iter);
	rhashtable_walk_exit(&iter);
	return some;
}

/**
 * ila_maps_flush() - take all mappings out that say all by themselves
 * @maps: the table
 *
 * Caller holds ila_net.lock. May sleep.
 */
void ila_maps_flush(struct ila_maps *maps)
{
	while (flush_walk(maps))
		;
}
