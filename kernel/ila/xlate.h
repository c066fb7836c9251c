/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Translating one packet.
 *
 * The usual packet is done inline and without a call, so that a caller whose
 * other ends are tail calls saves no register for it; all that is out of the
 * ordinary is done from the start by xlate.c.
 *
 * Everywhere here, @skb is an IPv6 packet with skb->data at its IPv6 header, as
 * it is in netfilter's PRE_ROUTING and in a route's input and output function.
 */
#ifndef IDLOC_ILA_XLATE_H
#define IDLOC_ILA_XLATE_H

#include <linux/ipv6.h>
#include <linux/skbuff.h>

#include "net.h"
#include "rewrite.h"
#include "trace.h"

unsigned int ila_xlate_to_wire(struct ila_net *ilan, struct sk_buff *skb,
			       const struct ila_rewrite *r);
unsigned int ila_xlate_to_sir(struct ila_net *ilan, struct sk_buff *skb,
			      const struct ila_rewrite *r);

void ila_xlate_undo(struct ila_net *ilan, struct sk_buff *skb,
		    const struct ila_rewrite *r, const struct in6_addr *sir);

/**
 * ila_xlate_usual() - can the destination be rewritten without further ado
 * @skb: the packet
 * @r: the mapping
 *
 * Return: true if the header is linear and nobody else's, no checksum has to be
 * told and the difference is known.
 */
static inline bool ila_xlate_usual(const struct sk_buff *skb,
				   const struct ila_rewrite *r)
{
	if (unlikely(!r->fixed || skb_cloned(skb) ||
		     skb_headlen(skb) < sizeof(struct ipv6hdr)))
		return false;
	switch (r->csum_mode) {
	case ILA_CSUM_NEUTRAL_MAP:
	case ILA_CSUM_NEUTRAL_MAP_AUTO:
		return true;
	case ILA_CSUM_NO_ACTION:
		return skb->ip_summed != CHECKSUM_COMPLETE;
	default:
		return false;
	}
}

/**
 * ila_xlate_to_wire_fast() - SIR to wire form, if the packet is a usual one
 * @skb: the packet
 * @r: the mapping's direction to the wire
 *
 * Any context.
 *
 * Return: true if it is done; false and nothing has happened if
 * ila_xlate_to_wire() has to do it.
 */
static inline bool ila_xlate_to_wire_fast(struct sk_buff *skb,
					  const struct ila_rewrite *r)
{
	return !trace_ila_to_wire_enabled() && ila_xlate_usual(skb, r) &&
	       likely(ila_to_wire(&ipv6_hdr(skb)->daddr, r, false) == ILA_REWRITTEN);
}

/**
 * ila_xlate_to_sir_fast() - wire to SIR form, if the packet is a usual one
 * @skb: the packet
 * @r: the mapping's direction from the wire
 *
 * Any context.
 *
 * Return: true if it is done; false and nothing has happened if
 * ila_xlate_to_sir() has to do it.
 */
static inline bool ila_xlate_to_sir_fast(struct sk_buff *skb,
					 const struct ila_rewrite *r)
{
	if (trace_ila_to_sir_enabled() || !ila_xlate_usual(skb, r))
		return false;
	/* To be counted. */
	if (r->csum_mode == ILA_CSUM_NEUTRAL_MAP &&
	    unlikely(!ila_cbit(&ipv6_hdr(skb)->daddr)))
		return false;
	ila_to_sir(&ipv6_hdr(skb)->daddr, r);
	return true;
}

#endif /* IDLOC_ILA_XLATE_H */
