// SPDX-License-Identifier: GPL-2.0
/*
 * The transport checksum of a packet whose destination address changes
 * (checksum mode adj-transport).
 *
 * The checksum is found behind extension headers too. It is not touched where
 * the pseudo-header does not change with the address in the IPv6 header: while a
 * routing header still has segments left, the checksum covers the final
 * destination (RFC 8200 section 8.1).
 */
#include "transport.h"

#include <linux/ipv6.h>
#include <net/checksum.h>
#include <net/ipv6.h>

#include "csum.h"

/**
 * struct ila_l4 - where a checksum over the pseudo-header lies
 * @check: its offset from skb->data in bytes, 0 if there is none to patch
 * @zero_is_none: a field of zero means that there is no checksum (UDP)
 * @mangle_zero: a computed zero is sent as 0xffff (UDP, UDP-Lite)
 * @unknown: a protocol that may have one, but we do not know where
 */
struct ila_l4 {
	unsigned int check;
	bool zero_is_none;
	bool mangle_zero;
	bool unknown;
};

static void l4_describe(struct ila_l4 *l4, u8 proto, unsigned int off)
{
	switch (proto) {
	case IPPROTO_TCP:
		l4->check = off + 16;
		break;
	case IPPROTO_UDP:
		l4->check = off + 6;
		l4->zero_is_none = true;
		l4->mangle_zero = true;
		break;
	case IPPROTO_UDPLITE:
		l4->check = off + 6;
		l4->mangle_zero = true;
		break;
	case IPPROTO_DCCP:
		l4->check = off + 6;
		break;
	case IPPROTO_ICMPV6:
		l4->check = off + 2;
		break;
	case IPPROTO_SCTP:
	case IPPROTO_ESP:
	case IPPROTO_IPIP:
	case IPPROTO_IPV6:
	case IPPROTO_GRE:
	case IPPROTO_NONE:
		break;
	default:
		l4->unknown = true;
	}
}

/* One extension header: its length, 0 for the end of the chain, -1 to stop. */
static int ext_step(const struct sk_buff *skb, u8 nexthdr, unsigned int off,
		    u8 *next)
{
	u8 buf[8], *hdr;

	switch (nexthdr) {
	case NEXTHDR_HOP:
	case NEXTHDR_DEST:
	case NEXTHDR_ROUTING:
	case NEXTHDR_FRAGMENT:
	case NEXTHDR_AUTH:
		break;
	default:
		return 0;
	}

	hdr = skb_header_pointer(skb, off, sizeof(buf), buf);
	if (!hdr)
		return -1;
	*next = hdr[0];

	switch (nexthdr) {
	case NEXTHDR_FRAGMENT:
		/* Only the first fragment carries the transport header. */
		return (hdr[2] || hdr[3] & 0xf8) ? -1 : 8;
	case NEXTHDR_ROUTING:
		if (hdr[3])
			return -1;
		return ipv6_optlen((struct ipv6_opt_hdr *)hdr);
	case NEXTHDR_AUTH:
		return ipv6_authlen((struct ipv6_opt_hdr *)hdr);
	default:
		return ipv6_optlen((struct ipv6_opt_hdr *)hdr);
	}
}

static void l4_find(const struct sk_buff *skb, struct ila_l4 *l4)
{
	unsigned int off = sizeof(struct ipv6hdr);
	u8 nexthdr = ipv6_hdr(skb)->nexthdr;
	int len;

	*l4 = (struct ila_l4){};
	for (;;) {
		u8 next = nexthdr;

		len = ext_step(skb, nexthdr, off, &next);
		if (len <= 0)
			break;
		off += len;
		nexthdr = next;
	}
	if (!len)
		l4_describe(l4, nexthdr, off);
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

static u16 l4_patched(const struct sk_buff *skb, const struct ila_l4 *l4,
		      u16 check, u16 delta)
{
	if (l4_partial(skb, l4))
		return ila_csum_patch_partial(check, delta);
	if (l4->zero_is_none && !check)
		return check;
	check = ila_csum_patch(check, delta);
	return l4->mangle_zero && !check ? (__force u16)CSUM_MANGLED_0 : check;
}

static void l4_patch(struct sk_buff *skb, const struct ila_l4 *l4, u16 delta)
{
	u16 *field = (u16 *)(skb->data + l4->check);
	u32 old = *field, check = l4_patched(skb, l4, old, delta);

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

	l4_find(skb, &l4);
	if (l4.unknown)
		return ILA_UNHANDLED;
	if (!l4.check)
		return ILA_PATCHED;
	if (l4.check + sizeof(u16) > skb->len)
		return ILA_UNHANDLED;
	if (skb_ensure_writable(skb, l4.check + sizeof(u16)))
		return ILA_NOMEM;
	l4_patch(skb, &l4, delta);
	return ILA_PATCHED;
}
