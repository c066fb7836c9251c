/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Generic netlink family "idloc-ila": what the in-tree module has no words for.
 */
#ifndef IDLOC_ILA_NETLINK_H
#define IDLOC_ILA_NETLINK_H

int ila_netlink_init(void);
void ila_netlink_exit(void);

#endif /* IDLOC_ILA_NETLINK_H */
