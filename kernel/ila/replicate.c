// SPDX-License-Identifier: GPL-2.0
/*
 * Multicast packets of virtual networks: a copy for each member of the group.
 *
 * What a tenant sends is copied to the hosts of the group, in wire form, and to the
 * other interfaces that it has here. What comes from the wire is copied to those
 * interfaces alone. Principles:
 *  - It happens in PRE_ROUTING: on the underlay, the stack would not take a multicast
 *    packet, and on the tenant's interface nothing is taken away from the link, where
 *    the original goes on as ever.
 *  - What comes from the wire never goes back there, nor by the interface it came from.
 *    What the stack gives back of what it has sent is left alone.
 *  - Each copy has one less in its hop limit, headers of its own, and no connection:
 *    the one that conntrack may know has another address.
 *  - A copy that cannot be sent is counted under the name of the reason, and the others are
 *    sent all the same. Nobody is told: an error to a group's sender would multiply.
 */
#include "replicate.h"

#include <linux/netfilter.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>

#include "../compat/compat.h"
#include "drop.h"
#include "guard.h"
#include "underlay.h"
#include "xlate.h"
#include "xlate_tenant.h"

/**
 * struct ila_replica - what the copies of one packet have in common
 * @ilan: whose settings and counters apply
 * @net: the namespace
 * @vnid: the virtual network
 * @group: the group
 * @in: the interface that it came in by, and does not leave by
 */
struct ila_replica {
	struct ila_net *ilan;
	struct net *net;
	const struct ila_vnid *vnid;
	const struct ila_group *group;
	int in;
};

/* NULL, and counted, if there is no memory. */
static struct sk_buff *copy_of(const struct ila_replica *r, struct sk_buff *skb)
{
	struct sk_buff *copy = pskb_copy(skb, GFP_ATOMIC);

	if (unlikely(!copy)) {
		ila_count(r->ilan->stats, IDLOC_ILA_A_STATS_DROP_NOMEM);
		return NULL;
	}
	skb_dst_drop(copy);
	nf_reset_ct(copy);
	skb_ext_reset(copy);
	skb_forward_csum(copy);
	skb_clear_tstamp(copy);
	/* No error is made of it, though it may be for one address by now. */
	copy->pkt_type = PACKET_MULTICAST;
	IP6CB(copy)->flags |= IP6SKB_FORWARDED;
	ipv6_hdr(copy)->hop_limit--;
	return copy;
}

/* 0, or the counter of the reason to drop. The packet has its route. */
static unsigned int check_size(const struct sk_buff *copy)
{
	u32 mtu = max_t(u32, ip6_skb_dst_mtu(copy), IPV6_MIN_MTU);

	return ila_underlay_too_big(copy, mtu) ?
	       IDLOC_ILA_A_STATS_DROP_GROUP_TOO_BIG : 0;
}

/* Takes the copy along. */
static void send(const struct ila_replica *r, struct sk_buff *copy,
		 unsigned int why, unsigned int counter)
{
	if (unlikely(why)) {
		ila_drop(r->ilan, copy, why);
		return;
	}
	ila_count(r->ilan->stats, counter);
	dst_output(r->net, NULL, copy);
}

/* ---- to other hosts ------------------------------------------------------------- */

static unsigned int to_wire(const struct ila_replica *r, struct sk_buff *copy,
			    __be64 locator)
{
	const struct ila_tenant *t = &r->vnid->tenant;
	struct ila_ends to = { ipv6_hdr(copy)->saddr, ipv6_hdr(copy)->daddr };
	struct in6_addr from = to.daddr;
	unsigned int why;

	if (ila_tenant_mcast_to_wire(t, locator, &to.saddr, &to.daddr) !=
	    ILA_REWRITTEN)
		return IDLOC_ILA_A_STATS_DROP_CSUM_RESERVED;
	why = ila_xlate_tenant_ends(r->ilan, copy, r->vnid, &to);
	if (!why)
		trace_ila_to_wire(r->net, copy, &from, &to.daddr, t->csum_mode);
	return why;
}

static void to_host(const struct ila_replica *r, struct sk_buff *skb,
		    __be64 locator)
{
	struct sk_buff *copy = copy_of(r, skb);

	if (copy)
		send(r, copy, to_wire(r, copy, locator) ?:
			      ila_underlay_find(r->ilan, r->net, copy) ?:
			      check_size(copy),
		     IDLOC_ILA_A_STATS_OUT_GROUP_COPIES);
}

static void to_hosts(const struct ila_replica *r, struct sk_buff *skb)
{
	const struct ila_member *member;

	list_for_each_entry_rcu(member, &r->group->members[ILA_MEMBER_LOCATOR], node)
		to_host(r, skb, member->locator);
}

