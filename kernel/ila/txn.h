/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Transactions: many changes of the mapping table that packets see all at once.
 */
#ifndef IDLOC_ILA_TXN_H
#define IDLOC_ILA_TXN_H

#include <linux/types.h>

struct ila_net;
struct netlink_ext_ack;

int ila_txn_init(void);
void ila_txn_exit(void);

int ila_txn_begin(struct ila_net *ilan, u32 portid, struct netlink_ext_ack *extack);
int ila_txn_check(struct ila_net *ilan, u32 portid, struct netlink_ext_ack *extack);
void ila_txn_note(struct ila_net *ilan, int err);
int ila_txn_commit(struct ila_net *ilan, u32 portid, const u32 *expected, u32 *changes,
		   struct netlink_ext_ack *extack);
int ila_txn_abort(struct ila_net *ilan, u32 portid, struct netlink_ext_ack *extack);

#endif /* IDLOC_ILA_TXN_H */
