// SPDX-License-Identifier: GPL-2.0
/* A random IPv6 packet for a translation of its destination. */
#include <netinet/in.h>
#include <string.h>

#include "random6.h"
#include "residue.h"
#include "wire6.h"

#define SRC_AT	8
#define DST_AT	24

static const __u8 protos[] = {
	IPPROTO_TCP, IPPROTO_TCP, IPPROTO_TCP, IPPROTO_TCP, IPPROTO_TCP, IPPROTO_TCP,
	IPPROTO_UDP, IPPROTO_UDP, IPPROTO_UDP, IPPROTO_UDP, IPPROTO_UDP, IPPROTO_UDP,
	IPPROTO_UDPLITE, IPPROTO_UDPLITE, IPPROTO_DCCP, IPPROTO_DCCP,
	IPPROTO_ICMPV6, IPPROTO_ICMPV6, IPPROTO_IPV6, IPPROTO_IPV6, IPPROTO_NONE,
	IPPROTO_SCTP, IPPROTO_ESP, IPPROTO_GRE, IPPROTO_IPIP,
	89, 103, 112, 135, 139, 140, 253, 255,
};

/* SplitMix64. */
static __u64 next(struct random6 *p)
{
	__u64 z = p->state += 0x9e3779b97f4a7c15ULL;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return z ^ (z >> 31);
}

/* 0 to @limit - 1. */
static unsigned int below(struct random6 *p, unsigned int limit)
{
	return (__u32)next(p) * (__u64)limit >> 32;
}

static bool one_in(struct random6 *p, unsigned int n)
{
	return !below(p, n);
}

static void fill(struct random6 *p, __u8 *to, size_t len)
{
	__u64 part;

	for (; len >= sizeof(part); len -= sizeof(part), to += sizeof(part)) {
		part = next(p);
		memcpy(to, &part, sizeof(part));
	}
	part = next(p);
	memcpy(to, &part, len);
}

static void put16(__u8 *p, unsigned int v)
{
	p[0] = v >> 8;
	p[1] = v;
}

int random6_check_at(unsigned int proto)
{
	switch (proto) {
	case IPPROTO_IPV6:
	case IPPROTO_IPIP:
	case IPPROTO_NONE:
	case IPPROTO_SCTP:
	case IPPROTO_ESP:
	case IPPROTO_GRE:
		return 0;
	default:
		return wire6_csum_at(proto);
	}
}

unsigned int random6_sum(const struct random6 *p, const __u8 *pkt,
			 const __u8 dst[16], size_t len, size_t cover)
{
	return (residue(pkt + SRC_AT, 16) + residue(dst, 16) + len + p->proto +
		residue(pkt + p->l4, cover)) % RESIDUE_OF;
}

/* ---- addresses ------------------------------------------------------------- */

static void copy_bits(__u8 *to, const __u8 *from, unsigned int bits)
{
	unsigned int whole = bits / 8, mask = 0xff00 >> bits % 8 & 0xff;

	memcpy(to, from, whole);
	if (mask)
		to[whole] = (from[whole] & mask) | (to[whole] & ~mask);
}

/* Words that are zero, nearly zero, or become it: @dst has its other words. */
static unsigned int low_word(struct random6 *p, const __u8 *dst)
{
	unsigned int gain;

	switch (below(p, 8)) {
	case 0:
		return one_in(p, 2) ? 0 : 1;
	case 1:
		return one_in(p, 4) ? 0xffff : 0xfffe;
	case 2:
		/* The adjusted word is a zero, with the C-bit or without, or next to one. */
		gain = residue_less(residue(dst, 8), residue(p->map.to, 8));
		if (one_in(p, 2))
			gain = residue_less(gain, 0x1000);
		return residue_less(below(p, 3), gain);
	default:
		return next(p) & 0xffff;
	}
}

static void put_identifier(struct random6 *p, const struct random6_plan *plan, __u8 *dst)
{
	bool cbit = one_in(p, 2);

	fill(p, dst + 8, 8);
	/* Refused towards the wire, needed on the way back. */
	if (plan->mode == MODE_NEUTRAL_MAP)
		cbit = one_in(p, 16) == plan->to_wire;
	dst[8] = (dst[8] & 0xef) | cbit << 4;
	put16(dst + 14, low_word(p, dst));
}

