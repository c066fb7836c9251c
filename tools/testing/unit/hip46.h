/* SPDX-License-Identifier: GPL-2.0 */
/* What the tests of the LSI and HIT translator share: a pair, and both forms of it. */
#ifndef IDLOC_UNIT_HIP46_H
#define IDLOC_UNIT_HIP46_H

#include <string.h>

#include "error46.h"
#include "oracle.h"

/* Random ends: any bits behind the prefixes, so that sums of all kinds come about. */
static inline void random_pair(struct hip_pair *pair, uint64_t *seed)
{
	int end, i;

	for (end = 0; end < HIP_ENDS; end++) {
		for (i = 0; i < 16; i++)
			pair->hit[end].s6_addr[i] = oracle_random(seed);
		pair->hit[end].s6_addr[0] = 0x20;
		pair->hit[end].s6_addr[1] = 0x01;
		pair->hit[end].s6_addr[2] = 0x00;
		pair->hit[end].s6_addr[3] = 0x21 + oracle_random(seed) % 3;
		pair->lsi[end] = htonl(0x01000000 | (oracle_random(seed) & 0xffffff));
	}
	hip_pair_init(pair);
}

static inline const uint8_t *lsi_of(const struct hip_pair *pair, int end)
{
	return (const uint8_t *)&pair->lsi[end];
}

static inline const uint8_t *hit_of(const struct hip_pair *pair, int end)
{
	return pair->hit[end].s6_addr;
}

#endif /* IDLOC_UNIT_HIP46_H */
