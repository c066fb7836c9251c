/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Locators that mappings lead to. Each is an object of its own, so that all its mappings
 * move by one write.
 */
#ifndef IDLOC_ILA_LOCATOR_H
#define IDLOC_ILA_LOCATOR_H

#include <linux/rhashtable-types.h>
#include <linux/types.h>

#include "underlay.h"
#include "view.h"

struct ila_map;
struct ila_net;
struct netlink_ext_ack;

/* Its terminating zero included. */
#define ILA_LOCATOR_NAME	32

/* Locators of a namespace, and of all together. */
#define ILA_LOCATORS_MAX	65536
#define ILA_LOCATORS_MAX_GLOBAL	262144

/**
 * struct ila_locator_value - what a locator is at a time
 * @rcu: for freeing
 * @underlay: where it leads
 * @upper: bytes b0 to b7 of addresses on the wire
 * @sum: what a sum loses when these come in the place of zeros, idloc_csum_sum64(~upper)
 *
 * Immutable but for the insides of @underlay; freed after a grace period.
 */
struct ila_locator_value {
	struct rcu_head rcu;
	struct ila_underlay underlay;
	__be64 upper;
	u16 sum;
};

/**
 * struct ila_locator_key - what a locator is found by
 * @name: padded with zeros; empty for one that is known by its value only
 * @upper: the value then; else 0
 */
struct ila_locator_key {
	char name[ILA_LOCATOR_NAME];
	__be64 upper;
};

/**
 * struct ila_locator - a locator
 * @node: place in ila_locators.table
 * @rcu: for freeing
 * @key: its name or value
 * @value: in each view; written under ila_net.lock, read by packets
 * @staged: the next one that the transaction has changed
 * @here: it is this host's: what arrives there; else NULL. The mapping from wire to SIR
 *	form that sends packets to arrive.c
 * @users: mappings that have it, in whatever view
 * @wanted: those of them that are in the view that changes go to
 * @hidden: views that it is not in
 * @is_staged: is it in the list that @staged makes
 *
 * Guarded by ila_net.lock but for @value and @hidden; freed after a grace period.
 */
struct ila_locator {
	struct rhash_head node;
	struct rcu_head rcu;
	struct ila_locator_key key;
	struct ila_locator_value __rcu *value[ILA_VIEWS];
	struct ila_locator *staged;
	struct ila_map *here;
	unsigned int users;
	unsigned int wanted;
	u8 hidden;
	bool is_staged;
};

/**
 * struct ila_locators - the locators of a namespace
 * @table: all of them
 * @count: how many
 * @staged: first of those that the transaction has changed
 *
 * Written under ila_net.lock.
 */
struct ila_locators {
	struct rhashtable table;
	unsigned int count;
	struct ila_locator *staged;
};

int ila_locators_init(struct ila_locators *locators);
void ila_locators_close(struct ila_locators *locators);
void ila_locators_destroy(struct ila_locators *locators);

struct ila_locator *ila_locator_find(struct ila_net *ilan, const char *name);
struct ila_locator *ila_locator_named(struct ila_net *ilan, const char *name);
struct ila_locator *ila_locator_get(struct ila_net *ilan, const char *name,
				    __be64 upper, struct netlink_ext_ack *extack);
void ila_locator_put(struct ila_net *ilan, struct ila_locator *locator);

int ila_locator_add(struct ila_net *ilan, const char *name, __be64 upper,
		    bool local, struct netlink_ext_ack *extack);
int ila_locator_set(struct ila_net *ilan, struct ila_locator *locator,
		    __be64 upper, struct netlink_ext_ack *extack);
int ila_locator_del(struct ila_net *ilan, struct ila_locator *locator,
		    struct netlink_ext_ack *extack);

void ila_locators_settle(struct ila_net *ilan, bool committed);

/**
 * ila_locator_upper() - what a locator is
 * @locator: the locator
 * @view: 0 or 1
 *
 * Caller holds rcu_read_lock().
 *
 * Return: bytes b0 to b7, as they are on the wire.
 */
static inline __be64 ila_locator_upper(const struct ila_locator *locator,
				       unsigned int view)
{
	return rcu_dereference(locator->value[view])->upper;
}

#endif /* IDLOC_ILA_LOCATOR_H */
