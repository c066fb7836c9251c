// SPDX-License-Identifier: GPL-2.0
/*
 * The mapping table.
 *
 * One hash table by address. Mappings of the same address, for different interfaces, of
 * different sources or in different views of the table, hang on one another; the best
 * one is used. Keys are chosen by anybody, so the hash has a secret, and the table's own
 * limit on chains is left on.
 */
#include "table.h"

#include <linux/atomic.h>
#include <linux/hash.h>
#include <linux/random.h>
#include <linux/rhashtable.h>
#include <net/netlink.h>

#include "expiry.h"
#include "net.h"
#include "vnid.h"
#include "map_event.h"

/* Mappings of all namespaces: whoever can make namespaces can make many. */
static atomic_t ila_mappings_global;

/* Secret, of the host; the table has a seed of its own beside it. */
static u32 secret[sizeof(struct ila_mapping_key) / sizeof(u32)] __read_mostly;

/* A universal hash (NH, as in RFC 4418 section 5.2): whatever two keys somebody chooses,
 * without the secret they collide once in 2^32. It costs three multiplications.
 */
static __always_inline u32 hash_words(const struct ila_mapping_key *key, u32 seed)
{
	const u32 *w = (const u32 *)key;
	u64 sum;

	sum = (u64)(w[0] + secret[0]) * (w[1] + secret[1]) +
	      (u64)(w[2] + secret[2]) * (w[3] + secret[3]) +
	      (u64)(w[4] + secret[4]) * (w[5] + secret[5]);
	return hash_64(sum ^ seed, 32);
}

/**
 * ila_table_secret() - before the first table
 *
 * Any context.
 */
void ila_table_secret(void)
{
	get_random_bytes(secret, sizeof(secret));
}

static u32 hash_key(const void *key, u32 len, u32 seed)
{
	return hash_words(key, seed);
}

static u32 hash_of(const void *obj, u32 len, u32 seed)
{
	const struct ila_mapping *m = obj;

	return hash_words(&m->key, seed);
}

static int differs(struct rhashtable_compare_arg *arg, const void *obj)
{
	const struct ila_mapping_key *want = arg->key;
	const struct ila_mapping *m = obj;

	return !ipv6_addr_equal(&m->key.addr, &want->addr) ||
	       m->key.vnid != want->vnid || m->key.bits != want->bits;
}

static const struct rhashtable_params by_addr_params = {
	.head_offset = offsetof(struct ila_mapping, node),
	.key_offset = offsetof(struct ila_mapping, key),
	.key_len = sizeof(struct ila_mapping_key),
	.hashfn = hash_key,
	.obj_hashfn = hash_of,
	.obj_cmpfn = differs,
	.max_size = ILA_MAPPINGS_MAX,
	.automatic_shrinking = true,
};

/* ---- packets --------------------------------------------------------------------- */

/* Its own interface first, then the number, then the one that came last. */
static bool is_better(const struct ila_mapping *m, const struct ila_mapping *best)
{
	if (!best)
		return true;
	if (!m->ifindex != !best->ifindex)
		return m->ifindex;
	return m->priority < best->priority;
}

/* Usually there is one, for all, and in both views. */
static __always_inline struct ila_mapping *
best_of(struct rhlist_head *list, int scope, unsigned int view)
{
	struct ila_mapping *m, *best = NULL;
	struct rhlist_head *pos;

	rhl_for_each_entry_rcu(m, pos, list, node) {
		if (ila_view_has(m->hidden, view) &&
		    (!m->ifindex || m->ifindex == scope) && is_better(m, best))
			best = m;
	}
	return best;
}

/**
 * ila_table_exact() - the mapping of an address alone
 * @table: the table
 * @addr: in SIR form, or as the tenant has it
 * @vnid: the tenant's virtual network, or ILA_NO_VNID
 * @scope: interface that the packet has come in by, or VRF that it is in; 0 for none
 * @view: ila_view_now()
 *
 * Caller holds rcu_read_lock().
 *
 * Return: the mapping, or NULL.
 */
struct ila_mapping *ila_table_exact(struct ila_table *table,
				    const struct in6_addr *addr, u32 vnid,
				    int scope, unsigned int view)
{
	struct ila_mapping_key key = { .addr = *addr, .vnid = vnid, .bits = 128 };

	return best_of(rhltable_lookup(&table->by_addr, &key, by_addr_params),
		       scope, view);
}

