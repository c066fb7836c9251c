// SPDX-License-Identifier: GPL-2.0
/*
 * Transactions in the family "idloc-ila". Numbers and policies:
 * Documentation/netlink/specs/idloc-ila.yaml.
 */
#include <net/genetlink.h>

#include "net.h"
#include "netlink.h"
#include "netlink-gen.h"
#include "txn.h"

/**
 * ila_nl_txn_begin_doit() - answer txn-begin
 * @skb: the request
 * @info: the request, parsed
 *
 * May sleep.
 *
 * Return: 0 or -EBUSY.
 */
int ila_nl_txn_begin_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	int err;

	mutex_lock(&ilan->lock);
	err = ila_txn_begin(ilan, info->snd_portid, info->extack);
	mutex_unlock(&ilan->lock);
	return err;
}

/**
 * ila_nl_txn_commit_doit() - answer txn-commit
 * @skb: the request
 * @info: the request, parsed
 *
 * May sleep.
 *
 * Return: 0, -ENOENT, -ECANCELED, -ENOMEM or -EMSGSIZE; with the last two, the
 * transaction is still open.
 */
int ila_nl_txn_commit_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	struct nlattr *given = info->attrs[IDLOC_ILA_A_TXN_CHANGES];
	u32 expected = given ? nla_get_u32(given) : 0;
	struct sk_buff *msg;
	struct nlattr *attr;
	u32 changes;
	void *hdr;
	int err;

	/* The answer first: afterwards, nothing may fail. */
	msg = ila_netlink_reply(info, IDLOC_ILA_CMD_TXN_COMMIT, &hdr);
	if (!msg)
		return -ENOMEM;
	attr = nla_reserve(msg, IDLOC_ILA_A_TXN_CHANGES, sizeof(changes));
	if (!attr) {
		nlmsg_free(msg);
		return -EMSGSIZE;
	}
	mutex_lock(&ilan->lock);
	err = ila_txn_commit(ilan, info->snd_portid, given ? &expected : NULL,
			     &changes, info->extack);
	mutex_unlock(&ilan->lock);
	if (err) {
		nlmsg_free(msg);
		return err;
	}
	memcpy(nla_data(attr), &changes, sizeof(changes));
	genlmsg_end(msg, hdr);
	return genlmsg_reply(msg, info);
}

/**
 * ila_nl_txn_abort_doit() - answer txn-abort
 * @skb: the request
 * @info: the request, parsed
 *
 * May sleep.
 *
 * Return: 0 or -ENOENT.
 */
int ila_nl_txn_abort_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	int err;

	mutex_lock(&ilan->lock);
	err = ila_txn_abort(ilan, info->snd_portid, info->extack);
	mutex_unlock(&ilan->lock);
	return err;
}
