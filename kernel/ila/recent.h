/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Translations that packets made recently, where no route says it beforehand.
 */
#ifndef IDLOC_ILA_RECENT_H
#define IDLOC_ILA_RECENT_H

#include <linux/bits.h>
#include <linux/types.h>

/* Places for one hash of a locator, and hashes. */
#define ILA_RECENT_WAYS	4
#define ILA_RECENT_BITS	4
#define ILA_RECENT_SETS	BIT(ILA_RECENT_BITS)

/**
 * struct ila_recent_pair - a translation
 * @locator: what the packet's destination got, as it is on the wire
 * @prefix: what it had; 0 if there is none here
 * @table: the routing table that its route was in; 0 if that was gone
 * @csum_mode: ILA_CSUM_*
 *
 * Written and read by packets without a lock, each field by READ_ONCE() and
 * WRITE_ONCE(). Parts of two pairs may be seen together: the routing table is
 * asked whether there is such a translation.
 */
struct ila_recent_pair {
	__be64 locator;
	__be64 prefix;
	u32 table;
	u8 csum_mode;
};

/**
 * struct ila_recent - translations of a namespace
 * @pairs: by hash of the locator; prefix and table have their place among those
 */
struct ila_recent {
	struct ila_recent_pair pairs[ILA_RECENT_SETS][ILA_RECENT_WAYS];
};

void ila_recent_note(struct ila_recent *recent, __be64 locator, __be64 prefix,
		     u32 table, u8 csum_mode);
struct ila_recent_pair *ila_recent_find(struct ila_recent *recent,
					__be64 locator);

#endif /* IDLOC_ILA_RECENT_H */
