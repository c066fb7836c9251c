// SPDX-License-Identifier: GPL-2.0
/*
 * Translating one packet: make it writable, keep its checksums true, rewrite
 * the destination.
 *
 * Principles:
 *  - A packet that anybody else may look at (a capture socket, a clone) is
 *    copied before it is written.
 *  - Pointers into the packet are taken after whatever may move it.
 *  - skb->csum of a CHECKSUM_COMPLETE packet stays the sum of its bytes.
 *  - Where nothing makes up for the new address (mode no-action), nobody may compute
 *    a checksum from it: it is written before.
 *  - Packet contents never cause more than a counter.
 */
#include "xlate.h"

#include <net/checksum.h>

#include "trace.h"

/**
 * ila_xlate_check_ipv6() - is it a packet that can be translated at all
 * @skb: a packet on a route
 *
 * Its IPv6 header is linear then. Pointers into @skb are stale afterwards. Any context.
 *
 * Return: 0, or IDLOC_ILA_A_STATS_DROP_*.
 */
unsigned int ila_xlate_check_ipv6(struct sk_buff *skb)
{
	if (skb->protocol != htons(ETH_P_IPV6))
		return IDLOC_ILA_A_STATS_DROP_NOT_IPV6;
	if (!pskb_may_pull(skb, sizeof(struct ipv6hdr)))
		return IDLOC_ILA_A_STATS_DROP_TRUNCATED;
	return 0;
}

/**
 * ila_xlate_make_writable() - make the IPv6 header our own
 * @skb: the packet
 *
 * Pointers into @skb are stale afterwards. Any context.
 *
 * Return: 0, or IDLOC_ILA_A_STATS_DROP_*.
 */
unsigned int ila_xlate_make_writable(struct sk_buff *skb)
{
	if (skb->len < sizeof(struct ipv6hdr))
		return IDLOC_ILA_A_STATS_DROP_TRUNCATED;
	if (skb_ensure_writable(skb, sizeof(struct ipv6hdr)))
		return IDLOC_ILA_A_STATS_DROP_NOMEM;
	return 0;
}

/**
 * ila_xlate_adjust() - mode adj-transport: the checksum of any packet
 * @ilan: whose settings and counters apply
 * @skb: the packet
 * @delta: what the sum of the addresses gains
 *
 * Pointers into @skb are stale afterwards. Any context.
 *
 * Return: 0, or IDLOC_ILA_A_STATS_DROP_*.
 */
unsigned int ila_xlate_adjust(struct ila_net *ilan, struct sk_buff *skb,
			      u16 delta)
{
	switch (ila_patch_transport(skb, ila_xlate_signed(ilan, delta))) {
	case ILA_NOMEM:
		return IDLOC_ILA_A_STATS_DROP_NOMEM;
	case ILA_UNHANDLED:
		ila_count(ilan->stats, IDLOC_ILA_A_STATS_CSUM_UNHANDLED);
		break;
	case ILA_PATCHED:
		break;
	}
	return 0;
}

/* Will the upper half alone be replaced, and the sum of the address change? */
static bool changes_sum(const struct in6_addr *a, const struct ila_rewrite *r,
			bool to_wire)
{
	switch (r->csum_mode) {
	case ILA_CSUM_NEUTRAL_MAP:
		return !to_wire && !ila_cbit(a);
	case ILA_CSUM_NEUTRAL_MAP_AUTO:
		return false;
	default:
		return true;
	}
}

/* skb->csum of a CHECKSUM_COMPLETE packet covers the address, too. */
static void follow_complete(struct sk_buff *skb, const struct ila_rewrite *r,
			    bool to_wire)
{
	const struct in6_addr *a = &ipv6_hdr(skb)->daddr;
	u16 delta;

	if (likely(skb->ip_summed != CHECKSUM_COMPLETE) ||
	    !changes_sum(a, r, to_wire))
		return;
	delta = ~idloc_csum_diff64(ila_upper(a), r->upper);
	skb->csum = csum_add(skb->csum, (__force __wsum)delta);
}

