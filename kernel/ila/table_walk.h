/* SPDX-License-Identifier: GPL-2.0 */
/*
 * All mappings of a namespace, one after another.
 */
#ifndef IDLOC_ILA_TABLE_WALK_H
#define IDLOC_ILA_TABLE_WALK_H

#include <linux/types.h>

struct ila_mapping;
struct ila_net;
struct ila_vnid;

/* Is this one meant? Under rcu_read_lock(). (kernel-doc cannot parse these types.) */
typedef bool (*ila_table_match)(const struct ila_mapping *m, unsigned int view,
				const void *arg);
/* Takes it out of the view that changes go to. May sleep, under ila_net.lock. */
typedef void (*ila_table_take)(struct ila_net *ilan, struct ila_mapping *m);

u32 ila_table_generation(const struct ila_net *ilan);
void ila_table_each(struct ila_net *ilan, ila_table_match match, const void *arg,
		    ila_table_take take);
void ila_table_forget_device(struct ila_net *ilan, int ifindex);
void ila_table_forget_vnid(struct ila_net *ilan, const struct ila_vnid *vnid);

#endif /* IDLOC_ILA_TABLE_WALK_H */
