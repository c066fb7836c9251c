// SPDX-License-Identifier: GPL-2.0
/*
 * Questions to the IPv6 routing table that the core has no function for.
 *
 * The table is a radix tree. A node stands for the first fn_bit bits of the key
 * of any route below it; RTN_RTINFO says that routes end at the node itself.
 * Nodes and routes are freed after a grace period.
 */
#include "fib.h"

#include <linux/rcupdate.h>
#include <net/flow_dissector.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <net/nexthop.h>

/**
 * ila_fib_read_ports() - tell a lookup a packet's transport
 * @net: the namespace
 * @skb: the packet
 * @fl6: what the lookup will be for; the packet's IPv6 header is in it already
 *
 * The out-of-line part of ila_fib_add_ports(). Any context.
 */
void ila_fib_read_ports(const struct net *net, const struct sk_buff *skb,
			struct flowi6 *fl6)
{
	struct flow_keys keys = {};

	if (!__skb_flow_dissect(net, skb, &flow_keys_dissector, &keys, NULL, 0, 0, 0,
				FLOW_DISSECTOR_F_STOP_AT_ENCAP))
		return;
	fl6->flowi6_proto = keys.basic.ip_proto;
	fl6->fl6_sport = keys.ports.src;
	fl6->fl6_dport = keys.ports.dst;
}

/**
 * ila_fib_is_multipath() - has a route several next hops
 * @rt: the route, as a packet has it
 *
 * Caller holds rcu_read_lock().
 *
 * Return: true if so.
 */
bool ila_fib_is_multipath(const struct rt6_info *rt)
{
	const struct fib6_info *f6i = rcu_dereference(rt->from);

	return f6i && (READ_ONCE(f6i->fib6_nsiblings) ||
		       (f6i->nh && nexthop_is_multipath(f6i->nh)));
}

/**
 * ila_fib_same_route() - are these paths of one route
 * @a: what a lookup has given
 * @b: what another for the same address has given
 *
 * Caller holds rcu_read_lock().
 *
 * Return: true if they are in one table, and of one length and metric.
 */
bool ila_fib_same_route(const struct rt6_info *a, const struct rt6_info *b)
{
	const struct fib6_info *f6i = rcu_dereference(a->from);
	const struct fib6_info *other = rcu_dereference(b->from);

	return f6i && other && f6i->fib6_table == other->fib6_table &&
	       f6i->fib6_dst.plen == other->fib6_dst.plen &&
	       f6i->fib6_src.plen == other->fib6_src.plen &&
	       f6i->fib6_metric == other->fib6_metric;
}

/* Does the node's prefix, cut to @bits, contain @addr? Unknown means yes. */
static bool node_overlaps(const struct fib6_node *fn,
			  const struct in6_addr *addr, unsigned int bits)
{
	const struct fib6_info *leaf = rcu_dereference(fn->leaf);

	return !leaf || ipv6_prefix_equal(&leaf->fib6_dst.addr, addr,
					  min_t(unsigned int, fn->fn_bit, bits));
}

static bool node_has_subtree(const struct fib6_node *fn)
{
#ifdef CONFIG_IPV6_SUBTREES
	return rcu_access_pointer(fn->subtree);
#else
	return false;
#endif
}

static bool node_is_leaf(const struct fib6_node *fn)
{
	return !rcu_access_pointer(fn->left) && !rcu_access_pointer(fn->right);
}

static const struct fib6_node *node_towards(const struct fib6_node *fn,
					    const struct in6_addr *addr)
{
	unsigned int bit = fn->fn_bit;

	if (addr->s6_addr[bit / 8] & (0x80 >> bit % 8))
		return rcu_dereference(fn->right);
	return rcu_dereference(fn->left);
}

/* The root is marked as if it had routes even when it has none. */
static bool node_has_routes(const struct net *net, const struct fib6_node *fn)
{
	return fn->fn_flags & RTN_RTINFO &&
	       rcu_access_pointer(fn->leaf) != net->ipv6.fib6_null_entry;
}

/*
 * Is there, below @own, no route that overlaps the first @bits bits of @addr?
 * Without @own: is there none in the table?
 */
static bool table_has_no_other(const struct net *net,
			       const struct fib6_table *table,
			       const struct in6_addr *addr, unsigned int bits,
			       const struct fib6_node *own)
{
	const struct fib6_node *fn = &table->tb6_root;
	bool below = !own;

	while (fn) {
		if (node_has_subtree(fn))
			return false;
		if (!node_overlaps(fn, addr, bits))
			break;
		if (fn == own)
			below = true;
		else if (below && node_has_routes(net, fn))
			return false;
		if (fn->fn_bit >= bits)
			return below && node_is_leaf(fn);
		fn = node_towards(fn, addr);
	}
	return below;
}

static bool local_has_none(const struct net *net, const struct in6_addr *addr,
			   unsigned int bits)
{
#ifdef CONFIG_IPV6_MULTIPLE_TABLES
	return table_has_no_other(net, net->ipv6.fib6_local_tbl, addr, bits,
				  NULL);
#else
	return true;
#endif
}

/* The only route of its node: no other metric, no other next hop, no group. */
static bool route_is_single(const struct fib6_info *f6i,
			    const struct fib6_node *fn)
{
	return rcu_access_pointer(fn->leaf) == f6i &&
	       !rcu_access_pointer(f6i->fib6_next) &&
	       !(f6i->nh && nexthop_is_multipath(f6i->nh));
}

