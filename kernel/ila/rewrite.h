/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Rewriting one address between SIR form and wire form
 * (draft-herbert-intarea-ila section 4.4).
 *
 * Principles:
 *  - The sum of the eight words is the same before and after in the neutral
 *    modes, so nothing above IPv6 needs to be looked at.
 *  - What can be computed once per mapping is (rewrite.c): one addition per
 *    packet remains, and it is inline.
 *  - Bytes on the wire equal those of the in-tree module in every mode.
 *  - On the way back the low word 0xffff becomes 0x0000: the two are one number,
 *    and 0xffff is the one that is never handed out.
 *
 * Pure: builds in the kernel and in userspace.
 */
#ifndef IDLOC_ILA_REWRITE_H
#define IDLOC_ILA_REWRITE_H

#include "addr.h"
#include "../pure/csum.h"

#ifdef __KERNEL__
#include <uapi/linux/ila.h>
#else
#include "../../uapi/linux/ila.h"
#endif

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
u16 ila_rewrite_diff(const struct ila_rewrite *r, __be64 old, bool to_wire);

/**
 * ila_rewrite_delta() - how the replaced upper half changes a sum over it
 * @a: the address before the rewrite
 * @r: the mapping, in mode ILA_CSUM_ADJUST_TRANSPORT or ILA_CSUM_NO_ACTION
 *
 * Return: sum(new) - sum(old), for idloc_csum_patch().
 */
static inline u16 ila_rewrite_delta(const struct in6_addr *a,
				    const struct ila_rewrite *r)
{
	u16 diff = likely(r->fixed) ? r->diff :
		   idloc_csum_diff64(ila_upper(a), r->upper);

	return (u16)~diff;
}

/**
 * ila_adjusted() - the low word that keeps the sum of an address
 * @a: the address before the rewrite
 * @r: one direction of a mapping in a neutral mode
 * @to_wire: which direction that is
 *
 * Return: the word, as it is on the wire; never 0x0000 where @a has any
 * other word.
 */
static inline u16 ila_adjusted(const struct in6_addr *a,
			       const struct ila_rewrite *r, bool to_wire)
{
	u16 diff = likely(r->fixed) ? r->diff :
		   ila_rewrite_diff(r, ila_upper(a), to_wire);

	return idloc_csum_add((__force u16)a->s6_addr16[ILA_WORD_ADJUST], diff);
}

/**
 * ila_to_wire() - SIR form to wire form
 * @a: the address, rewritten in place
 * @r: the mapping's direction to the wire
 * @pass_reserved: rewrite a neutral address that ends in 0xffff all the same,
 *	though the other end will restore it as 0x0000
 *
 * Any context.
 *
 * Return: ILA_REWRITTEN, or a refusal with @a untouched.
 */
static inline enum ila_rewritten ila_to_wire(struct in6_addr *a,
					     const struct ila_rewrite *r,
					     bool pass_reserved)
{
	bool map = r->csum_mode == ILA_CSUM_NEUTRAL_MAP;

	if (map || r->csum_mode == ILA_CSUM_NEUTRAL_MAP_AUTO) {
		if (map && unlikely(ila_cbit(a)))
			return ILA_REFUSED_CBIT;
		if (unlikely(ila_reserved(a)) && !pass_reserved)
			return ILA_REFUSED_RESERVED;
		a->s6_addr16[ILA_WORD_ADJUST] =
			(__force __be16)ila_adjusted(a, r, true);
		if (map)
			a->s6_addr16[ILA_WORD_TYPE] |= htons(ILA_CBIT);
	}
	ila_set_upper(a, r->upper);
	return ILA_REWRITTEN;
}

/**
 * ila_to_sir() - wire form to SIR form
 * @a: the address, rewritten in place
 * @r: the mapping's direction from the wire
 *
 * Any context.
 *
 * Return: ILA_REWRITTEN or ILA_REWRITTEN_PLAIN.
 */
static inline enum ila_rewritten ila_to_sir(struct in6_addr *a,
					    const struct ila_rewrite *r)
{
	bool map = r->csum_mode == ILA_CSUM_NEUTRAL_MAP;
	enum ila_rewritten done = ILA_REWRITTEN;
	u16 low;

	if (map && !ila_cbit(a)) {
		done = ILA_REWRITTEN_PLAIN;
	} else if (map || r->csum_mode == ILA_CSUM_NEUTRAL_MAP_AUTO) {
		low = idloc_csum_canon(ila_adjusted(a, r, false));
		a->s6_addr16[ILA_WORD_ADJUST] = (__force __be16)low;
		if (map)
			a->s6_addr16[ILA_WORD_TYPE] &= ~htons(ILA_CBIT);
	}
	ila_set_upper(a, r->upper);
	return done;
}

#endif /* IDLOC_ILA_REWRITE_H */
