// SPDX-License-Identifier: GPL-2.0
/*
 * The second route lookup: from a locator to the underlay.
 *
 * An ILA route without gateway names an interface only, or a table, so the
 * translated destination has to be looked up. What is found is remembered where
 * it is the answer for every packet of the ILA route (see ila_fib_only_route());
 * where it may depend on the packet, or a table is named, each packet is looked
 * up with all that it has.
 *
 * A route that leads through a lightweight tunnel or an IPsec bundle is never
 * remembered: such a route may hold, in the end, the route that remembers it.
 */
#include "underlay.h"

#include <linux/bottom_half.h>
#include <linux/ipv6.h>
#include <linux/preempt.h>
#include <net/dst_metadata.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <net/l3mdev.h>
#include <net/lwtunnel.h>
#include <net/sock.h>
#include <net/xfrm.h>
#include <uapi/linux/lwtunnel.h>

#include "../compat/compat.h"
#include "fib.h"
#include "net.h"

/**
 * ila_underlay_init() - make room for remembered routes
 * @u: to initialise
 * @bits: see struct ila_underlay
 *
 * Any context.
 *
 * Return: 0 or -ENOMEM.
 */
int ila_underlay_init(struct ila_underlay *u, unsigned int bits)
{
	u->bits = bits;
	u->slots = alloc_percpu_gfp(struct ila_underlay_slot,
				    GFP_ATOMIC | __GFP_ACCOUNT | __GFP_ZERO);
	return u->slots ? 0 : -ENOMEM;
}

/**
 * ila_underlay_destroy() - forget all
 * @u: initialised, or zeroed
 *
 * Nobody uses @u any more. Does not sleep.
 */
void ila_underlay_destroy(struct ila_underlay *u)
{
	int cpu;

	if (!u->slots)
		return;
	for_each_possible_cpu(cpu)
		dst_release(per_cpu_ptr(u->slots, cpu)->dst);
	free_percpu(u->slots);
}

/**
 * ila_underlay_forget() - let go of remembered routes
 * @u: initialised; no packet uses it any more
 *
 * Does not sleep.
 */
void ila_underlay_forget(struct ila_underlay *u)
{
	struct ila_underlay_slot *slot;
	int cpu;

	for_each_possible_cpu(cpu) {
		slot = per_cpu_ptr(u->slots, cpu);
		dst_release(slot->dst);
		slot->dst = NULL;
	}
}

static void slot_clear(struct ila_underlay_slot *slot)
{
	dst_release(slot->dst);
	slot->dst = NULL;
}

/* The remembered route if it still holds; a reference of the slot's. */
static struct dst_entry *slot_get(struct ila_underlay_slot *slot,
				  const struct net *net)
{
	struct dst_entry *dst = slot->dst;

	if (unlikely(!dst))
		return NULL;
	/* dst_check() of a route by a nexthop object asks for a number that no
	 * deletion changes; the link to the table's route is cut at once.
	 */
	if (likely(slot->local_sernum == ila_fib_local_sernum(net) &&
		   rcu_access_pointer(dst_rt6_info(dst)->from) &&
		   !ila_fib_ruled(net) && dst_check(dst, slot->cookie)))
		return dst;
	slot_clear(slot);
	return NULL;
}

static bool has_policies(const struct net *net)
{
#ifdef CONFIG_XFRM
	return net->xfrm.policy_count[XFRM_POLICY_OUT];
#else
	return false;
#endif
}

static void slot_fill(struct ila_underlay_slot *slot, unsigned int bits,
		      const struct net *net, struct dst_entry *dst,
		      const struct in6_addr *daddr)
{
	struct rt6_info *rt = dst_rt6_info(dst);
	int local_sernum = ila_fib_local_sernum(net);
	u32 cookie;

	if (dst->lwtstate || dst_xfrm(dst) || has_policies(net))
		return;
	cookie = rt6_get_cookie(rt);
	if (!ila_fib_only_route(net, rt, daddr, bits))
		return;
	slot_clear(slot);
	dst_hold(dst);
	slot->dst = dst;
	slot->cookie = cookie;
	slot->local_sernum = local_sernum;
}

/* With the interface named, a lookup takes the first next hop there. Without, it goes
 * by the flow: that counts if it is by the same interface. Swaps references.
 */
static struct dst_entry *spread(struct net *net, struct flowi6 *fl6,
				struct dst_entry *dst)
{
	struct net_device *dev = dst_dev(dst);
	struct dst_entry *other;

	fl6->flowi6_oif = l3mdev_master_ifindex_rcu(dev);
	other = ip6_route_output_flags(net, NULL, fl6, 0);
	fl6->flowi6_oif = dev->ifindex;
	if (dst_dev(other) == dev &&
	    ila_fib_same_route(dst_rt6_info(dst), dst_rt6_info(other)))
		swap(dst, other);
	dst_release(other);
	return dst;
}

/* The ILA route has named a table, or else an interface: no other will do. Without an
 * ILA route, any will.
 */
