// SPDX-License-Identifier: GPL-2.0
/* Do not edit directly, auto-generated from: */
/*	Documentation/netlink/specs/idloc-ila.yaml */
/* YNL-GEN kernel source */

#include <net/netlink.h>
#include <net/genetlink.h>

#include "netlink-gen.h"

#include <uapi/linux/idloc_ila.h>

/* IDLOC_ILA_CMD_SETTINGS_GET - do */
const struct nla_policy ila_settings_get_nl_policy[IDLOC_ILA_A_SETTINGS_PAD + 1] = {
};

/* IDLOC_ILA_CMD_SETTINGS_SET - do */
const struct nla_policy ila_settings_set_nl_policy[IDLOC_ILA_A_SETTINGS_UNKNOWN_IDENT + 1] = {
	[IDLOC_ILA_A_SETTINGS_ADJ_COMPAT] = NLA_POLICY_MAX(NLA_U32, 1),
	[IDLOC_ILA_A_SETTINGS_HOOK_POSITION] = NLA_POLICY_MAX(NLA_U32, 1),
	[IDLOC_ILA_A_SETTINGS_CSUM_RESERVED] = NLA_POLICY_MAX(NLA_U32, 1),
	[IDLOC_ILA_A_SETTINGS_ICMP_ERRORS] = NLA_POLICY_MAX(NLA_U32, 1),
	[IDLOC_ILA_A_SETTINGS_UNKNOWN_IDENT] = NLA_POLICY_MAX(NLA_U32, 1),
};

/* IDLOC_ILA_CMD_STATS_GET - do */
const struct nla_policy ila_stats_get_nl_policy[IDLOC_ILA_A_STATS_PAD + 1] = {
};

