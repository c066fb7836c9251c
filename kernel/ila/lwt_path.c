// SPDX-License-Identifier: GPL-2.0
/*
 * ILA routes: their packets.
 *
 * hook-type output: a packet that is sent or forwarded by the route leaves in
 * wire form, to the route's gateway or, without one, by a second lookup.
 * hook-type input: a packet that arrives by the route continues in SIR form, to
 * the route's gateway or, without one, wherever its new destination leads.
 *
 * The core holds rcu_read_lock() around both.
 */
#include <linux/ipv6.h>
#include <net/dst.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <uapi/linux/lwtunnel.h>

#include "../compat/compat.h"
#include "drop.h"
#include "fib.h"
#include "leave.h"
#include "lwt.h"
#include "mapped.h"
#include "miss.h"
#include "net.h"
#include "recent.h"
#include "xlate.h"
#include "xlate_tenant.h"

/* Without a gateway: wherever the locator leads. */
static noinline int output_underlay(struct net *net, struct sock *sk,
				    struct sk_buff *skb, struct ila_lwt *lwt)
{
	if (likely(ila_underlay_route_fast(&lwt->underlay, net, skb)))
		return dst_output(net, sk, skb);
	return ila_leave_by_underlay(net, sk, skb, lwt->ilan, &lwt->underlay);
}

/* The packet is in wire form, and no larger than any path carries. */
static __always_inline int output_on(struct net *net, struct sock *sk,
				     struct sk_buff *skb,
				     const struct dst_entry *dst,
				     struct ila_lwt *lwt)
{
	ila_count(lwt->ilan->stats, IDLOC_ILA_A_STATS_OUT_TRANSLATED);

	/* A path MTU exception of a route without gateway names the SIR
	 * address as next hop: it is no gateway.
	 */
	if (dst_rt6_info(dst)->rt6i_flags & RTF_GATEWAY)
		return dst->lwtstate->orig_output(net, sk, skb);
	return output_underlay(net, sk, skb, lwt);
}

/* For a route or nexthop whose destinations only its packets tell. */
static void note_recent(const struct ila_lwt *lwt, const struct sk_buff *skb,
			__be64 prefix)
{
	ila_recent_note(&lwt->ilan->recent, lwt->rewrite.upper, prefix,
			ila_fib_table(dst_rt6_info(skb_dst(skb))),
			lwt->rewrite.csum_mode);
}

/* Any IPv6 packet. 0, or the counter of the reason to drop. */
static unsigned int to_wire(struct ila_lwt *lwt, struct sk_buff *skb)
{
	__be64 prefix = ila_upper(&ipv6_hdr(skb)->daddr);
	unsigned int why;

	if (lwt->vnid)
		return ila_xlate_tenant_to_wire(lwt->ilan, skb, lwt->vnid,
						&lwt->rewrite);
	if (likely(ila_xlate_to_wire_fast(skb, &lwt->rewrite)))
		return 0;
	why = ila_xlate_to_wire(lwt->ilan, skb, &lwt->rewrite);
	if (!why && !lwt->reverse)
		note_recent(lwt, skb, prefix);
	return why;
}

/* Any packet. */
static noinline int output_slow(struct net *net, struct sock *sk,
				struct sk_buff *skb)
{
	struct dst_entry *dst = skb_dst(skb);
	struct ila_lwt *lwt = ila_lwt(dst->lwtstate);
	struct ila_leave leave = {
		.ilan = lwt->ilan,
		.underlay = &lwt->underlay,
		.csum_mode = lwt->rewrite.csum_mode,
	};
	unsigned int why;

	why = ila_xlate_check_ipv6(skb);
	if (unlikely(!why && ila_xlate_finish_first(skb, &lwt->rewrite))) {
		if (skb_is_gso(skb))
			return ila_leave_segments(net, sk, skb, lwt->ilan,
						  ila_lwt_output);
		why = ila_xlate_finish(skb);
	}
	if (likely(!why)) {
		leave.before = ila_ends_of(skb);
		why = to_wire(lwt, skb);
	}
	if (unlikely(why)) {
		ila_drop(lwt->ilan, skb, why);
		return -EINVAL;
	}
	if (skb->len <= IPV6_MIN_MTU)
		return output_on(net, sk, skb, dst, lwt);
	return ila_leave_measured(net, sk, skb, &leave);
}

/* Mode adj-transport: most packets, which need more than the address written. */
static noinline int output_adjusted(struct net *net, struct sock *sk,
				    struct sk_buff *skb)
{
	struct dst_entry *dst = skb_dst(skb);
	struct ila_lwt *lwt = ila_lwt(dst->lwtstate);

	if (unlikely(trace_ila_to_wire_enabled() || !lwt->rewrite.fixed ||
		     !ila_xlate_adjust_usual(lwt->ilan, skb, &lwt->rewrite)))
		return output_slow(net, sk, skb);
	return output_on(net, sk, skb, dst, lwt);
}

/* Of a virtual network: both addresses may change, and the source has to be right. */
static noinline int output_tenant(struct net *net, struct sock *sk,
				  struct sk_buff *skb)
{
	struct dst_entry *dst = skb_dst(skb);
	struct ila_lwt *lwt = ila_lwt(dst->lwtstate);

