/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Questions to the IPv6 routing table that the core has no function for.
 */
#ifndef IDLOC_ILA_FIB_H
#define IDLOC_ILA_FIB_H

#include <net/ip6_fib.h>
#include <net/lwtunnel.h>
#include <net/net_namespace.h>

/**
 * ila_fib_ruled() - may routing depend on more than the destination
 * @net: the namespace
 *
 * A VRF counts, too: its device brings a rule.
 *
 * Return: true if the namespace has policy rules of its own.
 */
static inline bool ila_fib_ruled(const struct net *net)
{
#ifdef CONFIG_IPV6_MULTIPLE_TABLES
	return READ_ONCE(net->ipv6.fib6_has_custom_rules);
#else
	return false;
#endif
}

/**
 * ila_fib_ports_matter() - may routing depend on protocol and ports
 * @net: the namespace
 *
 * Return: true if a policy rule asks for them, or the choice between several next hops.
 */
static inline bool ila_fib_ports_matter(const struct net *net)
{
#ifdef CONFIG_IPV6_MULTIPLE_TABLES
	if (READ_ONCE(net->ipv6.fib6_rules_require_fldissect))
		return true;
#endif
	return ip6_multipath_hash_policy(net);
}

/**
 * ila_fib_local_sernum() - version of the table that is asked before main
 * @net: the namespace
 *
 * A route that appears there changes no serial number in main, so whoever keeps
 * a route of main has to compare this as well.
 *
 * Return: a number that differs after every addition.
 */
static inline int ila_fib_local_sernum(const struct net *net)
{
#ifdef CONFIG_IPV6_MULTIPLE_TABLES
	return READ_ONCE(net->ipv6.fib6_local_tbl->tb6_root.fn_sernum);
#else
	return 0;
#endif
}

/**
 * ila_fib_table() - which table is a route from
 * @rt: the route, as a packet has it
 *
 * Caller holds rcu_read_lock().
 *
 * Return: the table, or 0 if the route has been deleted.
 */
static inline u32 ila_fib_table(const struct rt6_info *rt)
{
	const struct fib6_info *f6i = rcu_dereference(rt->from);

	return f6i ? f6i->fib6_table->tb6_id : 0;
}

struct dst_entry *ila_fib_look_up(struct net *net, u32 table,
				  struct flowi6 *fl6);
void ila_fib_read_ports(const struct net *net, const struct sk_buff *skb,
			struct flowi6 *fl6);

/**
 * ila_fib_add_ports() - tell a lookup a packet's transport, if that can matter
 * @net: the namespace
 * @skb: the packet
 * @fl6: what the lookup will be for; the packet's IPv6 header is in it already
 *
 * Any context.
 */
static inline void ila_fib_add_ports(const struct net *net,
				     const struct sk_buff *skb,
				     struct flowi6 *fl6)
{
	if (unlikely(ila_fib_ports_matter(net)))
		ila_fib_read_ports(net, skb, fl6);
}

bool ila_fib_is_multipath(const struct rt6_info *rt);
bool ila_fib_same_route(const struct rt6_info *a, const struct rt6_info *b);
bool ila_fib_only_route(const struct net *net, const struct rt6_info *rt,
			const struct in6_addr *addr, unsigned int bits);

/*
 * Is this the lightweight tunnel that is looked for? (kernel-doc cannot parse this
 * type.)
 */
typedef bool (*ila_fib_match)(struct lwtunnel_state *lwtstate, const void *arg);

bool ila_fib_has_state(struct net *net, u32 table, const struct in6_addr *daddr,
		       ila_fib_match match, const void *arg);

#endif /* IDLOC_ILA_FIB_H */
