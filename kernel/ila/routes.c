// SPDX-License-Identifier: GPL-2.0
/*
 * Does a namespace have ILA routes to the wire? The hook that translates ICMPv6
 * errors is there while it has.
 *
 * Routes come and go in contexts that must not sleep, and the last reference to one
 * may be a socket's, gone after the namespace. So they count in an object
 * of their own, and what follows from a change is a work item of the namespace.
 */
#include "routes.h"

#include <linux/slab.h>

static void put(struct ila_routes *routes)
{
	if (refcount_dec_and_test(&routes->users))
		kfree(routes);
}

/**
 * ila_routes_new() - no routes yet
 * @changed: of the namespace
 *
 * May sleep.
 *
 * Return: to be closed with ila_routes_close(), or NULL if memory is short.
 */
struct ila_routes *ila_routes_new(struct work_struct *changed)
{
	struct ila_routes *routes;

	routes = kzalloc(sizeof(*routes), GFP_KERNEL_ACCOUNT);
	if (!routes)
		return NULL;
	refcount_set(&routes->users, 1);
	spin_lock_init(&routes->lock);
	routes->changed = changed;
	return routes;
}

/**
 * ila_routes_quiet() - the namespace wants to hear no more
 * @routes: of a namespace that is closing
 *
 * The work item is not pending or running when this returns. May sleep.
 */
void ila_routes_quiet(struct ila_routes *routes)
{
	struct work_struct *changed = routes->changed;

	spin_lock_bh(&routes->lock);
	routes->changed = NULL;
	spin_unlock_bh(&routes->lock);
	cancel_work_sync(changed);
}

/**
 * ila_routes_close() - the namespace does not look any more
 * @routes: after ila_routes_quiet(), or with no route ever added
 *
 * Does not sleep.
 */
void ila_routes_close(struct ila_routes *routes)
{
	put(routes);
}

static void tell(struct ila_routes *routes)
{
	lockdep_assert_held(&routes->lock);
	if (routes->changed)
		schedule_work(routes->changed);
}

/**
 * ila_routes_add() - there is one more
 * @routes: of its namespace, which is not closing
 *
 * Does not sleep.
 */
void ila_routes_add(struct ila_routes *routes)
{
	refcount_inc(&routes->users);
	spin_lock_bh(&routes->lock);
	if (!routes->count++)
		tell(routes);
	spin_unlock_bh(&routes->lock);
}

/**
 * ila_routes_del() - there is one less
 * @routes: what ila_routes_add() was given; its namespace may be gone
 *
 * Does not sleep.
 */
void ila_routes_del(struct ila_routes *routes)
{
	spin_lock_bh(&routes->lock);
	if (!--routes->count)
		tell(routes);
	spin_unlock_bh(&routes->lock);
	put(routes);
}

/**
 * ila_routes_any() - are there any
 * @routes: of a namespace
 *
 * Any context. Without the lock: who acts on it is told of the next change.
 *
 * Return: true if there is at least one.
 */
bool ila_routes_any(struct ila_routes *routes)
{
	return READ_ONCE(routes->count);
}
