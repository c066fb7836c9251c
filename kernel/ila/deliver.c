// SPDX-License-Identifier: GPL-2.0
/*
 * The way of a packet in tenant form to its tenant: within the scope of its virtual
 * network, whatever else the host has a route to.
 */
#include "deliver.h"

#include <linux/netdevice.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <uapi/linux/idloc_ila.h>

#include "../compat/compat.h"
#include "fib.h"

static void fill_flow(struct flowi6 *fl6, struct net *net,
		      const struct sk_buff *skb, int iif)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);

	fl6->flowi6_iif = iif;
	fl6->flowi6_mark = skb->mark;
	fl6->flowi6_proto = ip6h->nexthdr;
	fl6->flowlabel = ip6_flowinfo(ip6h);
	fl6->daddr = ip6h->daddr;
	fl6->saddr = ip6h->saddr;
	ila_fib_add_ports(net, skb, fl6);
}

/* Sockets and rules of the VRF see the packet as if it had come in there. */
static unsigned int into_vrf(struct net *net, struct sk_buff *skb,
			     const struct ila_vnid *vnid)
{
	struct net_device *vrf = dev_get_by_index_rcu(net, vnid->place.ifindex);
	struct flowi6 fl6 = {};

	if (!vrf)
		return IDLOC_ILA_A_STATS_DROP_VNID_SCOPE;
	fill_flow(&fl6, net, skb, vrf->ifindex);
	skb_dst_set(skb, ila_fib_look_up(net, vnid->table, &fl6));
	skb->dev = vrf;
	skb->skb_iif = vrf->ifindex;
	IP6CB(skb)->flags |= IP6SKB_L3SLAVE;
	return 0;
}

static unsigned int to_device(struct net *net, struct sk_buff *skb, int ifindex)
{
	struct flowi6 fl6 = { .flowi6_oif = ifindex };
	struct dst_entry *dst;
	bool leads_there;

	fill_flow(&fl6, net, skb, LOOPBACK_IFINDEX);
	dst = ip6_route_output_flags(net, NULL, &fl6,
				     RT6_LOOKUP_F_IFACE | RT6_LOOKUP_F_HAS_SADDR);
	leads_there = !dst->error && (dst_dev(dst)->ifindex == ifindex ||
				      dst_rt6_info(dst)->rt6i_flags & RTF_LOCAL);
	if (!leads_there) {
		dst_release(dst);
		return IDLOC_ILA_A_STATS_DROP_VNID_SCOPE;
	}
	skb_dst_set(skb, dst);
	return 0;
}

/**
 * ila_deliver() - give a packet its way to its tenant
 * @net: the namespace
 * @skb: the packet, in tenant form, in PRE_ROUTING
 * @vnid: its virtual network
 *
 * Softirq, under rcu_read_lock().
 *
 * Return: 0, and the packet has its route, or will get one by the rules where its
 * virtual network has no scope; or IDLOC_ILA_A_STATS_DROP_*.
 */
unsigned int ila_deliver(struct net *net, struct sk_buff *skb,
			 const struct ila_vnid *vnid)
{
	skb_dst_drop(skb);
	if (vnid->mark)
		skb->mark = vnid->mark;
	if (vnid->table)
		return into_vrf(net, skb, vnid);
	if (vnid->place.ifindex)
		return to_device(net, skb, vnid->place.ifindex);
	return 0;
}
