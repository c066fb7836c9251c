// SPDX-License-Identifier: GPL-2.0
/*
 * One address, any mode, both directions.
 *
 * Input: a byte of choices (mode in bits 0 and 1, pass a reserved word in bit 2,
 * start from wire form in bit 3), the address, the locator, the SIR prefix.
 */
#include <string.h>

#include "../unit/oracle.h"
#include "fuzz.h"
#include "rewrite.h"

#define INPUT_LEN (1 + 16 + 8 + 8)

/* Both directions of a mapping, each computed once and left to each packet. */
struct mapping {
	struct ila_rewrite out[2];
	struct ila_rewrite in[2];
	bool neutral;
	bool map;
};

static struct mapping make_mapping(int mode, __be64 locator, __be64 sir)
{
	struct mapping m = {
		.map = mode == ILA_CSUM_NEUTRAL_MAP,
		.neutral = mode == ILA_CSUM_NEUTRAL_MAP ||
			   mode == ILA_CSUM_NEUTRAL_MAP_AUTO,
	};
	int i;

	for (i = 0; i < 2; i++) {
		ila_rewrite_init(&m.out[i], locator, mode);
		ila_rewrite_init(&m.in[i], sir, mode);
	}
	ila_rewrite_fix(&m.out[1], sir, true);
	ila_rewrite_fix(&m.in[1], locator, false);
	return m;
}

static uint32_t residue(const struct in6_addr *a)
{
	return oracle_residue(a->s6_addr, 16);
}

static unsigned int word(const struct in6_addr *a, int i)
{
	return a->s6_addr[2 * i] * 256 + a->s6_addr[2 * i + 1];
}

static bool same(const void *a, const void *b, size_t len)
{
	return !memcmp(a, b, len);
}

/* @a in SIR form; returns false if it was refused, rightly. */
static bool check_to_wire(const struct mapping *m, struct in6_addr *a, bool pass)
{
	struct in6_addr was = *a, other = *a;
	enum ila_rewritten done = ila_to_wire(a, &m->out[0], pass);

	must(ila_to_wire(&other, &m->out[1], pass) == done);
	must(same(a, &other, 16));
	if (m->map && word(&was, 4) & 0x1000)
		must(done == ILA_REFUSED_CBIT);
	else if (m->neutral && word(&was, 7) == 0xffff && !pass)
		must(done == ILA_REFUSED_RESERVED);
	else
		must(done == ILA_REWRITTEN);
	if (done != ILA_REWRITTEN) {
		must(same(a, &was, 16));
		return false;
	}

	must(same(a, &m->out[0].upper, 8));
	if (m->neutral) {
		must(residue(a) == residue(&was));
		/* Zero is for a sum of nothing but zeros, as in the in-tree module. */
		must(word(a, 7) || (!word(&was, 7) && !ila_upper(&was) &&
				    !~m->out[0].upper));
		must(word(a, 4) == (word(&was, 4) | (m->map ? 0x1000 : 0)));
		must(same(a->s6_addr + 10, was.s6_addr + 10, 4));
	} else {
		must(same(a->s6_addr + 8, was.s6_addr + 8, 8));
	}
	return true;
}

/* @a in wire form; returns false if it had no C-bit though the mode is the one with. */
static bool check_to_sir(const struct mapping *m, struct in6_addr *a)
{
	struct in6_addr was = *a, other = *a;
	enum ila_rewritten done = ila_to_sir(a, &m->in[0]);
	bool plain = m->map && !(word(&was, 4) & 0x1000);

	must(ila_to_sir(&other, &m->in[1]) == done);
	must(same(a, &other, 16));
	must(done == (plain ? ILA_REWRITTEN_PLAIN : ILA_REWRITTEN));
	must(same(a, &m->in[0].upper, 8));
	if (!m->neutral || plain) {
		must(same(a->s6_addr + 8, was.s6_addr + 8, 8));
		return !plain;
	}
	must(residue(a) == residue(&was));
	must(word(a, 7) != 0xffff);
	must(word(a, 4) == (word(&was, 4) & ~(m->map ? 0x1000 : 0)));
	must(same(a->s6_addr + 10, was.s6_addr + 10, 4));
	return true;
}

/* Sums modulo 65535 cannot tell these two words apart, nor can a receiver. */
static unsigned int canon(unsigned int w)
{
	return w % 0xffff;
}

/* Back where it started, but for the low word's choice of zero in neutral modes. */
static void check_restored(const struct mapping *m, const struct in6_addr *a,
			   const struct in6_addr *start)
{
	must(same(a, start, m->neutral ? 14 : 16));
	must(canon(word(a, 7)) == canon(word(start, 7)));
}

int fuzz_one(const uint8_t *data, size_t size)
{
	struct in6_addr a, start;
	__be64 locator, sir;
	struct mapping m;
	bool from_wire;

	if (size < INPUT_LEN)
		return 0;
	from_wire = data[0] & 8;
	memcpy(&a, data + 1, 16);
	memcpy(&locator, data + 17, 8);
	memcpy(&sir, data + 25, 8);
	m = make_mapping(data[0] & 3, locator, sir);

	/* A mapping is of addresses that have its upper half. */
	memcpy(&a, from_wire ? &locator : &sir, 8);
	start = a;
	if (from_wire) {
		if (check_to_sir(&m, &a) && check_to_wire(&m, &a, false))
			check_restored(&m, &a, &start);
	} else if (check_to_wire(&m, &a, data[0] & 4) && check_to_sir(&m, &a)) {
		check_restored(&m, &a, &start);
	}
	return 0;
}