static void choose_map(struct random6 *p, const struct random6_plan *plan)
{
	if (plan->n_maps) {
		p->map = plan->maps[below(p, plan->n_maps)];
		return;
	}
	fill(p, p->map.from, 8);
	fill(p, p->map.to, 8);
	p->map.bits = 64;
	/* No difference at all, and that of the C-bit. */
	if (one_in(p, 8)) {
		memcpy(p->map.to, p->map.from + 4, 4);
		memcpy(p->map.to + 4, p->map.from, 4);
		if (one_in(p, 2))
			p->map.to[2] ^= 0x10;
	}
	if (one_in(p, 16))
		memset(p->map.to, one_in(p, 2) ? 0xff : 0, 8);
}

void random6_address(struct random6 *p, const struct random6_plan *plan,
		     unsigned int number)
{
	static const __u8 src[4] = { 0x20, 0x01, 0x0d, 0xb8 };
	__u8 *h = p->pkt;

	memset(&p->len, 0, sizeof(*p) - offsetof(struct random6, len));
	p->state = plan->seed * 0x2545f4914f6cdd1dULL + number;
	p->state = next(p);
	p->number = number;
	choose_map(p, plan);
	h[0] = 0x60 | below(p, 16);
	h[1] = (next(p) & 0xf0) | (number >> 16 & 15);
	put16(h + 2, number);
	h[7] = 2 + below(p, 254);
	fill(p, h + SRC_AT, 24);
	memcpy(h + SRC_AT, src, sizeof(src));
	copy_bits(h + DST_AT, p->map.from, p->map.bits);
	put_identifier(p, plan, h + DST_AT);
	p->len = IP6_HLEN;
}

/* ---- extension headers ------------------------------------------------------- */

/* Options that everybody skips: one that fills the header, or padding. */
static void put_options(struct random6 *p, __u8 *h, size_t len)
{
	memset(h + 2, 0, len - 2);
	h[1] = len / 8 - 1;
	if (len == 8) {
		h[2] = 1;
		h[3] = 4;
		return;
	}
	h[2] = 0x1e;
	h[3] = len - 4;
	fill(p, h + 4, len - 4);
}

static size_t put_routing(struct random6 *p, __u8 *h, struct random6_ext *ext)
{
	size_t len = 8 + 16 * (1 + below(p, 3));

	fill(p, h, len);
	h[1] = len / 8 - 1;
	h[2] = one_in(p, 2) ? 4 : 3;
	h[3] = one_in(p, 2) ? 0 : 1 + below(p, 255);
	ext->stops = h[3];
	return len;
}

static size_t put_fragment(struct random6 *p, __u8 *h, struct random6_ext *ext)
{
	fill(p, h, 8);
	put16(h + 2, 0);
	/* An atomic one, the first, or a later one, the smallest offset above all. */
	if (one_in(p, 2))
		h[3] = 1;
	if (one_in(p, 3)) {
		put16(h + 2, (one_in(p, 2) ? 1 : 1 + below(p, 8191)) << 3 | below(p, 2));
		ext->stops = true;
	}
	/* Reserved bits say nothing. */
	h[3] |= below(p, 4) << 1;
	return 8;
}

/* One header at the end of the packet; *@next gets its number. */
static void put_ext(struct random6 *p, __u8 **next_hdr)
{
	struct random6_ext *ext = &p->ext[p->n_ext++];
	__u8 *h = p->pkt + p->len;
	size_t len = 8 * (1 + below(p, 4));
	unsigned int kind = below(p, 5);

	/* A router reads hop-by-hop options, so they come first or not at all. */
	if (kind == 3 && p->n_ext > 1)
		kind = 4;
	ext->off = p->len;
	ext->stops = false;
	switch (kind) {
	case 0:
		**next_hdr = IPPROTO_ROUTING;
		len = put_routing(p, h, ext);
		break;
	case 1:
		**next_hdr = IPPROTO_FRAGMENT;
		len = put_fragment(p, h, ext);
		break;
	case 2:
		**next_hdr = IPPROTO_AH;
		len = 12 + 4 * below(p, 8);
		fill(p, h, len);
		h[1] = len / 4 - 2;
		break;
	default:
		**next_hdr = kind == 3 ? IPPROTO_HOPOPTS : IPPROTO_DSTOPTS;
		put_options(p, h, len);
	}
	*next_hdr = h;
	p->len += len;
}

/* ---- the upper layer ----------------------------------------------------------- */

static size_t payload_len(struct random6 *p)
{
	switch (below(p, 32)) {
	case 0:
		return 3000 + below(p, 6000);
	case 1:
	case 2:
		return 1100 + below(p, 400);
	case 3:
	case 4:
		return 500 + below(p, 2000);
	case 5 ... 9:
		return below(p, 512);
	default:
		return below(p, 64);
	}
}

