// SPDX-License-Identifier: GPL-2.0
/*
 * Generic netlink family "idloc-ila": settings and counters of a namespace.
 * Numbers and policies: Documentation/netlink/specs/idloc-ila.yaml.
 */
#include "netlink.h"

#include <linux/module.h>
#include <net/genetlink.h>

#include "net.h"
#include "netlink-gen.h"

/**
 * ila_netlink_reply() - a message with nothing in it yet
 * @info: the request
 * @cmd: IDLOC_ILA_CMD_*
 * @hdr: set, for genlmsg_end()
 *
 * May sleep.
 *
 * Return: the message, or NULL.
 */
struct sk_buff *ila_netlink_reply(struct genl_info *info, u8 cmd, void **hdr)
{
	struct sk_buff *msg = genlmsg_new(GENLMSG_DEFAULT_SIZE, GFP_KERNEL);

	if (!msg)
		return NULL;
	*hdr = genlmsg_put(msg, info->snd_portid, info->snd_seq,
			   &ila_netlink_family, 0, cmd);
	if (*hdr)
		return msg;
	nlmsg_free(msg);
	return NULL;
}

/**
 * ila_event_new() - a message for who listens, with nothing in it yet
 * @net: the namespace
 * @group: IDLOC_ILA_NLGRP_*
 * @cmd: IDLOC_ILA_CMD_*_NTF
 * @gfp: GFP_KERNEL, or GFP_ATOMIC where nothing may sleep
 * @hdr: set, for ila_event_send()
 *
 * Return: the message; NULL if there is no memory, and if nobody listens, too.
 */
struct sk_buff *ila_event_new(struct net *net, unsigned int group, u8 cmd, gfp_t gfp,
			      void **hdr)
{
	struct sk_buff *msg;

	if (!genl_has_listeners(&ila_netlink_family, net, group))
		return NULL;
	msg = genlmsg_new(GENLMSG_DEFAULT_SIZE, gfp);
	if (!msg)
		return NULL;
	*hdr = genlmsg_put(msg, 0, 0, &ila_netlink_family, 0, cmd);
	if (*hdr)
		return msg;
	nlmsg_free(msg);
	return NULL;
}

/**
 * ila_event_send() - send such a message
 * @net: the namespace
 * @group: what ila_event_new() was given
 * @msg: the message, consumed
 * @hdr: what ila_event_new() has set
 * @err: not 0 if it could not be filled: it is freed
 * @gfp: what ila_event_new() was given
 *
 * Return: true if it was sent.
 */
bool ila_event_send(struct net *net, unsigned int group, struct sk_buff *msg,
		    void *hdr, int err, gfp_t gfp)
{
	if (err) {
		nlmsg_free(msg);
		return false;
	}
	genlmsg_end(msg, hdr);
	genlmsg_multicast_netns(&ila_netlink_family, net, msg, 0, group, gfp);
	return true;
}

static int put_settings(struct sk_buff *msg, const struct ila_settings *s)
{
	if (nla_put_u32(msg, IDLOC_ILA_A_SETTINGS_ADJ_COMPAT,
			READ_ONCE(s->adj_compat)) ||
	    nla_put_u32(msg, IDLOC_ILA_A_SETTINGS_HOOK_POSITION,
			READ_ONCE(s->hook_position)) ||
	    nla_put_u32(msg, IDLOC_ILA_A_SETTINGS_CSUM_RESERVED,
			READ_ONCE(s->csum_reserved)) ||
	    nla_put_u32(msg, IDLOC_ILA_A_SETTINGS_ICMP_ERRORS,
			READ_ONCE(s->icmp_errors)) ||
	    nla_put_u32(msg, IDLOC_ILA_A_SETTINGS_UNKNOWN_IDENT,
			READ_ONCE(s->unknown_ident)))
		return -EMSGSIZE;
	return 0;
}

/**
 * ila_nl_settings_get_doit() - answer settings-get
 * @skb: the request
 * @info: the request, parsed
 *
 * May sleep.
 *
 * Return: 0, -ENOMEM or -EMSGSIZE.
 */
int ila_nl_settings_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	struct sk_buff *msg;
	void *hdr;

	msg = ila_netlink_reply(info, IDLOC_ILA_CMD_SETTINGS_GET, &hdr);
	if (!msg)
		return -ENOMEM;
	if (put_settings(msg, &ilan->settings)) {
		nlmsg_free(msg);
		return -EMSGSIZE;
	}
	genlmsg_end(msg, hdr);
	return genlmsg_reply(msg, info);
}

static void parse_setting(u8 *setting, const struct nlattr *attr)
{
	if (attr)
		*setting = nla_get_u32(attr);
}

