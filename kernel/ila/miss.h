/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Packets for an address without a mapping of its own.
 */
#ifndef IDLOC_ILA_MISS_H
#define IDLOC_ILA_MISS_H

#include <linux/in6.h>
#include <linux/ipv6.h>
#include <linux/ratelimit_types.h>
#include <linux/skbuff.h>

struct ila_mapping;
struct ila_net;

/* Addresses that are remembered to have been asked for, and for how long. */
#define ILA_ASKED_BITS	8
#define ILA_ASKED	BIT(ILA_ASKED_BITS)
#define ILA_ASKED_TIME	HZ

/**
 * struct ila_asked - an event that was sent
 * @what: hash of what it told of
 * @when: in jiffies
 *
 * Written by packets, without a lock: at worst, an event comes twice.
 */
struct ila_asked {
	u32 what;
	unsigned long when;
};

/**
 * struct ila_misses - what a namespace has told of
 * @rate: the limit for all prefixes together
 * @suppressed: events that were one too many where no prefix counts them
 * @asked: the last ones, by hash; of fixed size
 * @seed: of the hash
 */
struct ila_misses {
	struct ratelimit_state rate;
	atomic_t suppressed;
	struct ila_asked asked[ILA_ASKED];
	u32 seed;
};

/* A free bit among IP6SKB_*: the packet has just been translated from the wire. */
#define ILA_SKB_FROM_WIRE	0x8000

/**
 * ila_note_from_wire() - a packet has just been translated from the wire
 * @skb: the packet
 *
 * Where it goes from here, its sender may be: it never goes to a fallback. Any context.
 */
static inline void ila_note_from_wire(struct sk_buff *skb)
{
	IP6CB(skb)->flags |= ILA_SKB_FROM_WIRE;
}

/**
 * ila_is_from_wire() - has it been
 * @skb: the packet
 *
 * Any context.
 *
 * Return: true if so.
 */
static inline bool ila_is_from_wire(const struct sk_buff *skb)
{
	return IP6CB(skb)->flags & ILA_SKB_FROM_WIRE;
}

void ila_misses_init(struct ila_misses *misses);

void ila_miss_tell(struct ila_net *ilan, struct sk_buff *skb,
		   struct ila_mapping *cover, u32 vnid);
void ila_redirect_tell(struct ila_net *ilan, struct sk_buff *skb,
		       struct ila_mapping *cover, struct ila_mapping *m);

#endif /* IDLOC_ILA_MISS_H */
