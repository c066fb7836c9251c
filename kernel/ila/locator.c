// SPDX-License-Identifier: GPL-2.0
/*
 * Locators that mappings lead to.
 *
 * One that userspace has named can be given another value, and all its mappings follow.
 * One that only mappings mention comes and goes with them.
 */
#include "locator.h"

#include <linux/atomic.h>
#include <linux/slab.h>
#include <net/netlink.h>

#include "../compat/compat.h"
#include "map.h"
#include "map_event.h"
#include "net.h"
#include "table.h"

/* Locators of all namespaces: whoever can make namespaces can make many. */
static atomic_t ila_locators_global;

static const struct rhashtable_params ila_locators_params = {
	.head_offset = offsetof(struct ila_locator, node),
	.key_offset = offsetof(struct ila_locator, key),
	.key_len = sizeof(struct ila_locator_key),
	.max_size = ILA_LOCATORS_MAX,
	.automatic_shrinking = true,
};

static void key_fill(struct ila_locator_key *key, const char *name, __be64 upper)
{
	memset(key, 0, sizeof(*key));
	if (name)
		strscpy(key->name, name, sizeof(key->name));
	else
		key->upper = upper;
}

/* Under rcu_read_lock() or ila_net.lock. */
static struct ila_locator *find(struct ila_locators *locators, const char *name,
				__be64 upper)
{
	struct ila_locator_key key;

	key_fill(&key, name, upper);
	return rhashtable_lookup_fast(&locators->table, &key, ila_locators_params);
}

/* ---- values ---------------------------------------------------------------------- */

static struct ila_locator_value *value_alloc(__be64 upper)
{
	struct ila_locator_value *v = kzalloc(sizeof(*v), GFP_KERNEL_ACCOUNT);

	if (!v)
		return NULL;
	if (ila_underlay_init(&v->underlay, ILA_LOCATOR_LEN)) {
		kfree(v);
		return NULL;
	}
	v->upper = upper;
	v->sum = idloc_csum_sum64(~upper);
	return v;
}

static void value_free(struct ila_locator_value *v)
{
	ila_underlay_destroy(&v->underlay);
	kfree(v);
}

static void value_free_from_rcu(struct rcu_head *rcu)
{
	value_free(container_of(rcu, struct ila_locator_value, rcu));
}

static struct ila_locator_value *value_of(const struct ila_locator *locator,
					  unsigned int view)
{
	/* Under ila_net.lock, or nobody else has it any more. */
	return rcu_dereference_protected(locator->value[view], true);
}

/* ---- birth and death ------------------------------------------------------------- */

static void locator_free(struct ila_locator *locator)
{
	struct ila_locator_value *a = value_of(locator, 0), *b = value_of(locator, 1);

	value_free(a);
	if (b != a)
		value_free(b);
	kfree(locator);
	atomic_dec(&ila_locators_global);
}

static void locator_free_from_rcu(struct rcu_head *rcu)
{
	locator_free(container_of(rcu, struct ila_locator, rcu));
}

static struct ila_locator *locator_alloc(const char *name, __be64 upper)
{
	struct ila_locator *locator = kzalloc(sizeof(*locator), GFP_KERNEL_ACCOUNT);
	struct ila_locator_value *v;

	if (!locator)
		return NULL;
	v = value_alloc(upper);
	if (!v) {
		kfree(locator);
		return NULL;
	}
	key_fill(&locator->key, name, upper);
	RCU_INIT_POINTER(locator->value[0], v);
	RCU_INIT_POINTER(locator->value[1], v);
	atomic_inc(&ila_locators_global);
	return locator;
}

static int check_room(const struct ila_locators *locators,
		      struct netlink_ext_ack *extack)
{
	if (locators->count >= ILA_LOCATORS_MAX) {
		NL_SET_ERR_MSG(extack, "ILA: too many locators");
		return -E2BIG;
	}
	if (atomic_read(&ila_locators_global) >= ILA_LOCATORS_MAX_GLOBAL) {
		NL_SET_ERR_MSG(extack, "ILA: too many locators on this host");
		return -ENOSPC;
	}
	return 0;
}

static struct ila_locator *insert(struct ila_net *ilan, const char *name,
				  __be64 upper, struct netlink_ext_ack *extack)
{
	struct ila_locators *locators = &ilan->table.locators;
	struct ila_locator *locator;
	int err = check_room(locators, extack);

	if (err)
		return ERR_PTR(err);
	locator = locator_alloc(name, upper);
	if (!locator)
		return ERR_PTR(-ENOMEM);
	err = rhashtable_insert_fast(&locators->table, &locator->node,
				     ila_locators_params);
	if (err) {
		locator_free(locator);
		return ERR_PTR(err);
	}
	locators->count++;
	return locator;
}

