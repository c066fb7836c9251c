// SPDX-License-Identifier: GPL-2.0
/*
 * Packets that arrive at a local locator.
 *
 * The wire address has locator and identifier; what is missing is the SIR prefix. Each
 * that mappings have is tried, and the mapping of the address that comes out has the
 * last word: it is here, or has moved, and then the packet goes after it. Which
 * identifiers are at the locator is known, so that no other gets in.
 */
#include "arrive.h"

#include <linux/ipv6.h>
#include <net/l3mdev.h>

#include "hook.h"
#include "map.h"
#include "miss.h"
#include "net.h"
#include "sirs.h"
#include "table.h"
#include "xlate.h"
#include "xlate_tenant.h"

/**
 * struct ila_arrival - what is known of a packet that has arrived
 * @locator: of its destination, as it is on the wire
 * @scope: interface that it has come in by, or the VRF of that
 * @view: of the table
 * @back: from the wire to the address that a mapping has, if @m
 * @m: that mapping; it may lead elsewhere by now
 * @here: it leads here
 */
struct ila_arrival {
	__be64 locator;
	int scope;
	unsigned int view;
	struct ila_rewrite back;
	struct ila_mapping *m;
	bool here;
};

static bool leads_to(const struct ila_mapping *m, const struct ila_arrival *a)
{
	return m->locator && ila_locator_upper(m->locator, a->view) == a->locator;
}

/* Does one SIR prefix explain the packet? */
static void try_sir(struct ila_arrival *a, struct ila_table *table,
		    const struct in6_addr *wire, const struct ila_sir *sir)
{
	struct in6_addr addr = *wire;
	struct ila_mapping *m;
	struct ila_rewrite r;
	bool here;

	ila_rewrite_init(&r, READ_ONCE(sir->prefix), READ_ONCE(sir->csum_mode));
	ila_rewrite_fix(&r, a->locator, false);
	ila_to_sir(&addr, &r);
	m = ila_table_exact(table, &addr, ILA_NO_VNID, a->scope, a->view);
	if (!m) {
		/* All of the prefix may be here. */
		m = ila_table_prefix(table, &addr, ILA_NO_VNID, a->scope, a->view);
		if (!ila_mapping_answers(m) || !leads_to(m, a))
			return;
	}
	if (m->csum_mode != r.csum_mode)
		return;
	here = leads_to(m, a);
	if (a->m && !here)
		return;
	a->m = m;
	a->back = r;
	a->here = here;
}

static void look_up(struct ila_arrival *a, struct ila_table *table,
		    const struct in6_addr *wire)
{
	const struct ila_sirs *sirs = &table->sirs;
	unsigned int i, end = READ_ONCE(sirs->end);

	for (i = 0; i < end && !a->here; i++) {
		if (READ_ONCE(sirs->sir[i].users))
			try_sir(a, table, wire, &sirs->sir[i]);
	}
}

static int scope_of(const struct ila_table *table, const struct net_device *in)
{
	if (likely(!READ_ONCE(table->scoped)))
		return 0;
	return l3mdev_master_ifindex_rcu(in) ?: in->ifindex;
}

static unsigned int unknown(const struct ila_net *ilan)
{
	return READ_ONCE(ilan->settings.unknown_ident) == IDLOC_ILA_UNKNOWN_IDENT_PASS ?
	       ILA_ARRIVE_PASS : IDLOC_ILA_A_STATS_DROP_IDENT_UNKNOWN;
}

/* The sender does not know yet. */
static void follow(struct ila_net *ilan, struct sk_buff *skb, struct ila_mapping *m)
{
	ila_count(ilan->stats, IDLOC_ILA_A_STATS_IN_IDENT_MOVED);
	ila_redirect_tell(ilan, skb, NULL, m);
}

/**
 * ila_arrive() - bring a packet to the address that a mapping has
 * @ilan: the namespace's ILA
 * @skb: the packet in wire form, skb->data at its IPv6 header
 * @map: of its locator, which is local
 *
 * Pointers into @skb are stale afterwards. Under rcu_read_lock().
 *
 * Return: 0, ILA_ARRIVE_PASS, or IDLOC_ILA_A_STATS_DROP_*.
 */
unsigned int ila_arrive(struct ila_net *ilan, struct sk_buff *skb,
			const struct ila_map *map)
{
	struct ila_table *table = &ilan->table;
	struct ila_arrival a = {
		.locator = map->locator,
		.scope = scope_of(table, skb->dev),
		.view = ila_view_now(&table->views),
	};
	unsigned int why;

	/* An ordinary address of this host; or the locator is not ours yet. */
	if (ila_type(&ipv6_hdr(skb)->daddr) == ILA_ATYPE_IID ||
	    !ila_view_has(map->here->hidden, a.view))
		return ILA_ARRIVE_PASS;
	look_up(&a, table, &ipv6_hdr(skb)->daddr);
	if (unlikely(!a.m))
		return unknown(ilan);
	if (!ila_xlate_to_sir_fast(skb, &a.back)) {
		why = ila_xlate_to_sir(ilan, skb, &a.back);
		if (unlikely(why))
			return why;
	}
	ila_count(ilan->stats, IDLOC_ILA_A_STATS_IN_IDENT_TRANSLATED);
	if (likely(a.here))
		ila_mapping_count(a.m, skb->len);
	else
		follow(ilan, skb, a.m);
	return 0;
}

/**
 * ila_arrive_tenant() - does the mapping table have a packet of a virtual network here
 * @ilan: the namespace's ILA
 * @skb: the packet in wire form, its locator local
 * @vnid: its virtual network
 *
 * Under rcu_read_lock().
 *
 * Return: 0, ILA_ARRIVE_PASS, or IDLOC_ILA_A_STATS_DROP_*.
 */
unsigned int ila_arrive_tenant(struct ila_net *ilan, const struct sk_buff *skb,
			       const struct ila_vnid *vnid)
{
	const struct ila_tenant *t = &vnid->tenant;
	struct ila_table *table = &ilan->table;
	struct ila_ends ends = ila_ends_of(skb);
	struct ila_arrival a = {
		.locator = ila_upper(&ends.daddr),
		.view = ila_view_now(&table->views),
	};
	struct ila_mapping *m;

	/* A mapping is not kept alive by packets that are dropped. */
	if (unlikely(!ila_tenant_source_fits(&ends.saddr, t)))
		return IDLOC_ILA_A_STATS_DROP_VNID_SOURCE;
	ila_tenant_from_wire(t, ila_tenant_back(t, a.locator), &ends.saddr, &ends.daddr);
	m = ila_table_find(table, &ends.daddr, t->vnid, vnid->place.ifindex, a.view);
	/* One that is elsewhere by now goes after it, from the tenant's own scope. */
	if (!m || (m->key.bits != 128 && !leads_to(m, &a)))
		return unknown(ilan);
	if (leads_to(m, &a))
		ila_mapping_count(m, skb->len);
	else
		ila_count(ilan->stats, IDLOC_ILA_A_STATS_IN_IDENT_MOVED);
	ila_count(ilan->stats, IDLOC_ILA_A_STATS_IN_IDENT_TRANSLATED);
	return 0;
}
