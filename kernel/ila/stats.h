/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Counters of a network namespace: what was translated, what was dropped and why.
 */
#ifndef IDLOC_ILA_STATS_H
#define IDLOC_ILA_STATS_H

#include <linux/percpu.h>
#include <uapi/linux/idloc_ila.h>

/**
 * struct ila_stats - one CPU's counters
 * @count: events, indexed by IDLOC_ILA_A_STATS_*; wrap at the machine's word
 *
 * Written by this_cpu_inc() from any context, read without a lock: a sum is a
 * snapshot per counter, not of all of them together.
 */
struct ila_stats {
	unsigned long count[IDLOC_ILA_A_STATS_MAX + 1];
};

/**
 * ila_count() - count one event
 * @stats: the namespace's counters
 * @id: IDLOC_ILA_A_STATS_*
 *
 * Any context.
 */
static inline void ila_count(struct ila_stats __percpu *stats, unsigned int id)
{
	this_cpu_inc(stats->count[id]);
}

u64 ila_stats_sum(const struct ila_stats __percpu *stats, unsigned int id);

#endif /* IDLOC_ILA_STATS_H */