/**
 * ila_table_prefix() - the mapping of the prefix that an address is in
 * @table: the table
 * @addr: in SIR form, or as the tenant has it
 * @vnid: the tenant's virtual network, or ILA_NO_VNID
 * @scope: interface that the packet has come in by, or VRF that it is in; 0 for none
 * @view: ila_view_now()
 *
 * Caller holds rcu_read_lock().
 *
 * Return: the mapping, or NULL.
 */
struct ila_mapping *ila_table_prefix(struct ila_table *table,
				     const struct in6_addr *addr, u32 vnid,
				     int scope, unsigned int view)
{
	struct ila_mapping_key key = {
		.vnid = vnid,
		.bits = vnid == ILA_NO_VNID ? ILA_LOCATOR_LEN : ILA_TENANT_LEN,
	};

	ila_set_upper(&key.addr, ila_upper(addr));
	if (vnid != ILA_NO_VNID)
		key.addr.s6_addr32[2] = addr->s6_addr32[2];
	return best_of(rhltable_lookup(&table->by_addr, &key, by_addr_params),
		       scope, view);
}

/* ---- birth and death ------------------------------------------------------------- */

/**
 * ila_table_init() - no mappings
 * @table: to initialise; zeroed
 *
 * May sleep.
 *
 * Return: 0 or -ENOMEM.
 */
int ila_table_init(struct ila_table *table)
{
	int err = rhltable_init(&table->by_addr, &by_addr_params);

	if (err)
		return err;
	err = ila_locators_init(&table->locators);
	if (err) {
		rhltable_destroy(&table->by_addr);
		return err;
	}
	ila_expiry_init(table);
	table->staged_tail = &table->staged;
	table->generation = 1;
	return 0;
}

/**
 * ila_table_close() - packets find nothing from now on
 * @table: of a namespace that goes; nobody writes it any more
 *
 * Routes of its namespace are let go of, before their devices do. May sleep.
 */
void ila_table_close(struct ila_table *table)
{
	cancel_delayed_work_sync(&table->expire);
	WRITE_ONCE(table->closed, true);
	if (!table->locators.count)
		return;
	synchronize_rcu();
	ila_locators_close(&table->locators);
}

static void free_now(void *m, void *unused)
{
	atomic_dec(&ila_mappings_global);
	ila_mapping_free(m);
}

/**
 * ila_table_destroy() - free the table with all that is in it
 * @table: nobody reads or writes it any more
 *
 * May sleep.
 */
void ila_table_destroy(struct ila_table *table)
{
	rhltable_free_and_destroy(&table->by_addr, free_now, NULL);
	ila_locators_destroy(&table->locators);
}

/**
 * ila_table_changed() - what has been dumped so far is not all of one state
 * @table: the table
 *
 * Caller holds ila_net.lock.
 */
void ila_table_changed(struct ila_table *table)
{
	WRITE_ONCE(table->generation, table->generation + 1 ?: 1);
}

/* ---- changes --------------------------------------------------------------------- */

/**
 * ila_table_same() - the mapping of an address, scope and source
 * @table: the table
 * @key: the address
 * @ifindex: the scope
 * @source: the source
 * @view: 0 or 1
 *
 * Caller holds ila_net.lock or rcu_read_lock().
 *
 * Return: the mapping if it is in this view, or NULL.
 */
struct ila_mapping *ila_table_same(struct ila_table *table,
				   const struct ila_mapping_key *key,
				   int ifindex, u8 source, unsigned int view)
{
	struct ila_mapping *m, *same = NULL;
	struct rhlist_head *list, *pos;

	rcu_read_lock();
	list = rhltable_lookup(&table->by_addr, key, by_addr_params);
	rhl_for_each_entry_rcu(m, pos, list, node) {
		if (m->ifindex != ifindex || m->source != source ||
		    !ila_view_has(m->hidden, view))
			continue;
		same = m;
		break;
	}
	rcu_read_unlock();
	return same;
}

