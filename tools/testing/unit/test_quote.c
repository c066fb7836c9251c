// SPDX-License-Identifier: GPL-2.0
/*
 * What ICMPv6 errors quote, brought back to SIR form: random packets of several
 * kinds, quoted in wire form and cut off at any byte. The quote must be the packet
 * as it was, and the error's checksum right when everything is summed up.
 */
#include <endian.h>

#include "../../../uapi/linux/ila.h"
#include "oracle.h"
#include "plain.h"
#include "quote.h"
#include "tap.h"

#define RANDOM_CASES 500000
#define MAX_PACKET 120

static int random_cases;

static const char *const mode_name[] = {
	[ILA_CSUM_ADJUST_TRANSPORT] = "adj-transport",
	[ILA_CSUM_NEUTRAL_MAP] = "neutral-map",
	[ILA_CSUM_NO_ACTION] = "no-action",
	[ILA_CSUM_NEUTRAL_MAP_AUTO] = "neutral-map-auto",
};

/* A packet with an IPv6 header, and the error about it. */
struct error {
	u8 data[ILA_QUOTE_OFF + MAX_PACKET];
	size_t len;
};

static void fill(u8 *p, size_t len, uint64_t *seed)
{
	while (len--)
		*p++ = oracle_random(seed);
}

/* The checksum of what follows the IPv6 header, from scratch. */
static void write_checksum(u8 *packet, size_t len)
{
	struct oracle_upper u = oracle_upper(packet, len);
	int off = u.proto < 0 ? 0 : oracle_check_offset(u.proto);
	uint16_t check;

	if (off <= 0 || u.off + off + 2 > len)
		return;
	packet[u.off + off] = 0;
	packet[u.off + off + 1] = 0;
	check = htons(oracle_checksum(packet, len, &u));
	memcpy(packet + u.off + off, &check, sizeof(check));
}

static void header(u8 *packet, size_t len, u8 nexthdr, uint64_t *seed)
{
	u16 payload = htons(len - 40);

	fill(packet, len, seed);
	packet[0] = 0x60;
	memcpy(packet + 4, &payload, sizeof(payload));
	packet[6] = nexthdr;
}

/* A packet to an address that neutral modes can take, in SIR form. */
static size_t make_packet(u8 *packet, uint64_t *seed)
{
	static const u8 protocols[] = { 6, 17, 17, 58, 136, 33, 132, 60 };
	size_t len = 64 + oracle_random(seed) % (MAX_PACKET - 64);
	u8 proto = protocols[oracle_random(seed) % sizeof(protocols)];

	header(packet, len, proto, seed);
	packet[32] &= ~0x10;
	packet[39] &= ~1;
	if (proto == 60) {
		packet[40] = 6;
		packet[41] = 0;
	}
	write_checksum(packet, len);
	/* A datagram without a checksum. */
	if (proto == 17 && oracle_random(seed) % 4 == 0)
		memset(packet + 46, 0, 2);
	return len;
}

static void to_wire(u8 *packet, size_t len, const struct ila_rewrite *r)
{
	struct plain p = { .data = packet, .len = len };

	if (r->csum_mode == ILA_CSUM_ADJUST_TRANSPORT)
		plain_patch(&p, ila_rewrite_delta(plain_dst(&p), r), false);
	ila_to_wire(plain_dst(&p), r, true);
}

static void make_error(struct error *e, const u8 *packet, size_t len, uint64_t *seed)
{
	e->len = ILA_QUOTE_OFF + len;
	header(e->data, ILA_QUOTE_OFF, 58, seed);
	e->data[4] = 0;
	e->data[5] = 8 + len;
	e->data[40] &= 0x7f;
	memcpy(e->data + ILA_QUOTE_OFF, packet, len);
	write_checksum(e->data, e->len);
}

static const u8 *fetch_quoted(const void *error, unsigned int off, u8 *buf)
{
	const struct error *e = error;

	off += ILA_QUOTE_OFF;
	if (off > e->len || e->len - off < ILA_EXT_MIN)
		return NULL;
	return memcpy(buf, e->data + off, ILA_EXT_MIN);
}

