// SPDX-License-Identifier: GPL-2.0
/*
 * Ones' complement arithmetic against residues modulo 65535.
 */
#include "../../../kernel/pure/csum.h"
#include "oracle.h"
#include "tap.h"

#define RANDOM_CASES 10000000

static int random_cases;

/* A number's residue, whatever way its bytes lie. */
static uint32_t residue(u16 v)
{
	return oracle_residue((uint8_t *)&v, sizeof(v));
}

static void test_add(void)
{
	bool sums = true, zeros = true;
	uint32_t a, b;

	/* All a; a step that is coprime to 65536 visits b evenly. */
	for (a = 0; a < 65536; a++) {
		for (b = 0; b < 65536; b += 251) {
			u16 sum = idloc_csum_add(a, b);

			sums &= residue(sum) == (residue(a) + residue(b)) % 65535;
			zeros &= sum || (!a && !b);
		}
	}
	ok(sums, "a sum is the sum modulo 65535");
	ok(zeros, "a sum is 0000 only if both terms are");
}

static void test_canon(void)
{
	bool same = true;
	uint32_t v;

	for (v = 0; v < 65535; v++)
		same &= idloc_csum_canon(v) == v;
	ok(same, "canon leaves 0000 to fffe alone");
	ok(idloc_csum_canon(0xffff) == 0, "canon makes ffff 0000");
}

static void test_words(void)
{
	bool sums = true, diffs = true, zeros = true;
	uint64_t seed = 1;
	int i;

	for (i = 0; i < random_cases; i++) {
		uint64_t x = oracle_random(&seed), y = oracle_random(&seed);
		uint32_t rx, ry;
		u16 diff;

		/* Every few cases, words of nothing but zeros or ones. */
		if (i % 4 == 0)
			x &= 0xffff0000ffff0000ULL;
		if (i % 8 == 0)
			y |= 0x0000ffff0000ffffULL;
		rx = oracle_residue((uint8_t *)&x, sizeof(x));
		ry = oracle_residue((uint8_t *)&y, sizeof(y));
		diff = idloc_csum_diff64(x, y);
		sums &= residue(idloc_csum_sum64(x)) == rx;
		diffs &= residue(diff) == (rx + 65535 - ry) % 65535;
		zeros &= diff != 0;
	}
	ok(sums, "%d sums of four words", random_cases);
	ok(diffs, "%d differences of four words", random_cases);
	ok(zeros, "a difference of random words is never 0000");
	ok(idloc_csum_diff64(0, 0) == 0xffff && idloc_csum_sum64(0) == 0,
	   "no difference is ffff, no words sum to 0000");
}

/* Where nothing is replaced by words that sum up to ffff, as the in-tree module. */
static void test_zeros(void)
{
	bool good = true;
	uint32_t w;

	for (w = 0; w < 65536; w++) {
		uint16_t words[4] = { w, 0, ~w, 0 };
		uint64_t v;

		memcpy(&v, words, sizeof(v));
		good &= idloc_csum_diff64(0, v) == 0xffff;
	}
	ok(good, "no words minus words that sum up to ffff is ffff");
	ok(!idloc_csum_diff64(0, ~0ULL), "no words minus all ones is 0000");
}

/* A message of random words, one of them the checksum, one of them changed. */
static void test_patch(void)
{
	bool complete = true, partial = true;
	uint64_t seed = 2;
	int i;

	for (i = 0; i < random_cases; i++) {
		uint16_t msg[4], old, sum;
		u16 delta;

		*(uint64_t *)msg = oracle_random(&seed);
		msg[3] = 0;
		msg[3] = ~(uint16_t)htons(oracle_residue((uint8_t *)msg, 8));
		sum = ~msg[3];
		old = msg[1];
		msg[1] = oracle_random(&seed);
		delta = idloc_csum_add(msg[1], ~old);

		msg[3] = idloc_csum_patch(msg[3], delta);
		complete &= oracle_residue((uint8_t *)msg, 8) == 0;

		sum = idloc_csum_patch_partial(sum, delta);
		msg[3] = ~sum;
		partial &= oracle_residue((uint8_t *)msg, 8) == 0;
	}
	ok(complete, "%d patched checksums verify", random_cases);
	ok(partial, "%d patched pseudo sums complete to one that verifies",
	   random_cases);
}

int main(void)
{
	random_cases = oracle_cases(RANDOM_CASES);
	test_add();
	test_canon();
	test_words();
	test_zeros();
	test_patch();
	return done_testing();
}
