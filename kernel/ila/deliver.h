/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The way of a packet in tenant form to its tenant.
 */
#ifndef IDLOC_ILA_DELIVER_H
#define IDLOC_ILA_DELIVER_H

#include <linux/skbuff.h>

#include "vnid.h"

unsigned int ila_deliver(struct net *net, struct sk_buff *skb,
			 const struct ila_vnid *vnid);

#endif /* IDLOC_ILA_DELIVER_H */
