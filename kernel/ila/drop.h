/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Dropping a packet so that somebody can find out why.
 */
#ifndef IDLOC_ILA_DROP_H
#define IDLOC_ILA_DROP_H

#include <linux/skbuff.h>

struct ila_net;

void ila_drop(const struct ila_net *ilan, struct sk_buff *skb, unsigned int id);

#endif /* IDLOC_ILA_DROP_H */