/* What has to happen before the address is written. */
static unsigned int prepare(struct ila_net *ilan, struct sk_buff *skb,
			    const struct ila_rewrite *r, bool to_wire)
{
	unsigned int why = ila_xlate_make_writable(skb);

	if (unlikely(why))
		return why;
	if (r->csum_mode == ILA_CSUM_ADJUST_TRANSPORT) {
		why = ila_xlate_adjust(ilan, skb,
				       ila_rewrite_delta(&ipv6_hdr(skb)->daddr, r));
		if (unlikely(why))
			return why;
	}
	follow_complete(skb, r, to_wire);
	return 0;
}

/**
 * ila_xlate_finish() - write the checksum that was left to the device
 * @skb: a CHECKSUM_PARTIAL packet in SIR form, no GSO
 *
 * Pointers into @skb are stale afterwards. Any context.
 *
 * Return: 0, or IDLOC_ILA_A_STATS_DROP_*: the caller drops and counts it.
 */
unsigned int ila_xlate_finish(struct sk_buff *skb)
{
	int start = skb_checksum_start_offset(skb);

	/* Nonsense of a virtual machine or a packet socket: no checksum of ours. */
	if (start < (int)sizeof(struct ipv6hdr))
		return 0;
	if (!pskb_may_pull(skb, start + skb->csum_offset + sizeof(__sum16)))
		return IDLOC_ILA_A_STATS_DROP_TRUNCATED;
	return skb_checksum_help(skb) ? IDLOC_ILA_A_STATS_DROP_NOMEM : 0;
}

/* In the two neutral modes only. */
static unsigned int pass_reserved(struct ila_net *ilan, struct sk_buff *skb,
				  const struct ila_rewrite *r)
{
	if (READ_ONCE(ilan->settings.csum_reserved) != IDLOC_ILA_CSUM_RESERVED_PASS)
		return IDLOC_ILA_A_STATS_DROP_CSUM_RESERVED;
	ila_to_wire(&ipv6_hdr(skb)->daddr, r, true);
	ila_count(ilan->stats, IDLOC_ILA_A_STATS_CSUM_RESERVED_PASSED);
	return 0;
}

static noinline unsigned int any_to_wire(struct ila_net *ilan,
					 struct sk_buff *skb,
					 const struct ila_rewrite *r)
{
	unsigned int why = prepare(ilan, skb, r, true);

	if (unlikely(why))
		return why;

	switch (ila_to_wire(&ipv6_hdr(skb)->daddr, r, false)) {
	case ILA_REFUSED_CBIT:
		return IDLOC_ILA_A_STATS_DROP_CBIT_IN_SIR;
	case ILA_REFUSED_RESERVED:
		return pass_reserved(ilan, skb, r);
	default:
		return 0;
	}
}

/* The address as it was before is not to be read of a packet that has none. */
static struct in6_addr daddr_of(const struct sk_buff *skb)
{
	struct in6_addr daddr = {};

	skb_copy_bits(skb, offsetof(struct ipv6hdr, daddr), &daddr, sizeof(daddr));
	return daddr;
}

static noinline unsigned int traced_to_wire(struct ila_net *ilan,
					    struct sk_buff *skb,
					    const struct ila_rewrite *r)
{
	struct in6_addr from = daddr_of(skb);
	unsigned int why = any_to_wire(ilan, skb, r);

	if (!why)
		trace_ila_to_wire(ilan->hook.net, skb, &from,
				  &ipv6_hdr(skb)->daddr, r->csum_mode);
	return why;
}

/**
 * ila_xlate_to_wire() - SIR to wire form, any packet
 * @ilan: whose settings and counters apply
 * @skb: the packet
 * @r: the mapping's direction to the wire
 *
 * Pointers into @skb are stale afterwards. Any context.
 *
 * Return: 0, or IDLOC_ILA_A_STATS_DROP_*: the packet still has its old address
 * and the caller drops and counts it.
 */
