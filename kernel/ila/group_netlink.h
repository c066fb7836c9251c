/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Multicast groups in the family "idloc-ila".
 */
#ifndef IDLOC_ILA_GROUP_NETLINK_H
#define IDLOC_ILA_GROUP_NETLINK_H

#include <net/net_namespace.h>

struct ila_net;

void ila_group_forget(struct net *net, struct ila_net *ilan, int ifindex);

#endif /* IDLOC_ILA_GROUP_NETLINK_H */
