/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Whole SIR prefixes at a local locator, as the family "ila" shows and edits them.
 */
#ifndef IDLOC_ILA_LOCAL_H
#define IDLOC_ILA_LOCAL_H

#include <linux/types.h>

struct ila_map;
struct ila_mapping;
struct ila_net;
struct netlink_ext_ack;

struct ila_mapping *ila_local_next(struct ila_net *ilan, const struct ila_map *map,
				   unsigned int *pos);
int ila_local_add(struct ila_net *ilan, const struct ila_map *map, __be64 sir_prefix,
		  u8 csum_mode, struct netlink_ext_ack *extack);
int ila_local_del(struct ila_net *ilan, const struct ila_map *map,
		  struct netlink_ext_ack *extack);

#endif /* IDLOC_ILA_LOCAL_H */
