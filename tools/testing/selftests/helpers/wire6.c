// SPDX-License-Identifier: GPL-2.0
/* IPv6 as it is on the wire: header walk and full checksum. */
#include <string.h>

#include "wire6.h"

static unsigned int get16(const __u8 *p)
{
	return p[0] << 8 | p[1];
}

/* The last address of a routing header is where the packet ends up; RFC 8754
 * lists them backwards.
 */
static void routing_final(const __u8 *hdr, size_t hlen, struct wire6 *w)
{
	unsigned int type = hdr[2], left = hdr[3];
	const __u8 *addr;

	if (!left || hlen < 24)
		return;
	if (type == 4)
		addr = hdr + 8;
	else
		addr = hdr + hlen - 16;
	memcpy(&w->final, addr, 16);
}

/* Step over one extension header; returns its length, 0 at the end of the
 * chain, or -1 if it is cut off.
 */
static int step(const __u8 *pkt, size_t len, struct wire6 *w)
{
	const __u8 *hdr = pkt + w->off;
	size_t left = len - w->off, hlen;

	switch (w->proto) {
	case IPPROTO_HOPOPTS:
	case IPPROTO_DSTOPTS:
	case IPPROTO_ROUTING:
		if (left < 8)
			return -1;
		hlen = (hdr[1] + 1) * 8;
		break;
	case IPPROTO_AH:
		if (left < 8)
			return -1;
		hlen = (hdr[1] + 2) * 4;
		break;
	case IPPROTO_FRAGMENT:
		hlen = 8;
		break;
	default:
		return 0;
	}
	if (left < hlen)
		return -1;
	if (w->proto == IPPROTO_ROUTING)
		routing_final(hdr, hlen, w);
	if (w->proto == IPPROTO_FRAGMENT) {
		w->fragment = get16(hdr + 2) & 0xfff9;
		w->later = get16(hdr + 2) & 0xfff8;
	}
	w->proto = hdr[0];
	return hlen;
}

bool wire6_parse(const __u8 *pkt, size_t len, struct wire6 *w)
{
	int n;

	memset(w, 0, sizeof(*w));
	if (len < IP6_HLEN || pkt[0] >> 4 != 6)
		return false;
	w->hop_limit = pkt[7];
	w->proto = pkt[6];
	memcpy(&w->src, pkt + 8, 16);
	memcpy(&w->dst, pkt + 24, 16);
	w->final = w->dst;
	w->off = IP6_HLEN;
	/* A link may pad short frames; a GSO packet may say 0. */
	if (get16(pkt + 4) && IP6_HLEN + get16(pkt + 4) < len)
		len = IP6_HLEN + get16(pkt + 4);

	do {
		n = w->later ? 0 : step(pkt, len, w);
		if (n < 0)
			return false;
		w->off += n;
	} while (n);
	w->len = len - w->off;
	return true;
}

int wire6_csum_at(unsigned int proto)
{
	switch (proto) {
	case IPPROTO_TCP:
		return 16;
	case IPPROTO_UDP:
	case IPPROTO_UDPLITE:
	case IPPROTO_DCCP:
		return 6;
	case IPPROTO_ICMPV6:
		return 2;
	default:
		return -1;
	}
}

unsigned int wire6_sum(const __u8 *data, size_t len, unsigned int start)
{
	unsigned long long sum = start;

	for (; len > 1; data += 2, len -= 2)
		sum += get16(data);
	if (len)
		sum += data[0] << 8;
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return sum;
}

unsigned int wire6_pseudo(const struct wire6 *w)
{
	__u8 tail[8] = {
		w->len >> 24, w->len >> 16, w->len >> 8, w->len,
		0, 0, 0, w->proto,
	};
	unsigned int sum;

	sum = wire6_sum(w->src.s6_addr, 16, 0);
	sum = wire6_sum(w->final.s6_addr, 16, sum);
	return wire6_sum(tail, sizeof(tail), sum);
}

/* UDP-Lite and DCCP may cover only the beginning of the message. */
static size_t covered(const __u8 *l4, const struct wire6 *w)
{
	size_t cover = w->len;

	if (w->proto == IPPROTO_UDPLITE && get16(l4 + 4))
		cover = get16(l4 + 4);
	else if (w->proto == IPPROTO_DCCP && w->len > 8 && l4[5] & 0xf)
		cover = l4[4] * 4 + ((l4[5] & 0xf) - 1) * 4;
	return cover > w->len ? w->len : cover;
}

enum csum_verdict wire6_check(const __u8 *pkt, const struct wire6 *w)
{
	const __u8 *l4 = pkt + w->off;
	int at = wire6_csum_at(w->proto);
	unsigned int sum;

	if (w->fragment)
		return CSUM_FRAGMENT;
	if (at < 0)
		return CSUM_NOT_OURS;
	if (w->len < (size_t)at + 2 || w->len < 8)
		return CSUM_SHORT;
	if (w->proto == IPPROTO_UDP && !get16(l4 + at))
		return CSUM_ZERO;
	sum = wire6_sum(l4, covered(l4, w), wire6_pseudo(w));
	return sum == 0xffff ? CSUM_OK : CSUM_BAD;
}
