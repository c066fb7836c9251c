/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Packets that arrive at a local locator, for whichever identifier the mapping table has
 * there.
 */
#ifndef IDLOC_ILA_ARRIVE_H
#define IDLOC_ILA_ARRIVE_H

#include <linux/limits.h>
#include <linux/skbuff.h>

struct ila_map;
struct ila_net;
struct ila_vnid;

/* No reason to drop: the packet stays as it is. */
#define ILA_ARRIVE_PASS	UINT_MAX

unsigned int ila_arrive(struct ila_net *ilan, struct sk_buff *skb,
			const struct ila_map *map);
unsigned int ila_arrive_tenant(struct ila_net *ilan, const struct sk_buff *skb,
			       const struct ila_vnid *vnid);

#endif /* IDLOC_ILA_ARRIVE_H */
