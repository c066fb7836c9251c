// SPDX-License-Identifier: GPL-2.0
/*
 * The reverse map: which SIR prefixes do ILA routes send to a locator?
 *
 * An ICMPv6 error quotes a wire address, from which nothing says what it was
 * before. Every route that tells its SIR prefix (a destination of /64 or longer) is
 * recorded here, those that agree in one record, and gives the candidates; the
 * routing table has the last word (icmp.c).
 *
 * One map for all namespaces: a route, and with it its record, may outlive its
 * namespace. It grows by what userspace configures, never by packets.
 */
#include "reverse.h"

#include <linux/err.h>
#include <linux/rhashtable.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static const struct rhashtable_params reverse_params = {
	.head_offset = offsetof(struct ila_reverse, node),
	.key_offset = offsetof(struct ila_reverse, key),
	/* Without padding at the end. */
	.key_len = offsetofend(struct ila_reverse_key, net),
	.automatic_shrinking = true,
};

static struct rhltable reverse_map;

/* Every change of the map, and the users of what is in it. */
static DEFINE_SPINLOCK(reverse_lock);

/**
 * ila_reverse_init() - make the map
 *
 * May sleep.
 *
 * Return: 0 or -ENOMEM.
 */
int ila_reverse_init(void)
{
	return rhltable_init(&reverse_map, &reverse_params);
}

/**
 * ila_reverse_exit() - free the map, which is empty: no route is left
 *
 * May sleep.
 */
void ila_reverse_exit(void)
{
	rhltable_destroy(&reverse_map);
}

/**
 * ila_reverse_find() - the candidates for a locator
 * @net: the namespace
 * @locator: as it is on the wire
 *
 * Caller holds rcu_read_lock().
 *
 * Return: a list for rhl_for_each_entry_rcu() of struct ila_reverse, or NULL.
 */
struct rhlist_head *ila_reverse_find(const struct net *net, __be64 locator)
{
	struct ila_reverse_key key = { .net = net, .locator = locator };

	return rhltable_lookup(&reverse_map, &key, reverse_params);
}

/* The record of such routes if there is one; counts those of the locator. */
static struct ila_reverse *look_up(const struct net *net, __be64 locator,
				   __be64 prefix, u8 csum_mode, u32 table,
				   unsigned int *others)
{
	struct rhlist_head *list, *pos;
	struct ila_reverse *reverse;

	lockdep_assert_held(&reverse_lock);
	list = ila_reverse_find(net, locator);
	rhl_for_each_entry_rcu(reverse, pos, list, node) {
		if (reverse->rewrite.upper == prefix && reverse->table == table &&
		    reverse->rewrite.csum_mode == csum_mode)
			return reverse;
		++*others;
	}
	return NULL;
}

static struct ila_reverse *insert(const struct net *net, __be64 locator,
				  __be64 prefix, u8 csum_mode, u32 table)
{
	struct ila_reverse *reverse;
	int err;

	reverse = kzalloc(sizeof(*reverse), GFP_ATOMIC | __GFP_ACCOUNT);
	if (!reverse)
		return ERR_PTR(-ENOMEM);
	reverse->key.net = net;
	reverse->key.locator = locator;
	ila_rewrite_init(&reverse->rewrite, prefix, csum_mode);
	ila_rewrite_fix(&reverse->rewrite, locator, false);
	reverse->table = table;
	reverse->users = 1;
	err = rhltable_insert(&reverse_map, &reverse->node, reverse_params);
	if (!err)
		return reverse;
	kfree(reverse);
	/* The map is being rebuilt: without a record, packets tell. */
	return err == -EBUSY ? NULL : ERR_PTR(err);
}

/**
 * ila_reverse_add() - there is one more route
 * @net: its namespace
 * @locator: where it leads, as it is on the wire
 * @prefix: upper half of its destination
 * @csum_mode: ILA_CSUM_*
 * @table: the routing table that it goes to
 *
 * Does not sleep.
 *
 * Return: the record that it shares, for ila_reverse_del(); NULL if the locator
 * has too many already, or the map cannot take one now; an error pointer, -ENOMEM
 * or -E2BIG, if there is no room.
 */
struct ila_reverse *ila_reverse_add(const struct net *net, __be64 locator,
				    __be64 prefix, u8 csum_mode, u32 table)
{
	struct ila_reverse *reverse;
	unsigned int others = 0;

	spin_lock_bh(&reverse_lock);
	rcu_read_lock();
	reverse = look_up(net, locator, prefix, csum_mode, table, &others);
	if (reverse)
		reverse->users++;
	else if (others < ILA_REVERSE_MAX)
		reverse = insert(net, locator, prefix, csum_mode, table);
	rcu_read_unlock();
	spin_unlock_bh(&reverse_lock);
	return reverse;
}

/**
 * ila_reverse_del() - there is one route less
 * @reverse: what ila_reverse_add() has returned, NULL for nothing
 *
 * Does not sleep.
 */
void ila_reverse_del(struct ila_reverse *reverse)
{
	if (!reverse)
		return;
	spin_lock_bh(&reverse_lock);
	if (!--reverse->users) {
		rhltable_remove(&reverse_map, &reverse->node, reverse_params);
		kfree_rcu(reverse, rcu);
	}
	spin_unlock_bh(&reverse_lock);
}