/* One packet for many segments that must not be cut in wire form. Takes @whole along. */
static void to_hosts_cut(const struct ila_replica *r, struct sk_buff *whole)
{
	struct sk_buff *segs = skb_gso_segment(whole, NETIF_F_SG), *seg, *next;

	if (IS_ERR_OR_NULL(segs)) {
		ila_drop(r->ilan, whole, PTR_ERR(segs) == -ENOMEM ?
			 IDLOC_ILA_A_STATS_DROP_NOMEM : IDLOC_ILA_A_STATS_DROP_TRUNCATED);
		return;
	}
	consume_skb(whole);
	skb_list_walk_safe(segs, seg, next) {
		skb_mark_not_on_list(seg);
		to_hosts(r, seg);
		consume_skb(seg);
	}
}

/* Mode no-action: what others would write into the checksum is written before. */
static void to_hosts_finished(const struct ila_replica *r, struct sk_buff *skb)
{
	struct sk_buff *whole = pskb_copy(skb, GFP_ATOMIC);
	unsigned int why;

	if (unlikely(!whole)) {
		ila_count(r->ilan->stats, IDLOC_ILA_A_STATS_DROP_NOMEM);
		return;
	}
	if (skb_is_gso(whole)) {
		to_hosts_cut(r, whole);
		return;
	}
	why = ila_xlate_finish(whole);
	if (unlikely(why)) {
		ila_drop(r->ilan, whole, why);
		return;
	}
	to_hosts(r, whole);
	consume_skb(whole);
}

/* ---- to interfaces ---------------------------------------------------------------- */

/* It may have left the scope since it became a member. */
static bool in_scope(const struct ila_replica *r, int ifindex)
{
	const struct net_device *dev = dev_get_by_index_rcu(r->net, ifindex);
	struct ila_vnids *vnids = &r->ilan->vnids;

	return dev && ila_guard_scope(vnids, dev) == r->vnid->place.ifindex &&
	       !ila_role_is_underlay(ila_role(&vnids->roles, ifindex));
}

static unsigned int find_interface(const struct ila_replica *r,
				   struct sk_buff *copy, int ifindex)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(copy);
	struct flowi6 fl6 = {
		.flowi6_oif = ifindex,
		.flowi6_iif = LOOPBACK_IFINDEX,
		.flowi6_mark = copy->mark,
		.flowi6_proto = ip6h->nexthdr,
		.flowlabel = ip6_flowinfo(ip6h),
		.daddr = ip6h->daddr,
		.saddr = ip6h->saddr,
	};
	struct dst_entry *dst;

	if (unlikely(!in_scope(r, ifindex)))
		return IDLOC_ILA_A_STATS_DROP_VNID_SCOPE;
	dst = ip6_route_output_flags(r->net, NULL, &fl6, RT6_LOOKUP_F_IFACE);
	if (unlikely(dst->error || dst_dev(dst)->ifindex != ifindex)) {
		dst_release(dst);
		return IDLOC_ILA_A_STATS_DROP_NO_ROUTE;
	}
	skb_dst_set(copy, dst);
	return 0;
}

static void to_interface(const struct ila_replica *r, struct sk_buff *skb,
			 int ifindex)
{
	struct sk_buff *copy = copy_of(r, skb);

	if (copy)
		send(r, copy, find_interface(r, copy, ifindex) ?: check_size(copy),
		     IDLOC_ILA_A_STATS_GROUP_DELIVERED);
}

static void to_interfaces(const struct ila_replica *r, struct sk_buff *skb)
{
	const struct ila_member *member;

	list_for_each_entry_rcu(member, &r->group->members[ILA_MEMBER_IFINDEX], node)
		if (member->ifindex != r->in)
			to_interface(r, skb, member->ifindex);
}

/* ---- from a tenant ----------------------------------------------------------------- */

static bool stays_on_link(const struct in6_addr *group)
{
	return IPV6_ADDR_MC_SCOPE(group) <= IPV6_ADDR_SCOPE_LINKLOCAL;
}

/* A neighbour's packets are not forwarded, and they are no tenant's to forge. */
static bool from_neighbour(const struct in6_addr *saddr)
{
	return ipv6_addr_any(saddr) ||
	       ipv6_addr_type(saddr) & IPV6_ADDR_LINKLOCAL;
}

/**
 * ila_replicate_out() - copy a tenant's multicast packet to the members of its group
 * @ilan: of the namespace, which has groups
 * @net: the namespace
 * @skb: a multicast packet in PRE_ROUTING, not from the underlay; stays as it is
 * @in: the interface that it has come in by
 *
 * Softirq, under rcu_read_lock().
 *
 * Return: 0, and the packet goes on; or IDLOC_ILA_A_STATS_DROP_* if it is from a
 * tenant's interface, and its source is none of the tenant's.
 */
