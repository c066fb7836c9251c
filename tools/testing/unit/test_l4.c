// SPDX-License-Identifier: GPL-2.0
/*
 * Where a packet's checksum is, and what becomes of it: packets of every kind of
 * header, cut off at every byte, and random ones, against checksums computed
 * from scratch.
 */
#include <stdlib.h>

#include "../../../uapi/linux/ila.h"
#include "oracle.h"
#include "plain.h"
#include "tap.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define RANDOM_CASES 2000000

static int random_cases;
/* Five headers of 255 units and some; and what random packets stay below. */
#define MAX_LEN 12000
#define MAX_RANDOM 512
#define MAX_EXTS 8
#define UNKNOWN -1

/* A packet under construction. @exts: where its extension headers start. */
struct build {
	u8 data[MAX_LEN];
	size_t len;
	u8 *next;
	size_t exts[MAX_EXTS];
	int n_exts;
};

static void build_init(struct build *b, uint64_t *seed)
{
	size_t i;

	for (i = 0; i < 40; i++)
		b->data[i] = oracle_random(seed);
	b->data[0] = 0x60;
	b->data[6] = 59;
	b->next = b->data + 6;
	b->len = 40;
	b->n_exts = 0;
}

/* Appends an extension header whose second byte is @second, the rest random. */
static u8 *build_ext(struct build *b, u8 number, u8 second, uint64_t *seed)
{
	size_t len = number == 51 ? (second + 2) * 4 : (second + 1) * 8;
	u8 *hdr = b->data + b->len;
	size_t i;

	if (number == 44)
		len = 8;
	for (i = 0; i < len; i++)
		hdr[i] = oracle_random(seed);
	hdr[0] = 59;
	if (number != 44)
		hdr[1] = second;
	if (number == 43)
		hdr[3] = 0;
	if (number == 44)
		memset(hdr + 2, 0, 2);
	*b->next = number;
	b->next = hdr;
	b->exts[b->n_exts++] = b->len;
	b->len += len;
	return hdr;
}

/* Appends what is transported: @len random bytes. Returns where it starts. */
static size_t build_upper(struct build *b, u8 proto, size_t len, uint64_t *seed)
{
	size_t off = b->len, i;

	for (i = 0; i < len; i++)
		b->data[off + i] = oracle_random(seed);
	*b->next = proto;
	b->len += len;
	return off;
}

static void put16(u8 *at, uint16_t v)
{
	at[0] = v >> 8;
	at[1] = v;
}

static uint16_t get16(const u8 *at)
{
	return at[0] * 256 + at[1];
}

/* The kinds of packets. In @chain, a letter is a header in front of @proto: hop-by-hop,
 * Destination options, Routing, routing with segments left (S), first Fragment,
 * later fragment (L), Authentication. @check: offset in the transport header,
 * 0 if nothing is to be patched.
 */
static const struct kind {
	const char *name;
	const char *chain;
	u8 proto;
	int check;
} kinds[] = {
	{ "TCP", "", 6, 16 },
	{ "UDP", "", 17, 6 },
	{ "UDP-Lite", "", 136, 6 },
	{ "DCCP", "", 33, 6 },
	{ "ICMPv6", "", 58, 2 },
	{ "TCP behind hop-by-hop options", "h", 6, 16 },
	{ "UDP behind destination options", "d", 17, 6 },
	{ "UDP behind a used-up routing header", "r", 17, 6 },
	{ "UDP behind a routing header with segments left", "S", 17, 0 },
	{ "UDP in a first fragment", "f", 17, 6 },
	{ "UDP in a later fragment", "l", 17, 0 },
	{ "UDP behind an authentication header", "a", 17, 6 },
	{ "ICMPv6 behind five headers", "hdrfa", 58, 2 },
	{ "DCCP behind the same header three times", "ddd", 33, 6 },
	{ "UDP-Lite behind options behind segments left", "Sd", 136, 0 },
	{ "UDP behind options in a later fragment", "hl", 17, 0 },
	{ "SCTP", "", 132, 0 },
	{ "ESP", "d", 50, 0 },
	{ "GRE", "", 47, 0 },
	{ "IPv4 in IPv6", "", 4, 0 },
	{ "IPv6 in IPv6", "h", 41, 0 },
	{ "no next header", "hd", 59, 0 },
	{ "OSPF", "", 89, UNKNOWN },
	{ "PIM behind options", "d", 103, UNKNOWN },
	{ "mobility", "", 135, UNKNOWN },
	{ "HIP", "", 139, UNKNOWN },
	{ "an experiment", "h", 253, UNKNOWN },
	{ "an unknown protocol behind segments left", "S", 253, 0 },
};

