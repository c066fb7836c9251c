/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Packets that arrive at a local locator, for whichever identifier the mapping table has
 * there.
 */
#ifndef IDLOC_ILA_ARRIVE_H
#define IDLOC_ILA_ARRIVE_H

#include <linux/limits.h>
#include <linux/skbuff.h>

#include "net.h"

/* No reason to drop: the packet stays as it is. */
#define ILA_ARRIVE_PASS	UINT_MAX

/**
 * ila_map_counts() - is what a locator has in the view that packets have
 * @ilan: the namespace's ILA
 * @map: of the locator, or NULL
 *
 * Caller holds rcu_read_lock().
 *
 * Return: false if a transaction is about to add the locator, too.
 */
static inline bool ila_map_counts(const struct ila_net *ilan,
				  const struct ila_map *map)
{
	return map && (!map->here ||
		       ila_view_has(map->here->hidden,
				    ila_view_now(&ilan->table.views)));
}

unsigned int ila_arrive(struct ila_net *ilan, struct sk_buff *skb,
			const struct ila_map *map);
unsigned int ila_arrive_tenant(struct ila_net *ilan, const struct sk_buff *skb,
			       const struct ila_vnid *vnid);

#endif /* IDLOC_ILA_ARRIVE_H */
