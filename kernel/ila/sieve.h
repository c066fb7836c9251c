/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A sieve in front of a table: most keys that are not there are told at once.
 */
#ifndef IDLOC_ILA_SIEVE_H
#define IDLOC_ILA_SIEVE_H

#include <linux/bits.h>
#include <linux/compiler.h>
#include <linux/types.h>

#define ILA_SIEVE_BITS	6
#define ILA_SIEVE_HOLES	BIT(ILA_SIEVE_BITS)

/**
 * struct ila_sieve - which hashes the keys of a table have
 * @bits: a bit for each hash that some key has
 * @users: number of keys with this hash; guarded by ila_net.lock
 *
 * @bits is read by packets with READ_ONCE().
 */
struct ila_sieve {
	u64 bits;
	u32 users[ILA_SIEVE_HOLES];
};

/**
 * ila_sieve_get() - the table is about to have a key
 * @sieve: in front of the table
 * @hash: of the key, less than ILA_SIEVE_HOLES
 *
 * Caller holds ila_net.lock.
 */
static inline void ila_sieve_get(struct ila_sieve *sieve, unsigned int hash)
{
	if (!sieve->users[hash]++)
		WRITE_ONCE(sieve->bits, sieve->bits | BIT_ULL(hash));
}

/**
 * ila_sieve_put() - the table has it no longer
 * @sieve: in front of the table
 * @hash: what ila_sieve_get() was given
 *
 * Caller holds ila_net.lock.
 */
static inline void ila_sieve_put(struct ila_sieve *sieve, unsigned int hash)
{
	if (!--sieve->users[hash])
		WRITE_ONCE(sieve->bits, sieve->bits & ~BIT_ULL(hash));
}

/**
 * ila_sieve_may_have() - has the table to be asked
 * @sieve: in front of the table
 * @hash: of the key
 *
 * Any context.
 *
 * Return: false if the key is not in the table.
 */
static inline bool ila_sieve_may_have(const struct ila_sieve *sieve,
				      unsigned int hash)
{
	return READ_ONCE(sieve->bits) >> hash & 1;
}

#endif /* IDLOC_ILA_SIEVE_H */
