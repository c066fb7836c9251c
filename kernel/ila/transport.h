/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The transport checksum of a packet whose pseudo-header changes.
 */
#ifndef IDLOC_ILA_TRANSPORT_H
#define IDLOC_ILA_TRANSPORT_H

#include <linux/ipv6.h>
#include <linux/skbuff.h>

#include "../pure/csum.h"
#include "l4.h"

/**
 * enum ila_patched - what became of a transport checksum
 * @ILA_PATCHED: it is right for the new address, or the protocol has none that
 *	covers addresses, or it is in another fragment
 * @ILA_UNHANDLED: a protocol that we do not know, or a packet too short to tell
 * @ILA_NOMEM: the packet could not be made writable and is untouched
 */
enum ila_patched {
	ILA_PATCHED,
	ILA_UNHANDLED,
	ILA_NOMEM,
};

enum ila_patched ila_patch_transport(struct sk_buff *skb, u16 delta);

/**
 * ila_patch_usual() - ila_patch_transport() for most packets, inline
 * @skb: an IPv6 packet with skb->data at its IPv6 header
 * @delta: new sum minus old sum of the address words
 *
 * Any context.
 *
 * Return: true if it is done and the IPv6 header is writable as well; false and
 * nothing has happened if ila_patch_transport() has to do it.
 */
static inline bool ila_patch_usual(struct sk_buff *skb, u16 delta)
{
	u8 nexthdr = ipv6_hdr(skb)->nexthdr;
	unsigned int check = ila_usual_check(nexthdr);
	u16 *field = (u16 *)(skb->data + check);

	if (!check || skb_cloned(skb) || skb_headlen(skb) < check + sizeof(u16) ||
	    skb->ip_summed == CHECKSUM_COMPLETE)
		return false;
	if (skb->ip_summed == CHECKSUM_PARTIAL) {
		if (skb_checksum_start_offset(skb) + skb->csum_offset != check)
			return false;
		*field = idloc_csum_patch_partial(*field, delta);
		return true;
	}
	ila_usual_patch(field, nexthdr, delta);
	return true;
}

#endif /* IDLOC_ILA_TRANSPORT_H */