/* As icmp.c does. */
static bool restore(struct error *e, const struct ila_rewrite *r)
{
	u16 delta, check, old = 0, new = 0;
	struct in6_addr quoted, addr;
	struct ila_l4 l4;

	memcpy(&quoted, e->data + ILA_QUOTE_DADDR, sizeof(quoted));
	addr = quoted;
	if (!ila_quote_restore(&addr, r))
		return false;
	delta = ila_rewrite_delta(&quoted, r);
	ila_l4_find(&l4, e, e->data[ILA_QUOTE_OFF + 6], fetch_quoted);
	if (r->csum_mode == ILA_CSUM_ADJUST_TRANSPORT && l4.check &&
	    ila_l4_within(&l4, e->len - ILA_QUOTE_OFF)) {
		memcpy(&old, e->data + ILA_QUOTE_OFF + l4.check, sizeof(old));
		new = ila_l4_patched(&l4, old, delta, false);
		memcpy(e->data + ILA_QUOTE_OFF + l4.check, &new, sizeof(new));
	}
	memcpy(e->data + ILA_QUOTE_DADDR, &addr, sizeof(addr));
	if (!ila_quote_changes_sum(r))
		return true;
	memcpy(&check, e->data + ILA_QUOTE_CHECK, sizeof(check));
	check = ila_quote_check(check, delta, old, new);
	memcpy(e->data + ILA_QUOTE_CHECK, &check, sizeof(check));
	return true;
}

static bool right_checksum(const struct error *e)
{
	struct oracle_upper u = oracle_upper(e->data, e->len);

	return u.proto == 58 && oracle_upper_residue(e->data, e->len, &u) == 0;
}

/* Bytes of a quote that can be restored: half a checksum cannot. */
static size_t restorable(const u8 *packet, size_t len, size_t cut)
{
	struct oracle_upper u = oracle_upper(packet, len);
	int off = u.proto < 0 ? 0 : oracle_check_offset(u.proto);

	return off > 0 && u.off + off + 1 == cut ? cut - 1 : cut;
}

/* One packet out, quoted, and back. */
static bool one(int mode, bool fixed, uint64_t *seed)
{
	u8 packet[MAX_PACKET], wire[MAX_PACKET];
	struct ila_rewrite out, in;
	struct in6_addr sir;
	struct error e;
	size_t len, cut;
	__be64 locator;

	len = make_packet(packet, seed);
	memcpy(&sir, packet + 24, sizeof(sir));
	fill((u8 *)&locator, sizeof(locator), seed);
	ila_rewrite_init(&out, locator, mode);
	ila_rewrite_init(&in, ila_upper(&sir), mode);
	if (fixed) {
		ila_rewrite_fix(&out, ila_upper(&sir), true);
		ila_rewrite_fix(&in, locator, false);
	}
	memcpy(wire, packet, len);
	to_wire(wire, len, &out);
	cut = 40 + oracle_random(seed) % (len - 40 + 1);
	make_error(&e, wire, cut, seed);
	return right_checksum(&e) && restore(&e, &in) && right_checksum(&e) &&
	       !memcmp(e.data + ILA_QUOTE_OFF, packet, restorable(packet, len, cut));
}

static void test_random(int mode, bool fixed)
{
	uint64_t seed = mode * 2 + fixed + 1;
	int good = 0, i;

	for (i = 0; i < random_cases; i++)
		good += one(mode, fixed, &seed);
	ok(good == random_cases, "%s, %s: %d of %d quotes come back whole",
	   mode_name[mode], fixed ? "computed once" : "computed per packet", good,
	   random_cases);
}

/* What cannot have left by the mapping is left alone. */
static void test_refused(void)
{
	struct in6_addr a, before;
	struct ila_rewrite r;

	inet_pton(AF_INET6, "2001:0:87:0:2000:0:1:333", &a);
	before = a;
	ila_rewrite_init(&r, htobe64(0x3333000000000001), ILA_CSUM_NEUTRAL_MAP);
	ok(!ila_quote_restore(&a, &r) && !memcmp(&a, &before, sizeof(a)),
	   "neutral-map: an address without the C-bit stays as it is");
	ila_rewrite_init(&r, htobe64(0x3333000000000001), ILA_CSUM_NEUTRAL_MAP_AUTO);
	ok(ila_quote_restore(&a, &r) && memcmp(&a, &before, sizeof(a)),
	   "neutral-map-auto: it has none");
}

static void test_types(void)
{
	bool good = true;
	int type;

	for (type = 0; type < 256; type++)
		good &= ila_quote_is_error(type) == !(type & 0x80);
	ok(good, "errors are the types without the high bit (RFC 4443)");
}

/* Where the standard puts them. */
static void test_layout(void)
{
	ok(ILA_QUOTE_CHECK == 42 && ILA_QUOTE_OFF == 48 && ILA_QUOTE_DADDR == 72 &&
	   ILA_QUOTE_MIN == 88, "the layout of RFC 4443 section 3");
}

int main(void)
{
	int mode;

	random_cases = oracle_cases(RANDOM_CASES);
	test_types();
	test_layout();
	test_refused();
	for (mode = ILA_CSUM_ADJUST_TRANSPORT; mode <= ILA_CSUM_NEUTRAL_MAP_AUTO; mode++) {
		test_random(mode, true);
		test_random(mode, false);
	}
	return done_testing();
}
