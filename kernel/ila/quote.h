/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The packet that an ICMPv6 error quotes, and its way back to SIR form
 * (RFC 4443 section 2.4 (c), draft-herbert-intarea-ila section 4.7).
 *
 *   0             40       48                    72      88
 *   IPv6 header | ICMPv6 | quoted IPv6 header .. dst  | quoted upper layers
 *
 * A router on the underlay quotes what it saw: the wire form. The sender's
 * sockets, its connection tracking and the containers behind it know the SIR form.
 *
 * What the ICMPv6 checksum covers changes with it: by nothing in the neutral modes,
 * by the address in mode no-action, and in mode adj-transport by the address and,
 * the other way round, by the quoted checksum, if the quote is long enough to
 * have one.
 *
 * Pure: builds in the kernel and in userspace.
 */
#ifndef IDLOC_ILA_QUOTE_H
#define IDLOC_ILA_QUOTE_H

#include "l4.h"
#include "rewrite.h"

/* Offsets from the outer IPv6 header, in bytes: the checksum of the error, the
 * quoted packet, its destination; and what has to be there.
 */
#define ILA_QUOTE_CHECK	(ILA_IPV6_LEN + 2)
#define ILA_QUOTE_OFF	(ILA_IPV6_LEN + 8)
#define ILA_QUOTE_DADDR	(ILA_QUOTE_OFF + 24)
#define ILA_QUOTE_MIN	(ILA_QUOTE_OFF + ILA_IPV6_LEN)

/**
 * ila_quote_is_error() - does this kind of ICMPv6 message quote a packet
 * @type: of the message
 *
 * Return: true for an error (RFC 4443 section 2.1).
 */
static inline bool ila_quote_is_error(u8 type)
{
	return type < 128;
}

/**
 * ila_quote_restore() - the SIR form of a quoted destination, if it can be one
 * @a: the destination as quoted; rewritten in place
 * @r: from the wire to SIR form, for the mapping that it may have left by
 *
 * Return: false and @a is untouched if no packet has left like this: the mode is
 * neutral-map and the C-bit is clear.
 */
static inline bool ila_quote_restore(struct in6_addr *a,
				     const struct ila_rewrite *r)
{
	if (r->csum_mode == ILA_CSUM_NEUTRAL_MAP && !ila_cbit(a))
		return false;
	ila_to_sir(a, r);
	return true;
}

/**
 * ila_quote_changes_sum() - does restoring an address change its sum
 * @r: the mapping
 *
 * Return: false in the neutral modes: no checksum has to follow.
 */
static inline bool ila_quote_changes_sum(const struct ila_rewrite *r)
{
	return r->csum_mode != ILA_CSUM_NEUTRAL_MAP &&
	       r->csum_mode != ILA_CSUM_NEUTRAL_MAP_AUTO;
}

/**
 * ila_quote_check() - the checksum of an error whose quote was changed
 * @check: the field
 * @delta: new sum minus old sum of the quoted address
 * @old: the quoted transport checksum as it was
 * @new: as it is now; @old if it was not in the quote
 *
 * Return: the new field.
 */
static inline u16 ila_quote_check(u16 check, u16 delta, u16 old, u16 new)
{
	return idloc_csum_patch(check, idloc_csum_add(delta, idloc_csum_add(new, (u16)~old)));
}

#endif /* IDLOC_ILA_QUOTE_H */
