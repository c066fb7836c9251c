/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Rewriting one address between SIR form and wire form.
 *
 * Pure: builds in the kernel and in userspace.
 */
#ifndef IDLOC_ILA_REWRITE_H
#define IDLOC_ILA_REWRITE_H

#include "addr.h"

/**
 * struct ila_rewrite - one direction of one mapping, ready for the packet path
 * @upper: bytes b0 to b7 that the address gets, as they are on the wire: a
 *	locator towards the wire, a SIR prefix from it
 * @diff: what the sum of the address loses by the replacement, the C-bit
 *	included; only if @fixed
 * @csum_mode: ILA_CSUM_*
 * @fixed: the upper half that will be replaced is known, so @diff holds for
 *	every packet; otherwise it is computed from each packet
 *
 * Immutable once packets can see it.
 */
struct ila_rewrite {
	__be64 upper;
	u16 diff;
	u8 csum_mode;
	bool fixed;
};

/**
 * enum ila_rewritten - what became of an address
 * @ILA_REWRITTEN: rewritten
 * @ILA_REWRITTEN_PLAIN: rewritten; the mode is neutral-map but the C-bit was
 *	clear, so that only the upper half was replaced
 * @ILA_REFUSED_CBIT: untouched: a SIR address with the C-bit set
 * @ILA_REFUSED_RESERVED: untouched: a SIR address that ends in 0xffff
 */
enum ila_rewritten {
	ILA_REWRITTEN,
	ILA_REWRITTEN_PLAIN,
	ILA_REFUSED_CBIT,
	ILA_REFUSED_RESERVED,
};

void ila_rewrite_init(struct ila_rewrite *r, __be64 upper, u8 csum_mode);
void ila_rewrite_fix(struct ila_rewrite *r, __be64 old, bool to_wire);
enum ila_rewritten ila_to_wire(struct in6_addr *a, const struct ila_rewrite *r,
			       bool pass_reserved);
enum ila_rewritten ila_to_sir(struct in6_addr *a, const struct ila_rewrite *r);
u16 ila_rewrite_delta(const struct in6_addr *a, const struct ila_rewrite *r);

#endif /* IDLOC_ILA_REWRITE_H */
