/* SPDX-License-Identifier: GPL-2.0 */
/*
 * IPv4 headers from IPv6 headers and the other way round (RFC 7915 sections 4.1, 5.1).
 *
 * What both headers say is taken out of one and written into the other. The addresses
 * are the caller's: they are looked up, not computed. This host is no router: the hop
 * limit stays what it is.
 *
 * Pure: builds in the kernel and in userspace.
 */
#ifndef IDLOC_HIP_IP46_H
#define IDLOC_HIP_IP46_H

#include "../pure/csum.h"

#define HIP_IP4_LEN	20
#define HIP_IP6_LEN	40

/* What translating adds to a packet. */
#define HIP_IP46_GROWS	(HIP_IP6_LEN - HIP_IP4_LEN)

/* Up to this length, in bytes, IPv4 packets may be fragmented on their way
 * (RFC 7915 section 5.1).
 */
#define HIP_IP4_DF_ABOVE	1260

/* Protocol numbers, and those of extension headers. */
#define HIP_PROTO_HOPOPTS	0
#define HIP_PROTO_ICMP4		1
#define HIP_PROTO_TCP		6
#define HIP_PROTO_UDP		17
#define HIP_PROTO_DCCP		33
#define HIP_PROTO_ROUTING	43
#define HIP_PROTO_FRAGMENT	44
#define HIP_PROTO_AUTH		51
#define HIP_PROTO_ICMP6		58
#define HIP_PROTO_NONE		59
#define HIP_PROTO_DSTOPTS	60
#define HIP_PROTO_UDPLITE	136

/* Why a packet cannot be translated. */
enum hip_ip46 {
	HIP_IP46_OK,
	HIP_IP46_CUT,		/* shorter than it says */
	HIP_IP46_VERSION,	/* of another IP */
	HIP_IP46_SOURCE_ROUTE,	/* an unexpired one, or segments left */
	HIP_IP46_FRAGMENT,	/* has to be put together before */
	HIP_IP46_LONG,		/* longer than the other header can say */
	HIP_IP46_PROTO,		/* one that has no meaning in the other IP */
};

/**
 * struct hip_ip - what an IPv4 and an IPv6 header have in common
 * @tclass: type of service or traffic class
 * @ttl: time to live or hop limit
 * @proto: of what follows, in the numbers of the header that was read
 * @header: bytes until there, options and extension headers with them
 * @payload: bytes behind that
 * @more: a fragment, and more follow
 * @offset: of a fragment, in units of eight bytes
 * @id: of a fragment, its low 16 bits
 */
struct hip_ip {
	u8 tclass;
	u8 ttl;
	u8 proto;
	u16 header;
	u32 payload;
	bool more;
	u16 offset;
	u16 id;
};

static inline u16 hip_get16(const u8 *p)
{
	return (u16)(p[0] << 8 | p[1]);
}

static inline void hip_put16(u8 *p, u16 v)
{
	p[0] = v >> 8;
	p[1] = v;
}

/**
 * hip_ip_is_fragment() - is only a part of the packet there
 * @h: the header
 *
 * Return: true for a fragment, but not for one that is the whole packet (RFC 6946).
 */
static inline bool hip_ip_is_fragment(const struct hip_ip *h)
{
	return h->more || h->offset;
}

/* ---- IPv4 ------------------------------------------------------------------------ */

#define HIP_IP4_OPT_END		0
#define HIP_IP4_OPT_NOP		1
#define HIP_IP4_OPT_LSRR	131
#define HIP_IP4_OPT_SSRR	137

/* A source route is used up once its pointer is behind its end (RFC 791 section 3.1). */
static inline bool hip_ip4_routes(const u8 *opt, unsigned int len)
{
	unsigned int i = 0, size;

	while (i < len && opt[i] != HIP_IP4_OPT_END) {
		if (opt[i] == HIP_IP4_OPT_NOP) {
			i++;
			continue;
		}
		if (i + 2 > len)
			return false;
		size = opt[i + 1];
		if (size < 2 || i + size > len)
			return false;
		if ((opt[i] == HIP_IP4_OPT_LSRR || opt[i] == HIP_IP4_OPT_SSRR) &&
		    size >= 3 && opt[i + 2] <= size)
			return true;
		i += size;
	}
	return false;
}

/**
 * hip_ip4_read() - take an IPv4 header apart
 * @h: what it says
 * @p: the header
 * @len: bytes that are there
 *
 * The packet may be longer than @len, as in a quote: @h->payload is what it says of itself.
 *
 * Return: HIP_IP46_OK, or why not.
 */
