/* SPDX-License-Identifier: GPL-2.0 */
/* SIR addresses by number, for tables of many. */
#ifndef SELFTEST_MAPKEYS_H
#define SELFTEST_MAPKEYS_H

#include <linux/types.h>

/**
 * enum mapkeys - how the identifiers of many addresses are chosen
 * @KEYS_SEQUENTIAL: one after another
 * @KEYS_RANDOM: all over the 60 bits
 * @KEYS_ADVERSARIAL: as somebody would who knows the table but not its seed: the low 16
 *	bits are always the same, and the hash with seed 0 ends in KEYS_HOLLOW zero bits,
 *	so that a table without a seed would put all of them into few of its chains
 */
enum mapkeys {
	KEYS_SEQUENTIAL,
	KEYS_RANDOM,
	KEYS_ADVERSARIAL,
};

#define KEYS_HOLLOW	6

/**
 * struct mapkeys_at - where in a sequence of addresses one is
 * @kind: which sequence
 * @prefix: bytes b0 to b7 of all addresses
 * @next: number of the next address
 * @tried: identifiers that were tried so far, adversarial ones are found by trying
 */
struct mapkeys_at {
	enum mapkeys kind;
	__u8 prefix[8];
	__u32 next;
	__u64 tried;
};

/**
 * mapkeys_kind() - read the name of a kind or leave with a usage error
 * @text: its name
 *
 * Return: the kind.
 */
enum mapkeys mapkeys_kind(const char *text);

/**
 * mapkeys_next() - the next address
 * @at: where; from zero, but for @kind and @prefix
 * @addr: set to the address; its identifier is a LUID, the C-bit clear, and not reserved
 */
void mapkeys_next(struct mapkeys_at *at, __u8 addr[16]);

#endif