/* No view has it any more. */
static void take_out(struct ila_net *ilan, struct ila_locator *locator)
{
	struct ila_locators *locators = &ilan->table.locators;

	if (locator->here)
		ila_maps_del(&ilan->maps, locator->here);
	rhashtable_remove_fast(&locators->table, &locator->node,
			       ila_locators_params);
	locators->count--;
	call_rcu(&locator->rcu, locator_free_from_rcu);
}

/**
 * ila_locators_init() - no locators
 * @locators: to initialise; zeroed
 *
 * May sleep.
 *
 * Return: 0 or -ENOMEM.
 */
int ila_locators_init(struct ila_locators *locators)
{
	return rhashtable_init(&locators->table, &ila_locators_params);
}

static void forget_routes(struct ila_locator *locator)
{
	ila_underlay_forget(&value_of(locator, 0)->underlay);
	ila_underlay_forget(&value_of(locator, 1)->underlay);
}

/**
 * ila_locators_close() - let go of the routes that packets have left behind
 * @locators: of a namespace whose packets do not use them any more
 *
 * May sleep.
 */
void ila_locators_close(struct ila_locators *locators)
{
	struct rhashtable_iter iter;
	struct ila_locator *locator;

	rhashtable_walk_enter(&locators->table, &iter);
	rhashtable_walk_resume(&iter);
	while ((locator = rhashtable_walk_next(&iter)))
		if (!IS_ERR(locator))
			forget_routes(locator);
	rhashtable_walk_stop(&iter);
	rhashtable_walk_exit(&iter);
}

static void free_now(void *locator, void *unused)
{
	locator_free(locator);
}

/**
 * ila_locators_destroy() - free them all
 * @locators: nobody reads or writes them any more
 *
 * May sleep.
 */
void ila_locators_destroy(struct ila_locators *locators)
{
	rhashtable_free_and_destroy(&locators->table, free_now, NULL);
}

/* ---- for mappings ---------------------------------------------------------------- */

/**
 * ila_locator_find() - a locator by its name, in whatever view
 * @ilan: the namespace's ILA
 * @name: the name
 *
 * Caller holds ila_net.lock.
 *
 * Return: the locator, or NULL.
 */
struct ila_locator *ila_locator_find(struct ila_net *ilan, const char *name)
{
	lockdep_assert_held(&ilan->lock);
	return find(&ilan->table.locators, name, 0);
}

/**
 * ila_locator_named() - a locator by its name
 * @ilan: the namespace's ILA
 * @name: the name
 *
 * Caller holds ila_net.lock.
 *
 * Return: the locator, if it is in the view that changes go to; else NULL.
 */
struct ila_locator *ila_locator_named(struct ila_net *ilan, const char *name)
{
	struct ila_locator *locator = ila_locator_find(ilan, name);

	if (locator && !ila_view_has(locator->hidden,
				     ila_view_changed(&ilan->table.views)))
		locator = NULL;
	return locator;
}

/**
 * ila_locator_get() - a locator for a mapping
 * @ilan: the namespace's ILA
 * @name: its name, or NULL
 * @upper: else its value; there need be none yet
 * @extack: text for the user
 *
 * Caller holds ila_net.lock. May sleep.
 *
 * Return: the locator, with a place for ila_locator_put(), or an error pointer.
 */
struct ila_locator *ila_locator_get(struct ila_net *ilan, const char *name,
				    __be64 upper, struct netlink_ext_ack *extack)
{
	struct ila_locator *locator;

	if (name) {
		locator = ila_locator_named(ilan, name);
		if (!locator) {
			NL_SET_ERR_MSG(extack, "ILA: no locator of this name");
			return ERR_PTR(-ENOENT);
		}
	} else {
		locator = find(&ilan->table.locators, NULL, upper) ?:
			  insert(ilan, NULL, upper, extack);
		if (IS_ERR(locator))
			return locator;
	}
	locator->users++;
	locator->wanted++;
	return locator;
}

/**
 * ila_locator_put() - a mapping is no more
 * @ilan: the namespace's ILA
 * @locator: what ila_locator_get() has given; the mapping is not among its @wanted
 *
 * Caller holds ila_net.lock.
 */
