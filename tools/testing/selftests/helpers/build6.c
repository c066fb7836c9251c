// SPDX-License-Identifier: GPL-2.0
/* Builds one IPv6 packet with extension headers and a correct checksum. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "build6.h"
#include "util.h"

static void put16(__u8 *p, unsigned int v)
{
	p[0] = v >> 8;
	p[1] = v;
}

static void need(const struct built6 *out, size_t more)
{
	if (out->len + more > sizeof(out->pkt))
		die(RC_USAGE, "packet too long");
}

/* Routing header "rh:TYPE:SEGLEFT:ADDR"; with segments left, ADDR is the
 * final destination.
 */
static size_t put_routing(__u8 *p, const char *spec)
{
	unsigned int type, left;
	char addr[64];

	if (sscanf(spec, "rh:%u:%u:%63s", &type, &left, addr) != 3 ||
	    inet_pton(AF_INET6, addr, p + 8) != 1)
		die(RC_USAGE, "bad header \"%s\"", spec);
	p[1] = 2;
	p[2] = type;
	p[3] = left;
	return 24;
}

/* Appends one extension header; returns its protocol number. */
static unsigned int put_ext(struct built6 *out, const char *spec)
{
	__u8 *p = out->pkt + out->len;
	unsigned int proto;
	size_t len = 8;

	need(out, 64);
	memset(p, 0, 64);
	if (!strncmp(spec, "rh:", 3)) {
		proto = IPPROTO_ROUTING;
		len = put_routing(p, spec);
	} else if (!strcmp(spec, "hbh") || !strcmp(spec, "dst")) {
		proto = *spec == 'h' ? IPPROTO_HOPOPTS : IPPROTO_DSTOPTS;
		p[2] = 1;		/* PadN over the other six bytes */
		p[3] = 4;
	} else if (!strcmp(spec, "ah")) {
		proto = IPPROTO_AH;
		len = 24;
		p[1] = len / 4 - 2;
		put16(p + 6, 0x100);	/* SPI */
		put16(p + 10, 1);	/* sequence number; a value of zeroes */
	} else if (!strcmp(spec, "atomic")) {
		proto = IPPROTO_FRAGMENT;
		p[7] = 1;
	} else {
		die(RC_USAGE, "unknown header \"%s\"", spec);
	}
	out->len += len;
	return proto;
}

static void put_ip(const struct build6 *b, struct built6 *out)
{
	__u8 *p = out->pkt;

	memset(p, 0, IP6_HLEN);
	p[0] = 0x60 | b->flow >> 24;
	p[1] = b->flow >> 16;
	put16(p + 2, b->flow);
	p[7] = b->hop_limit;
	memcpy(p + 8, &b->src, 16);
	memcpy(p + 24, &b->dst, 16);
	out->len = IP6_HLEN;
}

/* The chain of headers; each one's number goes into the one before. */
static void put_headers(const struct build6 *b, struct built6 *out)
{
	__u8 *next = out->pkt + 6;
	unsigned int i;

	put_ip(b, out);
	for (i = 0; i < b->n_ext; i++) {
		size_t at = out->len;

		*next = put_ext(out, b->ext[i]);
		next = out->pkt + at;
	}
	*next = b->proto;
	out->next_at = next - out->pkt;
	out->l4 = out->len;
}

static size_t transport_hlen(const struct build6 *b)
{
	if (b->raw)
		return 0;
	return b->proto == IPPROTO_TCP ? 20 : 8;
}

static void put_transport(const struct build6 *b, struct built6 *out)
{
	__u8 *p = out->pkt + out->len;
	size_t hlen = transport_hlen(b);

	need(out, hlen + b->payload_len);
	memset(p, 0, hlen);
	memcpy(p + hlen, b->payload, b->payload_len);
	out->len += hlen + b->payload_len;
	out->l4_hlen = hlen;
	out->csum_at = b->raw ? b->csum_at : wire6_csum_at(b->proto);
	if (b->raw)
		return;

	if (b->proto == IPPROTO_ICMPV6) {
		p[0] = b->sport;
		p[1] = b->dport;
		put16(p + 4, 0x1234);
		put16(p + 6, 1);
		return;
	}
	put16(p, b->sport);
	put16(p + 2, b->dport);
	if (b->proto == IPPROTO_UDP) {
		put16(p + 4, out->len - out->l4);
		return;
	}
	put16(p + 4, 0x1000);		/* sequence 0x10000000 */
	p[12] = 5 << 4;
	p[13] = b->tcp_flags;
	put16(p + 14, 0xffff);
}

static void put_csum(const struct build6 *b, struct built6 *out)
{
	__u8 *field = out->pkt + out->l4 + out->csum_at;
	struct wire6 w;
	unsigned int sum;

	if (out->csum_at < 0)
		return;
	if (out->l4 + out->csum_at + 2 > out->len)
		die(RC_USAGE, "checksum outside the packet");
	if (!wire6_parse(out->pkt, out->len, &w))
		die(RC_USAGE, "cannot parse what was built");
	put16(field, 0);
	/* Named by the caller: a header that hides the protocol, such as an
	 * atomic fragment, must not change the sum.
	 */
	w.proto = b->proto;
	w.len = out->len - out->l4;
	sum = wire6_pseudo(&w);
	if (!b->partial) {
		sum = wire6_sum(out->pkt + out->l4, w.len, sum);
		sum = ~sum & 0xffff;
		if (!sum && (b->raw || b->proto == IPPROTO_UDP))
			sum = 0xffff;
	}
	if (!strcmp(b->csum, "bad"))
		sum ^= 0x5555;
	else if (!strcmp(b->csum, "zero"))
		sum = 0;
	else if (*b->csum)
		sum = strtoul(b->csum, NULL, 16);
	put16(field, sum);
}

void build6(const struct build6 *b, struct built6 *out)
{
	errno = 0;
	put_headers(b, out);
	put_transport(b, out);
	put16(out->pkt + 4, out->len - IP6_HLEN);
	put_csum(b, out);
}

bool build6_fragment(const struct built6 *whole, size_t offset, size_t size,
		     unsigned int ident, struct built6 *out)
{
	size_t left = whole->len - whole->l4 - offset;
	bool more = left > size;
	__u8 *p;

	/* The fragment header goes last; every header before it is repeated. */
	memcpy(out->pkt, whole->pkt, whole->l4);
	p = out->pkt + whole->l4;
	memset(p, 0, 8);
	put16(p + 2, offset | more);
	put16(p + 4, ident >> 16);
	put16(p + 6, ident);
	p[0] = out->pkt[whole->next_at];
	out->pkt[whole->next_at] = IPPROTO_FRAGMENT;
	if (!more)
		size = left;
	memcpy(p + 8, whole->pkt + whole->l4 + offset, size);
	out->len = whole->l4 + 8 + size;
	put16(out->pkt + 4, out->len - IP6_HLEN);
	return more;
}
