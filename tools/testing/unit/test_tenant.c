// SPDX-License-Identifier: GPL-2.0
/*
 * Addresses of virtual networks: where the bits lie, and there and back in all modes
 * against the residue of both addresses. The oracle knows nothing of prefixes,
 * differences or C-bits; the layout is put together here byte by byte.
 */
#include "../../../uapi/linux/ila.h"
#include "oracle.h"
#include "tap.h"
#include "tenant.h"

#define RANDOM_CASES 1000000

static const char *const mode_name[] = {
	[ILA_CSUM_ADJUST_TRANSPORT] = "adj-transport",
	[ILA_CSUM_NEUTRAL_MAP] = "neutral-map",
	[ILA_CSUM_NO_ACTION] = "no-action",
	[ILA_CSUM_NEUTRAL_MAP_AUTO] = "neutral-map-auto",
};

static struct in6_addr parse(const char *text)
{
	struct in6_addr a;

	if (inet_pton(AF_INET6, text, &a) != 1)
		memset(&a, 0xee, sizeof(a));
	return a;
}

static bool equal(const struct in6_addr *a, const struct in6_addr *b)
{
	return !memcmp(a, b, sizeof(*a));
}

static bool is_neutral(int mode)
{
	return mode == ILA_CSUM_NEUTRAL_MAP || mode == ILA_CSUM_NEUTRAL_MAP_AUTO;
}

/* Source and destination, as a checksum covers them. */
struct ends {
	struct in6_addr src, dst;
};

static uint32_t residue(const struct ends *e)
{
	return oracle_residue((const uint8_t *)e, sizeof(*e));
}

static void random_bytes(void *to, size_t len, uint64_t *seed)
{
	uint8_t *p = to;

	while (len--)
		*p++ = oracle_random(seed) >> 24;
}

static struct ila_tenant make(const struct in6_addr *prefix, __be64 sir, u32 vnid,
			      int mode, bool src_sir)
{
	struct ila_tenant t = {
		.prefix = *prefix, .vnid = vnid, .csum_mode = mode,
		.has_sir = true, .src_sir = src_sir,
	};

	/* What is not said to count does not. */
	memset(&t.sir, 0xee, sizeof(t.sir));

	ila_tenant_init(&t, sir);
	return t;
}

/* Bytes 8 to 11 of an identifier of a type, as the draft draws them. */
static bool head_is(const struct in6_addr *a, int type, bool cbit, u32 vnid)
{
	const u8 *b = a->s6_addr;

	return b[8] == (type << 5 | cbit << 4 | (vnid >> 24 & 0xf)) &&
	       b[9] == (vnid >> 16 & 0xff) && b[10] == (vnid >> 8 & 0xff) &&
	       b[11] == (vnid & 0xff);
}

/* What must be so on the wire, but for the low word. */
static bool wire_is(const struct ends *w, const struct ends *was,
		    const struct ila_tenant *t, __be64 sir, __be64 locator)
{
	bool cbit = t->csum_mode == ILA_CSUM_NEUTRAL_MAP;

	if (memcmp(&w->dst, &locator, 8) || !head_is(&w->dst, 3, cbit, t->vnid) ||
	    memcmp(w->dst.s6_addr + 12, was->dst.s6_addr + 12, 2))
		return false;
	if (!t->src_sir)
		return equal(&w->src, &was->src);
	return !memcmp(&w->src, &sir, 8) && head_is(&w->src, 3, false, t->vnid) &&
	       !memcmp(w->src.s6_addr + 12, was->src.s6_addr + 12, 4);
}

static bool round_trip(const struct ends *was, const struct ila_tenant *t,
		       __be64 sir, __be64 locator)
{
	bool neutral = is_neutral(t->csum_mode);
	struct ends e = *was;
	u16 delta;

	if (ila_tenant_to_wire(t, locator, ila_tenant_diff(t, locator), &e.src,
			       &e.dst, false) != ILA_REWRITTEN ||
	    !wire_is(&e, was, t, sir, locator))
		return false;
	delta = (u16)~ila_tenant_diff(t, locator);
	if (neutral && (residue(&e) != residue(was) || !e.dst.s6_addr16[7]))
		return false;
	if (!neutral && (e.dst.s6_addr16[7] != was->dst.s6_addr16[7] ||
			 residue(&e) != (residue(was) + ntohs(delta)) % 65535))
		return false;
	if (ila_tenant_from_wire(t, ila_tenant_back(t, locator), &e.src, &e.dst) !=
	    ILA_REWRITTEN)
		return false;
	return equal(&e.src, &was->src) && equal(&e.dst, &was->dst);
}