/* IDLOC_ILA_CMD_VNID_ADD - do */
const struct nla_policy ila_vnid_add_nl_policy[IDLOC_ILA_A_VNID_CSUM_MODE + 1] = {
	[IDLOC_ILA_A_VNID_VNID] = { .type = NLA_U32, },
	[IDLOC_ILA_A_VNID_TENANT_PREFIX] = NLA_POLICY_EXACT_LEN(16),
	[IDLOC_ILA_A_VNID_SIR_PREFIX] = { .type = NLA_U64, },
	[IDLOC_ILA_A_VNID_SCOPE_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
	[IDLOC_ILA_A_VNID_SCOPE_TABLE] = NLA_POLICY_MIN(NLA_U32, 1),
	[IDLOC_ILA_A_VNID_SRC_MODE] = NLA_POLICY_MAX(NLA_U32, 1),
	[IDLOC_ILA_A_VNID_MARK] = { .type = NLA_U32, },
	[IDLOC_ILA_A_VNID_MCAST_FLAGS] = NLA_POLICY_MAX(NLA_U32, 15),
	[IDLOC_ILA_A_VNID_CSUM_MODE] = NLA_POLICY_MAX(NLA_U32, 3),
};

/* IDLOC_ILA_CMD_VNID_DEL - do */
const struct nla_policy ila_vnid_del_nl_policy[IDLOC_ILA_A_VNID_VNID + 1] = {
	[IDLOC_ILA_A_VNID_VNID] = { .type = NLA_U32, },
};

/* IDLOC_ILA_CMD_VNID_FLUSH - do */
const struct nla_policy ila_vnid_flush_nl_policy[IDLOC_ILA_A_VNID_PAD + 1] = {
};

/* IDLOC_ILA_CMD_VNID_GET - do */
const struct nla_policy ila_vnid_get_nl_policy[IDLOC_ILA_A_VNID_VNID + 1] = {
	[IDLOC_ILA_A_VNID_VNID] = { .type = NLA_U32, },
};

/* IDLOC_ILA_CMD_UNDERLAY_ADD - do */
const struct nla_policy ila_underlay_add_nl_policy[IDLOC_ILA_A_UNDERLAY_IFINDEX + 1] = {
	[IDLOC_ILA_A_UNDERLAY_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
};

/* IDLOC_ILA_CMD_UNDERLAY_DEL - do */
const struct nla_policy ila_underlay_del_nl_policy[IDLOC_ILA_A_UNDERLAY_IFINDEX + 1] = {
	[IDLOC_ILA_A_UNDERLAY_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
};

/* IDLOC_ILA_CMD_UNDERLAY_GET - do */
const struct nla_policy ila_underlay_get_nl_policy[IDLOC_ILA_A_UNDERLAY_IFINDEX + 1] = {
	[IDLOC_ILA_A_UNDERLAY_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
};

/* IDLOC_ILA_CMD_MAP_ADD - do */
const struct nla_policy ila_map_add_nl_policy[IDLOC_ILA_A_MAP_FLAGS + 1] = {
	[IDLOC_ILA_A_MAP_ADDR] = NLA_POLICY_EXACT_LEN(16),
	[IDLOC_ILA_A_MAP_BITS] = NLA_POLICY_MAX(NLA_U32, 128),
	[IDLOC_ILA_A_MAP_VNID] = { .type = NLA_U32, },
	[IDLOC_ILA_A_MAP_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
	[IDLOC_ILA_A_MAP_SOURCE] = NLA_POLICY_MAX(NLA_U32, 255),
	[IDLOC_ILA_A_MAP_PRIORITY] = { .type = NLA_U32, },
	[IDLOC_ILA_A_MAP_LOCATOR] = { .type = NLA_U64, },
	[IDLOC_ILA_A_MAP_LOCATOR_NAME] = { .type = NLA_NUL_STRING, .len = 31, },
	[IDLOC_ILA_A_MAP_CSUM_MODE] = NLA_POLICY_MAX(NLA_U32, 3),
	[IDLOC_ILA_A_MAP_LIFETIME] = { .type = NLA_U32, },
	[IDLOC_ILA_A_MAP_MISS] = NLA_POLICY_MAX(NLA_U32, 3),
	[IDLOC_ILA_A_MAP_FLAGS] = NLA_POLICY_MASK(NLA_U32, 0x7),
};

/* IDLOC_ILA_CMD_MAP_REPLACE - do */
const struct nla_policy ila_map_replace_nl_policy[IDLOC_ILA_A_MAP_FLAGS + 1] = {
	[IDLOC_ILA_A_MAP_ADDR] = NLA_POLICY_EXACT_LEN(16),
	[IDLOC_ILA_A_MAP_BITS] = NLA_POLICY_MAX(NLA_U32, 128),
	[IDLOC_ILA_A_MAP_VNID] = { .type = NLA_U32, },
	[IDLOC_ILA_A_MAP_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
	[IDLOC_ILA_A_MAP_SOURCE] = NLA_POLICY_MAX(NLA_U32, 255),
	[IDLOC_ILA_A_MAP_PRIORITY] = { .type = NLA_U32, },
	[IDLOC_ILA_A_MAP_LOCATOR] = { .type = NLA_U64, },
	[IDLOC_ILA_A_MAP_LOCATOR_NAME] = { .type = NLA_NUL_STRING, .len = 31, },
	[IDLOC_ILA_A_MAP_CSUM_MODE] = NLA_POLICY_MAX(NLA_U32, 3),
	[IDLOC_ILA_A_MAP_LIFETIME] = { .type = NLA_U32, },
	[IDLOC_ILA_A_MAP_MISS] = NLA_POLICY_MAX(NLA_U32, 3),
	[IDLOC_ILA_A_MAP_FLAGS] = NLA_POLICY_MASK(NLA_U32, 0x7),
};

/* IDLOC_ILA_CMD_MAP_DEL - do */
const struct nla_policy ila_map_del_nl_policy[IDLOC_ILA_A_MAP_SOURCE + 1] = {
	[IDLOC_ILA_A_MAP_ADDR] = NLA_POLICY_EXACT_LEN(16),
	[IDLOC_ILA_A_MAP_BITS] = NLA_POLICY_MAX(NLA_U32, 128),
	[IDLOC_ILA_A_MAP_VNID] = { .type = NLA_U32, },
	[IDLOC_ILA_A_MAP_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
	[IDLOC_ILA_A_MAP_SOURCE] = NLA_POLICY_MAX(NLA_U32, 255),
};

/* IDLOC_ILA_CMD_MAP_FLUSH - do */
const struct nla_policy ila_map_flush_nl_policy[IDLOC_ILA_A_MAP_EXPIRES + 1] = {
	[IDLOC_ILA_A_MAP_ADDR] = NLA_POLICY_EXACT_LEN(16),
	[IDLOC_ILA_A_MAP_BITS] = NLA_POLICY_MAX(NLA_U32, 128),
	[IDLOC_ILA_A_MAP_VNID] = { .type = NLA_U32, },
	[IDLOC_ILA_A_MAP_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
	[IDLOC_ILA_A_MAP_SOURCE] = NLA_POLICY_MAX(NLA_U32, 255),
	[IDLOC_ILA_A_MAP_LOCATOR] = { .type = NLA_U64, },
	[IDLOC_ILA_A_MAP_LOCATOR_NAME] = { .type = NLA_NUL_STRING, .len = 31, },
	[IDLOC_ILA_A_MAP_EXPIRES] = { .type = NLA_U32, },
};

/* IDLOC_ILA_CMD_MAP_GET - do */
const struct nla_policy ila_map_get_nl_policy[IDLOC_ILA_A_MAP_EXPIRES + 1] = {
	[IDLOC_ILA_A_MAP_ADDR] = NLA_POLICY_EXACT_LEN(16),
	[IDLOC_ILA_A_MAP_BITS] = NLA_POLICY_MAX(NLA_U32, 128),
	[IDLOC_ILA_A_MAP_VNID] = { .type = NLA_U32, },
	[IDLOC_ILA_A_MAP_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
	[IDLOC_ILA_A_MAP_SOURCE] = NLA_POLICY_MAX(NLA_U32, 255),
	[IDLOC_ILA_A_MAP_LOCATOR] = { .type = NLA_U64, },
	[IDLOC_ILA_A_MAP_LOCATOR_NAME] = { .type = NLA_NUL_STRING, .len = 31, },
	[IDLOC_ILA_A_MAP_EXPIRES] = { .type = NLA_U32, },
};

/* IDLOC_ILA_CMD_LOCATOR_ADD - do */
const struct nla_policy ila_locator_add_nl_policy[IDLOC_ILA_A_LOCATOR_FLAGS + 1] = {
	[IDLOC_ILA_A_LOCATOR_NAME] = { .type = NLA_NUL_STRING, .len = 31, },
	[IDLOC_ILA_A_LOCATOR_LOCATOR] = { .type = NLA_U64, },
	[IDLOC_ILA_A_LOCATOR_FLAGS] = NLA_POLICY_MASK(NLA_U32, 0x1),
};

/* IDLOC_ILA_CMD_LOCATOR_SET - do */
const struct nla_policy ila_locator_set_nl_policy[IDLOC_ILA_A_LOCATOR_LOCATOR + 1] = {
	[IDLOC_ILA_A_LOCATOR_NAME] = { .type = NLA_NUL_STRING, .len = 31, },
	[IDLOC_ILA_A_LOCATOR_LOCATOR] = { .type = NLA_U64, },
};

/* IDLOC_ILA_CMD_LOCATOR_DEL - do */
const struct nla_policy ila_locator_del_nl_policy[IDLOC_ILA_A_LOCATOR_NAME + 1] = {
	[IDLOC_ILA_A_LOCATOR_NAME] = { .type = NLA_NUL_STRING, .len = 31, },
};

/* IDLOC_ILA_CMD_LOCATOR_GET - do */
const struct nla_policy ila_locator_get_nl_policy[IDLOC_ILA_A_LOCATOR_NAME + 1] = {
	[IDLOC_ILA_A_LOCATOR_NAME] = { .type = NLA_NUL_STRING, .len = 31, },
};

/* IDLOC_ILA_CMD_TXN_BEGIN - do */
const struct nla_policy ila_txn_begin_nl_policy[IDLOC_ILA_A_TXN_PAD + 1] = {
};

/* IDLOC_ILA_CMD_TXN_COMMIT - do */
const struct nla_policy ila_txn_commit_nl_policy[IDLOC_ILA_A_TXN_CHANGES + 1] = {
	[IDLOC_ILA_A_TXN_CHANGES] = { .type = NLA_U32, },
};

/* IDLOC_ILA_CMD_TXN_ABORT - do */
const struct nla_policy ila_txn_abort_nl_policy[IDLOC_ILA_A_TXN_PAD + 1] = {
};

/* IDLOC_ILA_CMD_GROUP_ADD - do */
const struct nla_policy ila_group_add_nl_policy[IDLOC_ILA_A_GROUP_GROUP + 1] = {
	[IDLOC_ILA_A_GROUP_VNID] = { .type = NLA_U32, },
	[IDLOC_ILA_A_GROUP_GROUP] = NLA_POLICY_EXACT_LEN(16),
};

/* IDLOC_ILA_CMD_GROUP_DEL - do */
const struct nla_policy ila_group_del_nl_policy[IDLOC_ILA_A_GROUP_GROUP + 1] = {
	[IDLOC_ILA_A_GROUP_VNID] = { .type = NLA_U32, },
	[IDLOC_ILA_A_GROUP_GROUP] = NLA_POLICY_EXACT_LEN(16),
};

/* IDLOC_ILA_CMD_GROUP_FLUSH - do */
const struct nla_policy ila_group_flush_nl_policy[IDLOC_ILA_A_GROUP_VNID + 1] = {
	[IDLOC_ILA_A_GROUP_VNID] = { .type = NLA_U32, },
};

/* IDLOC_ILA_CMD_GROUP_GET - do */
const struct nla_policy ila_group_get_nl_policy[IDLOC_ILA_A_GROUP_GROUP + 1] = {
	[IDLOC_ILA_A_GROUP_VNID] = { .type = NLA_U32, },
	[IDLOC_ILA_A_GROUP_GROUP] = NLA_POLICY_EXACT_LEN(16),
};

/* IDLOC_ILA_CMD_GROUP_JOIN - do */
const struct nla_policy ila_group_join_nl_policy[IDLOC_ILA_A_GROUP_IFINDEX + 1] = {
	[IDLOC_ILA_A_GROUP_VNID] = { .type = NLA_U32, },
	[IDLOC_ILA_A_GROUP_GROUP] = NLA_POLICY_EXACT_LEN(16),
	[IDLOC_ILA_A_GROUP_LOCATOR] = { .type = NLA_U64, },
	[IDLOC_ILA_A_GROUP_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
};

/* IDLOC_ILA_CMD_GROUP_LEAVE - do */
const struct nla_policy ila_group_leave_nl_policy[IDLOC_ILA_A_GROUP_IFINDEX + 1] = {
	[IDLOC_ILA_A_GROUP_VNID] = { .type = NLA_U32, },
	[IDLOC_ILA_A_GROUP_GROUP] = NLA_POLICY_EXACT_LEN(16),
	[IDLOC_ILA_A_GROUP_LOCATOR] = { .type = NLA_U64, },
	[IDLOC_ILA_A_GROUP_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
};

/* Ops table for idloc_ila */
const struct genl_ops ila_nl_ops[28] = {
	{
		.cmd		= IDLOC_ILA_CMD_SETTINGS_GET,
		.doit		= ila_nl_settings_get_doit,
		.policy		= ila_settings_get_nl_policy,
		.maxattr	= IDLOC_ILA_A_SETTINGS_PAD,
	},
	{
		.cmd		= IDLOC_ILA_CMD_SETTINGS_SET,
		.doit		= ila_nl_settings_set_doit,
		.policy		= ila_settings_set_nl_policy,
		.maxattr	= IDLOC_ILA_A_SETTINGS_UNKNOWN_IDENT,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_STATS_GET,
		.doit		= ila_nl_stats_get_doit,
		.policy		= ila_stats_get_nl_policy,
		.maxattr	= IDLOC_ILA_A_STATS_PAD,
	},
	{
		.cmd		= IDLOC_ILA_CMD_VNID_ADD,
		.doit		= ila_nl_vnid_add_doit,
		.policy		= ila_vnid_add_nl_policy,
		.maxattr	= IDLOC_ILA_A_VNID_CSUM_MODE,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_VNID_DEL,
		.doit		= ila_nl_vnid_del_doit,
		.policy		= ila_vnid_del_nl_policy,
		.maxattr	= IDLOC_ILA_A_VNID_VNID,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_VNID_FLUSH,
		.doit		= ila_nl_vnid_flush_doit,
		.policy		= ila_vnid_flush_nl_policy,
		.maxattr	= IDLOC_ILA_A_VNID_PAD,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_VNID_GET,
		.doit		= ila_nl_vnid_get_doit,
		.start		= ila_nl_vnid_get_start,
		.dumpit		= ila_nl_vnid_get_dumpit,
		.done		= ila_nl_vnid_get_done,
		.policy		= ila_vnid_get_nl_policy,
		.maxattr	= IDLOC_ILA_A_VNID_VNID,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_UNDERLAY_ADD,
		.doit		= ila_nl_underlay_add_doit,
		.policy		= ila_underlay_add_nl_policy,
		.maxattr	= IDLOC_ILA_A_UNDERLAY_IFINDEX,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_UNDERLAY_DEL,
		.doit		= ila_nl_underlay_del_doit,
		.policy		= ila_underlay_del_nl_policy,
		.maxattr	= IDLOC_ILA_A_UNDERLAY_IFINDEX,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_UNDERLAY_GET,
		.doit		= ila_nl_underlay_get_doit,
		.dumpit		= ila_nl_underlay_get_dumpit,
		.policy		= ila_underlay_get_nl_policy,
		.maxattr	= IDLOC_ILA_A_UNDERLAY_IFINDEX,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_MAP_ADD,
		.doit		= ila_nl_map_add_doit,
		.policy		= ila_map_add_nl_policy,
		.maxattr	= IDLOC_ILA_A_MAP_FLAGS,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_MAP_REPLACE,
		.doit		= ila_nl_map_replace_doit,
		.policy		= ila_map_replace_nl_policy,
		.maxattr	= IDLOC_ILA_A_MAP_FLAGS,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_MAP_DEL,
		.doit		= ila_nl_map_del_doit,
		.policy		= ila_map_del_nl_policy,
		.maxattr	= IDLOC_ILA_A_MAP_SOURCE,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_MAP_FLUSH,
		.doit		= ila_nl_map_flush_doit,
		.policy		= ila_map_flush_nl_policy,
		.maxattr	= IDLOC_ILA_A_MAP_EXPIRES,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_MAP_GET,
		.doit		= ila_nl_map_get_doit,
		.start		= ila_nl_map_get_start,
		.dumpit		= ila_nl_map_get_dumpit,
		.done		= ila_nl_map_get_done,
		.policy		= ila_map_get_nl_policy,
		.maxattr	= IDLOC_ILA_A_MAP_EXPIRES,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_LOCATOR_ADD,
		.doit		= ila_nl_locator_add_doit,
		.policy		= ila_locator_add_nl_policy,
		.maxattr	= IDLOC_ILA_A_LOCATOR_FLAGS,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_LOCATOR_SET,
		.doit		= ila_nl_locator_set_doit,
		.policy		= ila_locator_set_nl_policy,
		.maxattr	= IDLOC_ILA_A_LOCATOR_LOCATOR,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_LOCATOR_DEL,
		.doit		= ila_nl_locator_del_doit,
		.policy		= ila_locator_del_nl_policy,
		.maxattr	= IDLOC_ILA_A_LOCATOR_NAME,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_LOCATOR_GET,
		.doit		= ila_nl_locator_get_doit,
		.start		= ila_nl_locator_get_start,
		.dumpit		= ila_nl_locator_get_dumpit,
		.done		= ila_nl_locator_get_done,
		.policy		= ila_locator_get_nl_policy,
		.maxattr	= IDLOC_ILA_A_LOCATOR_NAME,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_TXN_BEGIN,
		.doit		= ila_nl_txn_begin_doit,
		.policy		= ila_txn_begin_nl_policy,
		.maxattr	= IDLOC_ILA_A_TXN_PAD,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_TXN_COMMIT,
		.doit		= ila_nl_txn_commit_doit,
		.policy		= ila_txn_commit_nl_policy,
		.maxattr	= IDLOC_ILA_A_TXN_CHANGES,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_TXN_ABORT,
		.doit		= ila_nl_txn_abort_doit,
		.policy		= ila_txn_abort_nl_policy,
		.maxattr	= IDLOC_ILA_A_TXN_PAD,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_GROUP_ADD,
		.doit		= ila_nl_group_add_doit,
		.policy		= ila_group_add_nl_policy,
		.maxattr	= IDLOC_ILA_A_GROUP_GROUP,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_GROUP_DEL,
		.doit		= ila_nl_group_del_doit,
		.policy		= ila_group_del_nl_policy,
		.maxattr	= IDLOC_ILA_A_GROUP_GROUP,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_GROUP_FLUSH,
		.doit		= ila_nl_group_flush_doit,
		.policy		= ila_group_flush_nl_policy,
		.maxattr	= IDLOC_ILA_A_GROUP_VNID,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_GROUP_GET,
		.doit		= ila_nl_group_get_doit,
		.dumpit		= ila_nl_group_get_dumpit,
		.policy		= ila_group_get_nl_policy,
		.maxattr	= IDLOC_ILA_A_GROUP_GROUP,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_GROUP_JOIN,
		.doit		= ila_nl_group_join_doit,
		.policy		= ila_group_join_nl_policy,
		.maxattr	= IDLOC_ILA_A_GROUP_IFINDEX,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_GROUP_LEAVE,
		.doit		= ila_nl_group_leave_doit,
		.policy		= ila_group_leave_nl_policy,
		.maxattr	= IDLOC_ILA_A_GROUP_IFINDEX,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
};

