/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What may come in while there are virtual networks.
 */
#ifndef IDLOC_ILA_GUARD_H
#define IDLOC_ILA_GUARD_H

#include <linux/ipv6.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>

#include "net.h"

int ila_guard_scope(struct ila_vnids *vnids, const struct net_device *dev);

unsigned int ila_guard(struct ila_net *ilan, const struct sk_buff *skb,
		       const struct net_device *in);

unsigned int ila_guard_own(struct ila_net *ilan, const struct sk_buff *skb,
			   const struct net_device *out);

/**
 * ila_guard_underlay() - may a packet come in from the underlay
 * @ilan: of the namespace, which has virtual networks
 * @skb: the packet, skb->data at its linear IPv6 header
 * @for_us: its destination is in a locator of ours
 *
 * Softirq, under rcu_read_lock().
 *
 * Return: 0, or IDLOC_ILA_A_STATS_DROP_*.
 */
static inline unsigned int ila_guard_underlay(struct ila_net *ilan,
					      const struct sk_buff *skb,
					      bool for_us)
{
	if (!for_us && ila_prefixes_have(&ilan->vnids.prefixes,
					 &ipv6_hdr(skb)->daddr))
		return IDLOC_ILA_A_STATS_DROP_VNID_TENANT_FORM;
	return 0;
}

#endif /* IDLOC_ILA_GUARD_H */
