/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tracepoints: what was translated, and what was dropped and why.
 *
 * A translation is traced on the way of the unusual packets only (xlate.h sends all
 * packets there while somebody listens), so that the usual way costs no more than a
 * branch that is never taken.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM ila

#if !defined(IDLOC_ILA_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define IDLOC_ILA_TRACE_H

#include <linux/ipv6.h>
#include <linux/skbuff.h>
#include <linux/tracepoint.h>
#include <uapi/linux/ila.h>
#include <uapi/linux/idloc_ila.h>

#define ila_trace_csum_mode(mode)				\
	__print_symbolic(mode,					\
		{ ILA_CSUM_ADJUST_TRANSPORT, "adj-transport" },	\
		{ ILA_CSUM_NEUTRAL_MAP, "neutral-map" },	\
		{ ILA_CSUM_NO_ACTION, "no-action" },		\
		{ ILA_CSUM_NEUTRAL_MAP_AUTO, "neutral-map-auto" })

/* The counters' names. */
#define ila_trace_reason(reason)						\
	__print_symbolic(reason,						\
		{ IDLOC_ILA_A_STATS_DROP_NOT_IPV6, "drop-not-ipv6" },		\
		{ IDLOC_ILA_A_STATS_DROP_TRUNCATED, "drop-truncated" },		\
		{ IDLOC_ILA_A_STATS_DROP_NOMEM, "drop-nomem" },			\
		{ IDLOC_ILA_A_STATS_DROP_CBIT_IN_SIR, "drop-cbit-in-sir" },	\
		{ IDLOC_ILA_A_STATS_DROP_CSUM_RESERVED, "drop-csum-reserved" },	\
		{ IDLOC_ILA_A_STATS_DROP_NO_ROUTE, "drop-no-route" },		\
		{ IDLOC_ILA_A_STATS_DROP_ROUTE_LOOP, "drop-route-loop" },	\
		{ IDLOC_ILA_A_STATS_DROP_TOO_BIG, "drop-too-big" })

/* The numbers behind these names are enums, which a trace's reader does not know. */
TRACE_DEFINE_ENUM(IDLOC_ILA_A_STATS_DROP_NOT_IPV6);
TRACE_DEFINE_ENUM(IDLOC_ILA_A_STATS_DROP_TRUNCATED);
TRACE_DEFINE_ENUM(IDLOC_ILA_A_STATS_DROP_NOMEM);
TRACE_DEFINE_ENUM(IDLOC_ILA_A_STATS_DROP_CBIT_IN_SIR);
TRACE_DEFINE_ENUM(IDLOC_ILA_A_STATS_DROP_CSUM_RESERVED);
TRACE_DEFINE_ENUM(IDLOC_ILA_A_STATS_DROP_NO_ROUTE);
TRACE_DEFINE_ENUM(IDLOC_ILA_A_STATS_DROP_ROUTE_LOOP);
TRACE_DEFINE_ENUM(IDLOC_ILA_A_STATS_DROP_TOO_BIG);
TRACE_DEFINE_ENUM(ILA_CSUM_ADJUST_TRANSPORT);
TRACE_DEFINE_ENUM(ILA_CSUM_NEUTRAL_MAP);
TRACE_DEFINE_ENUM(ILA_CSUM_NO_ACTION);
TRACE_DEFINE_ENUM(ILA_CSUM_NEUTRAL_MAP_AUTO);

DECLARE_EVENT_CLASS(ila_address,
		    TP_PROTO(const struct net *net, const struct sk_buff *skb,
			     const struct in6_addr *from,
			     const struct in6_addr *to, u8 csum_mode),
		    TP_ARGS(net, skb, from, to, csum_mode),
		    TP_STRUCT__entry(__field(const void *, skbaddr)
				     __field(u32, netns)
				     __field(u8, csum_mode)
				     __array(u8, from, 16)
				     __array(u8, to, 16)),
		    TP_fast_assign(__entry->skbaddr = skb;
				   __entry->netns = net->ns.inum;
				   __entry->csum_mode = csum_mode;
				   memcpy(__entry->from, from, 16);
				   memcpy(__entry->to, to, 16);),
		    TP_printk("netns=%u skbaddr=%p csum_mode=%s from=%pI6c to=%pI6c",
			      __entry->netns, __entry->skbaddr,
			      ila_trace_csum_mode(__entry->csum_mode),
			      __entry->from, __entry->to)
);

/* A packet's destination, from SIR to wire form */
DEFINE_EVENT(ila_address, ila_to_wire,
	     TP_PROTO(const struct net *net, const struct sk_buff *skb,
		      const struct in6_addr *from, const struct in6_addr *to,
		      u8 csum_mode),
	     TP_ARGS(net, skb, from, to, csum_mode)
);

/* A packet's destination, from wire to SIR form */
DEFINE_EVENT(ila_address, ila_to_sir,
	     TP_PROTO(const struct net *net, const struct sk_buff *skb,
		      const struct in6_addr *from, const struct in6_addr *to,
		      u8 csum_mode),
	     TP_ARGS(net, skb, from, to, csum_mode)
);

/* The destination that an ICMPv6 error quotes, from wire to SIR form */
DEFINE_EVENT(ila_address, ila_icmp,
	     TP_PROTO(const struct net *net, const struct sk_buff *skb,
		      const struct in6_addr *from, const struct in6_addr *to,
		      u8 csum_mode),
	     TP_ARGS(net, skb, from, to, csum_mode)
);

/* A packet that was dropped */
TRACE_EVENT(ila_drop,
	    TP_PROTO(const struct net *net, const struct sk_buff *skb,
		     const struct in6_addr *daddr, unsigned int reason),
	    TP_ARGS(net, skb, daddr, reason),
	    TP_STRUCT__entry(__field(const void *, skbaddr)
			     __field(u32, netns)
			     __field(u32, reason)
			     __array(u8, daddr, 16)),
	    TP_fast_assign(__entry->skbaddr = skb;
			   __entry->netns = net->ns.inum;
			   __entry->reason = reason;
			   memcpy(__entry->daddr, daddr, 16);),
	    TP_printk("netns=%u skbaddr=%p reason=%s daddr=%pI6c",
		      __entry->netns, __entry->skbaddr,
		      ila_trace_reason(__entry->reason), __entry->daddr)
);

#endif /* IDLOC_ILA_TRACE_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
