/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Virtual networks and underlay interfaces in the family "idloc-ila".
 */
#ifndef IDLOC_ILA_VNID_NETLINK_H
#define IDLOC_ILA_VNID_NETLINK_H

#include <net/net_namespace.h>

#include "vnid.h"

struct sk_buff *ila_vnid_event_new(struct net *net, u8 cmd, void **hdr);
void ila_vnid_event_send(struct net *net, struct sk_buff *msg, void *hdr, int err);

void ila_vnid_notify(struct net *net, const struct ila_vnid *vnid, u8 cmd);
void ila_underlay_notify(struct net *net, int ifindex, u8 cmd);

#endif /* IDLOC_ILA_VNID_NETLINK_H */
