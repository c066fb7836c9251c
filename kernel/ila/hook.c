// SPDX-License-Identifier: GPL-2.0
/*
 * The netfilter hooks that translate by the mapping table, and ICMPv6 errors.
 *
 * The one for what arrives sits in PRE_ROUTING, so that the packet is routed by its SIR address: at
 * raw - 10 by default, where connection tracking and every rule set has yet to
 * see it, or at -1, the in-tree module's place. A namespace has the hook while it
 * has a mapping, or an ILA route to the wire and the setting icmp_errors on: a
 * hook with nothing to do costs every packet.
 *
 * The one for what our own host sends sits in LOCAL_OUT, while there is such a
 * route and icmp_errors is on: where nobody answers for the next hop, it is our
 * host that says so, and quotes the packet as it was translated. And while there
 * are virtual networks: what our host says to one tenant is not for another.
 */
#include "hook.h"

#include <linux/ipv6.h>
#include <linux/netfilter_ipv6.h>
#include <net/dst_metadata.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>

#include "../compat/compat.h"
#include "arrive.h"
#include "deliver.h"
#include "drop.h"
#include "guard.h"
#include "icmp.h"
#include "miss.h"
#include "net.h"
#include "replicate.h"
#include "xlate.h"
#include "xlate_tenant.h"

/* Priorities, indexed by enum idloc_ila_hook_position. */
static const int ila_hook_priority[] = {
	[IDLOC_ILA_HOOK_POSITION_RAW] = NF_IP6_PRI_RAW - 10,
	[IDLOC_ILA_HOOK_POSITION_INTREE] = -1,
};

/* A VRF shows each packet twice: on the way in, and again as its own. */
static bool second_pass(const struct sk_buff *skb)
{
	return ipv6_l3mdev_skb(IP6CB(skb)->flags);
}

/* What our own host has sent to itself carries the route of its old address. */
static __always_inline void drop_old_route(struct sk_buff *skb)
{
	if (unlikely(skb_valid_dst(skb)))
		skb_dst_drop(skb);
}

static __always_inline unsigned int translated(struct ila_net *ilan,
					       struct sk_buff *skb)
{
	ila_count(ilan->stats, IDLOC_ILA_A_STATS_IN_MAP_TRANSLATED);
	ila_note_from_wire(skb);
	drop_old_route(skb);
	return NF_ACCEPT;
}

/* At a local locator, the mapping table knows more. */
static unsigned int translate_here(struct ila_net *ilan, struct sk_buff *skb,
				   const struct ila_map *map)
{
	unsigned int why = ila_arrive(ilan, skb, map);

	if (likely(!why))
		return translated(ilan, skb);
	if (why == ILA_ARRIVE_PASS)
		return NF_ACCEPT;
	ila_drop(ilan, skb, why);
	return NF_STOLEN;
}

/* Any packet. NF_STOLEN: it is gone, and the reason known. */
static noinline unsigned int translate_slow(struct ila_net *ilan,
					    struct sk_buff *skb,
					    const struct ila_map *map)
{
	unsigned int why;

	if (map->here)
		return translate_here(ilan, skb, map);
	why = ila_xlate_to_sir(ilan, skb, &map->rewrite);
	if (unlikely(why)) {
		ila_drop(ilan, skb, why);
		return NF_STOLEN;
	}
	return translated(ilan, skb);
}

/* Mode adj-transport: most packets, which need more than the address written. */
static noinline unsigned int translate_adjusted(struct ila_net *ilan,
						struct sk_buff *skb,
						const struct ila_map *map)
{
	if (unlikely(trace_ila_to_sir_enabled() ||
		     !ila_xlate_adjust_usual(ilan, skb, &map->rewrite)))
		return translate_slow(ilan, skb, map);
	return translated(ilan, skb);
}

