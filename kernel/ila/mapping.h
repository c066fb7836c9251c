/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One mapping: from an address, or a prefix of them, to a locator.
 */
#ifndef IDLOC_ILA_MAPPING_H
#define IDLOC_ILA_MAPPING_H

#include <linux/in6.h>
#include <linux/jiffies.h>
#include <linux/percpu.h>
#include <linux/ratelimit_types.h>
#include <linux/rbtree.h>
#include <linux/rhashtable-types.h>
#include <uapi/linux/idloc_ila.h>

#include "locator.h"
#include "rewrite.h"
#include "view.h"
#include "virt.h"

struct ila_vnid;

/* Of a mapping that is of no virtual network; no VNID has so many bits. */
#define ILA_NO_VNID	0xffffffffU

/**
 * struct ila_mapping_key - what a mapping is found by
 * @addr: in SIR form, or as the tenant has it; behind @bits it is zero
 * @vnid: the virtual network, or ILA_NO_VNID
 * @bits: 128; 64, a SIR prefix; 96, a virtual network
 *
 * Protocol and port, and a key without an address, would have their place here.
 */
struct ila_mapping_key {
	struct in6_addr addr;
	u32 vnid;
	u32 bits;
};

/**
 * struct ila_mapping_counters - what one CPU has translated
 * @packets: packets
 * @bytes: their length, IPv6 header included; both wrap at the machine's word
 */
struct ila_mapping_counters {
	unsigned long packets;
	unsigned long bytes;
};

/**
 * struct ila_asking - how often a prefix tells that it misses a mapping
 * @rate: the limit
 * @suppressed: events since the last one that were one too many
 */
struct ila_asking {
	struct ratelimit_state rate;
	atomic_t suppressed;
};

/**
 * struct ila_mapping - one mapping
 * @node: place in ila_table.by_addr, with others of the same key
 * @rcu: for freeing
 * @key: what it is found by
 * @ifindex: for packets that came in by this interface or are sent in this VRF; 0 for all
 * @priority: the lowest number wins
 * @locator: where it leads; NULL if @miss needs none. Several locators of one address
 *	would have their place here.
 * @vnid: the virtual network that @key names, or NULL; this holds a reference
 * @counters: or NULL
 * @asking: of a prefix that tells of misses, else NULL
 * @staged: the next one that the transaction has changed
 * @expiry: place in ila_table.expiry, if @lifetime and in the view of packets
 * @expires: when it goes, in jiffies
 * @used: when it was used last, in jiffies; 0, never. Written by packets
 * @lifetime: in seconds, 0 for ever
 * @sum: what a sum loses of the old address, but for the locator, C-bit included:
 *	with ila_locator_value.sum, the difference that ila_to_wire() needs
 * @csum_mode: ILA_CSUM_*
 * @miss: enum idloc_ila_miss
 * @flags: enum idloc_ila_map_flags
 * @source: RTPROT_*
 * @hidden: views that it is not in; written under ila_net.lock
 * @is_staged: is it in the list that @staged makes
 * @replaces: it came in the place of one that packets had, for the event
 *
 * Immutable once in the table but for @used and what ila_net.lock guards: @staged,
 * @expiry, @hidden and the last two. Freed after a grace period.
 */
struct ila_mapping {
	struct rhlist_head node;
	struct rcu_head rcu;
	struct ila_mapping_key key;
	int ifindex;
	u32 priority;
	struct ila_locator *locator;
	struct ila_vnid *vnid;
	struct ila_mapping_counters __percpu *counters;
	struct ila_asking *asking;
	struct ila_mapping *staged;
	struct rb_node expiry;
	unsigned long expires;
	unsigned long used;
	u32 lifetime;
	u16 sum;
	u8 csum_mode;
	u8 miss;
	u8 flags;
	u8 source;
	u8 hidden;
	bool is_staged:1;
	bool replaces:1;
};

int ila_mapping_init(void);
void ila_mapping_exit(void);

struct ila_mapping *ila_mapping_alloc(void);
void ila_mapping_set_mode(struct ila_mapping *m, u8 csum_mode);
int ila_mapping_complete(struct ila_mapping *m);
void ila_mapping_free(struct ila_mapping *m);
void ila_mapping_free_rcu(struct ila_mapping *m);

void ila_mapping_sum(const struct ila_mapping *m,
		     struct ila_mapping_counters *sum);

/**
 * ila_mapping_count() - a packet is being translated by a mapping
 * @m: the mapping
 * @bytes: length of the packet
 *
 * Softirq, under rcu_read_lock().
 */
static inline void ila_mapping_count(struct ila_mapping *m, unsigned int bytes)
{
	unsigned long now = jiffies | 1;

	if (m->counters) {
		this_cpu_inc(m->counters->packets);
		this_cpu_add(m->counters->bytes, bytes);
	}
	/* The line is everybody's: once in a while is enough. */
	if (unlikely(now - READ_ONCE(m->used) >= HZ / 4))
		WRITE_ONCE(m->used, now);
}

/**
 * ila_mapping_rewrite() - what happens to a destination, towards the wire
 * @m: the mapping, which has a locator
 * @v: of its locator, in the view that the packet has
 * @r: to fill
 *
 * Caller holds rcu_read_lock().
 */
static inline void ila_mapping_rewrite(const struct ila_mapping *m,
				       const struct ila_locator_value *v,
				       struct ila_rewrite *r)
{
	r->upper = v->upper;
	r->diff = idloc_csum_add(m->sum, v->sum);
	r->csum_mode = m->csum_mode;
	r->fixed = true;
}

/**
 * ila_mapping_answers() - does a mapping say all that a packet needs
 * @m: what the packet's destination has, or NULL
 *
 * Return: false if somebody has to be asked for more.
 */
static inline bool ila_mapping_answers(const struct ila_mapping *m)
{
	return m && m->miss == IDLOC_ILA_MISS_FORWARD;
}

#endif /* IDLOC_ILA_MAPPING_H */