/* Exceptions (path MTU, redirects) are kept beside the tree, and apply to one
 * address each. Once there was one, the place for them stays.
 */
static bool route_has_exceptions(const struct fib6_info *f6i)
{
	const struct fib6_nh *nh = f6i->nh ? nexthop_fib6_nh(f6i->nh) :
			     f6i->fib6_nh;

	return rcu_access_pointer(nh->rt6i_exception_bucket);
}

/**
 * ila_fib_only_route() - would every packet to a prefix take this route
 * @net: the namespace
 * @rt: what a lookup for @addr has given
 * @addr: an address inside the prefix
 * @bits: length of the prefix, 1 to 128
 *
 * True only for a route of the main table, at most as long as the prefix, that
 * is not one of several, has no longer route and no exception inside the prefix
 * and does not depend on the source address. Without policy rules, the answer holds until
 * the route's cookie or ila_fib_local_sernum() changes; take both before the
 * call, so that what comes later is noticed. May say no where yes is true.
 * Caller holds rcu_read_lock().
 *
 * Return: true if so.
 */
bool ila_fib_only_route(const struct net *net, const struct rt6_info *rt,
			const struct in6_addr *addr, unsigned int bits)
{
	const struct fib6_info *f6i = rcu_dereference(rt->from);
	const struct fib6_node *fn;

	if (ila_fib_ruled(net) || !f6i ||
	    f6i->fib6_table != net->ipv6.fib6_main_tbl)
		return false;
	fn = rcu_dereference(f6i->fib6_node);
	if (!fn || f6i->fib6_dst.plen > bits || f6i->fib6_src.plen)
		return false;
	return route_is_single(f6i, fn) &&
	       (bits == 128 || !route_has_exceptions(f6i)) &&
	       table_has_no_other(net, f6i->fib6_table, addr, bits, fn) &&
	       local_has_none(net, addr, bits);
}

/**
 * struct ila_fib_question - what is asked of each path of a route
 * @match: is it this one
 * @arg: for @match
 */
struct ila_fib_question {
	ila_fib_match match;
	const void *arg;
};

static int path_matches(struct fib6_nh *nh, void *question)
{
	const struct ila_fib_question *q = question;
	struct lwtunnel_state *lwtstate = nh->fib_nh_lws;

	return lwtstate && q->match(lwtstate, q->arg);
}

/* All paths of a route: those of a nexthop object, or its siblings'. */
static bool any_path_matches(struct fib6_info *f6i, struct ila_fib_question *q)
{
	struct fib6_info *sibling;

	if (f6i->nh)
		return nexthop_for_each_fib6_nh(f6i->nh, path_matches, q);
	if (path_matches(f6i->fib6_nh, q))
		return true;
	if (!READ_ONCE(f6i->fib6_nsiblings))
		return false;
	list_for_each_entry_rcu(sibling, &f6i->fib6_siblings, fib6_siblings) {
		if (path_matches(sibling->fib6_nh, q))
			return true;
		/* Taken out meanwhile, and the list leads in circles. */
		if (!READ_ONCE(f6i->fib6_nsiblings) ||
		    !READ_ONCE(sibling->fib6_nsiblings))
			break;
	}
	return false;
}

/**
 * ila_fib_look_up() - a route from one table, without regard to rules
 * @net: the namespace
 * @table: the table
 * @fl6: destination and, where routes may depend on it, the rest
 *
 * Softirq or bottom halves off; caller holds rcu_read_lock().
 *
 * Return: with a reference; one with an error in it if there is none. Never NULL.
 */
struct dst_entry *ila_fib_look_up(struct net *net, u32 table,
				  struct flowi6 *fl6)
{
	int flags = ipv6_addr_any(&fl6->saddr) ? 0 : RT6_LOOKUP_F_HAS_SADDR;
	struct fib6_table *tb = fib6_get_table(net, table);

	if (tb)
		return &ip6_pol_route(net, tb, 0, fl6, NULL, flags)->dst;
	dst_hold(&net->ipv6.ip6_null_entry->dst);
	return &net->ipv6.ip6_null_entry->dst;
}

/* A route with a reference, or NULL; the one that says "unreachable" is possible. */
static struct rt6_info *ask(struct net *net, u32 table,
			    const struct in6_addr *daddr)
{
	struct flowi6 fl6 = { .daddr = *daddr };

	if (!table)
		return rt6_lookup(net, daddr, NULL, 0, NULL, 0);
	return dst_rt6_info(ila_fib_look_up(net, table, &fl6));
}

/**
 * ila_fib_has_state() - does a path to an address have such a lightweight tunnel
 * @net: the namespace
 * @table: the table to ask; 0 to go by the rules
 * @daddr: the address
 * @match: called for each path with a tunnel until it says yes
 * @arg: for @match
 *
 * With several paths, whichever a packet would take. Softirq; caller holds
 * rcu_read_lock().
 *
 * Return: true if one matches.
 */
bool ila_fib_has_state(struct net *net, u32 table, const struct in6_addr *daddr,
		       ila_fib_match match, const void *arg)
{
	struct ila_fib_question q = { .match = match, .arg = arg };
	struct rt6_info *rt = ask(net, table, daddr);
	struct fib6_info *f6i;
	bool found;

	if (!rt)
		return false;
	f6i = rcu_dereference(rt->from);
	found = f6i && any_path_matches(f6i, &q);
	ip6_rt_put(rt);
	return found;
}
