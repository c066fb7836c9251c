/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where a packet keeps the checksum that covers its addresses, and what becomes
 * of that checksum when an address changes.
 *
 * The walk goes over the extension headers that may stand in front of it. It
 * ends where the pseudo-header does not change with the address in the IPv6
 * header: while a routing header still has segments left, the checksum covers
 * the final destination (RFC 8200 section 8.1).
 *
 * Work is bounded by the packet: each header goes on by its own length, which is
 * at least ILA_EXT_MIN whatever its bytes say, and one that does not have that
 * many bytes left is the last. So n bytes behind the IPv6 header are read at most
 * n / ILA_EXT_MIN + 1 times, ILA_EXT_MIN bytes each.
 *
 * Pure: builds in the kernel and in userspace.
 */
#ifndef IDLOC_ILA_L4_H
#define IDLOC_ILA_L4_H

#include "../pure/csum.h"
#include "../pure/pure.h"

/* Bytes of the IPv6 header, and of the shortest extension header. */
#define ILA_IPV6_LEN	40
#define ILA_EXT_MIN	8

/**
 * struct ila_l4 - where a checksum over the pseudo-header lies
 * @check: its offset from the IPv6 header in bytes, 0 if there is none to patch;
 *	the packet may end before it
 * @zero_is_none: a field of zero means that there is no checksum (UDP)
 * @mangle_zero: a computed zero is sent as 0xffff (UDP, UDP-Lite)
 * @unknown: there may be one, but we do not know where: a protocol we do not
 *	know, or a packet that ends inside an extension header
 */
struct ila_l4 {
	unsigned int check;
	bool zero_is_none;
	bool mangle_zero;
	bool unknown;
};

/*
 * How the walk reads a packet: @packet is what ila_l4_find() was given, @off an
 * offset from the IPv6 header in bytes. Returns ILA_EXT_MIN bytes at any
 * alignment, where they lie or copied into @buf, which has room for as many; NULL
 * if the packet ends before their end. (kernel-doc cannot parse this type.)
 */
typedef const u8 *(*ila_l4_fetch)(const void *packet, unsigned int off, u8 *buf);

/**
 * ila_l4_describe() - where a protocol has its checksum
 * @l4: what to fill, zeroed
 * @proto: the protocol
 * @off: offset of its header
 */
static inline void ila_l4_describe(struct ila_l4 *l4, u8 proto, unsigned int off)
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

/**
 * ila_l4_is_ext() - does the walk go on behind this header
 * @nexthdr: its number
 *
 * Return: true for an extension header that may stand before a checksum.
 */
static inline bool ila_l4_is_ext(u8 nexthdr)
{
	switch (nexthdr) {
	case IPPROTO_HOPOPTS:
	case IPPROTO_DSTOPTS:
	case IPPROTO_ROUTING:
	case IPPROTO_FRAGMENT:
	case IPPROTO_AH:
		return true;
	default:
		return false;
	}
}

/**
 * ila_l4_ext_len() - length of an extension header
 * @nexthdr: its number, one of which ila_l4_is_ext() is true
 * @hdr: its first ILA_EXT_MIN bytes
 *
 * Return: the length in bytes, at least ILA_EXT_MIN; 0 if what follows has no
 * checksum over the address in the IPv6 header.
 */
static inline unsigned int ila_l4_ext_len(u8 nexthdr, const u8 *hdr)
{
	switch (nexthdr) {
	case IPPROTO_FRAGMENT:
		/* Only the first fragment carries the transport header. */
		return (hdr[2] || hdr[3] & 0xf8) ? 0 : 8;
	case IPPROTO_ROUTING:
		/* Segments left. */
		return hdr[3] ? 0 : (hdr[1] + 1) * 8;
	case IPPROTO_AH:
		return (hdr[1] + 2) * 4;
	default:
		return (hdr[1] + 1) * 8;
	}
}

/**
 * ila_l4_find() - find the checksum of a packet
 * @l4: what to fill
 * @packet: handed to @fetch
 * @nexthdr: of the IPv6 header
 * @fetch: reads the packet; a constant, so that it is inlined as well
 */
static __always_inline void ila_l4_find(struct ila_l4 *l4, const void *packet,
					u8 nexthdr, ila_l4_fetch fetch)
{
	unsigned int off = ILA_IPV6_LEN, len;
	u8 buf[ILA_EXT_MIN];
	const u8 *hdr;

	*l4 = (struct ila_l4){};
	while (ila_l4_is_ext(nexthdr)) {
		hdr = fetch(packet, off, buf);
		if (!hdr) {
			l4->unknown = true;
			return;
		}
		len = ila_l4_ext_len(nexthdr, hdr);
		if (!len)
			return;
		off += len;
		nexthdr = hdr[0];
	}
	ila_l4_describe(l4, nexthdr, off);
}

/**
 * ila_l4_within() - does the packet reach as far as its checksum
 * @l4: what ila_l4_find() said; there is a checksum
 * @len: bytes of the packet from its IPv6 header
 *
 * Return: true if the whole field is there.
 */
static inline bool ila_l4_within(const struct ila_l4 *l4, unsigned int len)
{
	return l4->check + sizeof(u16) <= len;
}

/**
 * ila_l4_patched() - a checksum field after an address changed
 * @l4: what ila_l4_find() said of it
 * @check: the field
 * @delta: new sum minus old sum of the address words
 * @partial: the field holds a pseudo-header sum that somebody completes later
 *
 * Return: the new field.
 */
static inline u16 ila_l4_patched(const struct ila_l4 *l4, u16 check, u16 delta,
				 bool partial)
{
	if (partial)
		return idloc_csum_patch_partial(check, delta);
	if (l4->zero_is_none && !check)
		return check;
	check = idloc_csum_patch(check, delta);
	return l4->mangle_zero ? idloc_csum_mangle(check) : check;
}

/**
 * ila_usual_check() - where a transport checksum usually is
 * @nexthdr: of the IPv6 header
 *
 * Return: offset from the IPv6 header in bytes, 0 for anything but TCP and UDP.
 */
static inline unsigned int ila_usual_check(u8 nexthdr)
{
	if (nexthdr == IPPROTO_TCP)
		return ILA_IPV6_LEN + 16;
	if (nexthdr == IPPROTO_UDP)
		return ILA_IPV6_LEN + 6;
	return 0;
}

/**
 * ila_usual_patch() - ila_l4_patched() for the usual protocols, in place
 * @field: the checksum, complete, where ila_usual_check() says
 * @nexthdr: of the IPv6 header, TCP or UDP
 * @delta: new sum minus old sum of the address words
 *
 * Always inline: where gcc inlines it of its own accord, it lays the caller out
 * so that UDP pays one more jump.
 */
static __always_inline void ila_usual_patch(u16 *field, u8 nexthdr, u16 delta)
{
	if (nexthdr == IPPROTO_TCP)
		*field = idloc_csum_patch(*field, delta);
	else if (*field)
		*field = idloc_csum_mangle(idloc_csum_patch(*field, delta));
}

#endif /* IDLOC_ILA_L4_H */