	if (unlikely(!ila_xlate_tenant_fast(skb, lwt->vnid, &lwt->rewrite)))
		return output_slow(net, sk, skb);
	ila_count(lwt->ilan->stats, IDLOC_ILA_A_STATS_OUT_VNID_TRANSLATED);
	return output_on(net, sk, skb, dst, lwt);
}

/**
 * ila_lwt_output() - send a packet by an ILA route
 * @net: the namespace
 * @sk: the sending socket, or NULL
 * @skb: the packet, consumed
 *
 * Caller holds rcu_read_lock(). Older 6.1 kernels call with bottom halves on.
 *
 * Return: 0, a queueing discipline's answer, or a negative error code.
 */
int ila_lwt_output(struct net *net, struct sock *sk, struct sk_buff *skb)
{
	struct dst_entry *dst = skb_dst(skb);
	struct ila_lwt *lwt = ila_lwt(dst->lwtstate);

	if (unlikely(skb->protocol != htons(ETH_P_IPV6) ||
		     skb->len > IPV6_MIN_MTU))
		return lwt->mapped ? ila_mapped_output(net, sk, skb) :
				     output_slow(net, sk, skb);
	if (likely(ila_xlate_to_wire_fast(skb, &lwt->rewrite)))
		return output_on(net, sk, skb, dst, lwt);
	if (lwt->mapped)
		return ila_mapped_output(net, sk, skb);
	if (lwt->vnid)
		return output_tenant(net, sk, skb);
	if (lwt->rewrite.csum_mode == ILA_CSUM_ADJUST_TRANSPORT)
		return output_adjusted(net, sk, skb);
	return output_slow(net, sk, skb);
}

static struct dst_entry *look_up_sir(struct net *net, struct sk_buff *skb)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);
	/* Behind a VRF skb->dev is the VRF by now: the table is its own. */
	struct flowi6 fl6 = {
		.flowi6_iif = skb->dev->ifindex,
		.flowi6_mark = skb->mark,
		.flowi6_proto = ip6h->nexthdr,
		.flowlabel = ip6_flowinfo(ip6h),
		.daddr = ip6h->daddr,
		.saddr = ip6h->saddr,
	};

	ila_fib_add_ports(net, skb, &fl6);
	return ip6_route_input_lookup(net, skb->dev, &fl6, skb,
				      RT6_LOOKUP_F_HAS_SADDR);
}

/* Would the packet come back to us, or be translated from the wire twice? */
static bool input_again(const struct dst_entry *dst)
{
	return dst->lwtstate && dst->lwtstate->type == LWTUNNEL_ENCAP_ILA &&
	       lwtunnel_input_redirect(dst->lwtstate);
}

static noinline int reroute(struct net *net, struct ila_net *ilan, struct sk_buff *skb)
{
	struct dst_entry *dst = look_up_sir(net, skb);

	ila_count(ilan->stats, IDLOC_ILA_A_STATS_ROUTE_LOOKUPS);
	if (unlikely(input_again(dst))) {
		dst_release(dst);
		ila_drop(ilan, skb, IDLOC_ILA_A_STATS_DROP_ROUTE_LOOP);
		return -ELOOP;
	}
	skb_dst_drop(skb);
	skb_dst_set(skb, dst);
	/* Without a route, this answers with an ICMPv6 error. */
	return dst_input(skb);
}

static __always_inline int input_on(struct sk_buff *skb,
				    const struct dst_entry *dst,
				    struct ila_lwt *lwt)
{
	ila_count(lwt->ilan->stats, IDLOC_ILA_A_STATS_IN_ROUTE_TRANSLATED);
	ila_note_from_wire(skb);
	if (dst_rt6_info(dst)->rt6i_flags & RTF_GATEWAY)
		return dst->lwtstate->orig_input(skb);
	return reroute(dev_net(skb->dev), lwt->ilan, skb);
}

/* Any packet. */
static noinline int input_slow(struct sk_buff *skb)
{
	struct dst_entry *dst = skb_dst(skb);
	struct ila_lwt *lwt = ila_lwt(dst->lwtstate);
	unsigned int why;

	if (skb->protocol == htons(ETH_P_IPV6))
		why = ila_xlate_to_sir(lwt->ilan, skb, &lwt->rewrite);
	else
		why = IDLOC_ILA_A_STATS_DROP_NOT_IPV6;
	if (unlikely(why)) {
		ila_drop(lwt->ilan, skb, why);
		return -EINVAL;
	}
	return input_on(skb, dst, lwt);
}

/**
 * ila_lwt_input() - receive a packet by an ILA route
 * @skb: the packet, consumed
 *
 * Softirq, caller holds rcu_read_lock().
 *
 * Return: what the next input function says, or a negative error code.
 */
int ila_lwt_input(struct sk_buff *skb)
{
	struct dst_entry *dst = skb_dst(skb);
	struct ila_lwt *lwt = ila_lwt(dst->lwtstate);

	if (unlikely(skb->protocol != htons(ETH_P_IPV6) ||
		     !ila_xlate_to_sir_fast(skb, &lwt->rewrite)))
		return input_slow(skb);
	return input_on(skb, dst, lwt);
}
