// SPDX-License-Identifier: GPL-2.0
/*
 * Telling who listens that a mapping is missing, or that a sender misses one.
 *
 * Anybody's packets cause these events. So an address is told of once in a while, a
 * prefix and a namespace have a rate, and all that is remembered has a fixed size.
 */
#include "miss.h"

#include <linux/jhash.h>
#include <linux/random.h>
#include <linux/ratelimit.h>

#include "map_event.h"
#include "mapping.h"
#include "net.h"

/* Events of a namespace, in a second. */
#define ILA_MISSES_RATE	512

/**
 * ila_misses_init() - nothing has been told of
 * @misses: to initialise; zeroed
 */
void ila_misses_init(struct ila_misses *misses)
{
	ratelimit_state_init(&misses->rate, HZ, ILA_MISSES_RATE);
	/* It has nothing to say in the log. */
	ratelimit_set_flags(&misses->rate, RATELIMIT_MSG_ON_RELEASE);
	misses->seed = get_random_u32();
}

/* Has the same been told of a moment ago? */
static bool is_repeated(const struct ila_asked *asked, u32 what)
{
	unsigned long when = READ_ONCE(asked->when);

	return READ_ONCE(asked->what) == what && when &&
	       time_before(jiffies, when + ILA_ASKED_TIME);
}

static void remember(struct ila_asked *asked, u32 what)
{
	WRITE_ONCE(asked->what, what);
	WRITE_ONCE(asked->when, jiffies | 1);
}

/* @what: hash of what is told of; @suppressed: set, if it may be told */
static bool may_tell(struct ila_net *ilan, struct ila_mapping *cover, u32 what,
		     u32 *suppressed)
{
	struct ila_asking *asking = cover ? cover->asking : NULL;
	struct ila_misses *misses = &ilan->misses;
	struct ila_asked *asked = &misses->asked[what & (ILA_ASKED - 1)];
	atomic_t *too_many = asking ? &asking->suppressed : &misses->suppressed;

	if (!is_repeated(asked, what) &&
	    (!asking || __ratelimit(&asking->rate)) && __ratelimit(&misses->rate)) {
		remember(asked, what);
		*suppressed = atomic_xchg(too_many, 0);
		return true;
	}
	atomic_inc(too_many);
	return false;
}

static u32 hash_addr(const struct in6_addr *addr, u32 seed)
{
	return jhash2((__force const u32 *)addr->s6_addr32, 4, seed);
}

/**
 * ila_miss_tell() - an address has no mapping of its own
 * @ilan: the namespace's ILA
 * @skb: a packet for the address, its IPv6 header linear
 * @cover: the mapping of its prefix, or NULL
 * @vnid: its virtual network, or ILA_NO_VNID
 *
 * Softirq, under rcu_read_lock().
 */
void ila_miss_tell(struct ila_net *ilan, struct sk_buff *skb,
		   struct ila_mapping *cover, u32 vnid)
{
	u32 what = hash_addr(&ipv6_hdr(skb)->daddr, ilan->misses.seed ^ vnid);
	u32 suppressed;

	if (!ila_events_wanted(ilan))
		return;
	if (!may_tell(ilan, cover, what, &suppressed)) {
		ila_count(ilan->stats, IDLOC_ILA_A_STATS_MISS_EVENTS_SUPPRESSED);
		return;
	}
	if (ila_miss_notify(ilan, skb, cover, vnid, suppressed))
		ila_count(ilan->stats, IDLOC_ILA_A_STATS_MISS_EVENTS);
}

/**
 * ila_redirect_tell() - a sender could send to a locator by itself
 * @ilan: the namespace's ILA
 * @skb: its packet, its IPv6 header linear
 * @cover: the mapping of the prefix, which wants to know; or NULL
 * @m: the mapping that the sender misses
 *
 * Softirq, under rcu_read_lock().
 */
void ila_redirect_tell(struct ila_net *ilan, struct sk_buff *skb,
		       struct ila_mapping *cover, struct ila_mapping *m)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);
	u32 what = hash_addr(&ip6h->daddr, hash_addr(&ip6h->saddr, ilan->misses.seed));
	u32 suppressed;

	if (!ila_events_wanted(ilan) || !may_tell(ilan, cover, what, &suppressed))
		return;
	if (ila_redirect_notify(ilan, skb, m, suppressed))
		ila_count(ilan->stats, IDLOC_ILA_A_STATS_REDIRECT_EVENTS);
}
