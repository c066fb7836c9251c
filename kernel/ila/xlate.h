/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Translating one packet.
 *
 * The usual packet is done inline and without a call, so that a caller whose
 * other ends are tail calls saves no register for it (the compiler has to be told
 * where a file has two such callers); all that is out of the ordinary is done from
 * the start by xlate.c.
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
#include "transport.h"

/**
 * struct ila_ends - the two addresses of a packet
 * @saddr: source
 * @daddr: destination
 */
struct ila_ends {
	struct in6_addr saddr;
	struct in6_addr daddr;
};

/**
 * ila_ends_of() - the addresses of a packet
 * @skb: the packet, its IPv6 header linear
 *
 * Return: a copy.
 */
static inline struct ila_ends ila_ends_of(const struct sk_buff *skb)
{
	return (struct ila_ends){
		.saddr = ipv6_hdr(skb)->saddr,
		.daddr = ipv6_hdr(skb)->daddr,
	};
}

unsigned int ila_xlate_check_ipv6(struct sk_buff *skb);
unsigned int ila_xlate_make_writable(struct sk_buff *skb);
unsigned int ila_xlate_adjust(struct ila_net *ilan, struct sk_buff *skb,
			      u16 delta);

unsigned int ila_xlate_to_wire(struct ila_net *ilan, struct sk_buff *skb,
			       const struct ila_rewrite *r);
unsigned int ila_xlate_to_sir(struct ila_net *ilan, struct sk_buff *skb,
			      const struct ila_rewrite *r);

/**
 * ila_xlate_finish_first() - does the checksum have to be written out before the address changes
 * @skb: the packet
 * @r: the mapping's direction to the wire
 *
 * Any context.
 *
 * Return: true if the mode is no-action, and somebody who sees nothing but the wire
 * address would write the checksum: then ila_xlate_finish() has to be called, or
 * the packet to be segmented.
 */
static inline bool ila_xlate_finish_first(struct sk_buff *skb,
					  const struct ila_rewrite *r)
{
	if (r->csum_mode != ILA_CSUM_NO_ACTION || skb_csum_is_sctp(skb))
		return false;
	/* Merged without a checksum to finish: cutting would compute one, or correct the
	 * others' by what has changed in the first's address.
	 */
	return skb->ip_summed == CHECKSUM_PARTIAL ||
	       (skb->ip_summed == CHECKSUM_UNNECESSARY && skb_is_gso(skb));
}

unsigned int ila_xlate_finish(struct sk_buff *skb);

u16 ila_xlate_gain(const struct ila_ends *from, const struct ila_ends *to);
void ila_xlate_undo(struct ila_net *ilan, struct sk_buff *skb, u8 csum_mode,
		    const struct ila_ends *before);

/**
 * ila_xlate_usual() - can the destination be rewritten without further ado
 * @skb: the packet
 * @r: the mapping
 * @to_wire: the direction, a constant
 *
 * Return: true if the header is linear and nobody else's, no checksum has to be
 * told or finished and the difference is known.
 */
static __always_inline bool ila_xlate_usual(const struct sk_buff *skb,
					    const struct ila_rewrite *r,
					    bool to_wire)
{
	if (unlikely(!r->fixed || skb_cloned(skb) ||
		     skb_headlen(skb) < sizeof(struct ipv6hdr)))
		return false;
	switch (r->csum_mode) {
	case ILA_CSUM_NEUTRAL_MAP:
	case ILA_CSUM_NEUTRAL_MAP_AUTO:
		return true;
	case ILA_CSUM_NO_ACTION:
		/* Neither _COMPLETE nor _PARTIAL */
		if (to_wire)
			return skb->ip_summed < CHECKSUM_COMPLETE && !skb_is_gso(skb);
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
static __always_inline bool ila_xlate_to_wire_fast(struct sk_buff *skb,
						   const struct ila_rewrite *r)
{
	return !trace_ila_to_wire_enabled() && ila_xlate_usual(skb, r, true) &&
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
static __always_inline bool ila_xlate_to_sir_fast(struct sk_buff *skb,
						  const struct ila_rewrite *r)
{
	if (trace_ila_to_sir_enabled() || !ila_xlate_usual(skb, r, false))
		return false;
	/* To be counted. */
	if (r->csum_mode == ILA_CSUM_NEUTRAL_MAP &&
	    unlikely(!ila_cbit(&ipv6_hdr(skb)->daddr)))
		return false;
	ila_to_sir(&ipv6_hdr(skb)->daddr, r);
	return true;
}

/**
 * ila_xlate_signed() - what a checksum over the addresses gains in mode adj-transport
 * @ilan: whose settings apply
 * @delta: what the sum of the addresses gains
 *
 * Any context.
 *
 * Return: the same, or the in-tree module's idea of it where the settings say so.
 */
static inline u16 ila_xlate_signed(const struct ila_net *ilan, u16 delta)
{
	if (READ_ONCE(ilan->settings.adj_compat) == IDLOC_ILA_ADJ_COMPAT_INTREE)
		return ~delta;
	return delta;
}

/**
 * ila_xlate_adjust_usual() - TCP and UDP in mode adj-transport, either direction
 * @ilan: whose settings apply
 * @skb: the packet
 * @r: the mapping
 *
 * Any context.
 *
 * Return: true if it is done; false and nothing has happened if the mode is
 * another or the packet has anything special about it.
 */
static inline bool ila_xlate_adjust_usual(const struct ila_net *ilan,
					  struct sk_buff *skb,
					  const struct ila_rewrite *r)
{
	u16 delta;

	if (r->csum_mode != ILA_CSUM_ADJUST_TRANSPORT)
		return false;
	delta = ila_rewrite_delta(&ipv6_hdr(skb)->daddr, r);
	if (!ila_patch_usual(skb, ila_xlate_signed(ilan, delta)))
		return false;
	ila_set_upper(&ipv6_hdr(skb)->daddr, r->upper);
	return true;
}

#endif /* IDLOC_ILA_XLATE_H */
