/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Events of the mapping table (multicast group "map").
 */
#ifndef IDLOC_ILA_MAP_EVENT_H
#define IDLOC_ILA_MAP_EVENT_H

#include <linux/skbuff.h>

struct ila_locator;
struct ila_mapping;
struct ila_net;

bool ila_events_wanted(const struct ila_net *ilan);

void ila_mapping_notify(const struct ila_net *ilan, const struct ila_mapping *m,
			u8 cmd);
void ila_locator_notify(const struct ila_net *ilan,
			const struct ila_locator *locator, u8 cmd);
bool ila_miss_notify(const struct ila_net *ilan, const struct sk_buff *skb,
		     const struct ila_mapping *cover, u32 vnid, u32 suppressed);
bool ila_redirect_notify(const struct ila_net *ilan, const struct sk_buff *skb,
			 const struct ila_mapping *m, u32 suppressed);

int ila_locator_put_attrs(struct sk_buff *msg, const struct ila_locator *locator,
			  unsigned int view);

#endif /* IDLOC_ILA_MAP_EVENT_H */
