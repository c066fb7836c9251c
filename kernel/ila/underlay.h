/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The second route lookup: from a locator to the underlay.
 */
#ifndef IDLOC_ILA_UNDERLAY_H
#define IDLOC_ILA_UNDERLAY_H

#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/skbuff.h>
#include <net/dst.h>
#include <net/ip6_route.h>

#include "../compat/compat.h"
#include "fib.h"

struct ila_net;

/**
 * struct ila_underlay_slot - the route that one CPU remembers
 * @dst: the route, one reference held; NULL if none
 * @cookie: of @dst, for dst_check()
 * @local_sernum: ila_fib_local_sernum() when @dst was found
 *
 * Touched by its own CPU with bottom halves off, and by nobody else until
 * ila_underlay_destroy().
 */
struct ila_underlay_slot {
	struct dst_entry *dst;
	u32 cookie;
	int local_sernum;
};

/**
 * struct ila_underlay - the underlay route of one ILA route without gateway
 * @slots: per CPU; NULL if the ILA route has a gateway and needs none, or names
 *	a table
 * @table: the only one to ask; 0: by the rules, which the local table comes before
 * @bits: how much of the destination the ILA route fixes after translation:
 *	64 (the locator), or 128
 *
 * The locator and the output interface are those of the ILA route that this is
 * part of, so a slot is keyed by (locator, output interface, CPU).
 */
struct ila_underlay {
	struct ila_underlay_slot __percpu *slots;
	u32 table;
	u8 bits;
};

/**
 * ila_underlay_may_be_by() - may a remembered route serve an interface
 * @u: of a locator, which several ILA routes may lead to
 * @dev: the ILA route's interface
 *
 * Softirq.
 *
 * Return: false if another interface's route is remembered, and not dead: a dead one may
 * have any interface, and the next packet replaces it.
 */
static inline bool ila_underlay_may_be_by(const struct ila_underlay *u,
					  const struct net_device *dev)
{
	const struct dst_entry *dst;

	if (unlikely(!in_softirq()))
		return false;
	dst = this_cpu_ptr(u->slots)->dst;
	return !dst || dst_dev(dst) == dev ||
	       !rcu_access_pointer(dst_rt6_info(dst)->from);
}

int ila_underlay_init(struct ila_underlay *u, unsigned int bits);
void ila_underlay_destroy(struct ila_underlay *u);
void ila_underlay_forget(struct ila_underlay *u);
unsigned int ila_underlay_route(struct ila_underlay *u, struct ila_net *ilan,
				struct net *net, struct sock *sk,
				struct sk_buff *skb);

unsigned int ila_underlay_find(struct ila_net *ilan, struct net *net,
			       struct sk_buff *skb);

/**
 * ila_underlay_too_big() - would the stack answer with Packet Too Big
 * @skb: the packet
 * @mtu: of its way
 *
 * Return: true if so, instead of sending it.
 */
static inline bool ila_underlay_too_big(const struct sk_buff *skb, u32 mtu)
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

/**
 * ila_underlay_copied() - does a remembered route surely still hold
 * @slot: with a route
 *
 * What dst_check() says of a CPU's own copy of a route without expiry, said
 * without a call. Caller holds rcu_read_lock().
 *
 * Return: false if dst_check() has to be asked.
 */
static inline bool ila_underlay_copied(const struct ila_underlay_slot *slot)
{
	const struct rt6_info *rt = dst_rt6_info(slot->dst);
	const struct fib6_info *from = rcu_dereference(rt->from);
	u32 cookie;

	return from && rt->rt6i_flags & RTF_PCPU && !rt->sernum &&
	       rt->dst.obsolete == DST_OBSOLETE_FORCE_CHK &&
	       !((rt->rt6i_flags | from->fib6_flags) & RTF_EXPIRES) &&
	       fib6_get_cookie_safe(from, &cookie) && cookie == slot->cookie;
}

/**
 * ila_underlay_route_fast() - give a packet the remembered route
 * @u: of the ILA route that the packet was sent by, which is its dst until now
 * @net: the namespace
 * @skb: the packet, in wire form
 *
 * Caller holds rcu_read_lock() until the packet is sent or queued: the new dst
 * comes without a reference of its own.
 *
 * Return: false and nothing has happened if ila_underlay_route() has to do it.
 */
static inline bool ila_underlay_route_fast(const struct ila_underlay *u,
					   const struct net *net,
					   struct sk_buff *skb)
{
	const struct ila_underlay_slot *slot;

	if (unlikely(!u->slots || !in_softirq()))
		return false;
	slot = this_cpu_ptr(u->slots);
	if (unlikely(!slot->dst ||
		     slot->local_sernum != ila_fib_local_sernum(net) ||
		     ila_fib_ruled(net) || !ila_underlay_copied(slot)))
		return false;
	skb_dst_drop(skb);
	skb_dst_set_noref(skb, slot->dst);
	return true;
}

#endif /* IDLOC_ILA_UNDERLAY_H */