static size_t build_kind(struct build *b, const struct kind *kind, u8 second,
			 uint64_t *seed)
{
	const char *c;

	build_init(b, seed);
	for (c = kind->chain; *c; c++) {
		switch (*c) {
		case 'h':
			build_ext(b, 0, second, seed);
			break;
		case 'd':
			build_ext(b, 60, second, seed);
			break;
		case 'r':
			build_ext(b, 43, second, seed);
			break;
		case 'S':
			build_ext(b, 43, second, seed)[3] = 1 + second / 2;
			break;
		case 'f':
			/* More fragments, and the two reserved bits. */
			put16(build_ext(b, 44, 0, seed) + 2, 7);
			break;
		case 'l':
			put16(build_ext(b, 44, 0, seed) + 2,
			      8 << (second % 13));
			break;
		case 'a':
			build_ext(b, 51, second, seed);
			break;
		}
	}
	return build_upper(b, kind->proto, 24, seed);
}

/* The walk over a copy that ends where the packet does, so that ASan sees. */
static struct ila_l4 find_exact(const u8 *data, size_t len, bool *bounded)
{
	u8 *copy = malloc(len);
	struct plain p = { .data = memcpy(copy, data, len), .len = len };
	struct ila_l4 l4 = plain_find(&p);

	*bounded &= p.reads <= (len - 40) / 8 + 1;
	free(copy);
	return l4;
}

static bool l4_is(const struct ila_l4 *l4, unsigned int check, bool unknown,
		  u8 proto)
{
	if (l4->check != check || l4->unknown != unknown)
		return false;
	return !check || (l4->zero_is_none == (proto == 17) &&
			  l4->mangle_zero == (proto == 17 || proto == 136));
}

/* Are in the first @len bytes all headers of the chain that the walk has to read? */
static bool chain_within(const struct kind *kind, const struct build *b,
			 size_t len)
{
	int i, last = strcspn(kind->chain, "Sl");

	for (i = 0; i < b->n_exts && i <= last; i++) {
		if (len < b->exts[i] + 8)
			return false;
	}
	return true;
}

/* Full packets and all shorter ones, with short and long headers. */
static void test_kind(const struct kind *kind)
{
	static const u8 seconds[] = { 0, 1, 2, 7, 33, 255 };
	bool whole = true, cut = true, bounded = true;
	bool unknown = kind->check == UNKNOWN;
	uint64_t seed = 11;
	struct build b;
	size_t off, len;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(seconds); i++) {
		unsigned int check;
		struct ila_l4 l4;

		off = build_kind(&b, kind, seconds[i], &seed);
		check = kind->check > 0 ? off + kind->check : 0;
		l4 = find_exact(b.data, b.len, &bounded);
		whole &= l4_is(&l4, check, unknown, kind->proto);
		for (len = 40; len < b.len; len++) {
			bool in = chain_within(kind, &b, len);

			l4 = find_exact(b.data, len, &bounded);
			cut &= l4_is(&l4, in ? check : 0, !in || unknown,
				     kind->proto);
			cut &= !check || !in ||
			       ila_l4_within(&l4, len) == (len >= check + 2);
		}
	}
	ok(whole, "%s: the checksum is where it should be", kind->name);
	ok(cut && bounded, "%s: cut off at every byte", kind->name);
}

