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
const struct nla_policy ila_settings_set_nl_policy[IDLOC_ILA_A_SETTINGS_ICMP_ERRORS + 1] = {
	[IDLOC_ILA_A_SETTINGS_ADJ_COMPAT] = NLA_POLICY_MAX(NLA_U32, 1),
	[IDLOC_ILA_A_SETTINGS_HOOK_POSITION] = NLA_POLICY_MAX(NLA_U32, 1),
	[IDLOC_ILA_A_SETTINGS_CSUM_RESERVED] = NLA_POLICY_MAX(NLA_U32, 1),
	[IDLOC_ILA_A_SETTINGS_ICMP_ERRORS] = NLA_POLICY_MAX(NLA_U32, 1),
};

/* IDLOC_ILA_CMD_STATS_GET - do */
const struct nla_policy ila_stats_get_nl_policy[IDLOC_ILA_A_STATS_PAD + 1] = {
};

/* Ops table for idloc_ila */
const struct genl_ops ila_nl_ops[3] = {
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
		.maxattr	= IDLOC_ILA_A_SETTINGS_ICMP_ERRORS,
		.flags		= GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd		= IDLOC_ILA_CMD_STATS_GET,
		.doit		= ila_nl_stats_get_doit,
		.policy		= ila_stats_get_nl_policy,
		.maxattr	= IDLOC_ILA_A_STATS_PAD,
	},
};
