// SPDX-License-Identifier: GPL-2.0
/*
 * Mappings whose time comes.
 *
 * They are in a tree by the time when they go, and a work item sleeps until the first of
 * them does. While a transaction is open they wait for its end: it may have plans.
 */
#include "expiry.h"

#include <linux/jiffies.h>

#include "net.h"
#include "table.h"
#include "map_event.h"

static bool goes_first(struct rb_node *a, const struct rb_node *b)
{
	return time_before(rb_entry(a, struct ila_mapping, expiry)->expires,
			   rb_entry(b, struct ila_mapping, expiry)->expires);
}

static struct ila_mapping *first_of(const struct ila_table *table)
{
	struct rb_node *node = rb_first_cached(&table->expiry);

	return node ? rb_entry(node, struct ila_mapping, expiry) : NULL;
}

static void wait_for(struct ila_table *table, const struct ila_mapping *m)
{
	unsigned long now = jiffies;

	mod_delayed_work(system_power_efficient_wq, &table->expire,
			 time_after(m->expires, now) ? m->expires - now : 1);
}

/* One at a time, so that others come to the lock in between. */
static bool expire_one(struct ila_net *ilan)
{
	struct ila_table *table = &ilan->table;
	struct ila_mapping *m;
	bool more = false;

	mutex_lock(&ilan->lock);
	m = first_of(table);
	if (m && table->views.open) {
		mod_delayed_work(system_power_efficient_wq, &table->expire, HZ);
	} else if (m && time_after(m->expires, jiffies)) {
		wait_for(table, m);
	} else if (m) {
		ila_mapping_notify(ilan, m, IDLOC_ILA_CMD_MAP_EXPIRE_NTF);
		ila_table_remove(ilan, m);
		more = true;
	}
	mutex_unlock(&ilan->lock);
	return more;
}

static void expire(struct work_struct *work)
{
	struct ila_table *table = container_of(to_delayed_work(work),
					       struct ila_table, expire);
	struct ila_net *ilan = container_of(table, struct ila_net, table);

	while (expire_one(ilan))
		cond_resched();
}

/**
 * ila_expiry_init() - nothing has a lifetime
 * @table: the table
 */
void ila_expiry_init(struct ila_table *table)
{
	table->expiry = RB_ROOT_CACHED;
	INIT_DELAYED_WORK(&table->expire, expire);
}

/**
 * ila_expiry_begin() - a lifetime begins
 * @m: not in a table yet; whether it has a lifetime or not
 */
void ila_expiry_begin(struct ila_mapping *m)
{
	m->expires = jiffies + min_t(u64, (u64)m->lifetime * HZ, MAX_JIFFY_OFFSET);
}

/**
 * ila_expiry_add() - packets have a mapping from now on
 * @table: the table
 * @m: in it; whether it has a lifetime or not
 *
 * Caller holds ila_net.lock.
 */
void ila_expiry_add(struct ila_table *table, struct ila_mapping *m)
{
	if (!m->lifetime)
		return;
	rb_add_cached(&m->expiry, &table->expiry, goes_first);
	if (first_of(table) == m)
		wait_for(table, m);
}

/**
 * ila_expiry_del() - they have not any more
 * @table: the table
 * @m: in it; whether ila_expiry_add() was told of it or not
 *
 * Caller holds ila_net.lock.
 */
void ila_expiry_del(struct ila_table *table, struct ila_mapping *m)
{
	if (RB_EMPTY_NODE(&m->expiry))
		return;
	rb_erase_cached(&m->expiry, &table->expiry);
	RB_CLEAR_NODE(&m->expiry);
}
