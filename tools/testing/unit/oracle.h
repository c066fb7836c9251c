/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the code under test is held against. Shares nothing with it: plain sums
 * over bytes in network order, modulo 65535, and whole checksums from scratch.
 */
#ifndef IDLOC_UNIT_ORACLE_H
#define IDLOC_UNIT_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The residue modulo 65535 of a run of 16-bit words; an odd byte is padded. */
uint32_t oracle_residue(const uint8_t *bytes, size_t len);

/* Is a UDP datagram's checksum right for these addresses, all of it summed up? */
bool oracle_udp_valid(const uint8_t src[16], const uint8_t dst[16],
		      const uint8_t *udp, size_t len);

/* A small fast generator, the same numbers every time for the same seed. */
uint64_t oracle_random(uint64_t *state);

/* How many random cases to try: the environment's UNIT_CASES, or @usual. */
int oracle_cases(int usual);

#endif /* IDLOC_UNIT_ORACLE_H */