static __always_inline unsigned int translate(struct ila_net *ilan,
					      struct sk_buff *skb,
					      const struct ila_map *map)
{
	if (likely(ila_xlate_to_sir_fast(skb, &map->rewrite)))
		return translated(ilan, skb);
	if (map->rewrite.csum_mode == ILA_CSUM_ADJUST_TRANSPORT)
		return translate_adjusted(ilan, skb, map);
	return translate_slow(ilan, skb, map);
}

/* Both the packet and what it quotes may be ours. */
static noinline unsigned int input_icmpv6(struct ila_net *ilan, struct net *net,
					  struct sk_buff *skb,
					  struct ila_map *map)
{
	unsigned int why;

	if (second_pass(skb))
		return NF_ACCEPT;
	/* Not translate(): with one user, the compiler keeps the usual way in one piece. */
	if (map && translate_slow(ilan, skb, map) != NF_ACCEPT)
		return NF_STOLEN;
	why = ila_icmp_restore(ilan, net, skb, false);
	if (likely(!why))
		return NF_ACCEPT;
	ila_drop(ilan, skb, why);
	return NF_STOLEN;
}

/* In wire form for a virtual network. 0, or the counter of the reason to drop. */
static unsigned int input_virtual(struct ila_net *ilan, struct net *net,
				  struct sk_buff *skb, const struct ila_map *map,
				  bool underlay)
{
	const struct ila_vnid *vnid;
	unsigned int why;

	if (unlikely(!underlay))
		return IDLOC_ILA_A_STATS_DROP_VNID_INTERFACE;
	vnid = ila_vnids_find(&ilan->vnids, ila_vnid(&ipv6_hdr(skb)->daddr));
	if (unlikely(!vnid))
		return IDLOC_ILA_A_STATS_DROP_VNID_UNKNOWN;
	why = map->here ? ila_arrive_tenant(ilan, skb, vnid) : 0;
	if (unlikely(why))
		return why == ILA_ARRIVE_PASS ? 0 : why;
	if (unlikely(!ila_xlate_tenant_in_fast(skb, vnid))) {
		why = ila_xlate_tenant_from_wire(ilan, skb, vnid);
		if (why)
			return why;
	}
	ila_count(ilan->stats, IDLOC_ILA_A_STATS_IN_MAP_TRANSLATED);
	ila_count(ilan->stats, IDLOC_ILA_A_STATS_IN_VNID_TRANSLATED);
	ila_note_from_wire(skb);
	if (vnid->place.ifindex || vnid->mark)
		return ila_deliver(net, skb, vnid);
	drop_old_route(skb);
	return 0;
}

/* What the mapping's locator has, by the type of its identifier. */
static unsigned int input_formatted(struct ila_net *ilan, struct net *net,
				    struct sk_buff *skb, struct ila_map *map,
				    bool underlay)
{
	unsigned int why;

	switch (ila_type(&ipv6_hdr(skb)->daddr)) {
	case ILA_ATYPE_IID:
		return NF_ACCEPT;
	case ILA_ATYPE_LUID:
	case ILA_ATYPE_NONLOCAL_ADDR:
		if (ipv6_hdr(skb)->nexthdr == IPPROTO_ICMPV6)
			return input_icmpv6(ilan, net, skb, map);
		return translate_slow(ilan, skb, map);
	case ILA_ATYPE_VIRT_UNI_V6:
		why = input_virtual(ilan, net, skb, map, underlay);
		break;
	case ILA_ATYPE_VIRT_MULTI_V6:
		why = ila_replicate_in(ilan, net, skb, underlay);
		if (why)
			break;
		consume_skb(skb);
		return NF_STOLEN;
	default:
		why = IDLOC_ILA_A_STATS_DROP_VNID_TYPE;
		break;
	}
	if (!why)
		return NF_ACCEPT;
	ila_drop(ilan, skb, why);
	return NF_STOLEN;
}

/* By the upper half of the destination. */
static bool is_multicast(__be64 upper)
{
	const __be64 mask = cpu_to_be64(0xffULL << 56);

	return (upper & mask) == mask;
}

