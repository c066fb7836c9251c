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

/* What stands behind the extension headers of an IPv6 packet.
 * @proto: its protocol; -1 if it is not in this packet or cannot be told
 * @off: where it starts, from the IPv6 header
 * @routed: a routing header has segments left, so that the destination of the
 *	pseudo-header is not the one in the IPv6 header
 * @cut: the packet ends inside an extension header
 */
struct oracle_upper {
	int proto;
	size_t off;
	bool routed;
	bool cut;
};

struct oracle_upper oracle_upper(const uint8_t *packet, size_t len);

/* Where a protocol has a checksum over the pseudo-header, from its own start; 0 if
 * it has none, -1 if this project says that it does not know.
 */
int oracle_check_offset(uint8_t proto);

/* The residue of the pseudo-header with the IPv6 header's addresses and of all
 * bytes from @u->off: 0 if a checksum over them is right.
 */
uint32_t oracle_upper_residue(const uint8_t *packet, size_t len,
			      const struct oracle_upper *u);

/* The pseudo-header's part of it. */
uint32_t oracle_pseudo_residue(const uint8_t *packet, size_t len,
			       const struct oracle_upper *u);

/* The checksum field that a sender would write, in host order: everything summed
 * up with a field of zero, and never zero where the protocol forbids it.
 */
uint16_t oracle_checksum(const uint8_t *packet, size_t len,
			 const struct oracle_upper *u);

/* A small fast generator, the same numbers every time for the same seed. */
uint64_t oracle_random(uint64_t *state);

/* How many random cases to try: the environment's UNIT_CASES, or @usual. */
int oracle_cases(int usual);

#endif /* IDLOC_UNIT_ORACLE_H */
