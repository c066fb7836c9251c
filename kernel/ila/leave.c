// SPDX-License-Identifier: GPL-2.0
/*
 * The way of a translated packet out of the host: to the ILA route's gateway or, without
 * one, by a second lookup; after it is known to fit.
 */
#include "leave.h"

#include <linux/icmpv6.h>
#include <linux/ipv6.h>
#include <net/dst.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <net/l3mdev.h>
#include <net/lwtunnel.h>

#include "../compat/compat.h"
#include "drop.h"
#include "net.h"

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

/**
 * ila_leave_speaker() - who speaks to the sender of a packet
 * @skb: the packet, on its way out
 *
 * As in the stack, the output device; but a sender in a VRF is found by the VRF's table
 * alone, and the underlay may be elsewhere. Under rcu_read_lock().
 *
 * Return: the device.
 */
struct net_device *ila_leave_speaker(const struct sk_buff *skb)
{
	struct net_device *out = dst_dev(skb_dst(skb)), *in = NULL;

	if (skb->skb_iif)
		in = dev_get_by_index_rcu(dev_net(out), skb->skb_iif);
	return in && l3mdev_master_ifindex_rcu(in) ? in : out;
}

/* The stack would quote the wire form, which the sender does not know. */
static int refuse_too_big(struct sk_buff *skb, const struct ila_leave *leave, u32 mtu)
{
	ila_xlate_undo(leave->ilan, skb, leave->csum_mode, &leave->before);
	skb->dev = ila_leave_speaker(skb);
	icmpv6_send(skb, ICMPV6_PKT_TOOBIG, 0, mtu);
	ila_drop(leave->ilan, skb, IDLOC_ILA_A_STATS_DROP_TOO_BIG);
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

/* 0, or the packet is gone. */
static int find_underlay(struct net *net, struct sock *sk, struct sk_buff *skb,
			 struct ila_net *ilan, struct ila_underlay *u)
{
	unsigned int why = ila_underlay_route(u, ilan, net, sk, skb);

	if (likely(!why))
		return 0;
	ila_drop(ilan, skb, why);
	return -EHOSTUNREACH;
}

/**
 * ila_leave_by_underlay() - send a packet that is small enough for any path
 * @net: the namespace
 * @sk: the sending socket, or NULL
 * @skb: the packet in wire form, counted, its dst an ILA route without gateway; consumed
 * @ilan: whose counters apply
 * @u: where the locator leads; there is no remembered route that would do
 *
 * Under rcu_read_lock().
 *
 * Return: 0, a queueing discipline's answer, or a negative error code.
 */
int ila_leave_by_underlay(struct net *net, struct sock *sk, struct sk_buff *skb,
			  struct ila_net *ilan, struct ila_underlay *u)
{
	u32 told = dst_metric_raw(skb_dst(skb), RTAX_MTU);
	int err = find_underlay(net, sk, skb, ilan, u);

	if (unlikely(err))
		return err;
	if (unlikely(told))
		keep_path_mtu(skb, told);
	return dst_output(net, sk, skb);
}

static int measured_underlay(struct net *net, struct sock *sk, struct sk_buff *skb,
			     const struct ila_leave *leave)
{
	u32 told = dst_metric_raw(skb_dst(skb), RTAX_MTU), mtu;
	int err;

	if (unlikely(!ila_underlay_route_fast(leave->underlay, net, skb))) {
		err = find_underlay(net, sk, skb, leave->ilan, leave->underlay);
		if (err)
			return err;
	}
	/* Our own sockets have been told, and may be probing. */
	mtu = path_mtu(skb, sk ? 0 : told);
	if (unlikely(ila_underlay_too_big(skb, mtu)))
		return refuse_too_big(skb, leave, mtu);
	ila_count(leave->ilan->stats, IDLOC_ILA_A_STATS_OUT_TRANSLATED);
	if (unlikely(told))
		keep_path_mtu(skb, told);
	return dst_output(net, sk, skb);
}

/**
 * ila_leave_measured() - send a packet that may be too large
 * @net: the namespace
 * @sk: the sending socket, or NULL
 * @skb: the packet in wire form, not counted yet, its dst an ILA route; consumed
 * @leave: the rest
 *
 * Under rcu_read_lock().
 *
 * Return: 0, a queueing discipline's answer, or a negative error code.
 */
int ila_leave_measured(struct net *net, struct sock *sk, struct sk_buff *skb,
		       const struct ila_leave *leave)
{
	struct dst_entry *dst = skb_dst(skb);
	u32 mtu;

	if (!(dst_rt6_info(dst)->rt6i_flags & RTF_GATEWAY))
		return measured_underlay(net, sk, skb, leave);
	/* The stack has looked at the device's MTU, but not at the route's. */
	mtu = path_mtu(skb, 0);
	if (unlikely(ila_underlay_too_big(skb, mtu)))
		return refuse_too_big(skb, leave, mtu);
	ila_count(leave->ilan->stats, IDLOC_ILA_A_STATS_OUT_TRANSLATED);
	return dst->lwtstate->orig_output(net, sk, skb);
}

/**
 * ila_leave_segments() - one packet for many, which must not be cut in wire form
 * @net: the namespace
 * @sk: the sending socket, or NULL
 * @skb: a GSO packet in SIR form; consumed
 * @ilan: whose counters apply
 * @output: sends each segment by itself
 *
 * Under rcu_read_lock().
 *
 * Return: 0, or the first error.
 */
int ila_leave_segments(struct net *net, struct sock *sk, struct sk_buff *skb,
		       struct ila_net *ilan,
		       int (*output)(struct net *net, struct sock *sk,
				     struct sk_buff *skb))
{
	struct sk_buff *segs = skb_gso_segment(skb, NETIF_F_SG), *seg, *next;
	int err = 0, one;

	if (IS_ERR_OR_NULL(segs)) {
		ila_drop(ilan, skb, PTR_ERR(segs) == -ENOMEM ?
			 IDLOC_ILA_A_STATS_DROP_NOMEM : IDLOC_ILA_A_STATS_DROP_TRUNCATED);
		return segs ? PTR_ERR(segs) : -EINVAL;
	}
	consume_skb(skb);
	skb_list_walk_safe(segs, seg, next) {
		skb_mark_not_on_list(seg);
		one = output(net, sk, seg);
		err = err ?: one;
	}
	return err;
}
