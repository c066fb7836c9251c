// SPDX-License-Identifier: GPL-2.0
/*
 * ILA routes that ask the mapping table: one route for all identifiers of a SIR prefix,
 * or of a virtual network.
 *
 * The core holds rcu_read_lock().
 */
#include "mapped.h"

#include <linux/icmpv6.h>
#include <linux/ipv6.h>
#include <net/dst.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <net/sock.h>

#include "../compat/compat.h"
#include "arrive.h"
#include "drop.h"
#include "leave.h"
#include "lwt.h"
#include "miss.h"
#include "net.h"
#include "queue.h"
#include "table.h"
#include "xlate.h"
#include "xlate_tenant.h"

/**
 * struct ila_asked_for - what the table is asked for a packet
 * @vnid: the virtual network of its destination, or ILA_NO_VNID
 * @scope: interface that it has come in by, or VRF that it is in; 0 for none
 * @view: of the table
 */
struct ila_asked_for {
	u32 vnid;
	int scope;
	unsigned int view;
};

/* What our own host sends has not come in; its socket may be in a VRF. */
static int scope_of(const struct sk_buff *skb, struct sock *sk)
{
	if (skb->skb_iif)
		return skb->skb_iif;
	sk = sk_to_full_sk(sk);
	return sk ? READ_ONCE(sk->sk_bound_dev_if) : 0;
}

static void ask(struct ila_asked_for *q, const struct ila_lwt *lwt,
		const struct sk_buff *skb, struct sock *sk)
{
	struct ila_table *table = &lwt->ilan->table;

	q->vnid = lwt->vnid ? lwt->vnid->tenant.vnid : ILA_NO_VNID;
	q->scope = READ_ONCE(table->scoped) ? scope_of(skb, sk) : 0;
	q->view = ila_view_now(&table->views);
}

static struct ila_mapping *answer(const struct ila_asked_for *q, struct ila_net *ilan,
				  const struct in6_addr *addr)
{
	if (unlikely(READ_ONCE(ilan->table.closed)))
		return NULL;
	return ila_table_find(&ilan->table, addr, q->vnid, q->scope, q->view);
}

/* A locator remembers the route by one interface; a route with a table of its own, or by
 * another interface, looks up each packet.
 */
static struct ila_underlay *underlay_of(struct ila_lwt *lwt,
					struct ila_locator_value *v,
					const struct sk_buff *skb)
{
	if (lwt->underlay.table ||
	    !ila_underlay_may_be_by(&v->underlay, dst_dev(skb_dst(skb))))
		return &lwt->underlay;
	return &v->underlay;
}

/* 0, or the counter of the reason to drop. */
static unsigned int to_wire(struct ila_lwt *lwt, struct sk_buff *skb,
			    const struct ila_rewrite *r)
{
	if (lwt->vnid) {
		if (unlikely(!ila_xlate_tenant_fast(skb, lwt->vnid, r)))
			return ila_xlate_tenant_to_wire(lwt->ilan, skb, lwt->vnid, r);
		ila_count(lwt->ilan->stats, IDLOC_ILA_A_STATS_OUT_VNID_TRANSLATED);
		return 0;
	}
	if (likely(ila_xlate_to_wire_fast(skb, r)))
		return 0;
	return ila_xlate_to_wire(lwt->ilan, skb, r);
}

/* In wire form, and no larger than any path carries. */
static int send_small(struct net *net, struct sock *sk, struct sk_buff *skb,
		      struct ila_lwt *lwt, struct ila_underlay *u)
{
	struct dst_entry *dst = skb_dst(skb);

	ila_count(lwt->ilan->stats, IDLOC_ILA_A_STATS_OUT_TRANSLATED);
	if (dst_rt6_info(dst)->rt6i_flags & RTF_GATEWAY)
		return dst->lwtstate->orig_output(net, sk, skb);
	if (likely(ila_underlay_route_fast(u, net, skb)))
		return dst_output(net, sk, skb);
	return ila_leave_by_underlay(net, sk, skb, lwt->ilan, u);
}

static int dropped(struct ila_net *ilan, struct sk_buff *skb, unsigned int why)
{
	ila_drop(ilan, skb, why);
	return -EINVAL;
}