static inline enum hip_ip46 hip_ip4_read(struct hip_ip *h, const u8 *p, unsigned int len)
{
	unsigned int total;
	u16 frag;

	if (len < HIP_IP4_LEN)
		return HIP_IP46_CUT;
	if (p[0] >> 4 != 4)
		return HIP_IP46_VERSION;
	h->header = (p[0] & 0x0f) * 4;
	total = hip_get16(p + 2);
	if (h->header < HIP_IP4_LEN || h->header > len || total < h->header)
		return HIP_IP46_CUT;
	if (hip_ip4_routes(p + HIP_IP4_LEN, h->header - HIP_IP4_LEN))
		return HIP_IP46_SOURCE_ROUTE;
	frag = hip_get16(p + 6);
	h->tclass = p[1];
	h->ttl = p[8];
	h->proto = p[9];
	h->payload = total - h->header;
	h->more = frag & 0x2000;
	h->offset = frag & 0x1fff;
	h->id = hip_get16(p + 4);
	return HIP_IP46_OK;
}

/**
 * hip_ip4_write() - the IPv4 header of a packet that had an IPv6 header
 * @p: room for HIP_IP4_LEN bytes
 * @h: what the other header said, with the protocol in its numbers
 * @proto: of what follows, in those of IPv4
 * @payload: bytes behind the header
 * @id: of a packet that may be fragmented and is no fragment
 * @src: source
 * @dst: destination
 *
 * Return: HIP_IP46_OK or HIP_IP46_LONG.
 */
static inline enum hip_ip46 hip_ip4_write(u8 *p, const struct hip_ip *h, u8 proto,
					  u32 payload, u16 id, __be32 src, __be32 dst)
{
	u32 total = payload + HIP_IP4_LEN;
	u16 frag = h->offset | (h->more ? 0x2000 : 0);
	u16 sum = 0, word;
	unsigned int i;

	if (total > 0xffff)
		return HIP_IP46_LONG;
	if (!hip_ip_is_fragment(h) && total > HIP_IP4_DF_ABOVE)
		frag = 0x4000;
	p[0] = 0x45;
	p[1] = h->tclass;
	hip_put16(p + 2, total);
	hip_put16(p + 4, hip_ip_is_fragment(h) ? h->id : frag ? 0 : id);
	hip_put16(p + 6, frag);
	p[8] = h->ttl;
	p[9] = proto;
	memcpy(p + 12, &src, sizeof(src));
	memcpy(p + 16, &dst, sizeof(dst));
	hip_put16(p + 10, 0);
	for (i = 0; i < HIP_IP4_LEN; i += 2) {
		memcpy(&word, p + i, sizeof(word));
		sum = idloc_csum_add(sum, word);
	}
	sum = ~sum;
	memcpy(p + 10, &sum, sizeof(sum));
	return HIP_IP46_OK;
}

/* ---- IPv6 ------------------------------------------------------------------------ */

/* Extension headers that mean nothing in IPv4, and are left out. */
static inline bool hip_ip6_skips(u8 proto)
{
	return proto == HIP_PROTO_HOPOPTS || proto == HIP_PROTO_ROUTING ||
	       proto == HIP_PROTO_FRAGMENT || proto == HIP_PROTO_DSTOPTS;
}

/* One extension header at @p, @left bytes of it: its length, or 0 and why not in @why. */
static inline unsigned int hip_ip6_skip(struct hip_ip *h, const u8 *p, unsigned int left,
					enum hip_ip46 *why)
{
	unsigned int size;

	*why = HIP_IP46_CUT;
	if (left < 8)
		return 0;
	size = h->proto == HIP_PROTO_FRAGMENT ? 8 : 8 + p[1] * 8;
	if (size > left)
		return 0;
	*why = HIP_IP46_SOURCE_ROUTE;
	if (h->proto == HIP_PROTO_ROUTING && p[3])
		return 0;
	if (h->proto == HIP_PROTO_FRAGMENT) {
		h->offset = hip_get16(p + 2) >> 3;
		h->more = p[3] & 1;
		h->id = hip_get16(p + 6);
	}
	h->proto = p[0];
	*why = HIP_IP46_OK;
	return size;
}

/**
 * hip_ip6_read() - take an IPv6 header and its extension headers apart
 * @h: what they say
 * @p: the header
 * @len: bytes that are there
 *
 * Of a fragment that is not the first nothing behind its header is looked at. The packet
 * may be longer than @len, as in a quote.
 *
 * Return: HIP_IP46_OK, or why not.
 */
