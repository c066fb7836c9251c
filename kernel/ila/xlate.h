/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Translating one packet.
 *
 * The usual packet is done inline, in some forty instructions; all that is out
 * of the ordinary goes through xlate.c.
 */
#ifndef IDLOC_ILA_XLATE_H
#define IDLOC_ILA_XLATE_H

#include <linux/ipv6.h>
#include <linux/skbuff.h>

#include "net.h"
#include "rewrite.h"

unsigned int ila_xlate_prepare(struct ila_net *ilan, struct sk_buff *skb,
			       const struct ila_rewrite *r);
unsigned int ila_xlate_refused(struct ila_net *ilan, struct sk_buff *skb,
			       const struct ila_rewrite *r,
			       enum ila_rewritten what);

/**
 * ila_xlate_ready() - can the destination be rewritten without further ado
 * @skb: an IPv6 packet
 * @r: the mapping
 *
 * Return: true if the header is linear and nobody else's, and no checksum has
 * to be told.
 */
static inline bool ila_xlate_ready(const struct sk_buff *skb,
				   const struct ila_rewrite *r)
{
	return !skb_cloned(skb) &&
	       skb_network_offset(skb) + sizeof(struct ipv6hdr) <= skb_headlen(skb) &&
	       skb->ip_summed != CHECKSUM_COMPLETE &&
	       r->csum_mode != ILA_CSUM_ADJUST_TRANSPORT;
}

/**
 * ila_xlate_to_wire() - SIR to wire form
 * @ilan: whose settings and counters apply
 * @skb: an IPv6 packet, network header at or after skb->data
 * @r: the mapping's direction to the wire
 *
 * Pointers into @skb are stale afterwards. Any context.
 *
 * Return: 0, or IDLOC_ILA_A_STATS_DROP_*: the packet still has its old address
 * and the caller drops and counts it.
 */
static inline unsigned int ila_xlate_to_wire(struct ila_net *ilan,
					     struct sk_buff *skb,
					     const struct ila_rewrite *r)
{
	enum ila_rewritten what;
	unsigned int why;

	if (unlikely(!ila_xlate_ready(skb, r))) {
		why = ila_xlate_prepare(ilan, skb, r);
		if (unlikely(why))
			return why;
	}
	what = ila_to_wire(&ipv6_hdr(skb)->daddr, r, false);
	return likely(what == ILA_REWRITTEN) ? 0 :
	       ila_xlate_refused(ilan, skb, r, what);
}

/**
 * ila_xlate_to_sir() - wire to SIR form
 * @ilan: whose settings and counters apply
 * @skb: an IPv6 packet, network header at or after skb->data
 * @r: the mapping's direction from the wire
 *
 * Pointers into @skb are stale afterwards. Any context.
 *
 * Return: 0, or IDLOC_ILA_A_STATS_DROP_*: the packet still has its old address
 * and the caller drops and counts it.
 */
static inline unsigned int ila_xlate_to_sir(struct ila_net *ilan,
					    struct sk_buff *skb,
					    const struct ila_rewrite *r)
{
	unsigned int why;

	if (unlikely(!ila_xlate_ready(skb, r))) {
		why = ila_xlate_prepare(ilan, skb, r);
		if (unlikely(why))
			return why;
	}
	if (unlikely(ila_to_sir(&ipv6_hdr(skb)->daddr, r) == ILA_REWRITTEN_PLAIN))
		ila_count(ilan->stats, IDLOC_ILA_A_STATS_IN_CBIT_CLEAR);
	return 0;
}

#endif /* IDLOC_ILA_XLATE_H */
