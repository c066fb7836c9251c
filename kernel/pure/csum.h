/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Ones' complement arithmetic on 16-bit words (RFC 1071, RFC 1624).
 *
 * A number is a u16 whose bytes lie as on the wire; sums of such words need no
 * byte swapping as long as all of them lie the same way. 0x0000 and 0xffff are
 * the same number. Nothing here turns a sum of non-zero terms into 0x0000: that
 * is what keeps our wire bytes equal to those of the in-tree module.
 *
 * Pure: builds in the kernel and in userspace.
 */
#ifndef IDLOC_PURE_CSUM_H
#define IDLOC_PURE_CSUM_H

#include "pure.h"

/**
 * idloc_csum_add() - ones' complement sum of two numbers
 * @a: first number
 * @b: second number
 *
 * Return: @a + @b; 0x0000 only if both are 0x0000.
 */
static inline u16 idloc_csum_add(u16 a, u16 b)
{
	u16 sum = a + b;

	/* The carry comes back in. */
	return sum + (sum < a);
}

/**
 * idloc_csum_sum64() - ones' complement sum of four words
 * @v: the words, as they are on the wire
 *
 * Return: their sum; 0x0000 only if all are 0x0000.
 */
static inline u16 idloc_csum_sum64(__be64 v)
{
	u64 w = (__force u64)v;
	u64 sum = (w & 0xffffffff) + (w >> 32);

	/* At most 0x1fffffffe: then 0x1fffe, then 0xffff. */
	sum = (sum & 0xffff) + ((sum >> 16) & 0xffff) + (sum >> 32);
	return (u16)((sum & 0xffff) + (sum >> 16));
}

/**
 * idloc_csum_diff64() - what a sum loses when four words are replaced
 * @old: the words that are there, as they are on the wire
 * @new: the words that replace them
 *
 * Adding the result to one of the words that stay keeps the sum of all. Each word
 * of @new is complemented, not their sum: words that sum up to 0xffff would give
 * a term of 0x0000.
 *
 * Return: sum(@old) - sum(@new); 0x0000 only if @old is all zeros and @new all ones.
 */
static inline u16 idloc_csum_diff64(__be64 old, __be64 new)
{
	return idloc_csum_add(idloc_csum_sum64(old), idloc_csum_sum64(~new));
}

/**
 * idloc_csum_canon() - the representative of zero that addresses use
 * @v: a number
 *
 * Return: @v, or 0x0000 where it is the other zero, 0xffff (as RFC 6296
 * section 3.3 does).
 */
static inline u16 idloc_csum_canon(u16 v)
{
	return v == 0xffff ? 0 : v;
}

/**
 * idloc_csum_mangle() - the representative of zero that UDP sends
 * @v: a number
 *
 * Return: @v, or 0xffff where it is the other zero, 0x0000, which would say that
 * there is no checksum (RFC 8200 section 8.1).
 */
static inline u16 idloc_csum_mangle(u16 v)
{
	return v ?: 0xffff;
}

/**
 * idloc_csum_patch() - a checksum after some of what it covers changed
 * @check: the checksum field, complete (RFC 1624, equation 3)
 * @delta: new sum minus old sum of what changed
 *
 * Return: the new field. 0x0000 is possible: whether that is allowed on the
 * wire is the caller's to know (it is not for UDP).
 */
static inline u16 idloc_csum_patch(u16 check, u16 delta)
{
	return (u16)~idloc_csum_add((u16)~check, delta);
}

/**
 * idloc_csum_patch_partial() - a checksum field that still holds a pseudo-header sum
 * @check: the field of a packet whose checksum the device will complete
 * @delta: new sum minus old sum of the pseudo-header words that changed
 *
 * Return: the new field, not complemented.
 */
static inline u16 idloc_csum_patch_partial(u16 check, u16 delta)
{
	return idloc_csum_add(check, delta);
}

#endif /* IDLOC_PURE_CSUM_H */