/* All protocol numbers: only those that the oracle knows may be known. */
static void test_protocols(void)
{
	bool good = true, bounded = true, usual = true;
	uint64_t seed = 12;
	struct build b;
	int proto;

	for (proto = 0; proto < 256; proto++) {
		int at = oracle_check_offset(proto);
		struct ila_l4 l4;
		size_t off;

		usual &= ila_usual_check(proto) ==
			 (proto == 6 || proto == 17 ? 40u + at : 0);
		if (proto == 0 || proto == 43 || proto == 44 || proto == 51 ||
		    proto == 60)
			continue;
		build_init(&b, &seed);
		build_ext(&b, 60, 1, &seed);
		off = build_upper(&b, proto, 40, &seed);
		l4 = find_exact(b.data, b.len, &bounded);
		good &= l4_is(&l4, at > 0 ? off + at : 0, at < 0, proto);
	}
	ok(good, "all protocols: five have a checksum, seven have none");
	ok(usual, "TCP and UDP are the usual ones");
}

/* Headers start at multiples of four; where a checksum is does not depend on it. */
static void test_describe(void)
{
	bool good = true;
	unsigned int off;
	int proto;

	for (proto = 0; proto < 256; proto++) {
		int at = oracle_check_offset(proto);

		for (off = 40; off < 72; off++) {
			struct ila_l4 l4 = {};

			ila_l4_describe(&l4, proto, off);
			good &= l4_is(&l4, at > 0 ? off + at : 0, at < 0, proto);
		}
	}
	ok(good, "all protocols, at any offset");
}

/* A chain that never ends but with the packet. */
static void test_bounded(void)
{
	static const u8 loops[] = { 0, 60, 43, 51, 44 };
	size_t i, len = 65535 + 40;
	bool good = true, bounded = true;
	u8 *data = malloc(len);

	for (i = 0; i < ARRAY_SIZE(loops); i++) {
		size_t at;
		struct ila_l4 l4;

		memset(data, 0, len);
		data[6] = loops[i];
		for (at = 40; at < len; at += 8)
			data[at] = loops[i];
		l4 = find_exact(data, len, &bounded);
		good &= l4_is(&l4, 0, true, 0);
	}
	free(data);
	ok(good && bounded, "65535 bytes of headers are read once");
}

/* Every field and many deltas: the two ways to patch one, against residues. */
static void test_patched(void)
{
	static const struct ila_l4 tcp = { .check = 56 };
	static const struct ila_l4 lite = { .check = 46, .mangle_zero = true };
	static const struct ila_l4 udp = {
		.check = 46, .mangle_zero = true, .zero_is_none = true,
	};
	bool sums = true, none = true, mangled = true, usual = true;
	uint32_t field, delta;

	for (field = 0; field < 65536; field++) {
		for (delta = 0; delta < 65536; delta += 257) {
			u16 t = ila_l4_patched(&tcp, field, delta, false);
			u16 l = ila_l4_patched(&lite, field, delta, false);
			u16 u = ila_l4_patched(&udp, field, delta, false);
			u16 p = ila_l4_patched(&udp, field, delta, true);
			u16 ut = field, uu = field;

			sums &= (t + delta) % 65535 == field % 65535;
			sums &= p % 65535 == (field + delta) % 65535;
			none &= field || !u;
			mangled &= l && l % 65535 == t % 65535;
			mangled &= !field || u == l;
			ila_usual_patch(&ut, 6, delta);
			ila_usual_patch(&uu, 17, delta);
			usual &= ut == t && uu == u;
		}
	}
	ok(sums, "a field loses what the addresses gain; a pseudo sum gains it");
	ok(none, "UDP without a checksum stays so");
	ok(mangled, "UDP and UDP-Lite never get the field 0000");
	ok(usual, "the short way does the same");
}

