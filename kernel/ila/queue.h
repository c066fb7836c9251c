/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Packets that wait for a mapping.
 */
#ifndef IDLOC_ILA_QUEUE_H
#define IDLOC_ILA_QUEUE_H

#include <linux/in6.h>
#include <linux/skbuff.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct ila_net;

/* Addresses that are waited for in a namespace and within a prefix, packets for each, and
 * bytes of memory for all in a namespace and on the host.
 */
#define ILA_QUEUE_ADDRS		64
#define ILA_QUEUE_ADDRS_PREFIX	32
#define ILA_QUEUE_PACKETS	16
#define ILA_QUEUE_BYTES		1048576
#define ILA_QUEUE_BYTES_GLOBAL	67108864

/* As long as a neighbour is waited for. */
#define ILA_QUEUE_TIME		(3 * HZ)

/**
 * struct ila_waiting - packets for one address
 * @addr: in SIR form, or as the tenant has it
 * @vnid: the tenant's virtual network, or ILA_NO_VNID
 * @scope: interface that they have come in by, or VRF that they are in
 * @until: when they are dropped, in jiffies
 * @packets: the packets; empty: the place is free
 */
struct ila_waiting {
	struct in6_addr addr;
	u32 vnid;
	int scope;
	unsigned long until;
	struct sk_buff_head packets;
};

/**
 * struct ila_queue - the packets that wait in a namespace
 * @waiting: by address
 * @expire: drops those that have waited too long
 * @bytes: memory of all packets
 * @addrs: places that are taken; read with READ_ONCE() to learn if there are any
 * @closed: the namespace goes
 * @lock: guards all of this; bottom halves off
 *
 * Of fixed size: packets of anybody come here.
 */
struct ila_queue {
	struct ila_waiting waiting[ILA_QUEUE_ADDRS];
	struct delayed_work expire;
	unsigned int bytes;
	unsigned int addrs;
	bool closed;
	spinlock_t lock; /* all of the above */
};

void ila_queue_init(struct ila_queue *queue);
void ila_queue_close(struct ila_net *ilan);

/**
 * enum ila_queued - what became of a packet
 * @ILA_QUEUED: it waits
 * @ILA_QUEUE_FULL: there is no room, the packet is still the caller's
 * @ILA_QUEUE_ANSWERED: there is a mapping by now, the packet is still the caller's
 */
enum ila_queued {
	ILA_QUEUED,
	ILA_QUEUE_FULL,
	ILA_QUEUE_ANSWERED,
};

enum ila_queued ila_queue_add(struct ila_net *ilan, struct sk_buff *skb, u32 vnid,
			      int scope);
void ila_queue_answer(struct ila_net *ilan);
void ila_queue_flush(struct ila_net *ilan);

#endif /* IDLOC_ILA_QUEUE_H */
