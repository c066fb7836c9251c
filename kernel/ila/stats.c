// SPDX-License-Identifier: GPL-2.0
/*
 * Counters of a network namespace.
 */
#include "stats.h"

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