unsigned int ila_xlate_to_wire(struct ila_net *ilan, struct sk_buff *skb,
			       const struct ila_rewrite *r)
{
	if (trace_ila_to_wire_enabled())
		return traced_to_wire(ilan, skb, r);
	if (ila_xlate_adjust_usual(ilan, skb, r))
		return 0;
	return any_to_wire(ilan, skb, r);
}

static noinline unsigned int any_to_sir(struct ila_net *ilan,
					struct sk_buff *skb,
					const struct ila_rewrite *r)
{
	unsigned int why = prepare(ilan, skb, r, false);

	if (unlikely(why))
		return why;
	if (ila_to_sir(&ipv6_hdr(skb)->daddr, r) == ILA_REWRITTEN_PLAIN)
		ila_count(ilan->stats, IDLOC_ILA_A_STATS_IN_CBIT_CLEAR);
	return 0;
}

static noinline unsigned int traced_to_sir(struct ila_net *ilan,
					   struct sk_buff *skb,
					   const struct ila_rewrite *r)
{
	struct in6_addr from = daddr_of(skb);
	unsigned int why = any_to_sir(ilan, skb, r);

	if (!why)
		trace_ila_to_sir(ilan->hook.net, skb, &from,
				 &ipv6_hdr(skb)->daddr, r->csum_mode);
	return why;
}

/**
 * ila_xlate_to_sir() - wire to SIR form, any packet
 * @ilan: whose settings and counters apply
 * @skb: the packet
 * @r: the mapping's direction from the wire
 *
 * Pointers into @skb are stale afterwards. Any context.
 *
 * Return: 0, or IDLOC_ILA_A_STATS_DROP_*: the packet still has its old address
 * and the caller drops and counts it.
 */
unsigned int ila_xlate_to_sir(struct ila_net *ilan, struct sk_buff *skb,
			      const struct ila_rewrite *r)
{
	if (trace_ila_to_sir_enabled())
		return traced_to_sir(ilan, skb, r);
	if (ila_xlate_adjust_usual(ilan, skb, r))
		return 0;
	return any_to_sir(ilan, skb, r);
}

/* What a sum gains when one address becomes another. */
static u16 gain(const struct in6_addr *from, const struct in6_addr *to)
{
	__be64 low_from, low_to;

	memcpy(&low_from, from->s6_addr + 8, sizeof(low_from));
	memcpy(&low_to, to->s6_addr + 8, sizeof(low_to));
	return idloc_csum_add(idloc_csum_diff64(ila_upper(to), ila_upper(from)),
			      idloc_csum_diff64(low_to, low_from));
}

/**
 * ila_xlate_gain() - what a sum over the addresses gains
 * @from: the addresses
 * @to: what they become
 *
 * Return: sum(to) - sum(from).
 */
u16 ila_xlate_gain(const struct ila_ends *from, const struct ila_ends *to)
{
	return idloc_csum_add(gain(&from->saddr, &to->saddr),
			      gain(&from->daddr, &to->daddr));
}

/**
 * ila_xlate_undo() - back to what it was, for a packet that will not leave after all
 * @ilan: whose settings apply
 * @skb: what has been translated to the wire
 * @csum_mode: ILA_CSUM_*
 * @before: its addresses as they were
 *
 * Pointers into @skb are stale afterwards. Any context.
 */
void ila_xlate_undo(struct ila_net *ilan, struct sk_buff *skb, u8 csum_mode,
		    const struct ila_ends *before)
{
	struct ila_ends now = { ipv6_hdr(skb)->saddr, ipv6_hdr(skb)->daddr };
	u16 delta = ila_xlate_gain(&now, before);

	if (csum_mode == ILA_CSUM_ADJUST_TRANSPORT)
		ila_patch_transport(skb, ila_xlate_signed(ilan, delta));
	ipv6_hdr(skb)->saddr = before->saddr;
	ipv6_hdr(skb)->daddr = before->daddr;
}
