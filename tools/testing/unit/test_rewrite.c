// SPDX-License-Identifier: GPL-2.0
/*
 * Rewriting addresses: there and back, in all modes, against the residue of the
 * whole address. The oracle knows nothing of locators, differences or C-bits.
 */
#include "../../../uapi/linux/ila.h"
#include "oracle.h"
#include "rewrite.h"
#include "tap.h"

#define RANDOM_CASES 10000000

static int random_cases;

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

static bool neutral(int mode)
{
	return mode == ILA_CSUM_NEUTRAL_MAP || mode == ILA_CSUM_NEUTRAL_MAP_AUTO;
}

static bool equal(const struct in6_addr *a, const struct in6_addr *b)
{
	return !memcmp(a, b, sizeof(*a));
}

static uint32_t residue(const struct in6_addr *a)
{
	return oracle_residue(a->s6_addr, sizeof(a->s6_addr));
}

/* Both directions of a mapping, computed once or left to each packet. */
struct pair {
	struct ila_rewrite out;
	struct ila_rewrite in;
};

static struct pair make_pair(__be64 sir, __be64 locator, int mode, bool fixed)
{
	struct pair p;

	ila_rewrite_init(&p.out, locator, mode);
	ila_rewrite_init(&p.in, sir, mode);
	if (fixed) {
		ila_rewrite_fix(&p.out, sir, true);
		ila_rewrite_fix(&p.in, locator, false);
	}
	return p;
}

/* One address there and back: is all as it must be? */
static bool round_trip(struct in6_addr sir, const struct in6_addr *locator,
		       int mode, bool fixed)
{
	struct pair p = make_pair(ila_upper(&sir), ila_upper(locator), mode, fixed);
	struct in6_addr a = sir;

	if (ila_to_wire(&a, &p.out, false) != ILA_REWRITTEN)
		return false;
	if (memcmp(a.s6_addr, locator->s6_addr, 8))
		return false;
	if (neutral(mode) && residue(&a) != residue(&sir))
		return false;
	if (!neutral(mode) && memcmp(a.s6_addr + 8, sir.s6_addr + 8, 8))
		return false;
	if (mode == ILA_CSUM_NEUTRAL_MAP && !ila_cbit(&a))
		return false;
	/* The wire never carries the zero that the in-tree module avoids. */
	if (neutral(mode) && !a.s6_addr16[7])
		return false;
	if (ila_to_sir(&a, &p.in) != ILA_REWRITTEN && mode == ILA_CSUM_NEUTRAL_MAP)
		return false;
	return equal(&a, &sir);
}

/* Every low word but ffff, which is refused, with pairs that sum up awkwardly. */
static void test_sweep(int mode, bool fixed)
{
	static const char *const locators[6] = {
		"2001:0:87:0::",	/* the kernel documentation's */
		"1:3333::",		/* no difference at all */
		"2333:0:0:1::",		/* differs by the C-bit exactly */
		"::",
		"ffff:ffff:ffff:ffff::",
		"2001:db8:ff:1::",
	};
	struct in6_addr sir = parse("3333:0:0:1:2000:0:1:0");
	bool good = true;
	uint32_t w;
	int i;

	for (i = 0; i < 6; i++) {
		struct in6_addr locator = parse(locators[i]);

		for (w = 0; w < 65535; w++) {
			sir.s6_addr16[7] = htons(w);
			good &= round_trip(sir, &locator, mode, fixed);
		}
	}
	ok(good, "%s, %s: 6 locators x 65535 low words there and back",
	   mode_name[mode], fixed ? "computed once" : "computed per packet");
}

static void random_addr(struct in6_addr *a, uint64_t *seed)
{
	uint64_t half[2] = { oracle_random(seed), oracle_random(seed) };

	memcpy(a, half, sizeof(half));
}

static void test_random(int mode)
{
	uint64_t seed = 3 + mode;
	bool good = true;
	int i;

	for (i = 0; i < random_cases; i++) {
		struct in6_addr sir, locator;

		random_addr(&sir, &seed);
		random_addr(&locator, &seed);
		if (ila_reserved(&sir))
			continue;
		if (mode == ILA_CSUM_NEUTRAL_MAP)
			sir.s6_addr[8] &= 0xef;
		good &= round_trip(sir, &locator, mode, i & 1);
	}
	ok(good, "%s: %d random mappings there and back", mode_name[mode],
	   random_cases);
}

/* A checksum of random data over both addresses, patched by the delta. */
static void test_delta(void)
{
	uint64_t seed = 7;
	bool good = true;
	int i;

	for (i = 0; i < random_cases; i++) {
		struct in6_addr a, locator;
		struct pair p;
		uint32_t before;
		u16 delta;

		random_addr(&a, &seed);
		random_addr(&locator, &seed);
		p = make_pair(ila_upper(&a), ila_upper(&locator),
			      ILA_CSUM_ADJUST_TRANSPORT, i & 1);
		before = residue(&a);
		delta = ila_rewrite_delta(&a, &p.out);
		ila_to_wire(&a, &p.out, false);
		good &= residue(&a) ==
			(before + oracle_residue((uint8_t *)&delta, 2)) % 65535;
	}
	ok(good, "adj-transport: %d deltas are new minus old", random_cases);
}

