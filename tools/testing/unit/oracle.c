// SPDX-License-Identifier: GPL-2.0
/*
 * What the code under test is held against. See oracle.h.
 */
#include "oracle.h"

#include <stdlib.h>

uint32_t oracle_residue(const uint8_t *bytes, size_t len)
{
	uint64_t sum = 0;
	size_t i;

	for (i = 0; i < len; i++)
		sum += i % 2 ? bytes[i] : (uint64_t)bytes[i] * 256;
	return sum % 65535;
}

bool oracle_udp_valid(const uint8_t src[16], const uint8_t dst[16],
		      const uint8_t *udp, size_t len)
{
	uint64_t sum = oracle_residue(src, 16);

	sum += oracle_residue(dst, 16);
	sum += len;
	sum += 17;
	sum += oracle_residue(udp, len);
	return sum % 65535 == 0;
}

/* SplitMix64. */
uint64_t oracle_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15ULL;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return z ^ (z >> 31);
}

int oracle_cases(int usual)
{
	const char *text = getenv("UNIT_CASES");
	int cases = text ? atoi(text) : 0;

	return cases > 0 ? cases : usual;
}