static bool is_crowded(struct ila_table *table, const struct ila_mapping_key *key)
{
	struct rhlist_head *list, *pos;
	struct ila_mapping *m;
	unsigned int n = 0;

	rcu_read_lock();
	list = rhltable_lookup(&table->by_addr, key, by_addr_params);
	/* Those that came and went within a transaction do not count. */
	rhl_for_each_entry_rcu(m, pos, list, node)
		n += m->hidden != GENMASK(ILA_VIEWS - 1, 0);
	rcu_read_unlock();
	return n >= ILA_MAPPINGS_PER_KEY;
}

/* @old: makes room right away, or NULL */
static int check_room(struct ila_table *table, const struct ila_mapping *m,
		      const struct ila_mapping *old,
		      struct netlink_ext_ack *extack)
{
	if (old && !table->views.open)
		return 0;
	if (table->count >= ILA_MAPPINGS_MAX) {
		NL_SET_ERR_MSG(extack, "ILA: too many mappings");
		return -E2BIG;
	}
	if (atomic_read(&ila_mappings_global) >= ILA_MAPPINGS_MAX_GLOBAL) {
		NL_SET_ERR_MSG(extack, "ILA: too many mappings on this host");
		return -ENOSPC;
	}
	if (is_crowded(table, &m->key)) {
		NL_SET_ERR_MSG(extack, "ILA: too many mappings of this address");
		return -E2BIG;
	}
	return 0;
}

static int sir_get(struct ila_table *table, const struct ila_mapping *m,
		   struct netlink_ext_ack *extack)
{
	int err;

	if (m->vnid)
		return 0;
	err = ila_sirs_get(&table->sirs, ila_upper(&m->key.addr), m->csum_mode);
	if (err)
		NL_SET_ERR_MSG(extack, "ILA: mappings have too many different SIR prefixes");
	return err;
}

static void sir_put(struct ila_table *table, const struct ila_mapping *m)
{
	if (!m->vnid)
		ila_sirs_put(&table->sirs, ila_upper(&m->key.addr), m->csum_mode);
}

/* @by: 1 or -1 */
static void count(struct ila_table *table, const struct ila_mapping *m, int by)
{
	WRITE_ONCE(table->count, table->count + by);
	WRITE_ONCE(table->prefixes, table->prefixes + (m->key.bits != 128) * by);
	WRITE_ONCE(table->scoped, table->scoped + !!m->ifindex * by);
	WRITE_ONCE(table->redirects, table->redirects +
		   !!(m->flags & IDLOC_ILA_MAP_FLAGS_REDIRECT) * by);
	table->tenants += !!m->vnid * by;
	atomic_add(by, &ila_mappings_global);
}

/* The transaction has changed it; once is enough. */
static void stage(struct ila_table *table, struct ila_mapping *m)
{
	if (m->is_staged)
		return;
	m->is_staged = true;
	m->staged = NULL;
	*table->staged_tail = m;
	table->staged_tail = &m->staged;
}

/**
 * ila_table_insert() - put a mapping into the table
 * @ilan: the namespace's ILA
 * @m: complete; the table's from now on if this succeeds
 * @old: the one in whose place it comes, which the caller takes out afterwards; or NULL
 * @extack: text for the user
 *
 * With a transaction open, packets do not see it yet. Caller holds ila_net.lock. May
 * sleep.
 *
 * Return: 0, -E2BIG, -ENOSPC, or what the hash table says (-ENOMEM).
 */
int ila_table_insert(struct ila_net *ilan, struct ila_mapping *m,
		     const struct ila_mapping *old,
		     struct netlink_ext_ack *extack)
{
	struct ila_table *table = &ilan->table;
	int err;

	lockdep_assert_held(&ilan->lock);
	err = check_room(table, m, old, extack) ?: sir_get(table, m, extack);
	if (err)
		return err;
	m->hidden = ila_view_hide_new(&table->views);
	ila_expiry_begin(m);
	err = rhltable_insert(&table->by_addr, &m->node, by_addr_params);
	if (err) {
		sir_put(table, m);
		return err;
	}
	count(table, m, 1);
	if (table->views.open)
		stage(table, m);
	else
		ila_expiry_add(table, m);
	ila_table_changed(table);
	return 0;
}