static size_t header_len(struct random6 *p)
{
	switch (p->proto) {
	case IPPROTO_TCP:
		return 20 + 4 * below(p, 11);
	case IPPROTO_DCCP:
		return 12 + 4 * below(p, 4);
	case IPPROTO_IPV6:
		return IP6_HLEN + 8;
	default:
		return 8;
	}
}

/* A UDP datagram in another IPv6 packet: its checksum knows nothing of ours. */
static void put_inner(__u8 *h, size_t len)
{
	h[0] = 0x60;
	put16(h + 4, len - IP6_HLEN);
	h[6] = IPPROTO_UDP;
	put16(h + IP6_HLEN + 4, len - IP6_HLEN);
}

/* The fields that say something of the packet; sets what the checksum covers. */
static void put_upper(struct random6 *p)
{
	__u8 *h = p->pkt + p->l4;
	size_t len = p->len - p->l4, some;

	p->cover = len;
	switch (p->proto) {
	case IPPROTO_TCP:
		h[12] = p->l4_hlen / 4 << 4;
		h[13] = 0x10 | (next(p) & 9);
		memset(h + 20, 1, p->l4_hlen - 20);
		break;
	case IPPROTO_UDP:
		put16(h + 4, len);
		break;
	case IPPROTO_UDPLITE:
		some = one_in(p, 2) ? 0 : 8 + below(p, len - 7);
		put16(h + 4, some);
		p->cover = some ?: len;
		break;
	case IPPROTO_DCCP:
		h[4] = p->l4_hlen / 4;
		some = below(p, 4);
		if (p->l4_hlen + 4 * some > len)
			some = 0;
		h[5] = (h[5] & 0xf0) | (some ? some + 1 : 0);
		if (some)
			p->cover = p->l4_hlen + 4 * some;
		break;
	case IPPROTO_ICMPV6:
		/* Not an error: what those quote is translated as well. */
		h[0] |= 0x80;
		break;
	case IPPROTO_IPV6:
		put_inner(h, len);
		break;
	}
}

/* ---- the checksum ------------------------------------------------------------ */

static void set_field(struct random6 *p, size_t at, unsigned int v)
{
	put16(p->pkt + at, v);
}

/* Complete, for a destination in the pseudo-header. */
static void set_right(struct random6 *p, size_t at, const __u8 *dst)
{
	unsigned int v;

	set_field(p, at, 0);
	v = residue_less(0, random6_sum(p, p->pkt, dst, p->len - p->l4, p->cover));
	if (!v && (p->proto == IPPROTO_UDP || p->proto == IPPROTO_UDPLITE))
		v = 0xffff;
	set_field(p, at, v);
	p->right = true;
}

/* The first word of the payload such that for @dst the checksum would be zero. */
static void aim_at_zero(struct random6 *p, size_t at, const __u8 *dst)
{
	size_t word = p->l4 + p->l4_hlen;

	if (p->cover < p->l4_hlen + 2)
		return;
	set_field(p, at, 0);
	set_field(p, word, 0);
	set_field(p, word, residue_less(0, random6_sum(p, p->pkt, dst, p->len - p->l4,
						       p->cover)));
}

static void set_complete(struct random6 *p, size_t at, const __u8 *dst, const __u8 *out)
{
	switch (below(p, 16)) {
	case 0:
		set_field(p, at, 0);
		break;
	case 1:
		set_field(p, at, 0xffff);
		break;
	case 2:
	case 3:
		break;		/* the random bytes that are there */
	case 4:
		aim_at_zero(p, at, dst);
		set_right(p, at, dst);
		break;
	case 5:
		aim_at_zero(p, at, out);
		set_right(p, at, dst);
		break;
	default:
		set_right(p, at, dst);
	}
}

static void set_seed(struct random6 *p, size_t at, const __u8 *dst)
{
	unsigned int v = random6_sum(p, p->pkt, dst, p->len - p->l4, 0);

	if (!p->gso_size && one_in(p, 16))
		return;
	/* Both zeros are seen. */
	set_field(p, at, v ?: one_in(p, 2) * 0xffff);
	p->right = true;
}

static void leave_to_device(struct random6 *p, size_t start, size_t offset)
{
	p->partial = true;
	p->csum_start = start;
	p->csum_offset = offset;
	p->head = start + offset + 2;
}

/* Newer kernels take what follows the IPv6 header and hop-by-hop options for TCP's header
 * when they estimate the length of all parts, and drop what does not look like one.
 */