unsigned int ila_replicate_out(struct ila_net *ilan, struct net *net,
			       struct sk_buff *skb, const struct net_device *in)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);
	struct ila_replica r = { .ilan = ilan, .net = net, .in = in->ifindex };
	struct ila_rewrite mode = {};
	int scope;

	if (stays_on_link(&ip6h->daddr) || from_neighbour(&ip6h->saddr) ||
	    in->flags & IFF_LOOPBACK || skb->pkt_type == PACKET_LOOPBACK)
		return 0;
	scope = ila_guard_scope(&ilan->vnids, in);
	r.vnid = ila_vnids_at(&ilan->vnids, &ip6h->saddr, scope);
	if (!r.vnid)
		return scope ? IDLOC_ILA_A_STATS_DROP_VNID_SOURCE : 0;
	r.group = ila_groups_find(&ilan->groups, r.vnid, &ip6h->daddr);
	if (!r.group || ip6h->hop_limit <= 1)
		return 0;
	mode.csum_mode = r.vnid->tenant.csum_mode;
	if (unlikely(ila_xlate_finish_first(skb, &mode)))
		to_hosts_finished(&r, skb);
	else
		to_hosts(&r, skb);
	to_interfaces(&r, skb);
	return 0;
}

/* ---- from the wire ------------------------------------------------------------------- */

/* 0, or the counter of the reason to drop. @to: its addresses, then in tenant form;
 * @plain: the C-bit was due and is not there.
 */
static unsigned int from_wire(struct ila_replica *r, const struct sk_buff *skb,
			      struct ila_ends *to, bool *plain)
{
	struct ila_net *ilan = r->ilan;

	r->vnid = ila_vnids_find(&ilan->vnids, ila_vnid(&to->daddr));
	if (unlikely(!r->vnid))
		return IDLOC_ILA_A_STATS_DROP_VNID_UNKNOWN;
	if (unlikely(!ila_tenant_source_fits(&to->saddr, &r->vnid->tenant)))
		return IDLOC_ILA_A_STATS_DROP_VNID_SOURCE;
	*plain = !ila_tenant_mcast_from_wire(&r->vnid->tenant, &to->saddr,
					     &to->daddr);
	r->group = ila_groups_find(&ilan->groups, r->vnid, &to->daddr);
	if (unlikely(!r->group ||
		     list_empty(&r->group->members[ILA_MEMBER_IFINDEX])))
		return IDLOC_ILA_A_STATS_DROP_GROUP_UNKNOWN;
	if (unlikely(ipv6_hdr(skb)->hop_limit <= 1))
		return IDLOC_ILA_A_STATS_DROP_GROUP_HOP_LIMIT;
	return 0;
}

/**
 * ila_replicate_in() - copy a multicast packet from the wire to the interfaces of its group
 * @ilan: of the namespace
 * @net: the namespace
 * @skb: the packet in PRE_ROUTING, its destination of type ILA_ATYPE_VIRT_MULTI_V6 and
 *	in a locator of ours
 * @underlay: has it come in by an underlay interface
 *
 * Softirq, under rcu_read_lock().
 *
 * Return: 0, or IDLOC_ILA_A_STATS_DROP_*. In either case the caller frees the packet.
 */
unsigned int ila_replicate_in(struct ila_net *ilan, struct net *net,
			      struct sk_buff *skb, bool underlay)
{
	struct ila_ends to = { ipv6_hdr(skb)->saddr, ipv6_hdr(skb)->daddr };
	struct ila_replica r = { .ilan = ilan, .net = net };
	struct in6_addr from = to.daddr;
	unsigned int why;
	bool plain;

	if (unlikely(!underlay))
		return IDLOC_ILA_A_STATS_DROP_VNID_INTERFACE;
	why = from_wire(&r, skb, &to, &plain);
	if (unlikely(why))
		return why;
	/* Sums that cover the address, too, do not survive to be copied. */
	skb_forward_csum(skb);
	why = ila_xlate_tenant_ends(ilan, skb, r.vnid, &to);
	if (unlikely(why))
		return why;
	trace_ila_to_sir(net, skb, &from, &to.daddr, r.vnid->tenant.csum_mode);
	ila_count(ilan->stats, IDLOC_ILA_A_STATS_IN_MAP_TRANSLATED);
	ila_count(ilan->stats, IDLOC_ILA_A_STATS_IN_VNID_TRANSLATED);
	ila_count(ilan->stats, IDLOC_ILA_A_STATS_IN_GROUP_TRANSLATED);
	if (unlikely(plain))
		ila_count(ilan->stats, IDLOC_ILA_A_STATS_IN_CBIT_CLEAR);
	if (r.vnid->mark)
		skb->mark = r.vnid->mark;
	to_interfaces(&r, skb);
	return 0;
}
