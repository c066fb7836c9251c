// SPDX-License-Identifier: GPL-2.0
/*
 * ICMPv6 errors about packets that left in wire form: the quote is brought back
 * to SIR form before anybody looks at it (draft-herbert-intarea-ila section 4.7).
 *
 * Nothing is guessed. What the quoted locator may have been says the reverse map,
 * or what was translated recently; a candidate counts if the routing table
 * sends its SIR address to that locator today, and if it is the only one.
 * A quote that ends early is treated as far as it goes.
 */
#include "icmp.h"

#include <linux/icmpv6.h>
#include <net/ip6_route.h>
#include <uapi/linux/lwtunnel.h>

#include "fib.h"
#include "l4.h"
#include "lwt.h"
#include "quote.h"
#include "recent.h"
#include "reverse.h"
#include "trace.h"

/**
 * struct ila_origin - where a quoted packet was going before translation
 * @quoted: destination in the quote
 * @addr: its SIR form, if there is one
 * @rewrite: what leads from one to the other
 * @found: number of SIR forms that the routing table agrees with
 */
struct ila_origin {
	struct in6_addr quoted;
	struct in6_addr addr;
	struct ila_rewrite rewrite;
	unsigned int found;
};

/**
 * struct ila_wanted - the ILA route that a SIR address should have
 * @addr: the SIR address
 * @locator: where it leads
 * @csum_mode: ILA_CSUM_*
 */
struct ila_wanted {
	const struct in6_addr *addr;
	__be64 locator;
	u8 csum_mode;
};

/* A route that asks the mapping table: does that say so? */
static bool table_says(struct ila_net *ilan, const struct ila_wanted *wanted)
{
	struct ila_table *table = &ilan->table;
	unsigned int view = ila_view_now(&table->views);
	const struct ila_mapping *m;

	m = ila_table_find(table, wanted->addr, ILA_NO_VNID, 0, view);
	return m && m->locator && m->csum_mode == wanted->csum_mode &&
	       ila_locator_upper(m->locator, view) == wanted->locator;
}

static bool is_wanted(struct lwtunnel_state *lwtstate, const void *arg)
{
	const struct ila_wanted *wanted = arg;
	const struct ila_lwt *lwt;

	if (lwtstate->type != LWTUNNEL_ENCAP_ILA ||
	    !lwtunnel_output_redirect(lwtstate))
		return false;
	lwt = ila_lwt(lwtstate);
	if (lwt->mapped)
		return table_says(lwt->ilan, wanted);
	return lwt->rewrite.upper == wanted->locator &&
	       lwt->rewrite.csum_mode == wanted->csum_mode;
}

/* Routes of several tables may say the same. */
static bool is_known(const struct ila_origin *o, const struct in6_addr *addr,
		     u8 csum_mode)
{
	return o->found && o->rewrite.csum_mode == csum_mode &&
	       ipv6_addr_equal(addr, &o->addr);
}

/* @table: 0 to go by the rules, as our own host would. */
static void try_candidate(struct ila_origin *o, struct net *net,
			  const struct ila_rewrite *r, u32 table)
{
	struct in6_addr addr = o->quoted;
	struct ila_wanted wanted = {
		.addr = &addr,
		.locator = ila_upper(&o->quoted),
		.csum_mode = r->csum_mode,
	};

	if (!ila_quote_restore(&addr, r) || is_known(o, &addr, r->csum_mode) ||
	    !ila_fib_has_state(net, table, &addr, is_wanted, &wanted))
		return;
	o->addr = addr;
	o->rewrite = *r;
	o->found++;
}

static void try_routes(struct ila_origin *o, struct net *net)
{
	struct rhlist_head *list, *pos;
	struct ila_reverse *reverse;

	list = ila_reverse_find(net, ila_upper(&o->quoted));
	rhl_for_each_entry_rcu(reverse, pos, list, node) {
		try_candidate(o, net, &reverse->rewrite, reverse->table);
		if (o->found > 1)
			return;
	}
}

/* Asked first, because it is cheaper than the routing table. */
static bool may_be_of(const struct ila_origin *o, struct ila_net *ilan,
		      const struct ila_rewrite *r)
{
	struct in6_addr addr = o->quoted;
	struct ila_wanted wanted = {
		.addr = &addr,
		.locator = ila_upper(&o->quoted),
		.csum_mode = r->csum_mode,
	};

	return ila_quote_restore(&addr, r) && table_says(ilan, &wanted);
}

/* Each SIR prefix that mappings have, in its mode. */
static void try_mappings(struct ila_origin *o, struct ila_net *ilan, struct net *net)
{
	const struct ila_sirs *sirs = &ilan->table.sirs;
	unsigned int i, end = READ_ONCE(sirs->end);
	const struct ila_sir *sir;
	struct ila_rewrite r;

	for (i = 0; i < end && o->found < 2; i++) {
		sir = &sirs->sir[i];
		if (!READ_ONCE(sir->users))
			continue;
		ila_rewrite_init(&r, READ_ONCE(sir->prefix), READ_ONCE(sir->csum_mode));
		ila_rewrite_fix(&r, ila_upper(&o->quoted), false);
		if (may_be_of(o, ilan, &r))
			try_candidate(o, net, &r, 0);
	}
}

static void try_recent(struct ila_origin *o, struct ila_net *ilan,
		       struct net *net)
{
	__be64 locator = ila_upper(&o->quoted);
	struct ila_recent_pair *pairs = ila_recent_find(&ilan->recent, locator);
	struct ila_rewrite r;
	__be64 prefix;
	int i;

