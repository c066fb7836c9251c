// SPDX-License-Identifier: GPL-2.0
/*
 * Dropping a packet so that somebody can find out why: a counter of ours, the
 * tracepoint ila_drop, and the core's own reason (tracepoint skb:kfree_skb).
 */
#include "drop.h"

#include "net.h"
#include "trace.h"

/* The core's drop reason that comes nearest to one of our counters. */
static enum skb_drop_reason drop_reason(unsigned int id)
{
	switch (id) {
	case IDLOC_ILA_A_STATS_DROP_NOMEM:
		return SKB_DROP_REASON_NOMEM;
	case IDLOC_ILA_A_STATS_DROP_NOT_IPV6:
		return SKB_DROP_REASON_UNHANDLED_PROTO;
	case IDLOC_ILA_A_STATS_DROP_TRUNCATED:
		return SKB_DROP_REASON_PKT_TOO_SMALL;
	case IDLOC_ILA_A_STATS_DROP_CBIT_IN_SIR:
	case IDLOC_ILA_A_STATS_DROP_CSUM_RESERVED:
		return SKB_DROP_REASON_IP_INADDRERRORS;
	case IDLOC_ILA_A_STATS_DROP_NO_ROUTE:
	case IDLOC_ILA_A_STATS_DROP_ROUTE_LOOP:
		return SKB_DROP_REASON_IP_OUTNOROUTES;
	case IDLOC_ILA_A_STATS_DROP_TOO_BIG:
		return SKB_DROP_REASON_PKT_TOO_BIG;
	default:
		return SKB_DROP_REASON_NOT_SPECIFIED;
	}
}

/* Its destination; all zeros if that cannot be read. */
static const struct in6_addr *daddr_of(const struct sk_buff *skb)
{
	if (skb->protocol == htons(ETH_P_IPV6) &&
	    skb_headlen(skb) >= sizeof(struct ipv6hdr))
		return &ipv6_hdr(skb)->daddr;
	return &in6addr_any;
}

/**
 * ila_drop() - free a packet and say why
 * @ilan: the namespace's ILA
 * @skb: the packet, consumed
 * @id: IDLOC_ILA_A_STATS_DROP_*
 *
 * Any context.
 */
void ila_drop(const struct ila_net *ilan, struct sk_buff *skb, unsigned int id)
{
	ila_count(ilan->stats, id);
	if (trace_ila_drop_enabled())
		trace_ila_drop(ilan->hook.net, skb, daddr_of(skb), id);
	kfree_skb_reason(skb, drop_reason(id));
}