void ila_locator_put(struct ila_net *ilan, struct ila_locator *locator)
{
	lockdep_assert_held(&ilan->lock);
	if (!--locator->users && !locator->key.name[0])
		take_out(ilan, locator);
}

/* ---- for userspace --------------------------------------------------------------- */

/* What arrives at it is a matter of its mappings. */
static struct ila_map *here_alloc(struct ila_locator *locator, __be64 upper)
{
	struct ila_map *map = kzalloc(sizeof(*map), GFP_KERNEL_ACCOUNT);

	if (!map)
		return NULL;
	map->locator = upper;
	map->here = locator;
	map->ident_type = ILA_ATYPE_USE_FORMAT;
	/* Never the usual way. */
	ila_rewrite_init(&map->rewrite, 0, ILA_CSUM_NO_ACTION);
	map->rewrite.fixed = false;
	return map;
}

static int make_local(struct ila_net *ilan, struct ila_locator *locator,
		      __be64 upper, struct netlink_ext_ack *extack)
{
	struct ila_map *map = here_alloc(locator, upper);
	int err;

	if (!map)
		return -ENOMEM;
	err = ila_maps_add(&ilan->maps, map);
	if (err) {
		if (err == -EEXIST)
			NL_SET_ERR_MSG(extack,
				       "ILA: there is a mapping for this locator, or it has a name already");
		kfree(map);
		return err;
	}
	locator->here = map;
	err = ila_hook_update(ilan, &ilan->settings);
	if (err)
		NL_SET_ERR_MSG(extack, "ILA: cannot attach the netfilter hook");
	return err;
}

/* Tells who listens, or keeps it for the end of the transaction: once is enough. */
static void changed(struct ila_net *ilan, struct ila_locator *locator, u8 event)
{
	struct ila_table *table = &ilan->table;

	ila_table_changed(table);
	if (!table->views.open) {
		ila_locator_notify(ilan, locator, event);
		return;
	}
	if (locator->is_staged)
		return;
	locator->is_staged = true;
	locator->staged = table->locators.staged;
	table->locators.staged = locator;
}

/**
 * ila_locator_add() - give a locator a name
 * @ilan: the namespace's ILA
 * @name: new, of less than ILA_LOCATOR_NAME bytes
 * @upper: its value
 * @local: it is this host's
 * @extack: text for the user
 *
 * Caller holds ila_net.lock. May sleep.
 *
 * Return: 0, -EEXIST, -EBUSY, -E2BIG, -ENOSPC, -ENOMEM or what attaching the hook says.
 */
int ila_locator_add(struct ila_net *ilan, const char *name, __be64 upper,
		    bool local, struct netlink_ext_ack *extack)
{
	struct ila_locator *locator = find(&ilan->table.locators, name, 0);
	unsigned int view = ila_view_changed(&ilan->table.views);
	int err;

	if (locator && !ila_view_has(locator->hidden, view)) {
		NL_SET_ERR_MSG(extack,
			       "ILA: this transaction has deleted a locator of this name, which is free after its end");
		return -EBUSY;
	}
	if (locator) {
		NL_SET_ERR_MSG(extack, "ILA: there is a locator of this name");
		return -EEXIST;
	}
	locator = insert(ilan, name, upper, extack);
	if (IS_ERR(locator))
		return PTR_ERR(locator);
	locator->hidden = ila_view_hide_new(&ilan->table.views);
	err = local ? make_local(ilan, locator, upper, extack) : 0;
	if (err) {
		take_out(ilan, locator);
		return err;
	}
	changed(ilan, locator, IDLOC_ILA_CMD_LOCATOR_ADD_NTF);
	return 0;
}

/* In the view that changes go to; packets have the other one for now. */
static void value_stage(struct ila_net *ilan, struct ila_locator *locator,
			struct ila_locator_value *v)
{
	unsigned int next = ila_view_changed(&ilan->table.views);
	struct ila_locator_value *old = value_of(locator, next);

	rcu_assign_pointer(locator->value[next], v);
	if (old != value_of(locator, !next))
		call_rcu(&old->rcu, value_free_from_rcu);
}

/* Nobody has opened a transaction: packets have one view, the other is the same. */
static void value_replace(struct ila_net *ilan, struct ila_locator *locator,
			  struct ila_locator_value *v)
{
	unsigned int now = ilan->table.views.now;
	struct ila_locator_value *old = value_of(locator, now);

