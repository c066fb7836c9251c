// SPDX-License-Identifier: GPL-2.0
/*
 * Packets that wait for a mapping: few, not for long, and charged to nobody but the
 * namespace, whose share is fixed.
 */
#include "queue.h"

#include <linux/atomic.h>
#include <net/ipv6.h>

#include "addr.h"
#include "drop.h"
#include "mapped.h"
#include "mapping.h"
#include "net.h"
#include "table.h"

static atomic_long_t ila_queue_bytes_global;

/* ---- places ---------------------------------------------------------------------- */

static bool same_prefix(const struct ila_waiting *w, const struct in6_addr *addr,
			u32 vnid)
{
	return w->vnid == vnid && ila_upper(&w->addr) == ila_upper(addr);
}

/* The place of an address, or a free one: but no prefix takes them all. */
static struct ila_waiting *find(struct ila_queue *queue, const struct in6_addr *addr,
				u32 vnid, int scope)
{
	struct ila_waiting *w, *free = NULL;
	unsigned int n = 0;

	for (w = queue->waiting; w < queue->waiting + ILA_QUEUE_ADDRS; w++) {
		if (skb_queue_empty(&w->packets)) {
			free = free ?: w;
			continue;
		}
		if (!same_prefix(w, addr, vnid))
			continue;
		if (w->scope == scope && ipv6_addr_equal(&w->addr, addr))
			return w;
		n++;
	}
	return n < ILA_QUEUE_ADDRS_PREFIX ? free : NULL;
}

static bool has_room(const struct ila_queue *queue, const struct ila_waiting *w,
		     unsigned int bytes)
{
	return !queue->closed && skb_queue_len(&w->packets) < ILA_QUEUE_PACKETS &&
	       queue->bytes + bytes <= ILA_QUEUE_BYTES &&
	       atomic_long_read(&ila_queue_bytes_global) + bytes <=
	       ILA_QUEUE_BYTES_GLOBAL;
}

static void take(struct ila_queue *queue, struct ila_waiting *w,
		 const struct in6_addr *addr, u32 vnid, int scope)
{
	w->addr = *addr;
	w->vnid = vnid;
	w->scope = scope;
	w->until = jiffies + ILA_QUEUE_TIME;
	if (!queue->addrs)
		mod_delayed_work(system_power_efficient_wq, &queue->expire,
				 ILA_QUEUE_TIME);
	WRITE_ONCE(queue->addrs, queue->addrs + 1);
}

/* Moves the packets of a place to @to; it is free then. */
static void give_back(struct ila_queue *queue, struct ila_waiting *w,
		      struct sk_buff_head *to)
{
	unsigned int bytes = 0;
	struct sk_buff *skb;

	lockdep_assert_held(&queue->lock);
	skb_queue_walk(&w->packets, skb)
		bytes += skb->truesize;
	queue->bytes -= bytes;
	atomic_long_sub(bytes, &ila_queue_bytes_global);
	skb_queue_splice_tail_init(&w->packets, to);
	WRITE_ONCE(queue->addrs, queue->addrs - 1);
}

static bool is_answered(struct ila_net *ilan, const struct ila_waiting *w)
{
	struct ila_table *table = &ilan->table;

	return ila_mapping_answers(ila_table_find(table, &w->addr, w->vnid, w->scope,
						  ila_view_now(&table->views)));
}

/* Under ila_queue.lock. */
static enum ila_queued add(struct ila_net *ilan, struct sk_buff *skb, u32 vnid,
			   int scope)
{
	const struct in6_addr *addr = &ipv6_hdr(skb)->daddr;
	struct ila_queue *queue = &ilan->queue;
	struct ila_waiting *w = find(queue, addr, vnid, scope);
	bool first;

	if (!w || !has_room(queue, w, skb->truesize))
		return ILA_QUEUE_FULL;
	first = skb_queue_empty(&w->packets);
	if (first)
		take(queue, w, addr, vnid, scope);
	/* The answer may have come since the packet looked: who adds a mapping either finds
	 * somebody waiting, or is found here. With ila_queue_answer().
	 */
	smp_mb();
	if (is_answered(ilan, w)) {
		if (first)
			WRITE_ONCE(queue->addrs, queue->addrs - 1);
		return ILA_QUEUE_ANSWERED;
	}
	__skb_queue_tail(&w->packets, skb);
	queue->bytes += skb->truesize;
	atomic_long_add(skb->truesize, &ila_queue_bytes_global);
	return ILA_QUEUED;
}