/* Multicast where there are groups. True if it is gone, and the reason known. */
static noinline bool input_multicast(struct ila_net *ilan, struct sk_buff *skb,
				     const struct nf_hook_state *state)
{
	unsigned long role = ila_role(&ilan->vnids.roles, state->in->ifindex);
	unsigned int why;

	if (second_pass(skb) || ila_role_is_underlay(role))
		return false;
	why = ila_replicate_out(ilan, state->net, skb, state->in);
	if (unlikely(why))
		ila_drop(ilan, skb, why);
	return why;
}

/* There are virtual networks: every packet has to show where it comes from. */
static noinline unsigned int input_guarded(struct ila_net *ilan,
					   struct sk_buff *skb,
					   const struct nf_hook_state *state)
{
	__be64 locator = ila_upper(&ipv6_hdr(skb)->daddr);
	int ifindex = state->in->ifindex;
	struct ila_map *map = ila_maps_match(&ilan->maps, locator, ifindex);
	unsigned long role = ila_role(&ilan->vnids.roles, ifindex);
	bool underlay = ila_role_is_underlay(role);
	unsigned int why;

	if (!ila_map_counts(ilan, map))
		map = NULL;
	if (unlikely(is_multicast(locator)) &&
	    ila_groups_any(&ilan->groups) && input_multicast(ilan, skb, state))
		return NF_STOLEN;
	if (second_pass(skb))
		return NF_ACCEPT;
	why = underlay ? ila_guard_underlay(ilan, skb, map) :
			 ila_guard(ilan, skb, state->in);
	if (unlikely(why)) {
		ila_drop(ilan, skb, why);
		return NF_STOLEN;
	}
	if (map && map->ident_type == ILA_ATYPE_USE_FORMAT)
		return input_formatted(ilan, state->net, skb, map, underlay);
	/* What an error quotes is believed from the underlay alone. */
	if (underlay && ipv6_hdr(skb)->nexthdr == IPPROTO_ICMPV6)
		return input_icmpv6(ilan, state->net, skb, map);
	return map ? translate_slow(ilan, skb, map) : NF_ACCEPT;
}

/* Softirq, under rcu_read_lock(); the IPv6 header is linear. */
static unsigned int ila_hook_input(void *priv, struct sk_buff *skb,
				   const struct nf_hook_state *state)
{
	struct ila_net *ilan = priv;
	struct ila_map *map;
	__be64 locator;

	/* First: behind it, the compiler forgets what it knows of the packet. */
	if (ila_vnids_any(&ilan->vnids))
		return input_guarded(ilan, skb, state);
	locator = ila_upper(&ipv6_hdr(skb)->daddr);
	map = ila_maps_match(&ilan->maps, locator, state->in->ifindex);
	if (unlikely(ipv6_hdr(skb)->nexthdr == IPPROTO_ICMPV6))
		return input_icmpv6(ilan, state->net, skb, map);
	if (likely(!map) || second_pass(skb))
		return NF_ACCEPT;
	return translate(ilan, skb, map);
}

/* Under rcu_read_lock(). What goes to our own host will be in PRE_ROUTING yet. */
static unsigned int ila_hook_output(void *priv, struct sk_buff *skb,
				    const struct nf_hook_state *state)
{
	struct ila_net *ilan = priv;
	unsigned int why;

	if (likely(ipv6_hdr(skb)->nexthdr != IPPROTO_ICMPV6) ||
	    dst_rt6_info(skb_dst(skb))->rt6i_flags & RTF_LOCAL)
		return NF_ACCEPT;
	why = ila_vnids_any(&ilan->vnids) ?
	      ila_guard_own(ilan, skb, state->out) : 0;
	if (likely(!why))
		why = ila_icmp_restore(ilan, state->net, skb, true);
	if (likely(!why))
		return NF_ACCEPT;
	ila_drop(ilan, skb, why);
	return NF_STOLEN;
}

