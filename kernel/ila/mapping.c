// SPDX-License-Identifier: GPL-2.0
/*
 * One mapping: its memory.
 *
 * Each takes sizeof(struct ila_mapping) and its share of the hash table; the counters
 * take two words for each CPU and can be left out.
 */
#include "mapping.h"

#include <linux/ratelimit.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "vnid.h"

/* Events about one prefix, in a second. */
#define ILA_ASKING_RATE	128

static struct kmem_cache *ila_mapping_cache;

/**
 * ila_mapping_init() - before the first mapping
 *
 * May sleep.
 *
 * Return: 0 or -ENOMEM.
 */
int ila_mapping_init(void)
{
	ila_mapping_cache = KMEM_CACHE(ila_mapping, SLAB_ACCOUNT);
	return ila_mapping_cache ? 0 : -ENOMEM;
}

/**
 * ila_mapping_exit() - after the last one
 *
 * May sleep, until all have been freed.
 */
void ila_mapping_exit(void)
{
	rcu_barrier();
	kmem_cache_destroy(ila_mapping_cache);
}

/**
 * ila_mapping_alloc() - a mapping with nothing in it
 *
 * May sleep.
 *
 * Return: the mapping, or NULL.
 */
struct ila_mapping *ila_mapping_alloc(void)
{
	struct ila_mapping *m = kmem_cache_zalloc(ila_mapping_cache, GFP_KERNEL);

	if (m)
		RB_CLEAR_NODE(&m->expiry);
	return m;
}

/**
 * ila_mapping_set_mode() - what makes up for the locator of a SIR address
 * @m: with its key, and of no virtual network
 * @csum_mode: ILA_CSUM_*
 */
void ila_mapping_set_mode(struct ila_mapping *m, u8 csum_mode)
{
	struct ila_rewrite r;

	m->csum_mode = csum_mode;
	/* All of what an address loses, but for the locator. */
	ila_rewrite_init(&r, 0, csum_mode);
	m->sum = ila_rewrite_diff(&r, ila_upper(&m->key.addr), true);
}

static struct ila_asking *asking_alloc(void)
{
	struct ila_asking *asking = kzalloc(sizeof(*asking), GFP_KERNEL_ACCOUNT);

	if (!asking)
		return NULL;
	ratelimit_state_init(&asking->rate, HZ, ILA_ASKING_RATE);
	/* It has nothing to say in the log. */
	ratelimit_set_flags(&asking->rate, RATELIMIT_MSG_ON_RELEASE);
	return asking;
}

/**
 * ila_mapping_complete() - give a mapping the memory that its properties ask for
 * @m: with all that userspace says of it
 *
 * May sleep.
 *
 * Return: 0 or -ENOMEM; @m has to be freed in either case.
 */
int ila_mapping_complete(struct ila_mapping *m)
{
	if (!(m->flags & IDLOC_ILA_MAP_FLAGS_NO_COUNTERS)) {
		m->counters = alloc_percpu_gfp(struct ila_mapping_counters,
					       GFP_KERNEL_ACCOUNT | __GFP_ZERO);
		if (!m->counters)
			return -ENOMEM;
	}
	if (m->miss != IDLOC_ILA_MISS_FORWARD ||
	    m->flags & IDLOC_ILA_MAP_FLAGS_REDIRECT) {
		m->asking = asking_alloc();
		if (!m->asking)
			return -ENOMEM;
	}
	return 0;
}

/**
 * ila_mapping_free() - free a mapping that nobody has seen
 * @m: not in a table, without a locator
 *
 * Any context.
 */
void ila_mapping_free(struct ila_mapping *m)
{
	if (m->vnid)
		ila_vnid_put(m->vnid);
	free_percpu(m->counters);
	kfree(m->asking);
	kmem_cache_free(ila_mapping_cache, m);
}

static void free_from_rcu(struct rcu_head *rcu)
{
	ila_mapping_free(container_of(rcu, struct ila_mapping, rcu));
}

/**
 * ila_mapping_free_rcu() - free a mapping when no packet reads it any more
 * @m: not in a table any more, without a locator
 *
 * Any context.
 */
void ila_mapping_free_rcu(struct ila_mapping *m)
{
	call_rcu(&m->rcu, free_from_rcu);
}

/**
 * ila_mapping_sum() - the counters over all CPUs
 * @m: a mapping that has counters
 * @sum: set
 *
 * Any context.
 */
void ila_mapping_sum(const struct ila_mapping *m,
		     struct ila_mapping_counters *sum)
{
	const struct ila_mapping_counters *one;
	int cpu;

	*sum = (struct ila_mapping_counters){};
	for_each_possible_cpu(cpu) {
		one = per_cpu_ptr(m->counters, cpu);
		sum->packets += READ_ONCE(one->packets);
		sum->bytes += READ_ONCE(one->bytes);
	}
}
