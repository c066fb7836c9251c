/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Two views of the mapping table: the one that packets have, and the one that they will
 * have after the transaction that is open. Everything in the table says in which view it
 * is not, so that the end of a transaction is one write.
 */
#ifndef IDLOC_ILA_VIEW_H
#define IDLOC_ILA_VIEW_H

#include <asm/barrier.h>
#include <linux/bits.h>
#include <linux/types.h>

#define ILA_VIEWS	2

/**
 * struct ila_views - which view is whose
 * @now: the one that packets have, 0 or 1
 * @open: a transaction is open, and changes go to the other one
 *
 * Both are written under ila_net.lock; @now is read by packets with ila_view_now().
 */
struct ila_views {
	u8 now;
	bool open;
};

/**
 * ila_view_now() - the view that packets have
 * @views: of a table
 *
 * To be read once for a lookup, before the table. Any context.
 *
 * Return: 0 or 1.
 */
static inline unsigned int ila_view_now(const struct ila_views *views)
{
	/* With the end of a transaction (txn.c). */
	return smp_load_acquire(&views->now);
}

/**
 * ila_view_changed() - the view that changes go to
 * @views: of a table
 *
 * Caller holds ila_net.lock.
 *
 * Return: 0 or 1.
 */
static inline unsigned int ila_view_changed(const struct ila_views *views)
{
	return views->now ^ views->open;
}

/**
 * ila_view_has() - is something in a view
 * @hidden: its bits, one for each view that it is not in
 * @view: 0 or 1
 *
 * Return: true if it is.
 */
static inline bool ila_view_has(u8 hidden, unsigned int view)
{
	return !(READ_ONCE(hidden) & BIT(view));
}

/**
 * ila_view_hide_new() - which views is something new not in
 * @views: of the table
 *
 * Caller holds ila_net.lock.
 *
 * Return: bits for its "hidden".
 */
static inline u8 ila_view_hide_new(const struct ila_views *views)
{
	return views->open ? BIT(views->now) : 0;
}

#endif /* IDLOC_ILA_VIEW_H */