static struct dst_entry *ask(const struct ila_underlay *u, struct net *net,
			     const struct sk_buff *skb, struct flowi6 *fl6)
{
	struct dst_entry *dst;

	if (u->table)
		return ila_fib_look_up(net, u->table, fl6);
	if (!skb_valid_dst(skb))
		return ip6_route_output_flags(net, NULL, fl6, 0);
	fl6->flowi6_oif = dst_dev(skb_dst(skb))->ifindex;
	dst = ip6_route_output_flags(net, NULL, fl6, RT6_LOOKUP_F_IFACE);
	if (unlikely(ila_fib_is_multipath(dst_rt6_info(dst))))
		dst = spread(net, fl6, dst);
	return dst;
}

/* Returns a route with a reference, or an error pointer. */
static struct dst_entry *look_up(const struct ila_underlay *u, struct net *net,
				 struct sock *sk, const struct sk_buff *skb)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);
	struct flowi6 fl6 = {
		.flowi6_iif = LOOPBACK_IFINDEX,
		.flowi6_mark = skb->mark,
		.flowi6_proto = ip6h->nexthdr,
		.flowi6_uid = sock_net_uid(net, sk_to_full_sk(sk)),
		.flowlabel = ip6_flowinfo(ip6h),
		.daddr = ip6h->daddr,
		.saddr = ip6h->saddr,
	};
	struct dst_entry *dst;

	ila_fib_add_ports(net, skb, &fl6);
	dst = ask(u, net, skb, &fl6);
	if (dst->error) {
		dst_release(dst);
		return ERR_PTR(-EHOSTUNREACH);
	}
	return xfrm_lookup(net, dst, flowi6_to_flowi(&fl6), NULL, 0);
}

static bool leads_back(const struct dst_entry *dst)
{
	return dst->lwtstate && dst->lwtstate->type == LWTUNNEL_ENCAP_ILA;
}

static unsigned int route_slow(struct ila_underlay *u,
			       struct ila_underlay_slot *slot,
			       struct ila_net *ilan, struct net *net,
			       struct sock *sk, struct sk_buff *skb)
{
	struct dst_entry *dst = look_up(u, net, sk, skb);

	ila_count(ilan->stats, IDLOC_ILA_A_STATS_ROUTE_LOOKUPS);
	if (IS_ERR(dst))
		return IDLOC_ILA_A_STATS_DROP_NO_ROUTE;
	if (unlikely(leads_back(dst))) {
		dst_release(dst);
		return IDLOC_ILA_A_STATS_DROP_ROUTE_LOOP;
	}
	if (slot)
		slot_fill(slot, u->bits, net, dst, &ipv6_hdr(skb)->daddr);
	skb_dst_drop(skb);
	skb_dst_set(skb, dst);
	return 0;
}

static unsigned int route(struct ila_underlay *u, struct ila_net *ilan,
			  struct net *net, struct sock *sk, struct sk_buff *skb)
{
	struct ila_underlay_slot *slot = NULL;
	struct dst_entry *dst = NULL;

	if (likely(u->slots)) {
		slot = this_cpu_ptr(u->slots);
		dst = slot_get(slot, net);
	}
	if (unlikely(!dst))
		return route_slow(u, slot, ilan, net, sk, skb);

	skb_dst_drop(skb);
	skb_dst_set_noref(skb, dst);
	return 0;
}

/**
 * ila_underlay_route() - give a translated packet its underlay route
 * @u: of the ILA route that the packet was sent by, which is its dst until now
 * @ilan: whose counters apply
 * @net: the namespace
 * @sk: the sending socket, or NULL
 * @skb: the packet, in wire form
 *
 * Caller holds rcu_read_lock() until the packet is sent or queued: the new dst
 * may come without a reference of its own.
 *
 * Return: 0, or IDLOC_ILA_A_STATS_DROP_*.
 */
unsigned int ila_underlay_route(struct ila_underlay *u, struct ila_net *ilan,
				struct net *net, struct sock *sk,
				struct sk_buff *skb)
{
	unsigned int why;

	/* Older 6.1 kernels call with bottom halves on. */
	if (likely(in_softirq()))
		return route(u, ilan, net, sk, skb);

	local_bh_disable();
	why = route(u, ilan, net, sk, skb);
	local_bh_enable();
	return why;
}

/**
 * ila_underlay_find() - give a translated packet that no ILA route sends its underlay route
 * @ilan: whose counters apply
 * @net: the namespace
 * @skb: the packet, in wire form, without a route
 *
 * By the rules, whatever interface that leads to; nothing is remembered. Softirq, under
 * rcu_read_lock().
 *
 * Return: 0, or IDLOC_ILA_A_STATS_DROP_*.
 */
unsigned int ila_underlay_find(struct ila_net *ilan, struct net *net,
			       struct sk_buff *skb)
{
	struct ila_underlay any = {};

	return route_slow(&any, NULL, ilan, net, NULL, skb);
}