	for (i = 0; i < ILA_RECENT_WAYS && o->found < 2; i++) {
		prefix = READ_ONCE(pairs[i].prefix);
		if (!prefix || READ_ONCE(pairs[i].locator) != locator)
			continue;
		ila_rewrite_init(&r, prefix, READ_ONCE(pairs[i].csum_mode));
		ila_rewrite_fix(&r, locator, false);
		try_candidate(o, net, &r, READ_ONCE(pairs[i].table));
	}
}

/* ILA_EXT_MIN bytes of the quoted packet, for ila_l4_find(). */
static const u8 *fetch_quoted(const void *skb, unsigned int off, u8 *buf)
{
	return skb_header_pointer(skb, ILA_QUOTE_OFF + off, ILA_EXT_MIN, buf);
}

/* Is the quoted packet's checksum there? Sets its offset in the whole packet. */
static bool find_quoted_check(const struct sk_buff *skb, struct ila_l4 *l4,
			      unsigned int *off)
{
	const struct ipv6hdr *quoted;
	struct ipv6hdr buf;

	quoted = skb_header_pointer(skb, ILA_QUOTE_OFF, sizeof(buf), &buf);
	ila_l4_find(l4, skb, quoted->nexthdr, fetch_quoted);
	*off = ILA_QUOTE_OFF + l4->check;
	return l4->check && ila_l4_within(l4, skb->len - ILA_QUOTE_OFF);
}

/**
 * struct ila_quoted_check - the transport checksum in a quote
 * @off: where it is, from the outer IPv6 header in bytes; 0 if nothing is to do
 * @old: as it is
 * @new: as it was before the packet was translated
 */
struct ila_quoted_check {
	unsigned int off;
	u16 old;
	u16 new;
};

/* Mode adj-transport has changed it, and that goes back as well. */
static void undo_adjustment(struct ila_quoted_check *c, const struct ila_net *ilan,
			    const struct sk_buff *skb, u16 delta)
{
	unsigned int off;
	struct ila_l4 l4;

	if (!find_quoted_check(skb, &l4, &off))
		return;
	if (READ_ONCE(ilan->settings.adj_compat) == IDLOC_ILA_ADJ_COMPAT_INTREE)
		delta = ~delta;
	skb_copy_bits(skb, off, &c->old, sizeof(c->old));
	c->new = ila_l4_patched(&l4, c->old, delta, false);
	c->off = off;
}

static void write_checks(struct sk_buff *skb, const struct ila_quoted_check *c,
			 u16 delta)
{
	__sum16 *field = (__sum16 *)(skb->data + ILA_QUOTE_CHECK);

	if (c->off)
		*(u16 *)(skb->data + c->off) = c->new;
	/* If our own host has left it to a device, there is nothing yet. What it
	 * covers and the field cancel out in skb->csum.
	 */
	if (skb->ip_summed != CHECKSUM_PARTIAL)
		*field = (__force __sum16)ila_quote_check((__force u16)*field,
							  delta, c->old, c->new);
}

static unsigned int restore(struct ila_net *ilan, struct sk_buff *skb,
			    const struct ila_origin *o)
{
	u16 delta = ila_rewrite_delta(&o->quoted, &o->rewrite);
	bool sum = ila_quote_changes_sum(&o->rewrite);
	struct ila_quoted_check c = {};

	if (o->rewrite.csum_mode == ILA_CSUM_ADJUST_TRANSPORT)
		undo_adjustment(&c, ilan, skb, delta);
	if (skb_ensure_writable(skb, max_t(unsigned int, ILA_QUOTE_MIN,
					   c.off + sizeof(u16))))
		return IDLOC_ILA_A_STATS_DROP_NOMEM;
	memcpy(skb->data + ILA_QUOTE_DADDR, &o->addr, sizeof(o->addr));
	if (sum)
		write_checks(skb, &c, delta);
	ila_count(ilan->stats, IDLOC_ILA_A_STATS_ICMP_TRANSLATED);
	trace_ila_icmp(ilan->hook.net, skb, &o->quoted, &o->addr,
		       o->rewrite.csum_mode);
	return 0;
}

/* Is it an error with a quote? Sets the quoted destination. */
static bool quoted_daddr(const struct sk_buff *skb, struct in6_addr *daddr)
{
	u8 buf, *type = skb_header_pointer(skb, ILA_IPV6_LEN, sizeof(buf), &buf);

	return type && ila_quote_is_error(*type) &&
	       !skb_copy_bits(skb, ILA_QUOTE_DADDR, daddr, sizeof(*daddr));
}

/**
 * ila_icmp_restore() - bring the quote of an ICMPv6 error back to SIR form
 * @ilan: whose settings and counters apply
 * @net: its namespace
 * @skb: a packet on its way in or our own, ICMPv6 right behind the IPv6 header (an error behind
 *	extension headers is none to us: no router makes such), skb->data at its
 *	IPv6 header; its data may move
 * @own: our own host has made it; most of those are about packets that were never
 *	translated, so that a missing mapping is not worth counting
 *
 * Any context, under rcu_read_lock().
 *
 * Return: 0, whether it was an error or not, or IDLOC_ILA_A_STATS_DROP_*.
 */
unsigned int ila_icmp_restore(struct ila_net *ilan, struct net *net,
			      struct sk_buff *skb, bool own)
{
	struct ila_origin o = {};

	if (READ_ONCE(ilan->settings.icmp_errors) != IDLOC_ILA_ICMP_ERRORS_ON ||
	    !ila_routes_any(ilan->routes) || !quoted_daddr(skb, &o.quoted))
		return 0;
	try_routes(&o, net);
	/* A route of whatever kind may have been taken. */
	try_mappings(&o, ilan, net);
	try_recent(&o, ilan, net);
	if (o.found == 1)
		return restore(ilan, skb, &o);
	if (!own)
		ila_count(ilan->stats, IDLOC_ILA_A_STATS_ICMP_NO_MAPPING);
	return 0;
}