/* Now and then a word that sums up awkwardly. */
static void awkward(void *to, size_t len, uint64_t *seed)
{
	uint64_t r = oracle_random(seed);

	if (!(r & 3))
		memset((uint8_t *)to + (r >> 8) % (len / 2) * 2, r & 4 ? 0xff : 0, 2);
	if (!(r & 0x70))
		memset(to, r & 4 ? 0xff : 0, len);
}

static void test_random(int mode, bool src_sir)
{
	int i, n = oracle_cases(RANDOM_CASES);
	uint64_t seed = 1 + mode * 2 + src_sir;
	__be64 locator, sir;
	bool good = true;
	struct ends e;

	for (i = 0; i < n && good; i++) {
		struct ila_tenant t;
		u32 vnid;

		random_bytes(&e, sizeof(e), &seed);
		random_bytes(&locator, sizeof(locator), &seed);
		random_bytes(&sir, sizeof(sir), &seed);
		awkward(&e.dst, sizeof(e.dst), &seed);
		awkward(&locator, sizeof(locator), &seed);
		awkward(&sir, sizeof(sir), &seed);
		vnid = oracle_random(&seed) & ILA_VNID_MAX;
		memcpy(&e.src, &e.dst, 12);
		if (e.dst.s6_addr16[7] == 0xffff)
			e.dst.s6_addr16[7] = 0;
		t = make(&e.dst, sir, vnid, mode, src_sir);
		good = round_trip(&e, &t, sir, locator);
	}
	ok(good && i == n, "%s, source %s: %d random virtual networks there and back",
	   mode_name[mode], src_sir ? "in SIR form" : "as it is", n);
}

static void test_sweep(int mode, bool src_sir)
{
	struct in6_addr prefix = parse("fd00:1:2:3:4:5::");
	struct in6_addr locator = parse("2001:0:87::"), sir = parse("3333:0:0:1::");
	struct ila_tenant t = make(&prefix, ila_upper(&sir), 0x1234567, mode, src_sir);
	struct ends e = { parse("fd00:1:2:3:4:5:a:b"), parse("fd00:1:2:3:4:5:c:0") };
	bool good = true;
	uint32_t w;

	for (w = 0; w < 65535; w++) {
		e.dst.s6_addr16[7] = htons(w);
		good &= round_trip(&e, &t, ila_upper(&sir), ila_upper(&locator));
	}
	ok(good, "%s, source %s: all low words but ffff", mode_name[mode],
	   src_sir ? "in SIR form" : "as it is");
}

static void test_reserved(void)
{
	struct in6_addr prefix = parse("fd00::"), locator = parse("2001:db8::");
	struct ends e = { parse("fd00::1"), parse("fd00::ffff") }, was = e;
	struct ila_tenant t = make(&prefix, 0, 1, ILA_CSUM_NEUTRAL_MAP, false);
	u16 diff = ila_tenant_diff(&t, ila_upper(&locator));

	ok(ila_tenant_to_wire(&t, ila_upper(&locator), diff, &e.src, &e.dst, false) ==
	   ILA_REFUSED_RESERVED && !memcmp(&e, &was, sizeof(e)),
	   "ffff is refused and nothing has changed");
	ok(ila_tenant_to_wire(&t, ila_upper(&locator), diff, &e.src, &e.dst, true) ==
	   ILA_REWRITTEN && residue(&e) == residue(&was), "unless it is let pass");
	ila_tenant_from_wire(&t, ila_tenant_back(&t, ila_upper(&locator)), &e.src, &e.dst);
	was.dst = parse("fd00::");
	ok(equal(&e.dst, &was.dst), "and comes back as 0000");
}

static void test_plain(void)
{
	struct in6_addr prefix = parse("fd00::"), locator = parse("2001:db8::");
	struct ends e = { parse("fd00::1"), parse("2001:db8::6000:1:a:b") };
	struct in6_addr want = parse("fd00::a:b");
	struct ila_tenant t = make(&prefix, 0, 1, ILA_CSUM_NEUTRAL_MAP, false);

	ok(ila_tenant_from_wire(&t, ila_tenant_back(&t, ila_upper(&locator)), &e.src,
				&e.dst) == ILA_REWRITTEN_PLAIN && equal(&e.dst, &want),
	   "neutral-map without C-bit: the low word stays, and that is said");
}

