/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Multicast packets of virtual networks: a copy for each member.
 */
#ifndef IDLOC_ILA_REPLICATE_H
#define IDLOC_ILA_REPLICATE_H

#include <linux/netdevice.h>
#include <linux/skbuff.h>

#include "net.h"

unsigned int ila_replicate_out(struct ila_net *ilan, struct net *net,
			       struct sk_buff *skb, const struct net_device *in);
unsigned int ila_replicate_in(struct ila_net *ilan, struct net *net,
			      struct sk_buff *skb, bool underlay);

#endif /* IDLOC_ILA_REPLICATE_H */