static inline enum hip_ip46 hip_ip6_read(struct hip_ip *h, const u8 *p, unsigned int len)
{
	enum hip_ip46 why;
	unsigned int size;
	u32 payload;

	if (len < HIP_IP6_LEN)
		return HIP_IP46_CUT;
	if (p[0] >> 4 != 6)
		return HIP_IP46_VERSION;
	*h = (struct hip_ip){
		.tclass = (u8)(p[0] << 4 | p[1] >> 4),
		.ttl = p[7],
		.proto = p[6],
		.header = HIP_IP6_LEN,
	};
	payload = hip_get16(p + 4);
	while (hip_ip6_skips(h->proto) && !h->offset) {
		size = hip_ip6_skip(h, p + h->header, len - h->header, &why);
		if (!size)
			return why;
		h->header += size;
	}
	if (payload < (u32)h->header - HIP_IP6_LEN)
		return HIP_IP46_CUT;
	h->payload = payload - (h->header - HIP_IP6_LEN);
	return HIP_IP46_OK;
}

/**
 * hip_ip6_write() - the IPv6 header of a packet that had an IPv4 header
 * @p: room for HIP_IP6_LEN bytes
 * @h: what the other header said, with the protocol in its numbers
 * @proto: of what follows, in those of IPv6
 * @payload: bytes behind the header
 * @src: source
 * @dst: destination
 *
 * Return: HIP_IP46_OK or HIP_IP46_LONG.
 */
static inline enum hip_ip46 hip_ip6_write(u8 *p, const struct hip_ip *h, u8 proto,
					  u32 payload, const struct in6_addr *src,
					  const struct in6_addr *dst)
{
	if (payload > 0xffff)
		return HIP_IP46_LONG;
	p[0] = 0x60 | h->tclass >> 4;
	p[1] = (u8)(h->tclass << 4);
	hip_put16(p + 2, 0);
	hip_put16(p + 4, payload);
	p[6] = proto;
	p[7] = h->ttl;
	memcpy(p + 8, src, sizeof(*src));
	memcpy(p + 24, dst, sizeof(*dst));
	return HIP_IP46_OK;
}

/* ---- what follows ---------------------------------------------------------------- */

/**
 * hip_proto_6() - the IPv6 number of what follows an IPv4 header
 * @proto: the IPv4 number
 *
 * Return: the number, or HIP_PROTO_NONE for what cannot be carried over: ICMPv6 and
 * extension headers of IPv6, and AH, which covers the addresses.
 */
static inline u8 hip_proto_6(u8 proto)
{
	if (proto == HIP_PROTO_ICMP4)
		return HIP_PROTO_ICMP6;
	if (proto == HIP_PROTO_ICMP6 || proto == HIP_PROTO_AUTH || hip_ip6_skips(proto))
		return HIP_PROTO_NONE;
	return proto;
}

/**
 * hip_proto_4() - the IPv4 number of what follows an IPv6 header
 * @proto: the IPv6 number
 *
 * Return: the number, or HIP_PROTO_NONE for what cannot be carried over.
 */
static inline u8 hip_proto_4(u8 proto)
{
	if (proto == HIP_PROTO_ICMP6)
		return HIP_PROTO_ICMP4;
	if (proto == HIP_PROTO_ICMP4 || proto == HIP_PROTO_AUTH || hip_ip6_skips(proto))
		return HIP_PROTO_NONE;
	return proto;
}

/**
 * hip_check_offset() - where a protocol has a checksum over the pseudo-header
 * @proto: its number; ICMP is not among them, because it has one in IPv6 only
 *
 * Return: bytes from the start of its header, or 0 if it has none.
 */
static inline unsigned int hip_check_offset(u8 proto)
{
	switch (proto) {
	case HIP_PROTO_TCP:
		return 16;
	case HIP_PROTO_UDP:
	case HIP_PROTO_UDPLITE:
	case HIP_PROTO_DCCP:
		return 6;
	default:
		return 0;
	}
}

/**
 * hip_check_is_never_0() - does a checksum of zero mean something else
 * @proto: a protocol
 *
 * Return: true if ffff has to stand for it (RFC 768, RFC 3828 section 3.1).
 */
static inline bool hip_check_is_never_0(u8 proto)
{
	return proto == HIP_PROTO_UDP || proto == HIP_PROTO_UDPLITE;
}

#endif /* IDLOC_HIP_IP46_H */