/* A source that is none of the tenant's business stays, in either direction. */
static void test_source_stays(void)
{
	struct in6_addr prefix = parse("fd00::"), locator = parse("2001:db8::");
	struct ends e = { parse("2001:db8:9::1"), parse("fd00::a:b") }, was = e;
	struct ila_tenant t = make(&prefix, 0, 1, ILA_CSUM_NEUTRAL_MAP, false);
	__be64 loc = ila_upper(&locator);

	ila_tenant_to_wire(&t, loc, ila_tenant_diff(&t, loc), &e.src, &e.dst, false);
	ok(equal(&e.src, &was.src), "a source in no special form stays");
	ila_tenant_from_wire(&t, ila_tenant_back(&t, loc), &e.src, &e.dst);
	ok(equal(&e.src, &was.src) && equal(&e.dst, &was.dst), "on the way back, too");
}

static void test_limits(void)
{
	ok(ILA_VNID_MAX == (1 << 28) - 1 && ILA_TENANT_LEN == 128 - 32 &&
	   ILA_TENANT_BYTES * 8 == ILA_TENANT_LEN, "28 bits, and 96");
}

static void test_vnid(void)
{
	static const u32 some[] = { 0, 1, 0xffff, 0x10000, 0xabcdef, ILA_VNID_MAX };
	struct in6_addr a = parse("2001:db8::"), b;
	bool good = true;
	size_t i;
	int type;

	for (type = 0; type < 8; type++) {
		for (i = 0; i < sizeof(some) / sizeof(*some); i++) {
			b = a;
			ila_set_vnid(&b, type, some[i]);
			good &= head_is(&b, type, false, some[i]) && ila_vnid(&b) == some[i] &&
				ila_type(&b) == type && !ila_cbit(&b);
			b.s6_addr[8] |= 0x10;
			good &= ila_vnid(&b) == some[i] && !memcmp(&a, &b, 8);
		}
	}
	ok(good, "a VNID lies in bits 4 to 31 of the identifier, whatever the C-bit");
}

static void test_groups(void)
{
	static const struct {
		const char *group;
		int flags;
		bool fits;
		u32 bits;
	} some[] = {
		{ "ff02::1", 0, true, 0x20000001 },
		{ "ff0e::123:4567", 0, true, 0xe1234567 },
		{ "ff05::fff:ffff", 0, true, 0x5fffffff },
		{ "ff00::", 0, true, 0 },
		{ "ff05::1000:0", 0, false, 0 },	/* 29 bits */
		{ "ff02::1:ff00:1", 0, false, 0 },	/* a solicited node */
		{ "ff12::1", 0, false, 0 },		/* flags */
		{ "ff12::1", 1, true, 0x20000001 },
		{ "ff02::1", 1, false, 0 },
		{ "fff2::1", 15, true, 0x20000001 },
		{ "fe02::1", 0, false, 0 },
		{ "ff02:1::1", 0, false, 0 },
		{ "ff02:100::1", 0, false, 0 },
		{ "ff02::1:0:1", 0, false, 0 },
		{ "ff02::100:0:1", 0, false, 0 },
	};
	struct in6_addr a, b;
	bool good = true;
	__be32 low = 0;
	size_t i;

	for (i = 0; i < sizeof(some) / sizeof(*some); i++) {
		a = parse(some[i].group);
		good &= ila_mcast_encode(&a, some[i].flags, &low) == some[i].fits;
		if (!some[i].fits)
			continue;
		memset(&b, 0xee, sizeof(b));
		ila_mcast_decode(&b, some[i].flags, low);
		good &= ntohl(low) == some[i].bits && equal(&a, &b);
	}
	ok(good, "groups: scope and 28 bits fit, nothing else does");
}

/* The source of a group's packet: as it was, or the SIR prefix and the VNID before it. */
static bool source_is(const struct ends *e, const struct ends *was,
		      const struct ila_tenant *t, __be64 sir)
{
	if (!t->src_sir)
		return equal(&e->src, &was->src);
	return !memcmp(&e->src, &sir, 8) && head_is(&e->src, 3, false, t->vnid) &&
	       !memcmp(e->src.s6_addr + 12, was->src.s6_addr + 12, 4);
}

