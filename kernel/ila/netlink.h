/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Generic netlink family "idloc-ila".
 */
#ifndef IDLOC_ILA_NETLINK_H
#define IDLOC_ILA_NETLINK_H

#include <linux/skbuff.h>
#include <net/genetlink.h>

extern struct genl_family ila_netlink_family;

int ila_netlink_init(void);
void ila_netlink_exit(void);

struct sk_buff *ila_netlink_reply(struct genl_info *info, u8 cmd, void **hdr);
struct sk_buff *ila_event_new(struct net *net, unsigned int group, u8 cmd, gfp_t gfp,
			      void **hdr);
bool ila_event_send(struct net *net, unsigned int group, struct sk_buff *msg,
		    void *hdr, int err, gfp_t gfp);

/**
 * ila_dump_anew() - the walk of a dump starts again
 * @cb: of the dump
 *
 * What has been told may come twice, or is not of one state, and the reader must learn
 * of it: by NLM_F_DUMP_INTR, if anything has been told yet.
 */
static inline void ila_dump_anew(struct netlink_callback *cb)
{
	if (cb->prev_seq)
		cb->prev_seq = cb->seq + 1 ?: 1;
}

#endif /* IDLOC_ILA_NETLINK_H */
