/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Host Identity Tags: IPv6 addresses that are hashes of host identities.
 *
 *   2001:20::/28 | suite (4 bits) | 96 bits out of the hash
 *
 * ORCHIDv2, RFC 7343 section 2; suites: RFC 7401 section 5.2.10.
 *
 * Pure: builds in the kernel and in userspace.
 */
#ifndef IDLOC_HIP_HIT_H
#define IDLOC_HIP_HIT_H

#include "../pure/pure.h"

/* The prefix, as it lies in the first four bytes (host order), and its length. */
#define HIP_HIT_PREFIX		0x20010020
#define HIP_HIT_PREFIX_MASK	0xfffffff0
#define HIP_HIT_PREFIX_LEN	28

/* Suites that there are: RSA and DSA, ECDSA, ECDSA_LOW. 0 is reserved. */
#define HIP_HIT_SUITE_FIRST	1
#define HIP_HIT_SUITE_LAST	3

/**
 * hip_is_orchid() - does an address lie where HITs do
 * @a: the address, at any alignment
 *
 * Nothing but HITs has these addresses, and none of them is routed: a packet that has
 * one is of HIP, or of somebody who pretends to be (RFC 7343 section 3).
 *
 * Return: true within 2001:20::/28.
 */
static inline bool hip_is_orchid(const struct in6_addr *a)
{
	u32 first;

	memcpy(&first, a->s6_addr, sizeof(first));
	return (ntohl((__force __be32)first) & HIP_HIT_PREFIX_MASK) == HIP_HIT_PREFIX;
}

/**
 * hip_hit_suite() - which algorithms a HIT was made by
 * @hit: the HIT
 *
 * Return: 0 to 15.
 */
static inline u8 hip_hit_suite(const struct in6_addr *hit)
{
	return hit->s6_addr[3] & 0x0f;
}

/**
 * hip_is_hit() - can an address be a HIT
 * @a: the address
 *
 * Return: true for a HIT of a suite that there is.
 */
static inline bool hip_is_hit(const struct in6_addr *a)
{
	return hip_is_orchid(a) && hip_hit_suite(a) >= HIP_HIT_SUITE_FIRST &&
	       hip_hit_suite(a) <= HIP_HIT_SUITE_LAST;
}

#endif /* IDLOC_HIP_HIT_H */
