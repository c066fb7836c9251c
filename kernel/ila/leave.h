/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The way of a translated packet out of the host.
 */
#ifndef IDLOC_ILA_LEAVE_H
#define IDLOC_ILA_LEAVE_H

#include <linux/skbuff.h>

#include "underlay.h"
#include "xlate.h"

struct ila_net;

/**
 * struct ila_leave - a packet that is about to leave
 * @ilan: whose counters apply
 * @underlay: where it leads, if the ILA route has no gateway
 * @before: its addresses before the translation
 * @csum_mode: ILA_CSUM_*
 */
struct ila_leave {
	struct ila_net *ilan;
	struct ila_underlay *underlay;
	struct ila_ends before;
	u8 csum_mode;
};

struct net_device *ila_leave_speaker(const struct sk_buff *skb);

int ila_leave_by_underlay(struct net *net, struct sock *sk, struct sk_buff *skb,
			  struct ila_net *ilan, struct ila_underlay *u);
int ila_leave_measured(struct net *net, struct sock *sk, struct sk_buff *skb,
		       const struct ila_leave *leave);
int ila_leave_segments(struct net *net, struct sock *sk, struct sk_buff *skb,
		       struct ila_net *ilan,
		       int (*output)(struct net *net, struct sock *sk,
				     struct sk_buff *skb));

#endif /* IDLOC_ILA_LEAVE_H */
