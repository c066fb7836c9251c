/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Checksums as division: bytes are read as one big-endian number, and since 65536
 * leaves 1 when divided by 65535, so does every power of it. What is left of the
 * number is what is left of the sum of its 16-bit words. There is no carry here,
 * no complement and only one zero.
 */
#ifndef SELFTEST_RESIDUE_H
#define SELFTEST_RESIDUE_H

#include <endian.h>
#include <linux/types.h>
#include <stddef.h>
#include <string.h>

#define RESIDUE_OF	65535u

/**
 * residue() - what is left of some bytes, divided by 65535
 * @bytes: the bytes, the first one at an even place of the packet
 * @len: how many; zeros are put behind them to fill the last number
 *
 * Return: 0 to 65534.
 */
static inline unsigned int residue(const __u8 *bytes, size_t len)
{
	unsigned __int128 sum = 0;
	__u64 part;

	for (; len >= sizeof(part); len -= sizeof(part), bytes += sizeof(part)) {
		memcpy(&part, bytes, sizeof(part));
		sum += be64toh(part);
	}
	part = 0;
	memcpy(&part, bytes, len);
	sum += be64toh(part);
	return ((__u64)sum % RESIDUE_OF + (__u64)(sum >> 64)) % RESIDUE_OF;
}

/**
 * residue_less() - the difference of two residues
 * @a: a residue
 * @b: what is taken from it, a residue
 *
 * Return: 0 to 65534.
 */
static inline unsigned int residue_less(unsigned int a, unsigned int b)
{
	return (a + RESIDUE_OF - b) % RESIDUE_OF;
}

#endif
