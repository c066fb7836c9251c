/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Two hosts as both forms of a packet name them: LSIs here, HITs everywhere.
 *
 * Transport checksums cover the addresses of the pseudo-header. What they change by is
 * the same for all packets of a pair, in both directions, because a sum does not know
 * which of two addresses is the source.
 *
 * Pure: builds in the kernel and in userspace.
 */
#ifndef IDLOC_HIP_PAIR_H
#define IDLOC_HIP_PAIR_H

#include "../pure/csum.h"

/* Index of the ends. */
enum hip_end {
	HIP_LOCAL,
	HIP_PEER,
	HIP_ENDS,
};

/**
 * struct hip_pair - a local identity and a peer
 * @hit: by enum hip_end
 * @lsi: by enum hip_end, what stands for the HIT on this host
 * @hits: ones' complement sum of the HITs
 * @delta: the same minus that of the LSIs: a pseudo-header's sum changes by it on the way
 *	from LSIs to HITs
 */
struct hip_pair {
	struct in6_addr hit[HIP_ENDS];
	__be32 lsi[HIP_ENDS];
	u16 hits;
	u16 delta;
};

static inline u16 hip_sum_hit(const struct in6_addr *hit)
{
	__be64 half[2];

	memcpy(half, hit, sizeof(half));
	return idloc_csum_add(idloc_csum_sum64(half[0]), idloc_csum_sum64(half[1]));
}

static inline u16 hip_sum_lsi(__be32 lsi)
{
	u32 v = (__force u32)lsi;

	return idloc_csum_add((u16)v, (u16)(v >> 16));
}

/**
 * hip_pair_init() - compute the sums
 * @pair: its addresses are set
 */
static inline void hip_pair_init(struct hip_pair *pair)
{
	u16 lsis = idloc_csum_add(hip_sum_lsi(pair->lsi[HIP_LOCAL]),
				  hip_sum_lsi(pair->lsi[HIP_PEER]));

	pair->hits = idloc_csum_add(hip_sum_hit(&pair->hit[HIP_LOCAL]),
				    hip_sum_hit(&pair->hit[HIP_PEER]));
	pair->delta = idloc_csum_add(pair->hits, (u16)~lsis);
}

/**
 * hip_pseudo() - what the pseudo-header of IPv6 adds to a checksum (RFC 8200 section 8.1)
 * @pair: the ends
 * @len: of the upper-layer packet, in bytes
 * @proto: of the upper layer
 *
 * Return: its sum.
 */
static inline u16 hip_pseudo(const struct hip_pair *pair, u16 len, u8 proto)
{
	return idloc_csum_add(pair->hits, idloc_csum_add(htons(len), htons(proto)));
}

#endif /* IDLOC_HIP_PAIR_H */
