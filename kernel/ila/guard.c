// SPDX-License-Identifier: GPL-2.0
/*
 * What may come in while there are virtual networks.
 *
 * ILA authenticates nothing, so isolation rests on where a packet comes from:
 *  - from the underlay, nothing may be in tenant form: that would go around the VNID;
 *  - from a tenant, source and destination have to be of one virtual network of that
 *    scope, or stay on the link. That leaves out locators, SIR addresses and whatever
 *    else the host has a route to, whether we know it or not;
 *  - from elsewhere, nothing may be for a tenant in a scope.
 */
#include "guard.h"

#include <net/ipv6.h>
#include <net/l3mdev.h>
#include <net/ndisc.h>

/* Neighbours ask and answer each other, whatever their prefixes; nobody forwards it. */
static bool stays_on_link(const struct ipv6hdr *ip6h)
{
	return ipv6_addr_is_multicast(&ip6h->daddr) ||
	       (ipv6_addr_type(&ip6h->daddr) & IPV6_ADDR_LINKLOCAL);
}

static unsigned int from_tenant(struct ila_vnids *vnids,
				const struct ipv6hdr *ip6h, int scope)
{
	const struct ila_vnid *of_source, *of_destination;

	/* Within one prefix there is one virtual network. */
	if (likely(ila_same96(&ip6h->saddr, &ip6h->daddr)) &&
	    likely(ila_vnids_at(vnids, &ip6h->daddr, scope)))
		return 0;
	if (stays_on_link(ip6h))
		return 0;
	of_destination = ila_vnids_at(vnids, &ip6h->daddr, scope);
	if (!of_destination)
		return IDLOC_ILA_A_STATS_DROP_VNID_DESTINATION;
	/* A neighbour's, and not to be forwarded. */
	if (ipv6_addr_type(&ip6h->saddr) & IPV6_ADDR_LINKLOCAL)
		return 0;
	of_source = ila_vnids_at(vnids, &ip6h->saddr, scope);
	return of_source == of_destination ? 0 : IDLOC_ILA_A_STATS_DROP_VNID_SOURCE;
}

/* An interface in a VRF is in the VRF's scope. Inline: each packet asks. */
static __always_inline int scope_of(struct ila_vnids *vnids,
				    const struct net_device *in)
{
	int master = l3mdev_master_ifindex_rcu(in);

	if (master && ila_role_is_scope(ila_role(&vnids->roles, master)))
		return master;
	return ila_role_is_scope(ila_role(&vnids->roles, in->ifindex)) ?
	       in->ifindex : 0;
}

/**
 * ila_guard_scope() - the scope that an interface is in
 * @vnids: of the namespace
 * @dev: the interface; one in a VRF is in the VRF's scope
 *
 * Caller holds rcu_read_lock().
 *
 * Return: the number of an interface or VRF, or 0 if it is in none.
 */
int ila_guard_scope(struct ila_vnids *vnids, const struct net_device *dev)
{
	return scope_of(vnids, dev);
}

/* Neighbour discovery has its interface from who asks. */
static bool is_discovery(const struct sk_buff *skb)
{
	u8 buf, *type = skb_header_pointer(skb, sizeof(struct ipv6hdr),
					   sizeof(buf), &buf);

	return type && *type >= NDISC_ROUTER_SOLICITATION &&
	       *type <= NDISC_REDIRECT;
}

/**
 * ila_guard_own() - may our own host send an ICMPv6 message
 * @ilan: of the namespace, which has virtual networks
 * @skb: the message, skb->data at its IPv6 header
 * @out: the interface that it leaves by
 *
 * It answers a tenant by the routing table, where a prefix that several scopes have leads
 * to one of them, and that may be the wrong one. A VRF has a table of its own. Under
 * rcu_read_lock().
 *
 * Return: 0, or IDLOC_ILA_A_STATS_DROP_*.
 */
unsigned int ila_guard_own(struct ila_net *ilan, const struct sk_buff *skb,
			   const struct net_device *out)
{
	if (!ila_prefixes_shared(&ilan->vnids.prefixes, &ipv6_hdr(skb)->daddr) ||
	    netif_is_l3_slave(out) || netif_is_l3_master(out) ||
	    is_discovery(skb))
		return 0;
	return IDLOC_ILA_A_STATS_DROP_VNID_SCOPE;
}

/**
 * ila_guard() - may a packet come in that is not from the underlay
 * @ilan: of the namespace, which has virtual networks
 * @skb: the packet, skb->data at its linear IPv6 header
 * @in: the interface that it has come in by
 *
 * Softirq, under rcu_read_lock().
 *
 * Return: 0, or IDLOC_ILA_A_STATS_DROP_*.
 */
unsigned int ila_guard(struct ila_net *ilan, const struct sk_buff *skb,
		       const struct net_device *in)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);
	struct ila_vnids *vnids = &ilan->vnids;
	int scope;

	if (in->flags & IFF_LOOPBACK)
		return 0;
	scope = scope_of(vnids, in);
	if (scope)
		return from_tenant(vnids, ip6h, scope);
	if (!ila_prefixes_have(&vnids->prefixes, &ip6h->daddr) ||
	    ila_vnids_at(vnids, &ip6h->daddr, 0))
		return 0;
	return IDLOC_ILA_A_STATS_DROP_VNID_SCOPE;
}
