// SPDX-License-Identifier: GPL-2.0
/*
 * Translations that packets made recently, where no route says it beforehand: routes
 * by nexthop object, and shorter prefixes, take the SIR prefix from the packet.
 *
 * The size is fixed, since packets fill it; newer pairs overwrite older ones.
 */
#include "recent.h"

#include <linux/compiler.h>
#include <linux/hash.h>

/**
 * ila_recent_note() - a packet was translated
 * @recent: of the namespace
 * @locator: the new upper half of its destination
 * @prefix: the old one
 * @table: the routing table that sent it; 0 if it is gone
 * @csum_mode: ILA_CSUM_*
 *
 * Any context.
 */
void ila_recent_note(struct ila_recent *recent, __be64 locator, __be64 prefix,
		     u32 table, u8 csum_mode)
{
	u32 way = hash_64((__force u64)prefix + table, 8) % ILA_RECENT_WAYS;
	struct ila_recent_pair *pair = ila_recent_find(recent, locator) + way;

	/* Mostly it is there, and the line stays shared between CPUs. */
	if (READ_ONCE(pair->locator) != locator)
		WRITE_ONCE(pair->locator, locator);
	if (READ_ONCE(pair->prefix) != prefix)
		WRITE_ONCE(pair->prefix, prefix);
	if (READ_ONCE(pair->table) != table)
		WRITE_ONCE(pair->table, table);
	if (READ_ONCE(pair->csum_mode) != csum_mode)
		WRITE_ONCE(pair->csum_mode, csum_mode);
}

/**
 * ila_recent_find() - where translations to a locator would be
 * @recent: of the namespace
 * @locator: as it is on the wire
 *
 * Any context.
 *
 * Return: ILA_RECENT_WAYS pairs, not all of which need be of this locator.
 */
struct ila_recent_pair *ila_recent_find(struct ila_recent *recent,
					__be64 locator)
{
	return recent->pairs[hash_64((__force u64)locator, ILA_RECENT_BITS)];
}
