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
#include <linux/icmpv6.h>
#include <linux/ipv6.h>
#include <net/dst.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <net/l3mdev.h>
#include <uapi/linux/lwtunnel.h>

#include "../compat/compat.h"
#include "drop.h"
#include "fib.h"
#include "lwt.h"
#include "net.h"
#include "recent.h"
#include "xlate.h"
#include "xlate_tenant.h"

/* Where the ILA route knows of a smaller path MTU than its underlay route does,
 * what our own host is allowed to fragment is fragmented to that. Never more
 * than the fragments that a defragmented packet came in.
 */
static void keep_path_mtu(struct sk_buff *skb, u32 mtu)
{
	u16 max_size = IP6CB(skb)->frag_max_size;

	if (skb->len > mtu && !skb_is_gso(skb) && mtu < dst_mtu(skb_dst(skb)) &&
	    (!max_size || mtu < max_size))
		IP6CB(skb)->frag_max_size = mtu;
}

/* Would the stack answer with Packet Too Big instead of sending this? */
static bool is_too_big(const struct sk_buff *skb, u32 mtu)
{
	u16 max_size = IP6CB(skb)->frag_max_size;

	if (likely(skb->len <= mtu))
		return false;
	/* Reassembled from fragments of this size, it may only leave in such. */
	if (max_size && max_size > mtu)
		return true;
	if (skb->ignore_df)
		return false;
	if (!skb_is_gso(skb))
		return true;
	return !ip6_skb_is_fakejumbo(skb) && !skb_gso_validate_network_len(skb, mtu);
}

/* Who speaks to the sender: as in the stack, the output device; but a sender in a VRF is
 * found by the VRF's table alone, and the underlay may be elsewhere.
 */
static struct net_device *speaker(const struct sk_buff *skb)
{
	struct net_device *out = dst_dev(skb_dst(skb)), *in = NULL;

	if (skb->skb_iif)
		in = dev_get_by_index_rcu(dev_net(out), skb->skb_iif);
	return in && l3mdev_master_ifindex_rcu(in) ? in : out;
}

/* The stack would quote the wire form, which the sender does not know. */
static int refuse_too_big(struct sk_buff *skb, struct ila_lwt *lwt,
			  const struct ila_ends *before, u32 mtu)
{
	ila_xlate_undo(lwt->ilan, skb, lwt->rewrite.csum_mode, before);
	skb->dev = speaker(skb);
	icmpv6_send(skb, ICMPV6_PKT_TOOBIG, 0, mtu);
	ila_drop(lwt->ilan, skb, IDLOC_ILA_A_STATS_DROP_TOO_BIG);
	return -EMSGSIZE;
}

/* The route's, or what the ILA route before it has been told, if that is less. */
static u32 path_mtu(const struct sk_buff *skb, u32 told)
{
	u32 mtu = ip6_skb_dst_mtu(skb);

	if (unlikely(told))
		mtu = min(mtu, told);
	return max_t(u32, mtu, IPV6_MIN_MTU);
}

/* @before: the packet's addresses before, which has yet to be counted; NULL if it is
 * small enough for any path
 */
static noinline int output_underlay_slow(struct net *net, struct sock *sk,
					 struct sk_buff *skb,
					 struct ila_lwt *lwt,
					 const struct ila_ends *before)
{
	u32 told = dst_metric_raw(skb_dst(skb), RTAX_MTU), mtu;
	unsigned int why;

	/* Without @before, the caller has tried already. */
	if (!before || unlikely(!ila_underlay_route_fast(&lwt->underlay, net, skb))) {
		why = ila_underlay_route(&lwt->underlay, lwt->ilan, net, sk, skb);
		if (unlikely(why)) {
			ila_drop(lwt->ilan, skb, why);
			return -EHOSTUNREACH;
		}
	}
	if (before) {
		/* Our own sockets have been told, and may be probing. */
		mtu = path_mtu(skb, sk ? 0 : told);
		if (unlikely(is_too_big(skb, mtu)))
			return refuse_too_big(skb, lwt, before, mtu);
		ila_count(lwt->ilan->stats, IDLOC_ILA_A_STATS_OUT_TRANSLATED);
	}
	if (unlikely(told))
		keep_path_mtu(skb, told);
	return dst_output(net, sk, skb);
}

/* Without a gateway: wherever the locator leads. */
static noinline int output_underlay(struct net *net, struct sock *sk,
				    struct sk_buff *skb, struct ila_lwt *lwt)
{
	if (likely(ila_underlay_route_fast(&lwt->underlay, net, skb)))
		return dst_output(net, sk, skb);
	return output_underlay_slow(net, sk, skb, lwt, NULL);
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

/* 0, or the counter of the reason to drop. */
static unsigned int check_ipv6(struct sk_buff *skb)
{
	if (skb->protocol != htons(ETH_P_IPV6))
		return IDLOC_ILA_A_STATS_DROP_NOT_IPV6;
	if (!pskb_may_pull(skb, sizeof(struct ipv6hdr)))
		return IDLOC_ILA_A_STATS_DROP_TRUNCATED;
	return 0;
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

/* One packet for many segments, which must not be cut in wire form: each for itself. */
static int output_segments(struct net *net, struct sock *sk,
			   struct sk_buff *skb, struct ila_lwt *lwt)
{
	struct sk_buff *segs = skb_gso_segment(skb, NETIF_F_SG), *seg, *next;
	int err = 0, one;

	if (IS_ERR_OR_NULL(segs)) {
		ila_drop(lwt->ilan, skb, PTR_ERR(segs) == -ENOMEM ?
			 IDLOC_ILA_A_STATS_DROP_NOMEM : IDLOC_ILA_A_STATS_DROP_TRUNCATED);
		return segs ? PTR_ERR(segs) : -EINVAL;
	}
	consume_skb(skb);
	skb_list_walk_safe(segs, seg, next) {
		skb_mark_not_on_list(seg);
		one = ila_lwt_output(net, sk, seg);
		err = err ?: one;
	}
	return err;
}

/* Any packet. */
static noinline int output_slow(struct net *net, struct sock *sk,
				struct sk_buff *skb)
{
	struct dst_entry *dst = skb_dst(skb);
	struct ila_lwt *lwt = ila_lwt(dst->lwtstate);
	struct ila_ends before;
	unsigned int why;
	u32 mtu;

	why = check_ipv6(skb);
	if (unlikely(!why && ila_xlate_finish_first(skb, &lwt->rewrite))) {
		if (skb_is_gso(skb))
			return output_segments(net, sk, skb, lwt);
		why = ila_xlate_finish(skb);
	}
	if (likely(!why)) {
		before.saddr = ipv6_hdr(skb)->saddr;
		before.daddr = ipv6_hdr(skb)->daddr;
		why = to_wire(lwt, skb);
	}
	if (unlikely(why)) {
		ila_drop(lwt->ilan, skb, why);
		return -EINVAL;
	}
	if (skb->len <= IPV6_MIN_MTU)
		return output_on(net, sk, skb, dst, lwt);
	if (!(dst_rt6_info(dst)->rt6i_flags & RTF_GATEWAY))
		return output_underlay_slow(net, sk, skb, lwt, &before);
	/* The stack has looked at the device's MTU, but not at the route's. */
	mtu = path_mtu(skb, 0);
	if (unlikely(is_too_big(skb, mtu)))
		return refuse_too_big(skb, lwt, &before, mtu);
	return output_on(net, sk, skb, dst, lwt);
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
		return output_slow(net, sk, skb);
	if (likely(ila_xlate_to_wire_fast(skb, &lwt->rewrite)))
		return output_on(net, sk, skb, dst, lwt);
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
