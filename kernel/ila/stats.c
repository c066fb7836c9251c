// SPDX-License-Identifier: GPL-2.0
/*
 * Counters of a network namespace.
 */
#include "stats.h"

/* The core's drop reason that comes nearest to one of our counters. */
static enum skb_drop_reason drop_reason(unsigned int id)
{
	switch (id) {
	case IDLOC_ILA_A_STATS_DROP_NOMEM:
		return SKB_DROP_REASON_NOMEM;
	case IDLOC_ILA_A_STATS_DROP_TRUNCATED:
		return SKB_DROP_REASON_PKT_TOO_SMALL;
	case IDLOC_ILA_A_STATS_DROP_NO_ROUTE:
	case IDLOC_ILA_A_STATS_DROP_ROUTE_LOOP:
		return SKB_DROP_REASON_IP_OUTNOROUTES;
	default:
		return SKB_DROP_REASON_NOT_SPECIFIED;
	}
}

/**
 * ila_stats_sum() - one counter over all CPUs
 * @stats: the namespace's counters
 * @id: IDLOC_ILA_A_STATS_*
 *
 * Any context.
 *
 * Return: the sum.
 */
u64 ila_stats_sum(const struct ila_stats __percpu *stats, unsigned int id)
{
	u64 sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(per_cpu_ptr(stats, cpu)->count[id]);
	return sum;
}

/**
 * ila_drop() - free a packet and say why
 * @stats: the namespace's counters
 * @skb: the packet, consumed
 * @id: IDLOC_ILA_A_STATS_DROP_*
 *
 * Any context.
 */
void ila_drop(struct ila_stats __percpu *stats, struct sk_buff *skb,
	      unsigned int id)
{
	ila_count(stats, id);
	kfree_skb_reason(skb, drop_reason(id));
}
