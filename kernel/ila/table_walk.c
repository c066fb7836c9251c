// SPDX-License-Identifier: GPL-2.0
/*
 * All mappings of a namespace, one after another: to take some out.
 */
#include "table_walk.h"

#include <linux/rhashtable.h>

#include "../compat/compat.h"
#include "map_event.h"
#include "net.h"
#include "table.h"

/**
 * ila_table_generation() - a number for the state of all that a dump of mappings tells
 * @ilan: the namespace's ILA
 *
 * Any context.
 *
 * Return: never 0; another one after every change.
 */
u32 ila_table_generation(const struct ila_net *ilan)
{
	return READ_ONCE(ilan->table.generation) + READ_ONCE(ilan->maps.generation) ?: 1;
}

/* Taking out may sleep, which the walk may not. */
static void take_within(struct ila_net *ilan, struct rhashtable_iter *iter,
			struct ila_mapping *m, ila_table_take take)
{
	rhashtable_walk_stop(iter);
	take(ilan, m);
	cond_resched();
	rhashtable_walk_resume(iter);
}

/* Of several of one address, the walk goes on behind those that are taken out. */
static bool walk(struct ila_net *ilan, ila_table_match match, const void *arg,
		 ila_table_take take)
{
	unsigned int view = ila_view_changed(&ilan->table.views);
	struct rhashtable_iter iter;
	unsigned int seen = 0;
	struct ila_mapping *m;
	bool some = false;

	rhltable_walk_enter(&ilan->table.by_addr, &iter);
	rhashtable_walk_resume(&iter);
	while ((m = rhashtable_walk_next(&iter))) {
		/* Let others run now and then. */
		if (!(++seen % 1024)) {
			rhashtable_walk_stop(&iter);
			cond_resched();
			rhashtable_walk_resume(&iter);
		}
		/* In no view: taken out already, the transaction will see to the rest. */
		if (IS_ERR(m) || m->hidden == GENMASK(ILA_VIEWS - 1, 0) ||
		    !match(m, view, arg))
			continue;
		some = true;
		take_within(ilan, &iter, m, take);
	}
	rhashtable_walk_stop(&iter);
	rhashtable_walk_exit(&iter);
	return some;
}

/**
 * ila_table_each() - take out all mappings that are meant
 * @ilan: the namespace's ILA
 * @match: says which
 * @arg: for @match
 * @take: takes one out
 *
 * Caller holds ila_net.lock. May sleep.
 */
void ila_table_each(struct ila_net *ilan, ila_table_match match, const void *arg,
		    ila_table_take take)
{
	lockdep_assert_held(&ilan->lock);
	/* A walk that takes out may miss the next one. */
	while (walk(ilan, match, arg, take))
		;
}

/* Whatever a transaction says. */
static void purge(struct ila_net *ilan, struct ila_mapping *m)
{
	/* Of what is staged only, nobody has been told. */
	if (ila_view_has(m->hidden, ilan->table.views.now))
		ila_mapping_notify(ilan, m, IDLOC_ILA_CMD_MAP_DEL_NTF);
	ila_table_purge(ilan, m);
}

static bool is_for_device(const struct ila_mapping *m, unsigned int view,
			  const void *ifindex)
{
	return m->ifindex == *(const int *)ifindex;
}

static bool is_of_vnid(const struct ila_mapping *m, unsigned int view,
		       const void *vnid)
{
	return m->vnid == vnid;
}

/**
 * ila_table_forget_device() - an interface is no more
 * @ilan: the namespace's ILA
 * @ifindex: its number, which another one may get
 *
 * Caller holds ila_net.lock. May sleep.
 */
void ila_table_forget_device(struct ila_net *ilan, int ifindex)
{
	if (ilan->table.scoped)
		ila_table_each(ilan, is_for_device, &ifindex, purge);
}

/**
 * ila_table_forget_vnid() - a virtual network is no more
 * @ilan: the namespace's ILA
 * @vnid: the virtual network
 *
 * Caller holds ila_net.lock. May sleep.
 */
void ila_table_forget_vnid(struct ila_net *ilan, const struct ila_vnid *vnid)
{
	if (ilan->table.tenants)
		ila_table_each(ilan, is_of_vnid, vnid, purge);
}
