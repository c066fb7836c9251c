/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Generic netlink family "idloc-ila".
 */
#ifndef IDLOC_ILA_NETLINK_H
#define IDLOC_ILA_NETLINK_H

#include <linux/skbuff.h>
#include <net/genetlink.h>

extern struct genl_family ila_netlink_family;

int ila_netlink_init(void);
void ila_netlink_exit(void);

struct sk_buff *ila_netlink_reply(struct genl_info *info, u8 cmd, void **hdr);

#endif /* IDLOC_ILA_NETLINK_H */