static void parse_settings(struct ila_settings *s, struct nlattr **attrs)
{
	parse_setting(&s->adj_compat, attrs[IDLOC_ILA_A_SETTINGS_ADJ_COMPAT]);
	parse_setting(&s->hook_position, attrs[IDLOC_ILA_A_SETTINGS_HOOK_POSITION]);
	parse_setting(&s->csum_reserved, attrs[IDLOC_ILA_A_SETTINGS_CSUM_RESERVED]);
	parse_setting(&s->icmp_errors, attrs[IDLOC_ILA_A_SETTINGS_ICMP_ERRORS]);
	parse_setting(&s->unknown_ident, attrs[IDLOC_ILA_A_SETTINGS_UNKNOWN_IDENT]);
}

/* What can fail comes first: all of the request happens, or nothing. */
static int set_locked(struct ila_net *ilan, struct nlattr **attrs)
{
	struct ila_settings *to = &ilan->settings, s = *to;
	int err;

	lockdep_assert_held(&ilan->lock);
	parse_settings(&s, attrs);
	err = ila_hook_update(ilan, &s);
	if (err)
		return err;
	WRITE_ONCE(to->adj_compat, s.adj_compat);
	WRITE_ONCE(to->hook_position, s.hook_position);
	WRITE_ONCE(to->csum_reserved, s.csum_reserved);
	WRITE_ONCE(to->icmp_errors, s.icmp_errors);
	WRITE_ONCE(to->unknown_ident, s.unknown_ident);
	return 0;
}

/**
 * ila_nl_settings_set_doit() - answer settings-set
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL without any setting, or what attaching the hook says.
 */
int ila_nl_settings_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	int err;

	if (!info->attrs[IDLOC_ILA_A_SETTINGS_ADJ_COMPAT] &&
	    !info->attrs[IDLOC_ILA_A_SETTINGS_HOOK_POSITION] &&
	    !info->attrs[IDLOC_ILA_A_SETTINGS_CSUM_RESERVED] &&
	    !info->attrs[IDLOC_ILA_A_SETTINGS_ICMP_ERRORS] &&
	    !info->attrs[IDLOC_ILA_A_SETTINGS_UNKNOWN_IDENT]) {
		NL_SET_ERR_MSG(info->extack, "ILA: no setting given");
		return -EINVAL;
	}

	mutex_lock(&ilan->lock);
	err = set_locked(ilan, info->attrs);
	mutex_unlock(&ilan->lock);
	if (err)
		NL_SET_ERR_MSG(info->extack, "ILA: cannot attach the netfilter hook");
	return err;
}

static int put_stats(struct sk_buff *msg,
		     const struct ila_stats __percpu *stats)
{
	unsigned int id;

	for (id = IDLOC_ILA_A_STATS_PAD + 1; id <= IDLOC_ILA_A_STATS_MAX; id++) {
		if (nla_put_u64_64bit(msg, id, ila_stats_sum(stats, id),
				      IDLOC_ILA_A_STATS_PAD))
			return -EMSGSIZE;
	}
	return 0;
}

/**
 * ila_nl_stats_get_doit() - answer stats-get
 * @skb: the request
 * @info: the request, parsed
 *
 * May sleep.
 *
 * Return: 0, -ENOMEM or -EMSGSIZE.
 */
int ila_nl_stats_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	struct sk_buff *msg;
	void *hdr;

	msg = ila_netlink_reply(info, IDLOC_ILA_CMD_STATS_GET, &hdr);
	if (!msg)
		return -ENOMEM;
	if (put_stats(msg, ilan->stats)) {
		nlmsg_free(msg);
		return -EMSGSIZE;
	}
	genlmsg_end(msg, hdr);
	return genlmsg_reply(msg, info);
}

/* Who may listen may also ask. */
static const struct genl_multicast_group ila_netlink_groups[] = {
	[IDLOC_ILA_NLGRP_VNID] = {
		.name = "vnid",
		.flags = GENL_MCAST_CAP_NET_ADMIN,
	},
	[IDLOC_ILA_NLGRP_MAP] = {
		.name = "map",
		.flags = GENL_MCAST_CAP_NET_ADMIN,
	},
};

struct genl_family ila_netlink_family __ro_after_init = {
	.name = IDLOC_ILA_FAMILY_NAME,
	.version = IDLOC_ILA_FAMILY_VERSION,
	.netnsok = true,
	.parallel_ops = true,
	.module = THIS_MODULE,
	.ops = ila_nl_ops,
	.n_ops = ARRAY_SIZE(ila_nl_ops),
	.mcgrps = ila_netlink_groups,
	.n_mcgrps = ARRAY_SIZE(ila_netlink_groups),
	/* Reserved header bytes are checked from the first command on. */
	.resv_start_op = IDLOC_ILA_CMD_SETTINGS_GET,
};

/**
 * ila_netlink_init() - register family "idloc-ila"
 *
 * May sleep.
 *
 * Return: 0, -EEXIST if another module has it, or a negative error code.
 */
int ila_netlink_init(void)
{
	return genl_register_family(&ila_netlink_family);
}

/**
 * ila_netlink_exit() - unregister family "idloc-ila"
 *
 * May sleep.
 */
void ila_netlink_exit(void)
{
	genl_unregister_family(&ila_netlink_family);
}