static int send_by(struct net *net, struct sock *sk, struct sk_buff *skb,
		   struct ila_lwt *lwt, struct ila_mapping *m, unsigned int view)
{
	struct ila_locator_value *v = rcu_dereference(m->locator->value[view]);
	struct ila_underlay *u = underlay_of(lwt, v, skb);
	struct ila_leave leave = {
		.ilan = lwt->ilan,
		.underlay = u,
		.csum_mode = m->csum_mode,
	};
	struct ila_rewrite r;
	unsigned int why;

	ila_mapping_rewrite(m, v, &r);
	if (unlikely(ila_xlate_finish_first(skb, &r))) {
		if (skb_is_gso(skb))
			return ila_leave_segments(net, sk, skb, lwt->ilan,
						  ila_mapped_output);
		why = ila_xlate_finish(skb);
		if (why)
			return dropped(lwt->ilan, skb, why);
	}
	leave.before = ila_ends_of(skb);
	why = to_wire(lwt, skb, &r);
	if (unlikely(why))
		return dropped(lwt->ilan, skb, why);
	ila_mapping_count(m, skb->len);
	ila_count(lwt->ilan->stats, IDLOC_ILA_A_STATS_OUT_MAP_TRANSLATED);
	if (skb->len <= IPV6_MIN_MTU)
		return send_small(net, sk, skb, lwt, u);
	return ila_leave_measured(net, sk, skb, &leave);
}

/* It has come to where its locator is, and the host does not know it: it would come back. */
static bool goes_round(struct ila_lwt *lwt, const struct sk_buff *skb,
		       const struct ila_mapping *m, unsigned int view)
{
	__be64 upper = ila_locator_upper(m->locator, view);

	return ila_map_counts(lwt->ilan, ila_maps_match(&lwt->ilan->maps, upper,
							skb->skb_iif));
}

/* As if a neighbour did not answer. */
static int refuse(struct ila_lwt *lwt, struct sk_buff *skb, unsigned int why)
{
	skb->dev = ila_leave_speaker(skb);
	icmpv6_send(skb, ICMPV6_DEST_UNREACH, ICMPV6_ADDR_UNREACH, 0);
	ila_drop(lwt->ilan, skb, why);
	return -EHOSTUNREACH;
}

static int wait_for_answer(struct net *net, struct sock *sk, struct sk_buff *skb,
			   struct ila_lwt *lwt, const struct ila_asked_for *q)
{
	/* The answer may be the first mapping that has a scope. */
	int scope = scope_of(skb, sk);

	switch (ila_queue_add(lwt->ilan, skb, q->vnid, scope)) {
	case ILA_QUEUED:
		ila_count(lwt->ilan->stats, IDLOC_ILA_A_STATS_MISS_QUEUED);
		return 0;
	case ILA_QUEUE_ANSWERED:
		return ila_mapped_resume(net, skb, scope);
	default:
		return dropped(lwt->ilan, skb, IDLOC_ILA_A_STATS_DROP_MISS_QUEUE);
	}
}

/* @cover: the mapping of its prefix, or NULL */
static noinline int output_miss(struct net *net, struct sock *sk,
				struct sk_buff *skb, struct ila_lwt *lwt,
				struct ila_mapping *cover,
				const struct ila_asked_for *q)
{
	struct ila_net *ilan = lwt->ilan;

	/* Somebody has sent it here because they take it to be here. */
	if (ila_is_from_wire(skb))
		return refuse(lwt, skb, IDLOC_ILA_A_STATS_DROP_MISS_AGAIN);
	ila_miss_tell(ilan, skb, cover, q->vnid);
	switch (cover ? cover->miss : IDLOC_ILA_MISS_DROP) {
	case IDLOC_ILA_MISS_FALLBACK:
		ila_count(ilan->stats, IDLOC_ILA_A_STATS_MISS_FALLBACK);
		return send_by(net, sk, skb, lwt, cover, q->view);
	case IDLOC_ILA_MISS_QUEUE:
		return wait_for_answer(net, sk, skb, lwt, q);
	default:
		return refuse(lwt, skb, IDLOC_ILA_A_STATS_DROP_MISS);
	}
}

/* A router tells of who comes by, if the prefix says so. */
static noinline void tell_redirect(struct ila_lwt *lwt, struct sk_buff *skb,
				   struct ila_mapping *m,
				   const struct ila_asked_for *q)
{
	struct ila_mapping *cover;

	cover = ila_table_prefix(&lwt->ilan->table, &ipv6_hdr(skb)->daddr, q->vnid,
				 q->scope, q->view);
	if (cover && cover->flags & IDLOC_ILA_MAP_FLAGS_REDIRECT)
		ila_redirect_tell(lwt->ilan, skb, cover, m);
}