static void test_group_packets(int mode, bool src_sir)
{
	struct in6_addr prefix = parse("fd00:1:2:3:4:5::"), locator = parse("2001:db8:ff:1::");
	struct in6_addr sir = parse("3333:0:0:1::");
	struct ila_tenant t = make(&prefix, ila_upper(&sir), 0x42, mode, src_sir);
	struct ends was = { parse("fd00:1:2:3:4:5:a:b"), {} }, e;
	const char *src = src_sir ? ", source in SIR form" : "";
	bool neutral = is_neutral(mode), good = true;
	uint64_t seed = 5;
	int i;

	for (i = 0; i < 100000; i++) {
		ila_mcast_decode(&was.dst, 0, htonl(oracle_random(&seed) >> 16));
		if (was.dst.s6_addr16[7] == 0xffff)
			was.dst.s6_addr16[7] = 0;
		e = was;
		good &= ila_tenant_mcast_to_wire(&t, ila_upper(&locator), &e.src,
						 &e.dst) == ILA_REWRITTEN &&
			source_is(&e, &was, &t, ila_upper(&sir)) &&
			head_is(&e.dst, 4, mode == ILA_CSUM_NEUTRAL_MAP, 0x42) &&
			!memcmp(&e.dst, &locator, 8) &&
			(!neutral || residue(&e) == residue(&was));
		good &= ila_tenant_mcast_from_wire(&t, &e.src, &e.dst) &&
			equal(&e.dst, &was.dst) && equal(&e.src, &was.src);
	}
	ok(good, "%s%s: groups there and back", mode_name[mode], src);

	was.dst = parse("ff0e::ffff");
	e = was;
	ok((ila_tenant_mcast_to_wire(&t, ila_upper(&locator), &e.src, &e.dst) ==
	    ILA_REFUSED_RESERVED) == neutral &&
	   (!neutral || (equal(&e.dst, &was.dst) && equal(&e.src, &was.src))),
	   "%s%s: a group that ends in ffff", mode_name[mode], src);
	e = was;
	e.dst = parse("ff0e::1000:0");
	ok(ila_tenant_mcast_to_wire(&t, ila_upper(&locator), &e.src, &e.dst) ==
	   ILA_REFUSED_RESERVED && equal(&e.src, &was.src),
	   "%s%s: a group that does not fit", mode_name[mode], src);
}

static void test_group_plain(void)
{
	struct in6_addr prefix = parse("fd00::"), a = parse("2001:db8::8000:42:e123:4567");
	struct in6_addr want = parse("ff0e::123:4567"), src = parse("2001:db8::1");
	struct in6_addr was = src;
	struct ila_tenant t = make(&prefix, 0, 0x42, ILA_CSUM_NEUTRAL_MAP, false);

	ok(!ila_tenant_mcast_from_wire(&t, &src, &a) && equal(&a, &want),
	   "neutral-map without C-bit: the group's low word stays, and that is said");
	ok(equal(&src, &was), "a source that is not in SIR form is left alone");
}

static void test_same96(void)
{
	struct in6_addr a = parse("fd00:1:2:3:4:5:6:7"), b;
	bool good = true;
	int bit;

	for (bit = 0; bit < 128; bit++) {
		b = a;
		b.s6_addr[bit / 8] ^= 0x80 >> bit % 8;
		good &= ila_same96(&a, &b) == (bit >= 96);
	}
	/* The same in two words, which must not make up for each other. */
	for (bit = 0; bit < 96; bit++) {
		b = a;
		b.s6_addr[bit / 8] ^= 0x80 >> bit % 8;
		b.s6_addr[(bit / 8 + 4) % 12] ^= 0x80 >> bit % 8;
		good &= !ila_same96(&a, &b);
	}
	ok(good, "96 bits make a tenant prefix, each of them");
}

int main(void)
{
	int mode, src_sir;

	test_limits();
	test_vnid();
	test_same96();
	test_source_stays();
	test_groups();
	for (mode = 0; mode < 4; mode++) {
		for (src_sir = 0; src_sir < 2; src_sir++) {
			test_sweep(mode, src_sir);
			test_random(mode, src_sir);
			test_group_packets(mode, src_sir);
		}
	}
	test_reserved();
	test_plain();
	test_group_plain();
	return done_testing();
}