/**
 * ila_queue_add() - keep a packet until there is a mapping
 * @ilan: the namespace's ILA
 * @skb: an IPv6 packet on an ILA route, not translated; the queue's if it waits
 * @vnid: the virtual network of its destination, or ILA_NO_VNID
 * @scope: interface that it has come in by, or VRF that it is in
 *
 * Under rcu_read_lock().
 *
 * Return: see there.
 */
enum ila_queued ila_queue_add(struct ila_net *ilan, struct sk_buff *skb, u32 vnid,
			      int scope)
{
	struct ila_queue *queue = &ilan->queue;
	enum ila_queued queued;

	/* The socket's memory is for what it still has to answer for. */
	skb_orphan(skb);
	if (!skb_dst_force(skb))
		return ILA_QUEUE_FULL;
	spin_lock_bh(&queue->lock);
	queued = add(ilan, skb, vnid, scope);
	spin_unlock_bh(&queue->lock);
	return queued;
}

/* ---- the end of waiting ---------------------------------------------------------- */

/* The packets of one place, if they have an answer. */
static void answer(struct ila_net *ilan, struct ila_waiting *w)
{
	struct ila_queue *queue = &ilan->queue;
	struct sk_buff_head packets;
	struct sk_buff *skb;
	int scope = 0;

	__skb_queue_head_init(&packets);
	spin_lock(&queue->lock);
	if (!skb_queue_empty(&w->packets) && is_answered(ilan, w)) {
		scope = w->scope;
		give_back(queue, w, &packets);
	}
	spin_unlock(&queue->lock);
	while ((skb = __skb_dequeue(&packets)))
		ila_mapped_resume(ilan->hook.net, skb, scope);
}

/**
 * ila_queue_answer() - there may be mappings that packets have waited for
 * @ilan: the namespace's ILA
 *
 * May be called under ila_net.lock. May sleep.
 */
void ila_queue_answer(struct ila_net *ilan)
{
	struct ila_queue *queue = &ilan->queue;
	struct ila_waiting *w;

	/* With add(). */
	smp_mb();
	if (likely(!READ_ONCE(queue->addrs)))
		return;
	local_bh_disable();
	rcu_read_lock();
	for (w = queue->waiting; w < queue->waiting + ILA_QUEUE_ADDRS; w++)
		answer(ilan, w);
	rcu_read_unlock();
	local_bh_enable();
}

/* @all: else, those that have waited too long. True if some are left. */
static bool drop_some(struct ila_net *ilan, bool all)
{
	struct ila_queue *queue = &ilan->queue;
	struct sk_buff_head packets;
	struct ila_waiting *w;
	struct sk_buff *skb;
	bool left;

	__skb_queue_head_init(&packets);
	spin_lock_bh(&queue->lock);
	for (w = queue->waiting; w < queue->waiting + ILA_QUEUE_ADDRS; w++) {
		if (!skb_queue_empty(&w->packets) &&
		    (all || time_after_eq(jiffies, w->until)))
			give_back(queue, w, &packets);
	}
	left = queue->addrs;
	spin_unlock_bh(&queue->lock);
	while ((skb = __skb_dequeue(&packets)))
		ila_drop(ilan, skb, IDLOC_ILA_A_STATS_DROP_MISS_TIMEOUT);
	return left;
}

static void expire(struct work_struct *work)
{
	struct ila_queue *queue = container_of(to_delayed_work(work),
					       struct ila_queue, expire);
	struct ila_net *ilan = container_of(queue, struct ila_net, queue);

	if (drop_some(ilan, false))
		mod_delayed_work(system_power_efficient_wq, &queue->expire, HZ / 4);
}

/**
 * ila_queue_flush() - nobody waits any longer
 * @ilan: the namespace's ILA
 *
 * For an interface that goes: packets may name it. May sleep.
 */
void ila_queue_flush(struct ila_net *ilan)
{
	if (READ_ONCE(ilan->queue.addrs))
		drop_some(ilan, true);
}

/**
 * ila_queue_init() - nobody waits
 * @queue: to initialise; zeroed
 */
void ila_queue_init(struct ila_queue *queue)
{
	int i;

	spin_lock_init(&queue->lock);
	INIT_DELAYED_WORK(&queue->expire, expire);
	for (i = 0; i < ILA_QUEUE_ADDRS; i++)
		__skb_queue_head_init(&queue->waiting[i].packets);
}

/**
 * ila_queue_close() - nobody will wait any more
 * @ilan: of a namespace that goes
 *
 * May sleep.
 */
void ila_queue_close(struct ila_net *ilan)
{
	spin_lock_bh(&ilan->queue.lock);
	ilan->queue.closed = true;
	spin_unlock_bh(&ilan->queue.lock);
	drop_some(ilan, true);
	cancel_delayed_work_sync(&ilan->queue.expire);
}
