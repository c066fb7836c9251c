/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The second route lookup: from a locator to the underlay.
 */
#ifndef IDLOC_ILA_UNDERLAY_H
#define IDLOC_ILA_UNDERLAY_H

#include <linux/percpu.h>
#include <linux/skbuff.h>
#include <net/dst.h>

struct ila_net;

/**
 * struct ila_underlay_slot - the route that one CPU remembers
 * @dst: the route, one reference held; NULL if none
 * @cookie: of @dst, for dst_check()
 * @local_sernum: ila_fib_local_sernum() when @dst was found
 *
 * Touched by its own CPU with bottom halves off, and by nobody else until
 * ila_underlay_destroy().
 */
struct ila_underlay_slot {
	struct dst_entry *dst;
	u32 cookie;
	int local_sernum;
};

/**
 * struct ila_underlay - the underlay route of one ILA route without gateway
 * @slots: per CPU; NULL if the ILA route has a gateway and needs none
 * @bits: how much of the destination the ILA route fixes after translation:
 *	64 (the locator), or 128
 *
 * The locator and the output interface are those of the ILA route that this is
 * part of, so a slot is keyed by (locator, output interface, CPU).
 */
struct ila_underlay {
	struct ila_underlay_slot __percpu *slots;
	u8 bits;
};

int ila_underlay_init(struct ila_underlay *u, unsigned int bits);
void ila_underlay_destroy(struct ila_underlay *u);
unsigned int ila_underlay_route(struct ila_underlay *u, struct ila_net *ilan,
				struct net *net, struct sock *sk,
				struct sk_buff *skb);

#endif /* IDLOC_ILA_UNDERLAY_H */
