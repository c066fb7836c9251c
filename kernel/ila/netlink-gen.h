/* SPDX-License-Identifier: GPL-2.0 */
/* Do not edit directly, auto-generated from: */
/*	Documentation/netlink/specs/idloc-ila.yaml */
/* YNL-GEN kernel header */

#ifndef _LINUX_IDLOC_ILA_GEN_H
#define _LINUX_IDLOC_ILA_GEN_H

#include <net/netlink.h>
#include <net/genetlink.h>

#include <uapi/linux/idloc_ila.h>

extern const struct nla_policy ila_settings_get_nl_policy[IDLOC_ILA_A_SETTINGS_PAD + 1];

extern const struct nla_policy ila_settings_set_nl_policy[IDLOC_ILA_A_SETTINGS_UNKNOWN_IDENT + 1];

extern const struct nla_policy ila_stats_get_nl_policy[IDLOC_ILA_A_STATS_PAD + 1];

extern const struct nla_policy ila_vnid_add_nl_policy[IDLOC_ILA_A_VNID_CSUM_MODE + 1];

extern const struct nla_policy ila_vnid_del_nl_policy[IDLOC_ILA_A_VNID_VNID + 1];

extern const struct nla_policy ila_vnid_flush_nl_policy[IDLOC_ILA_A_VNID_PAD + 1];

extern const struct nla_policy ila_vnid_get_nl_policy[IDLOC_ILA_A_VNID_VNID + 1];

extern const struct nla_policy ila_underlay_add_nl_policy[IDLOC_ILA_A_UNDERLAY_IFINDEX + 1];

extern const struct nla_policy ila_underlay_del_nl_policy[IDLOC_ILA_A_UNDERLAY_IFINDEX + 1];

extern const struct nla_policy ila_underlay_get_nl_policy[IDLOC_ILA_A_UNDERLAY_IFINDEX + 1];

extern const struct nla_policy ila_map_add_nl_policy[IDLOC_ILA_A_MAP_FLAGS + 1];

extern const struct nla_policy ila_map_replace_nl_policy[IDLOC_ILA_A_MAP_FLAGS + 1];

extern const struct nla_policy ila_map_del_nl_policy[IDLOC_ILA_A_MAP_SOURCE + 1];

extern const struct nla_policy ila_map_flush_nl_policy[IDLOC_ILA_A_MAP_EXPIRES + 1];

extern const struct nla_policy ila_map_get_nl_policy[IDLOC_ILA_A_MAP_EXPIRES + 1];

extern const struct nla_policy ila_locator_add_nl_policy[IDLOC_ILA_A_LOCATOR_FLAGS + 1];

extern const struct nla_policy ila_locator_set_nl_policy[IDLOC_ILA_A_LOCATOR_LOCATOR + 1];

extern const struct nla_policy ila_locator_del_nl_policy[IDLOC_ILA_A_LOCATOR_NAME + 1];

extern const struct nla_policy ila_locator_get_nl_policy[IDLOC_ILA_A_LOCATOR_NAME + 1];

extern const struct nla_policy ila_txn_begin_nl_policy[IDLOC_ILA_A_TXN_PAD + 1];

extern const struct nla_policy ila_txn_commit_nl_policy[IDLOC_ILA_A_TXN_CHANGES + 1];

extern const struct nla_policy ila_txn_abort_nl_policy[IDLOC_ILA_A_TXN_PAD + 1];

extern const struct nla_policy ila_group_add_nl_policy[IDLOC_ILA_A_GROUP_GROUP + 1];

extern const struct nla_policy ila_group_del_nl_policy[IDLOC_ILA_A_GROUP_GROUP + 1];

extern const struct nla_policy ila_group_flush_nl_policy[IDLOC_ILA_A_GROUP_VNID + 1];

extern const struct nla_policy ila_group_get_nl_policy[IDLOC_ILA_A_GROUP_GROUP + 1];

extern const struct nla_policy ila_group_join_nl_policy[IDLOC_ILA_A_GROUP_IFINDEX + 1];

extern const struct nla_policy ila_group_leave_nl_policy[IDLOC_ILA_A_GROUP_IFINDEX + 1];

/* Ops table for idloc_ila */
extern const struct genl_ops ila_nl_ops[28];

int ila_nl_vnid_get_start(struct netlink_callback *cb);
int ila_nl_map_get_start(struct netlink_callback *cb);
int ila_nl_locator_get_start(struct netlink_callback *cb);
int ila_nl_vnid_get_done(struct netlink_callback *cb);
int ila_nl_map_get_done(struct netlink_callback *cb);
int ila_nl_locator_get_done(struct netlink_callback *cb);

int ila_nl_settings_get_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_settings_set_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_stats_get_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_vnid_add_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_vnid_del_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_vnid_flush_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_vnid_get_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_vnid_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int ila_nl_underlay_add_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_underlay_del_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_underlay_get_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_underlay_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int ila_nl_map_add_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_map_replace_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_map_del_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_map_flush_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_map_get_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_map_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int ila_nl_locator_add_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_locator_set_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_locator_del_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_locator_get_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_locator_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int ila_nl_txn_begin_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_txn_commit_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_txn_abort_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_group_add_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_group_del_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_group_flush_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_group_get_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_group_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int ila_nl_group_join_doit(struct sk_buff *skb, struct genl_info *info);
int ila_nl_group_leave_doit(struct sk_buff *skb, struct genl_info *info);

enum {
	IDLOC_ILA_NLGRP_VNID,
	IDLOC_ILA_NLGRP_MAP,
};

#endif /* _LINUX_IDLOC_ILA_GEN_H */
