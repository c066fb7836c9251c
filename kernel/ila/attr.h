/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Netlink attributes that ILA routes and mappings have in common.
 */
#ifndef IDLOC_ILA_ATTR_H
#define IDLOC_ILA_ATTR_H

#include <net/netlink.h>

int ila_attr_be64(__be64 *v, const struct nlattr *attr,
		  struct netlink_ext_ack *extack);
int ila_attr_table(u32 *v, const struct nlattr *attr,
		   struct netlink_ext_ack *extack);
int ila_attr_vnid(u32 *v, const struct nlattr *attr,
		  struct netlink_ext_ack *extack);
int ila_attr_u8(u8 *v, const struct nlattr *attr, u8 def,
		struct netlink_ext_ack *extack);
int ila_attr_ifindex(int *v, const struct nlattr *attr,
		     struct netlink_ext_ack *extack);
int ila_attr_csum_mode(u8 *v, const struct nlattr *attr,
		       struct netlink_ext_ack *extack);
int ila_attr_ident_type(u8 type, struct netlink_ext_ack *extack);

#endif /* IDLOC_ILA_ATTR_H */