static bool looks_like_tcp(const struct random6 *p)
{
	size_t hlen = p->pkt[IP6_HLEN + 12] >> 4 << 2;

	return hlen >= 20 && IP6_HLEN + hlen < p->len;
}

/* Behind one extension header; nobody cuts what is a part already, or on its way
 * elsewhere.
 */
static bool can_be_cut(const struct random6 *p)
{
	if (p->n_ext > 1 || p->ext[0].stops)
		return false;
	switch (p->pkt[6]) {
	case IPPROTO_HOPOPTS:
		return true;
	case IPPROTO_DSTOPTS:
	case IPPROTO_ROUTING:
		return p->proto != IPPROTO_TCP || looks_like_tcp(p);
	default:
		return false;
	}
}

static bool cut_in_parts(struct random6 *p, const struct random6_plan *plan)
{
	size_t len = p->len - p->l4 - p->l4_hlen, least = len / 60 + 8;

	if (p->proto != IPPROTO_TCP && (p->proto != IPPROTO_UDP || !plan->udp_gso))
		return false;
	if (p->n_ext && !can_be_cut(p))
		return false;
	return len > least && (p->gso_size = least + below(p, len - least));
}

/* Where a device is to sum up: ours, or something inside what we carry. */
static void offload(struct random6 *p, const struct random6_plan *plan, size_t at)
{
	size_t room = p->len - p->l4 - p->l4_hlen;

	if (at && !one_in(p, 8)) {
		if (room > 256 || one_in(p, 2))
			cut_in_parts(p, plan);
		p->cover = p->len - p->l4;
		if (p->proto == IPPROTO_UDPLITE)
			put16(p->pkt + p->l4 + 4, 0);
		leave_to_device(p, p->l4, at);
	} else if (room >= 16) {
		leave_to_device(p, p->l4 + p->l4_hlen + 2 * below(p, room / 2 - 4), 6);
	}
}

static void put_checksum(struct random6 *p, const struct random6_plan *plan, bool stops,
			 const __u8 *out)
{
	const __u8 *dst = p->pkt + DST_AT;
	int at = random6_check_at(p->proto);
	size_t check = p->l4 + at;

	p->unknown = at < 0 && !stops;
	if (at <= 0)
		at = 0;
	if (one_in(p, 4))
		offload(p, plan, at);
	if (!at)
		return;
	if (p->partial && p->csum_start == p->l4)
		set_seed(p, check, dst);
	else
		set_complete(p, check, dst, out);
	if (!stops)
		p->check = check;
}

/* A packet that ends too early, but behind options that a router reads. */
static void cut_short(struct random6 *p)
{
	size_t least = IP6_HLEN, end = p->check ? p->check + 2 : p->l4;
	unsigned int i;

	if (p->pkt[6] == IPPROTO_HOPOPTS)
		least += 8 * (p->pkt[IP6_HLEN + 1] + 1);
	if (end <= least || p->partial)
		return;
	p->len = least + below(p, end - least);
	p->right = false;
	p->cover = p->len > p->l4 ? p->len - p->l4 : 0;
	p->unknown = p->unknown || p->check;
	p->check = 0;
	for (i = 0; i < p->n_ext; i++) {
		/* Eight bytes of each header are looked at. */
		if (p->ext[i].off + 8 > p->len) {
			p->unknown = true;
			return;
		}
		if (p->ext[i].stops)
			return;
	}
}

void random6_rest(struct random6 *p, const struct random6_plan *plan,
		  const __u8 out[16])
{
	__u8 *next_hdr = p->pkt + 6;
	bool stops = false;
	unsigned int i;

	for (i = one_in(p, 2) ? 0 : below(p, RANDOM6_EXTS + 1); i; i--) {
		put_ext(p, &next_hdr);
		stops = stops || p->ext[p->n_ext - 1].stops;
	}
	p->proto = protos[below(p, sizeof(protos))];
	*next_hdr = p->proto;
	p->l4 = p->len;
	p->l4_hlen = header_len(p);
	p->len += p->l4_hlen + payload_len(p);
	fill(p, p->pkt + p->l4, p->len - p->l4);
	put_upper(p);
	put_checksum(p, plan, stops, out);
	if (one_in(p, 32))
		cut_short(p);
	put16(p->pkt + 4, p->len - IP6_HLEN);
	if (!p->partial && one_in(p, 2))
		p->head = IP6_HLEN + below(p, p->len - IP6_HLEN + 1);
}
