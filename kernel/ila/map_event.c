// SPDX-License-Identifier: GPL-2.0
/*
 * Events of the mapping table.
 */
#include "map_event.h"

#include <net/genetlink.h>
#include <net/ipv6.h>

#include "map_attr.h"
#include "net.h"
#include "netlink.h"
#include "netlink-gen.h"

/**
 * ila_events_wanted() - does anybody listen
 * @ilan: the namespace's ILA
 *
 * Any context.
 *
 * Return: true if so.
 */
bool ila_events_wanted(const struct ila_net *ilan)
{
	return genl_has_listeners(&ila_netlink_family, ilan->hook.net,
				  IDLOC_ILA_NLGRP_MAP);
}

static struct sk_buff *event_new(const struct ila_net *ilan, u8 cmd, gfp_t gfp,
				 void **hdr)
{
	return ila_event_new(ilan->hook.net, IDLOC_ILA_NLGRP_MAP, cmd, gfp, hdr);
}

/* False, and @msg is freed, if it is not complete. */
static bool event_send(const struct ila_net *ilan, struct sk_buff *msg, void *hdr,
		       int err, gfp_t gfp)
{
	return ila_event_send(ilan->hook.net, IDLOC_ILA_NLGRP_MAP, msg, hdr, err, gfp);
}

/**
 * ila_mapping_notify() - tell who listens what became of a mapping
 * @ilan: the namespace's ILA
 * @m: the mapping
 * @cmd: IDLOC_ILA_CMD_MAP_*_NTF
 *
 * Caller holds ila_net.lock. May sleep.
 */
void ila_mapping_notify(const struct ila_net *ilan, const struct ila_mapping *m,
			u8 cmd)
{
	struct sk_buff *msg;
	void *hdr;
	int err;

	msg = event_new(ilan, cmd, GFP_KERNEL, &hdr);
	if (!msg)
		return;
	rcu_read_lock();
	err = ila_map_put(msg, m, ilan->table.views.now);
	rcu_read_unlock();
	event_send(ilan, msg, hdr, err, GFP_KERNEL);
}

/**
 * ila_locator_put_attrs() - say what a locator is
 * @msg: the message
 * @locator: the locator, which has a name
 * @view: 0 or 1
 *
 * Caller holds rcu_read_lock().
 *
 * Return: 0 or -EMSGSIZE.
 */
int ila_locator_put_attrs(struct sk_buff *msg, const struct ila_locator *locator,
			  unsigned int view)
{
	if (nla_put_string(msg, IDLOC_ILA_A_LOCATOR_NAME, locator->key.name) ||
	    nla_put_be64(msg, IDLOC_ILA_A_LOCATOR_LOCATOR,
			 ila_locator_upper(locator, view), IDLOC_ILA_A_LOCATOR_PAD) ||
	    nla_put_u32(msg, IDLOC_ILA_A_LOCATOR_FLAGS,
			locator->here ? IDLOC_ILA_LOCATOR_FLAGS_LOCAL : 0) ||
	    nla_put_u32(msg, IDLOC_ILA_A_LOCATOR_USERS, READ_ONCE(locator->users)))
		return -EMSGSIZE;
	return 0;
}

/**
 * ila_locator_notify() - tell who listens what became of a locator
 * @ilan: the namespace's ILA
 * @locator: the locator, which has a name
 * @cmd: IDLOC_ILA_CMD_LOCATOR_*_NTF
 *
 * Caller holds ila_net.lock. May sleep.
 */
void ila_locator_notify(const struct ila_net *ilan,
			const struct ila_locator *locator, u8 cmd)
{
	struct sk_buff *msg;
	void *hdr;
	int err;

	msg = event_new(ilan, cmd, GFP_KERNEL, &hdr);
	if (!msg)
		return;
	rcu_read_lock();
	err = ila_locator_put_attrs(msg, locator, ilan->table.views.now);
	rcu_read_unlock();
	event_send(ilan, msg, hdr, err, GFP_KERNEL);
}

/* Who has sent the packet, and how many others nobody is told of. */
static int put_cause(struct sk_buff *msg, const struct sk_buff *skb, u32 suppressed)
{
	if (nla_put_in6_addr(msg, IDLOC_ILA_A_MAP_SADDR, &ipv6_hdr(skb)->saddr))
		return -EMSGSIZE;
	return suppressed ? nla_put_u32(msg, IDLOC_ILA_A_MAP_SUPPRESSED, suppressed) : 0;
}

static int put_miss(struct sk_buff *msg, const struct sk_buff *skb,
		    const struct ila_mapping *cover, u32 vnid)
{
	if (nla_put_in6_addr(msg, IDLOC_ILA_A_MAP_ADDR, &ipv6_hdr(skb)->daddr) ||
	    nla_put_u32(msg, IDLOC_ILA_A_MAP_BITS, 128) ||
	    nla_put_u32(msg, IDLOC_ILA_A_MAP_MISS,
			cover ? cover->miss : IDLOC_ILA_MISS_DROP))
		return -EMSGSIZE;
	if (vnid != ILA_NO_VNID && nla_put_u32(msg, IDLOC_ILA_A_MAP_VNID, vnid))
		return -EMSGSIZE;
	return skb->skb_iif ? nla_put_u32(msg, IDLOC_ILA_A_MAP_IFINDEX, skb->skb_iif) : 0;
}

/**
 * ila_miss_notify() - tell who listens of an address without a mapping
 * @ilan: the namespace's ILA
 * @skb: a packet for the address, its IPv6 header linear
 * @cover: the mapping of its prefix, or NULL
 * @vnid: its virtual network, or ILA_NO_VNID
 * @suppressed: how many times nobody was told
 *
 * Any context, under rcu_read_lock().
 *
 * Return: true if the event was sent.
 */
bool ila_miss_notify(const struct ila_net *ilan, const struct sk_buff *skb,
		     const struct ila_mapping *cover, u32 vnid, u32 suppressed)
{
	struct sk_buff *msg;
	void *hdr;

	msg = event_new(ilan, IDLOC_ILA_CMD_MAP_MISS_NTF, GFP_ATOMIC, &hdr);
	return msg && event_send(ilan, msg, hdr, put_miss(msg, skb, cover, vnid) ?:
				 put_cause(msg, skb, suppressed), GFP_ATOMIC);
}

/**
 * ila_redirect_notify() - tell who listens of a sender that misses a mapping
 * @ilan: the namespace's ILA
 * @skb: its packet, its IPv6 header linear
 * @m: the mapping
 * @suppressed: how many times nobody was told
 *
 * Any context, under rcu_read_lock().
 *
 * Return: true if the event was sent.
 */
bool ila_redirect_notify(const struct ila_net *ilan, const struct sk_buff *skb,
			 const struct ila_mapping *m, u32 suppressed)
{
	struct sk_buff *msg;
	void *hdr;

	msg = event_new(ilan, IDLOC_ILA_CMD_MAP_REDIRECT_NTF, GFP_ATOMIC, &hdr);
	return msg && event_send(ilan, msg, hdr,
				 ila_map_put(msg, m, ila_view_now(&ilan->table.views)) ?:
				 put_cause(msg, skb, suppressed), GFP_ATOMIC);
}
