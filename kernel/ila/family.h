/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Generic netlink family "ila", as the in-tree module has it.
 */
#ifndef IDLOC_ILA_FAMILY_H
#define IDLOC_ILA_FAMILY_H

int ila_family_init(void);
void ila_family_exit(void);

#endif /* IDLOC_ILA_FAMILY_H */
