// SPDX-License-Identifier: GPL-2.0
/*
 * The transport checksum of a packet whose destination address changes
 * (checksum mode adj-transport).
 *
 * Where the checksum lies and what becomes of it is in l4.h; here is what only a
 * packet buffer knows: what is linear, writable, offloaded.
 */
#include "transport.h"

#include <linux/ipv6.h>
#include <net/checksum.h>

#include "../pure/csum.h"
#include "l4.h"

/* ILA_EXT_MIN bytes of an skb, for ila_l4_find(). */
static __always_inline const u8 *fetch_ext(const void *skb, unsigned int off,
					   u8 *buf)
{
	return skb_header_pointer(skb, off, ILA_EXT_MIN, buf);
}

/* Does the field hold a pseudo-header sum that somebody will complete later? */
static bool l4_partial(const struct sk_buff *skb, const struct ila_l4 *l4)
{
	if (skb->ip_summed != CHECKSUM_PARTIAL)
		return false;
	if (skb_checksum_start_offset(skb) + skb->csum_offset == l4->check)
		return true;
	/* An inner checksum is offloaded; GSO of UDP tunnels completes the
	 * outer one as well, unless it is of the kind that is complete.
	 */
	return skb_is_gso(skb) &&
	       skb_shinfo(skb)->gso_type & SKB_GSO_UDP_TUNNEL_CSUM;
}

static void l4_patch(struct sk_buff *skb, const struct ila_l4 *l4, u16 delta)
{
	u16 *field = (u16 *)(skb->data + l4->check);
	u32 old = *field, check;

	check = ila_l4_patched(l4, old, delta, l4_partial(skb, l4));
	if (skb->ip_summed == CHECKSUM_COMPLETE)
		skb->csum = csum_add(csum_sub(skb->csum, (__force __wsum)old),
				     (__force __wsum)check);
	*field = check;
}

/**
 * ila_patch_transport() - make up for a change of the destination address
 * @skb: an IPv6 packet with skb->data at its IPv6 header; its data may move
 * @delta: new sum minus old sum of the address words
 *
 * skb->csum of CHECKSUM_COMPLETE follows what is written here; the caller makes
 * it follow the address. Any context.
 *
 * Return: see enum ila_patched.
 */
enum ila_patched ila_patch_transport(struct sk_buff *skb, u16 delta)
{
	struct ila_l4 l4;

	ila_l4_find(&l4, skb, ipv6_hdr(skb)->nexthdr, fetch_ext);
	if (l4.unknown)
		return ILA_UNHANDLED;
	if (!l4.check)
		return ILA_PATCHED;
	if (!ila_l4_within(&l4, skb->len))
		return ILA_UNHANDLED;
	if (skb_ensure_writable(skb, l4.check + sizeof(u16)))
		return ILA_NOMEM;
	l4_patch(skb, &l4, delta);
	return ILA_PATCHED;
}
