// SPDX-License-Identifier: GPL-2.0
/*
 * What a mapping computes before it meets a packet.
 */
#include "rewrite.h"

/* Adding this makes up for setting (to the wire) or clearing the C-bit. */
static u16 cbit_diff(bool to_wire)
{
	u16 cbit = (__force u16)htons(ILA_CBIT);

	return to_wire ? (u16)~cbit : cbit;
}

/**
 * ila_rewrite_diff() - what the sum of an address loses by the rewrite
 * @r: one direction of a mapping
 * @old: bytes b0 to b7 that will be replaced, as they are on the wire
 * @to_wire: which direction that is
 *
 * Return: sum(old) - sum(new) with the C-bit's share; 0x0000 only as
 * idloc_csum_diff64() says.
 */
u16 ila_rewrite_diff(const struct ila_rewrite *r, __be64 old, bool to_wire)
{
	u16 diff = idloc_csum_diff64(old, r->upper);

	if (r->csum_mode == ILA_CSUM_NEUTRAL_MAP)
		diff = idloc_csum_add(diff, cbit_diff(to_wire));
	return diff;
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
	r->diff = ila_rewrite_diff(r, old, to_wire);
	r->fixed = true;
}
