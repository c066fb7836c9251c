/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Translating one packet of a virtual network. As in xlate.h, @skb is an IPv6 packet
 * with skb->data at its IPv6 header.
 */
#ifndef IDLOC_ILA_XLATE_TENANT_H
#define IDLOC_ILA_XLATE_TENANT_H

#include <linux/ipv6.h>
#include <linux/skbuff.h>

#include "net.h"
#include "rewrite.h"
#include "trace.h"
#include "xlate.h"

unsigned int ila_xlate_tenant_to_wire(struct ila_net *ilan, struct sk_buff *skb,
				      const struct ila_vnid *vnid,
				      const struct ila_rewrite *r);
unsigned int ila_xlate_tenant_from_wire(struct ila_net *ilan,
					struct sk_buff *skb,
					const struct ila_vnid *vnid);

bool ila_tenant_source_fits(const struct in6_addr *saddr,
			    const struct ila_tenant *t);
unsigned int ila_xlate_tenant_ends(struct ila_net *ilan, struct sk_buff *skb,
				   const struct ila_vnid *vnid,
				   const struct ila_ends *to);

/**
 * ila_tenant_may_send() - may a packet be sent within a virtual network
 * @skb: a packet in tenant form, its IPv6 header linear
 * @vnid: of its destination
 *
 * A VRF's routes are out of reach from elsewhere; an interface's are not. What our own
 * host sends has not come in by any.
 *
 * Return: 0, or IDLOC_ILA_A_STATS_DROP_*.
 */
static inline unsigned int ila_tenant_may_send(const struct sk_buff *skb,
					       const struct ila_vnid *vnid)
{
	int scope = vnid->place.ifindex;

	if (unlikely(READ_ONCE(vnid->gone)))
		return IDLOC_ILA_A_STATS_DROP_VNID_UNKNOWN;
	if (unlikely(!ila_same96(&ipv6_hdr(skb)->saddr, &vnid->tenant.prefix)))
		return IDLOC_ILA_A_STATS_DROP_VNID_SOURCE;
	if (unlikely(scope && !vnid->table && skb->skb_iif &&
		     skb->skb_iif != scope))
		return IDLOC_ILA_A_STATS_DROP_VNID_SCOPE;
	return 0;
}

/**
 * ila_xlate_tenant_fast() - tenant to wire form, if the packet is a usual one
 * @skb: the packet
 * @vnid: the virtual network of the route
 * @r: the route's direction to the wire
 *
 * Any context.
 *
 * Return: true if it is done; false and nothing has happened if
 * ila_xlate_tenant_to_wire() has to do it, or to say why not.
 */
static inline bool ila_xlate_tenant_fast(struct sk_buff *skb,
					 const struct ila_vnid *vnid,
					 const struct ila_rewrite *r)
{
	struct ipv6hdr *ip6h = ipv6_hdr(skb);

	if (unlikely(trace_ila_to_wire_enabled() || skb_cloned(skb) ||
		     skb_headlen(skb) < sizeof(*ip6h) ||
		     !ila_tenant_neutral(&vnid->tenant) ||
		     ila_tenant_may_send(skb, vnid)))
		return false;
	return likely(ila_tenant_to_wire(&vnid->tenant, r->upper, r->diff,
					 &ip6h->saddr, &ip6h->daddr, false) ==
		      ILA_REWRITTEN);
}

/**
 * ila_xlate_tenant_in_fast() - wire to tenant form, if the packet is a usual one
 * @skb: the packet
 * @vnid: the virtual network of its destination
 *
 * Any context.
 *
 * Return: true if it is done; false and nothing has happened if
 * ila_xlate_tenant_from_wire() has to do it, or to say why not.
 */
static inline bool ila_xlate_tenant_in_fast(struct sk_buff *skb,
					    const struct ila_vnid *vnid)
{
	const struct ila_tenant *t = &vnid->tenant;
	struct ipv6hdr *ip6h = ipv6_hdr(skb);

	if (unlikely(trace_ila_to_sir_enabled() || skb_cloned(skb) ||
		     !ila_tenant_neutral(t) ||
		     !ila_same96(&ip6h->saddr, t->src_sir ? &t->sir : &t->prefix)))
		return false;
	/* To be counted. */
	if (t->csum_mode == ILA_CSUM_NEUTRAL_MAP && unlikely(!ila_cbit(&ip6h->daddr)))
		return false;
	ila_tenant_from_wire(t, ila_tenant_back(t, ila_upper(&ip6h->daddr)),
			     &ip6h->saddr, &ip6h->daddr);
	return true;
}

#endif /* IDLOC_ILA_XLATE_TENANT_H */
