/* SPDX-License-Identifier: GPL-2.0 */
/*
 * ICMPv6 errors about packets that left in wire form.
 */
#ifndef IDLOC_ILA_ICMP_H
#define IDLOC_ILA_ICMP_H

#include <linux/skbuff.h>

#include "net.h"

unsigned int ila_icmp_restore(struct ila_net *ilan, struct net *net,
			      struct sk_buff *skb, bool own);

#endif /* IDLOC_ILA_ICMP_H */