/**
 * ila_hook_init() - describe the hooks of a namespace, not attached
 * @hook: to initialise; part of the namespace's struct ila_net
 * @net: the namespace
 */
void ila_hook_init(struct ila_hook *hook, struct net *net)
{
	int i;

	hook->net = net;
	/* A flow has its SIR address in LOCAL_OUT, wherever the other hook sits. */
	hook->output = (struct nf_hook_ops){
		.hook = ila_hook_output,
		.priv = container_of(hook, struct ila_net, hook),
		.pf = NFPROTO_IPV6,
		.hooknum = NF_INET_LOCAL_OUT,
		.priority = ila_hook_priority[IDLOC_ILA_HOOK_POSITION_RAW],
	};
	for (i = 0; i < ARRAY_SIZE(hook->ops); i++)
		hook->ops[i] = (struct nf_hook_ops){
			.hook = ila_hook_input,
			.priv = container_of(hook, struct ila_net, hook),
			.pf = NFPROTO_IPV6,
			.hooknum = NF_INET_PRE_ROUTING,
			.priority = ila_hook_priority[i],
		};
}

static int attach_output(struct ila_hook *hook)
{
	int err = 0;

	if (!hook->has_output)
		err = nf_register_net_hook(hook->net, &hook->output);
	if (!err)
		hook->has_output = true;
	return err;
}

static void detach_output(struct ila_hook *hook)
{
	if (hook->has_output)
		nf_unregister_net_hook(hook->net, &hook->output);
	hook->has_output = false;
}

static void detach_input(struct ila_hook *hook)
{
	if (hook->attached)
		nf_unregister_net_hook(hook->net, hook->attached);
	hook->attached = NULL;
}

/**
 * ila_hook_attach() - have the hook for what arrives at a position, wherever it was before
 * @hook: of a namespace
 * @position: enum idloc_ila_hook_position
 *
 * It is at the new position before it leaves the old one, so that no packet
 * passes between the two untranslated. Caller holds ila_net.lock. May sleep.
 *
 * Return: 0, or a negative error code and nothing has changed.
 */
int ila_hook_attach(struct ila_hook *hook, unsigned int position)
{
	struct nf_hook_ops *ops = &hook->ops[position];
	struct nf_hook_ops *old = hook->attached;
	int err;

	if (ops == old)
		return 0;
	err = nf_register_net_hook(hook->net, ops);
	if (err)
		return err;
	hook->attached = ops;
	if (old)
		nf_unregister_net_hook(hook->net, old);
	return 0;
}

/**
 * ila_hook_detach() - take the hooks away where they are there
 * @hook: of a namespace
 *
 * Packets may be inside them for another grace period. Caller holds
 * ila_net.lock, or is the namespace's exit. May sleep.
 */
void ila_hook_detach(struct ila_hook *hook)
{
	detach_input(hook);
	detach_output(hook);
}

/**
 * ila_hook_update() - have the hooks for which there is something to do
 * @ilan: the namespace's ILA
 * @settings: those that count; may be about to replace the namespace's
 *
 * Caller holds ila_net.lock. May sleep.
 *
 * Return: 0, or a negative error code and nothing has changed.
 */
int ila_hook_update(struct ila_net *ilan, const struct ila_settings *settings)
{
	bool errors = settings->icmp_errors == IDLOC_ILA_ICMP_ERRORS_ON &&
		      ila_routes_any(ilan->routes);
	struct ila_hook *hook = &ilan->hook;
	bool output = errors || ilan->vnids.count;
	bool had_output = hook->has_output;
	int err;

	lockdep_assert_held(&ilan->lock);
	if (output) {
		err = attach_output(hook);
		if (err)
			return err;
	}
	if (output || ilan->maps.count) {
		err = ila_hook_attach(hook, settings->hook_position);
		if (err) {
			if (!had_output)
				detach_output(hook);
			return err;
		}
	} else {
		detach_input(hook);
	}
	if (!output)
		detach_output(hook);
	return 0;
}