/* A random packet: any chain, any transport protocol with a valid checksum. */
static struct oracle_upper random_packet(struct build *b, uint64_t *seed)
{
	static const u8 numbers[] = { 0, 60, 43, 44, 51 };
	static const u8 protos[] = { 6, 17, 17, 136, 33, 58, 47, 89 };
	uint64_t dice = oracle_random(seed);
	int exts = dice % 5, at, i;
	struct oracle_upper u = {};
	u8 *hdr;

	build_init(b, seed);
	for (i = 0; i < exts; i++) {
		dice = oracle_random(seed);
		hdr = build_ext(b, numbers[dice % 5], dice / 8 % 4, seed);
		if (dice % 5 == 2 && !(dice >> 8 & 7)) {
			hdr[3] = 1;
			u.routed = true;
		}
	}
	dice = oracle_random(seed);
	u.proto = protos[dice % 8];
	u.off = build_upper(b, u.proto, 24 + dice / 8 % 40, seed);
	at = oracle_check_offset(u.proto);
	if (at > 0) {
		u8 *check = b->data + u.off + at;
		u8 *word = b->data + u.off + 20;

		put16(check, oracle_checksum(b->data, b->len, &u));
		/* Now and then one that a word of the payload makes zero. */
		if (!(dice >> 16 & 7)) {
			put16(word, 0);
			put16(word, oracle_checksum(b->data, b->len, &u));
			put16(check, oracle_checksum(b->data, b->len, &u));
		}
		if (u.proto == 17 && !(dice >> 24 & 15))
			put16(check, 0);
	}
	return u;
}

/* What the packet must be after its destination became @dst. */
static void expect(u8 *data, size_t len, const struct oracle_upper *u,
		   const struct in6_addr *dst)
{
	int at = oracle_check_offset(u->proto);
	u8 *check = data + u->off + at;
	bool none = u->proto == 17 && !get16(check);

	memcpy(data + 24, dst, 16);
	if (at > 0 && !u->routed && !none)
		put16(check, oracle_checksum(data, len, u));
}

static struct in6_addr with_upper(const u8 *upper, const u8 *lower)
{
	struct in6_addr a;

	memcpy(a.s6_addr, upper, 8);
	memcpy(a.s6_addr + 8, lower + 8, 8);
	return a;
}

/* There and back in mode adj-transport: all bytes are what they should be. */
static bool adjust_trip(struct build *b, const struct oracle_upper *u,
			const struct in6_addr *locator, bool fixed)
{
	u8 want[MAX_RANDOM], got[MAX_RANDOM];
	struct plain p = { .data = got, .len = b->len };
	struct in6_addr sir, wire;
	struct ila_rewrite out, in;
	bool good, known = oracle_check_offset(u->proto) >= 0 || u->routed;

	memcpy(want, b->data, b->len);
	memcpy(got, b->data, b->len);
	memcpy(&sir, b->data + 24, 16);
	wire = with_upper(locator->s6_addr, sir.s6_addr);
	ila_rewrite_init(&out, ila_upper(&wire), ILA_CSUM_ADJUST_TRANSPORT);
	ila_rewrite_init(&in, ila_upper(&sir), ILA_CSUM_ADJUST_TRANSPORT);
	if (fixed) {
		ila_rewrite_fix(&out, ila_upper(&sir), true);
		ila_rewrite_fix(&in, ila_upper(&wire), false);
	}

	good = plain_patch(&p, ila_rewrite_delta(plain_dst(&p), &out), false) == known;
	ila_to_wire(plain_dst(&p), &out, false);
	expect(want, b->len, u, &wire);
	good &= !memcmp(want, got, b->len);

	good &= plain_patch(&p, ila_rewrite_delta(plain_dst(&p), &in), false) == known;
	ila_to_sir(plain_dst(&p), &in);
	return good && !memcmp(b->data, got, b->len);
}