/* What a mapping holds before any packet: the packet path goes by it. */
static void test_prepared(void)
{
	struct in6_addr sir = parse("3333:0:0:1::"), wire = parse("2001:0:87:0::");
	struct ila_rewrite r;

	memset(&r, 0xee, sizeof(r));
	ila_rewrite_init(&r, ila_upper(&wire), ILA_CSUM_NEUTRAL_MAP);
	ok(r.upper == ila_upper(&wire) && r.csum_mode == ILA_CSUM_NEUTRAL_MAP,
	   "a mapping holds what it was given");
	ok(!r.fixed && !r.diff, "and no difference, until there is one");
	ila_rewrite_fix(&r, ila_upper(&sir), true);
	ok(r.fixed && r.diff == ila_rewrite_diff(&r, ila_upper(&sir), true),
	   "then it is known, and the one that each packet would compute");
}

/* A known difference holds, whatever the address carries. */
static void test_known(void)
{
	struct in6_addr a = parse("fd00:1:2:3:2000:0:1:87"), b = a;
	struct in6_addr sir = parse("3333:0:0:1::"), wire = parse("2001:0:87:0::");
	struct pair p = make_pair(ila_upper(&sir), ila_upper(&wire),
				  ILA_CSUM_NEUTRAL_MAP_AUTO, true);
	u16 gain = ~p.out.diff;

	ok(ila_rewrite_delta(&a, &p.out) == gain,
	   "a delta is that of the known difference");
	ila_to_wire(&b, &p.out, false);
	ok(b.s6_addr16[7] == idloc_csum_add(a.s6_addr16[7], p.out.diff),
	   "a low word is adjusted by the known difference");
}

/* No setting makes one, but the field has room for it. */
static void test_unknown_mode(void)
{
	struct in6_addr sir = parse("3333:0:0:1:2000:0:1:ffff"), a = sir;
	struct in6_addr wire = parse("2001:0:87:0:2000:0:1:ffff");
	struct pair p = make_pair(ila_upper(&sir), ila_upper(&wire),
				  ILA_CSUM_NEUTRAL_MAP_AUTO + 1, true);

	ok(ila_to_wire(&a, &p.out, false) == ILA_REWRITTEN && equal(&a, &wire),
	   "a mode that does not exist replaces the upper half only");
	ok(ila_to_sir(&a, &p.in) == ILA_REWRITTEN && equal(&a, &sir),
	   "in both directions");
}

static void test_refusals(void)
{
	struct in6_addr cbit = parse("3333:0:0:1:3000:0:1:87"), a = cbit;
	struct in6_addr ffff = parse("3333:0:0:1:2000:0:1:ffff");
	struct in6_addr locator = parse("2001:0:87:0::");
	struct pair map = make_pair(ila_upper(&a), ila_upper(&locator),
				    ILA_CSUM_NEUTRAL_MAP, true);
	struct pair auto_ = make_pair(ila_upper(&a), ila_upper(&locator),
				      ILA_CSUM_NEUTRAL_MAP_AUTO, true);
	struct pair none = make_pair(ila_upper(&a), ila_upper(&locator),
				     ILA_CSUM_NO_ACTION, true);

	ok(ila_to_wire(&a, &map.out, false) == ILA_REFUSED_CBIT && equal(&a, &cbit),
	   "neutral-map: a SIR address with the C-bit is refused, untouched");
	ok(ila_to_wire(&a, &auto_.out, false) == ILA_REWRITTEN,
	   "neutral-map-auto: there is no C-bit");

	a = ffff;
	ok(ila_to_wire(&a, &map.out, false) == ILA_REFUSED_RESERVED &&
	   equal(&a, &ffff), "neutral-map: ffff is refused, untouched");
	ok(ila_to_wire(&a, &auto_.out, false) == ILA_REFUSED_RESERVED &&
	   equal(&a, &ffff), "neutral-map-auto: ffff is refused, untouched");
	ok(ila_to_wire(&a, &none.out, false) == ILA_REWRITTEN,
	   "no-action: ffff is a word like any other");
}

static void test_reserved_passed(int mode)
{
	struct in6_addr ffff = parse("3333:0:0:1:2000:0:1:ffff"), a = ffff;
	struct in6_addr locator = parse("2001:0:87:0::");
	struct in6_addr zero = parse("3333:0:0:1:2000:0:1:0");
	struct pair p = make_pair(ila_upper(&a), ila_upper(&locator), mode, true);

	ok(ila_to_wire(&a, &p.out, true) == ILA_REWRITTEN &&
	   residue(&a) == residue(&ffff),
	   "%s: ffff passes when told to, neutral", mode_name[mode]);
	ila_to_sir(&a, &p.in);
	ok(equal(&a, &zero), "%s: and comes back as 0000", mode_name[mode]);
}

static void test_plain(void)
{
	struct in6_addr a = parse("2001:0:87:0:2000:0:1:ffff");
	struct in6_addr sir = parse("3333:0:0:1::");
	struct in6_addr want = parse("3333:0:0:1:2000:0:1:ffff");
	struct pair p = make_pair(ila_upper(&sir), ila_upper(&a),
				  ILA_CSUM_NEUTRAL_MAP, true);

	ok(ila_to_sir(&a, &p.in) == ILA_REWRITTEN_PLAIN && equal(&a, &want),
	   "neutral-map: with the C-bit clear only the locator is replaced");
}

int main(void)
{
	int mode;

	random_cases = oracle_cases(RANDOM_CASES);
	for (mode = 0; mode <= ILA_CSUM_NEUTRAL_MAP_AUTO; mode++) {
		test_sweep(mode, true);
		test_sweep(mode, false);
		test_random(mode);
	}
	test_delta();
	test_prepared();
	test_known();
	test_unknown_mode();
	test_refusals();
	test_reserved_passed(ILA_CSUM_NEUTRAL_MAP);
	test_reserved_passed(ILA_CSUM_NEUTRAL_MAP_AUTO);
	test_plain();
	return done_testing();
}