/* Any packet, or what is unusual about its mapping. */
static noinline int output_any(struct net *net, struct sock *sk, struct sk_buff *skb,
			       struct ila_lwt *lwt, struct ila_mapping *m,
			       const struct ila_asked_for *q)
{
	if (!ila_mapping_answers(m))
		return output_miss(net, sk, skb, lwt, m, q);
	if (ila_is_from_wire(skb) && goes_round(lwt, skb, m, q->view))
		return refuse(lwt, skb, IDLOC_ILA_A_STATS_DROP_ROUTE_LOOP);
	if (skb->skb_iif && READ_ONCE(lwt->ilan->table.redirects))
		tell_redirect(lwt, skb, m, q);
	return send_by(net, sk, skb, lwt, m, q->view);
}

/* Nothing but the address has to be written. */
static __always_inline bool is_usual(const struct sk_buff *skb, const struct ila_lwt *lwt,
				     const struct ila_mapping *m)
{
	return ila_mapping_answers(m) && skb->len <= IPV6_MIN_MTU && !lwt->vnid &&
	       !ila_is_from_wire(skb) && !READ_ONCE(lwt->ilan->table.redirects);
}

/**
 * ila_mapped_output() - send a packet by an ILA route that asks the mapping table
 * @net: the namespace
 * @sk: the sending socket, or NULL
 * @skb: the packet, consumed
 *
 * Caller holds rcu_read_lock(). Older 6.1 kernels call with bottom halves on.
 *
 * Return: 0, a queueing discipline's answer, or a negative error code.
 */
int ila_mapped_output(struct net *net, struct sock *sk, struct sk_buff *skb)
{
	struct ila_lwt *lwt = ila_lwt(skb_dst(skb)->lwtstate);
	struct ila_net *ilan = lwt->ilan;
	struct ila_locator_value *v;
	struct ila_asked_for q;
	struct ila_mapping *m;
	struct ila_rewrite r;
	unsigned int why;

	if (unlikely(skb->protocol != htons(ETH_P_IPV6) ||
		     skb_headlen(skb) < sizeof(struct ipv6hdr))) {
		why = ila_xlate_check_ipv6(skb);
		if (why)
			return dropped(ilan, skb, why);
	}
	ask(&q, lwt, skb, sk);
	m = answer(&q, ilan, &ipv6_hdr(skb)->daddr);
	if (unlikely(!is_usual(skb, lwt, m)))
		return output_any(net, sk, skb, lwt, m, &q);
	v = rcu_dereference(m->locator->value[q.view]);
	ila_mapping_rewrite(m, v, &r);
	if (unlikely(!ila_xlate_to_wire_fast(skb, &r)))
		return output_any(net, sk, skb, lwt, m, &q);
	ila_mapping_count(m, skb->len);
	ila_count(ilan->stats, IDLOC_ILA_A_STATS_OUT_MAP_TRANSLATED);
	return send_small(net, sk, skb, lwt, underlay_of(lwt, v, skb));
}

/**
 * ila_mapped_resume() - send a packet that has waited for a mapping
 * @net: the namespace
 * @skb: the packet, not translated, its dst the ILA route; consumed
 * @scope: interface that it has come in by, or VRF that it is in; 0 for none
 *
 * Under rcu_read_lock(), bottom halves off.
 *
 * Return: 0, a queueing discipline's answer, or a negative error code.
 */
int ila_mapped_resume(struct net *net, struct sk_buff *skb, int scope)
{
	struct dst_entry *dst = skb_dst(skb);
	struct ila_lwt *lwt = ila_lwt(dst->lwtstate);
	struct ila_asked_for q;
	struct ila_mapping *m;

	/* Its interface has gone meanwhile. */
	if (dst->obsolete == DST_OBSOLETE_DEAD)
		return dropped(lwt->ilan, skb, IDLOC_ILA_A_STATS_DROP_NO_ROUTE);
	ask(&q, lwt, skb, NULL);
	q.scope = scope;
	m = answer(&q, lwt->ilan, &ipv6_hdr(skb)->daddr);
	if (unlikely(!ila_mapping_answers(m)))
		return refuse(lwt, skb, IDLOC_ILA_A_STATS_DROP_MISS);
	return send_by(net, NULL, skb, lwt, m, q.view);
}
