/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Does a namespace have ILA routes to the wire?
 */
#ifndef IDLOC_ILA_ROUTES_H
#define IDLOC_ILA_ROUTES_H

#include <linux/refcount.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

/**
 * struct ila_routes - the number of ILA routes with hook-type output
 * @users: the namespace, and each route: a route may outlive its namespace's ILA
 * @lock: guards @count and @changed; taken with bottom halves off
 * @count: routes and nexthops
 * @changed: scheduled when the first comes or the last goes; NULL once the
 *	namespace is closing
 */
struct ila_routes {
	refcount_t users;
	spinlock_t lock; /* count, changed */
	unsigned int count;
	struct work_struct *changed;
};

struct ila_routes *ila_routes_new(struct work_struct *changed);
void ila_routes_quiet(struct ila_routes *routes);
void ila_routes_close(struct ila_routes *routes);

void ila_routes_add(struct ila_routes *routes);
void ila_routes_del(struct ila_routes *routes);
bool ila_routes_any(struct ila_routes *routes);

#endif /* IDLOC_ILA_ROUTES_H */
