/* SPDX-License-Identifier: GPL-2.0 */
/*
 * ILA routes that ask the mapping table.
 */
#ifndef IDLOC_ILA_MAPPED_H
#define IDLOC_ILA_MAPPED_H

#include <linux/skbuff.h>
#include <net/sock.h>

int ila_mapped_resume(struct net *net, struct sk_buff *skb, int scope);
int ila_mapped_output(struct net *net, struct sock *sk, struct sk_buff *skb);

#endif /* IDLOC_ILA_MAPPED_H */