/* No view has it any more. */
static void take_out(struct ila_net *ilan, struct ila_mapping *m)
{
	struct ila_table *table = &ilan->table;

	ila_expiry_del(table, m);
	rhltable_remove(&table->by_addr, &m->node, by_addr_params);
	sir_put(table, m);
	count(table, m, -1);
	ila_table_changed(table);
	/* At once, so that it can be deleted; packets go by the route's. */
	if (m->vnid)
		ila_vnid_put(m->vnid);
	m->vnid = NULL;
	if (m->locator)
		ila_locator_put(ilan, m->locator);
	ila_mapping_free_rcu(m);
}

static void unwant(const struct ila_mapping *m)
{
	if (m->locator)
		m->locator->wanted--;
}

/**
 * ila_table_remove() - take a mapping out
 * @ilan: the namespace's ILA
 * @m: in the view that changes go to
 *
 * With a transaction open, packets keep it for now; else it is freed after a grace
 * period. Caller holds ila_net.lock.
 */
void ila_table_remove(struct ila_net *ilan, struct ila_mapping *m)
{
	struct ila_views *views = &ilan->table.views;

	lockdep_assert_held(&ilan->lock);
	unwant(m);
	if (!views->open) {
		take_out(ilan, m);
		return;
	}
	WRITE_ONCE(m->hidden, m->hidden | BIT(ila_view_changed(views)));
	stage(&ilan->table, m);
}

/**
 * ila_table_purge() - take a mapping out of both views, whatever a transaction says
 * @ilan: the namespace's ILA
 * @m: in the table
 *
 * What it depends on is no more. Caller holds ila_net.lock.
 */
void ila_table_purge(struct ila_net *ilan, struct ila_mapping *m)
{
	lockdep_assert_held(&ilan->lock);
	if (ila_view_has(m->hidden, ila_view_changed(&ilan->table.views)))
		unwant(m);
	if (!m->is_staged) {
		take_out(ilan, m);
		return;
	}
	ila_expiry_del(&ilan->table, m);
	ila_table_changed(&ilan->table);
	WRITE_ONCE(m->hidden, GENMASK(ILA_VIEWS - 1, 0));
}

static struct ila_mapping *unstage(struct ila_table *table)
{
	struct ila_mapping *m = table->staged;

	if (!m)
		return NULL;
	table->staged = m->staged;
	if (!table->staged)
		table->staged_tail = &table->staged;
	m->is_staged = false;
	return m;
}

/* Tells who listens what became of a mapping. Of one that was replaced, the other tells. */
static void tell(struct ila_net *ilan, const struct ila_mapping *m, bool here)
{
	struct ila_table *table = &ilan->table;

	if (here)
		ila_mapping_notify(ilan, m, m->replaces ?
				   IDLOC_ILA_CMD_MAP_REPLACE_NTF :
				   IDLOC_ILA_CMD_MAP_ADD_NTF);
	else if (!ila_table_same(table, &m->key, m->ifindex, m->source,
				 table->views.now))
		ila_mapping_notify(ilan, m, IDLOC_ILA_CMD_MAP_DEL_NTF);
}

/* Packets have view @now; the other one becomes the same. */
static void settle(struct ila_net *ilan, struct ila_mapping *m, bool committed)
{
	unsigned int now = ilan->table.views.now;
	bool here = ila_view_has(m->hidden, now);
	/* A mapping that came and went within the transaction was in no view. */
	bool was = ila_view_has(m->hidden, !now);

	if (committed && here != was)
		tell(ilan, m, here);
	if (!here) {
		/* What an aborted transaction has added counts among the wanted. */
		if (!committed && was)
			unwant(m);
		take_out(ilan, m);
		return;
	}
	/* Aborted, it is not to be deleted after all. */
	if (!was && !committed && m->locator)
		m->locator->wanted++;
	WRITE_ONCE(m->hidden, 0);
	if (committed && !was)
		ila_expiry_add(&ilan->table, m);
}

/**
 * ila_table_settle() - after a transaction, both views are what packets have
 * @ilan: the namespace's ILA; no packet has the other view any more
 * @committed: packets have the changes; else, they are undone
 *
 * Caller holds ila_net.lock. May sleep.
 */
void ila_table_settle(struct ila_net *ilan, bool committed)
{
	struct ila_mapping *m;

	lockdep_assert_held(&ilan->lock);
	while ((m = unstage(&ilan->table))) {
		settle(ilan, m, committed);
		cond_resched();
	}
	ila_locators_settle(ilan, committed);
}