	rcu_assign_pointer(locator->value[now], v);
	rcu_assign_pointer(locator->value[!now], v);
	call_rcu(&old->rcu, value_free_from_rcu);
}

/**
 * ila_locator_set() - give a locator another value
 * @ilan: the namespace's ILA
 * @locator: with a name
 * @upper: the value
 * @extack: text for the user
 *
 * All its mappings follow by one write. Caller holds ila_net.lock. May sleep.
 *
 * Return: 0, -EOPNOTSUPP if it is this host's, or -ENOMEM.
 */
int ila_locator_set(struct ila_net *ilan, struct ila_locator *locator,
		    __be64 upper, struct netlink_ext_ack *extack)
{
	struct ila_locator_value *v;

	lockdep_assert_held(&ilan->lock);
	if (locator->here) {
		NL_SET_ERR_MSG(extack,
			       "ILA: a local locator stays what it is: add another and delete this one");
		return -EOPNOTSUPP;
	}
	v = value_alloc(upper);
	if (!v)
		return -ENOMEM;
	if (ilan->table.views.open)
		value_stage(ilan, locator, v);
	else
		value_replace(ilan, locator, v);
	changed(ilan, locator, IDLOC_ILA_CMD_LOCATOR_SET_NTF);
	return 0;
}

/**
 * ila_locator_del() - forget a locator
 * @ilan: the namespace's ILA
 * @locator: with a name
 * @extack: text for the user
 *
 * Caller holds ila_net.lock. May sleep.
 *
 * Return: 0, or -EBUSY if mappings have it.
 */
int ila_locator_del(struct ila_net *ilan, struct ila_locator *locator,
		    struct netlink_ext_ack *extack)
{
	struct ila_views *views = &ilan->table.views;

	lockdep_assert_held(&ilan->lock);
	if (locator->wanted) {
		NL_SET_ERR_MSG(extack, "ILA: mappings have this locator");
		return -EBUSY;
	}
	changed(ilan, locator, IDLOC_ILA_CMD_LOCATOR_DEL_NTF);
	if (views->open) {
		WRITE_ONCE(locator->hidden,
			   locator->hidden | BIT(ila_view_changed(views)));
		return 0;
	}
	take_out(ilan, locator);
	ila_hook_update(ilan, &ilan->settings);
	return 0;
}

/* ---- the end of a transaction ---------------------------------------------------- */

static struct ila_locator *unstage(struct ila_locators *locators)
{
	struct ila_locator *locator = locators->staged;

	if (locator) {
		locators->staged = locator->staged;
		locator->is_staged = false;
	}
	return locator;
}

static void tell(struct ila_net *ilan, const struct ila_locator *locator)
{
	unsigned int now = ilan->table.views.now;
	bool here = ila_view_has(locator->hidden, now);
	bool was = ila_view_has(locator->hidden, !now);

	if (here && !was)
		ila_locator_notify(ilan, locator, IDLOC_ILA_CMD_LOCATOR_ADD_NTF);
	else if (was && !here)
		ila_locator_notify(ilan, locator, IDLOC_ILA_CMD_LOCATOR_DEL_NTF);
	else if (here && value_of(locator, 0) != value_of(locator, 1))
		ila_locator_notify(ilan, locator, IDLOC_ILA_CMD_LOCATOR_SET_NTF);
}

/* Makes the other view the same as that of packets. */
static void settle(struct ila_net *ilan, struct ila_locator *locator)
{
	unsigned int now = ilan->table.views.now;
	struct ila_locator_value *old = value_of(locator, !now);

	if (!ila_view_has(locator->hidden, now)) {
		take_out(ilan, locator);
		return;
	}
	WRITE_ONCE(locator->hidden, 0);
	if (old == value_of(locator, now))
		return;
	rcu_assign_pointer(locator->value[!now], value_of(locator, now));
	call_rcu(&old->rcu, value_free_from_rcu);
}

/**
 * ila_locators_settle() - after a transaction, both views are what packets have
 * @ilan: the namespace's ILA; no packet has the other view any more, and the mappings
 *	are settled
 * @committed: packets have the changes; else, they are undone
 *
 * Caller holds ila_net.lock. May sleep.
 */
void ila_locators_settle(struct ila_net *ilan, bool committed)
{
	struct ila_locator *locator;

	lockdep_assert_held(&ilan->lock);
	while ((locator = unstage(&ilan->table.locators))) {
		if (committed)
			tell(ilan, locator);
		settle(ilan, locator);
	}
}
