/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Interfaces that go away.
 */
#ifndef IDLOC_ILA_NETDEV_H
#define IDLOC_ILA_NETDEV_H

int ila_netdev_init(void);
void ila_netdev_exit(void);

#endif /* IDLOC_ILA_NETDEV_H */
