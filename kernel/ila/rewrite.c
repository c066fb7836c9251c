// SPDX-License-Identifier: GPL-2.0
/*
 * Rewriting one address between SIR form and wire form
 * (draft-herbert-intarea-ila section 4.4).
 *
 * Principles:
 *  - The sum of the eight words is the same before and after in the neutral
 *    modes, so nothing above IPv6 needs to be looked at.
 *  - What can be computed once per mapping is: one addition per packet remains.
 *  - Bytes on the wire equal those of the in-tree module in every mode.
 *  - On the way back the low word 0xffff becomes 0x0000: the two are one number,
 *    and 0xffff is the one that is never handed out.
 */
#include "rewrite.h"

#ifdef __KERNEL__
#include <uapi/linux/ila.h>
#else
#include "../../uapi/linux/ila.h"
#endif

#include "csum.h"

/* Adding this makes up for setting (to the wire) or clearing the C-bit. */
static u16 cbit_diff(bool to_wire)
{
	u16 cbit = (__force u16)htons(ILA_CBIT);

	return to_wire ? (u16)~cbit : cbit;
}

static u16 full_diff(__be64 old, const struct ila_rewrite *r, bool to_wire)
{
	u16 diff = ila_csum_diff64(old, r->upper);

	if (r->csum_mode == ILA_CSUM_NEUTRAL_MAP)
		diff = ila_csum_add(diff, cbit_diff(to_wire));
	return diff;
}

static u16 packet_diff(const struct in6_addr *a, const struct ila_rewrite *r,
		       bool to_wire)
{
	if (likely(r->fixed))
		return r->diff;
	return full_diff(ila_upper(a), r, to_wire);
}

/* The adjusted low word, in wire order. */
static u16 adjusted(const struct in6_addr *a, u16 diff)
{
	return ila_csum_add((__force u16)a->s6_addr16[ILA_WORD_ADJUST], diff);
}

/**
 * ila_rewrite_init() - one direction of a mapping whose old upper half is not known
 * @r: what to fill
 * @upper: bytes b0 to b7 to write, as they are on the wire
 * @csum_mode: ILA_CSUM_*
 */
void ila_rewrite_init(struct ila_rewrite *r, __be64 upper, u8 csum_mode)
{
	r->upper = upper;
	r->diff = 0;
	r->csum_mode = csum_mode;
	r->fixed = false;
}

/**
 * ila_rewrite_fix() - compute once what every packet of a mapping will need
 * @r: initialised by ila_rewrite_init()
 * @old: bytes b0 to b7 that every packet of this mapping carries
 * @to_wire: true for SIR to wire, false for wire to SIR
 */
void ila_rewrite_fix(struct ila_rewrite *r, __be64 old, bool to_wire)
{
	r->diff = full_diff(old, r, to_wire);
	r->fixed = true;
}

/**
 * ila_rewrite_delta() - how the replaced upper half changes a sum over it
 * @a: the address before the rewrite
 * @r: the mapping, in mode ILA_CSUM_ADJUST_TRANSPORT or ILA_CSUM_NO_ACTION
 *
 * Return: sum(new) - sum(old), for ila_csum_patch().
 */
u16 ila_rewrite_delta(const struct in6_addr *a, const struct ila_rewrite *r)
{
	return (u16)~packet_diff(a, r, false);
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
enum ila_rewritten ila_to_wire(struct in6_addr *a, const struct ila_rewrite *r,
			       bool pass_reserved)
{
	switch (r->csum_mode) {
	case ILA_CSUM_NEUTRAL_MAP:
		if (unlikely(ila_cbit(a)))
			return ILA_REFUSED_CBIT;
		if (unlikely(ila_reserved(a)) && !pass_reserved)
			return ILA_REFUSED_RESERVED;
		a->s6_addr16[ILA_WORD_ADJUST] =
			(__force __be16)adjusted(a, packet_diff(a, r, true));
		a->s6_addr16[ILA_WORD_TYPE] |= htons(ILA_CBIT);
		break;
	case ILA_CSUM_NEUTRAL_MAP_AUTO:
		if (unlikely(ila_reserved(a)) && !pass_reserved)
			return ILA_REFUSED_RESERVED;
		a->s6_addr16[ILA_WORD_ADJUST] =
			(__force __be16)adjusted(a, packet_diff(a, r, true));
		break;
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
enum ila_rewritten ila_to_sir(struct in6_addr *a, const struct ila_rewrite *r)
{
	enum ila_rewritten done = ILA_REWRITTEN;
	u16 low;

	switch (r->csum_mode) {
	case ILA_CSUM_NEUTRAL_MAP:
		if (!ila_cbit(a)) {
			done = ILA_REWRITTEN_PLAIN;
			break;
		}
		low = ila_csum_canon(adjusted(a, packet_diff(a, r, false)));
		a->s6_addr16[ILA_WORD_ADJUST] = (__force __be16)low;
		a->s6_addr16[ILA_WORD_TYPE] &= ~htons(ILA_CBIT);
		break;
	case ILA_CSUM_NEUTRAL_MAP_AUTO:
		low = ila_csum_canon(adjusted(a, packet_diff(a, r, false)));
		a->s6_addr16[ILA_WORD_ADJUST] = (__force __be16)low;
		break;
	}
	ila_set_upper(a, r->upper);
	return done;
}