/* The field of an offloaded checksum: a device completes it to a valid one. */
static bool partial_trip(struct build *b, const struct oracle_upper *u,
			 const struct in6_addr *locator)
{
	u8 got[MAX_RANDOM];
	struct plain p = { .data = got, .len = b->len };
	int at = oracle_check_offset(u->proto);
	u8 *check = got + u->off + at;
	struct ila_rewrite out;
	uint32_t sum;

	if (at <= 0 || u->routed)
		return true;
	memcpy(got, b->data, b->len);
	put16(check, oracle_pseudo_residue(b->data, b->len, u));
	ila_rewrite_init(&out, ila_upper(locator), ILA_CSUM_ADJUST_TRANSPORT);
	plain_patch(&p, ila_rewrite_delta(plain_dst(&p), &out), true);
	ila_to_wire(plain_dst(&p), &out, false);
	sum = oracle_residue(got + u->off, b->len - u->off);
	put16(check, 65535 - sum);
	return oracle_upper_residue(got, b->len, u) == 0;
}

/* In the neutral modes the packet verifies though nothing but the address changed. */
static bool neutral_trip(struct build *b, const struct oracle_upper *u,
			 const struct in6_addr *locator, int mode)
{
	u8 got[MAX_RANDOM];
	struct in6_addr *dst = (struct in6_addr *)(got + 24);
	struct ila_rewrite out;

	memcpy(got, b->data, b->len);
	ila_rewrite_init(&out, ila_upper(locator), mode);
	if (ila_to_wire(dst, &out, false) != ILA_REWRITTEN)
		return !memcmp(b->data, got, b->len);
	return !memcmp(b->data, got, 24) &&
	       !memcmp(b->data + 40, got + 40, b->len - 40) &&
	       oracle_upper_residue(b->data, b->len, u) ==
	       oracle_upper_residue(got, b->len, u);
}

/* Zero by computation, in the form that the protocol sends. */
static bool zero_checksum(const struct build *b, const struct oracle_upper *u)
{
	int at = oracle_check_offset(u->proto);
	uint16_t zero = u->proto == 17 || u->proto == 136 ? 0xffff : 0;

	return at > 0 && get16(b->data + u->off + at) == zero;
}

static void test_random(void)
{
	bool adjusted = true, partial = true, neutral = true, agreed = true;
	uint64_t seed = 13;
	int zeros = 0;
	int i;

	for (i = 0; i < random_cases; i++) {
		struct in6_addr locator = {};
		struct oracle_upper u, again;
		struct build b;
		uint64_t v;

		u = random_packet(&b, &seed);
		v = oracle_random(&seed);
		memcpy(&locator, &v, sizeof(v));
		adjusted &= adjust_trip(&b, &u, &locator, i & 1);
		partial &= partial_trip(&b, &u, &locator);
		neutral &= neutral_trip(&b, &u, &locator,
					i & 2 ? ILA_CSUM_NEUTRAL_MAP :
						ILA_CSUM_NEUTRAL_MAP_AUTO);
		again = oracle_upper(b.data, b.len);
		agreed &= again.proto == u.proto && again.off == u.off &&
			  again.routed == u.routed;
		zeros += zero_checksum(&b, &u);
	}
	ok(agreed, "the oracle's own walk agrees with how the packets were made");
	ok(adjusted, "%d random packets there and back, adj-transport", random_cases);
	ok(partial, "%d random packets with an offloaded checksum", random_cases);
	ok(zeros > random_cases / 100, "%d of them have a checksum of zero", zeros);
	ok(neutral, "%d random packets in the neutral modes", random_cases);
}

int main(void)
{
	size_t i;

	random_cases = oracle_cases(RANDOM_CASES);
	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		test_kind(&kinds[i]);
	test_protocols();
	test_describe();
	test_bounded();
	test_patched();
	test_random();
	return done_testing();
}
