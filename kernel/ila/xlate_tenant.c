// SPDX-License-Identifier: GPL-2.0
/*
 * Translating one packet of a virtual network: both addresses may change, and who
 * sends is looked at first. The principles are those of xlate.c.
 */
#include "xlate_tenant.h"

#include <net/checksum.h>

#include "xlate.h"

/* Where nothing makes up for the addresses, the sum of the whole packet changes. */
static void forget_complete(struct sk_buff *skb)
{
	if (skb->ip_summed == CHECKSUM_COMPLETE)
		skb->ip_summed = CHECKSUM_NONE;
}

/* What has to happen before the addresses are written. @delta: what their sum gains. */
static unsigned int prepare(struct ila_net *ilan, struct sk_buff *skb,
			    const struct ila_tenant *t, u16 delta)
{
	unsigned int why = ila_xlate_make_writable(skb);

	if (why || ila_tenant_neutral(t))
		return why;
	if (t->csum_mode == ILA_CSUM_ADJUST_TRANSPORT)
		why = ila_xlate_adjust(ilan, skb, delta);
	forget_complete(skb);
	return why;
}

static unsigned int to_wire(struct ila_net *ilan, struct sk_buff *skb,
			    const struct ila_tenant *t,
			    const struct ila_rewrite *r)
{
	struct ipv6hdr *ip6h = ipv6_hdr(skb);

	if (ila_tenant_to_wire(t, r->upper, r->diff, &ip6h->saddr, &ip6h->daddr,
			       false) == ILA_REWRITTEN)
		return 0;
	if (READ_ONCE(ilan->settings.csum_reserved) != IDLOC_ILA_CSUM_RESERVED_PASS)
		return IDLOC_ILA_A_STATS_DROP_CSUM_RESERVED;
	ila_tenant_to_wire(t, r->upper, r->diff, &ip6h->saddr, &ip6h->daddr, true);
	ila_count(ilan->stats, IDLOC_ILA_A_STATS_CSUM_RESERVED_PASSED);
	return 0;
}

/**
 * ila_xlate_tenant_to_wire() - tenant to wire form, any packet
 * @ilan: whose settings and counters apply
 * @skb: the packet
 * @vnid: the virtual network of the route
 * @r: the route's direction to the wire
 *
 * Pointers into @skb are stale afterwards. Any context.
 *
 * Return: 0, or IDLOC_ILA_A_STATS_DROP_*: the packet still has its old addresses and
 * the caller drops and counts it.
 */
unsigned int ila_xlate_tenant_to_wire(struct ila_net *ilan, struct sk_buff *skb,
				      const struct ila_vnid *vnid,
				      const struct ila_rewrite *r)
{
	struct in6_addr from;
	unsigned int why;

	if (!pskb_may_pull(skb, sizeof(struct ipv6hdr)))
		return IDLOC_ILA_A_STATS_DROP_TRUNCATED;
	why = ila_tenant_may_send(skb, vnid) ?:
	      prepare(ilan, skb, &vnid->tenant, (u16)~r->diff);
	if (why)
		return why;
	from = ipv6_hdr(skb)->daddr;
	why = to_wire(ilan, skb, &vnid->tenant, r);
	if (why)
		return why;
	ila_count(ilan->stats, IDLOC_ILA_A_STATS_OUT_VNID_TRANSLATED);
	trace_ila_to_wire(ilan->hook.net, skb, &from, &ipv6_hdr(skb)->daddr,
			  r->csum_mode);
	return 0;
}

/**
 * ila_tenant_source_fits() - has a source on the wire the form that the virtual network says
 * @saddr: the source
 * @t: the virtual network
 *
 * Return: true if so.
 */
bool ila_tenant_source_fits(const struct in6_addr *saddr,
			    const struct ila_tenant *t)
{
	return ila_same96(saddr, t->src_sir ? &t->sir : &t->prefix);
}

/**
 * ila_xlate_tenant_from_wire() - wire to tenant form, any packet
 * @ilan: whose settings and counters apply
 * @skb: the packet
 * @vnid: the virtual network of its destination
 *
 * Pointers into @skb are stale afterwards. Any context.
 *
 * Return: 0, or IDLOC_ILA_A_STATS_DROP_*: the packet still has its old addresses and
 * the caller drops and counts it.
 */
unsigned int ila_xlate_tenant_from_wire(struct ila_net *ilan,
					struct sk_buff *skb,
					const struct ila_vnid *vnid)
{
	const struct ila_tenant *t = &vnid->tenant;
	struct in6_addr from = ipv6_hdr(skb)->daddr;
	u16 back = ila_tenant_back(t, ila_upper(&from));
	struct ipv6hdr *ip6h;
	unsigned int why;

	if (unlikely(!ila_tenant_source_fits(&ipv6_hdr(skb)->saddr, t)))
		return IDLOC_ILA_A_STATS_DROP_VNID_SOURCE;
	why = prepare(ilan, skb, t, (u16)~back);
	if (unlikely(why))
		return why;
	ip6h = ipv6_hdr(skb);
	if (ila_tenant_from_wire(t, back, &ip6h->saddr, &ip6h->daddr) ==
	    ILA_REWRITTEN_PLAIN) {
		forget_complete(skb);
		ila_count(ilan->stats, IDLOC_ILA_A_STATS_IN_CBIT_CLEAR);
	}
	trace_ila_to_sir(ilan->hook.net, skb, &from, &ip6h->daddr, t->csum_mode);
	return 0;
}

/**
 * ila_xlate_tenant_ends() - write addresses that were computed before
 * @ilan: whose settings and counters apply
 * @skb: a packet of the virtual network
 * @vnid: the virtual network
 * @to: what the addresses become
 *
 * Pointers into @skb are stale afterwards. Any context.
 *
 * Return: 0, or IDLOC_ILA_A_STATS_DROP_*: the packet still has its old addresses and
 * the caller drops and counts it.
 */
unsigned int ila_xlate_tenant_ends(struct ila_net *ilan, struct sk_buff *skb,
				   const struct ila_vnid *vnid,
				   const struct ila_ends *to)
{
	struct ila_ends from = { ipv6_hdr(skb)->saddr, ipv6_hdr(skb)->daddr };
	unsigned int why;

	why = prepare(ilan, skb, &vnid->tenant, ila_xlate_gain(&from, to));
	if (unlikely(why))
		return why;
	ipv6_hdr(skb)->saddr = to->saddr;
	ipv6_hdr(skb)->daddr = to->daddr;
	return 0;
}
