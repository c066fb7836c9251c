/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Rewriting the addresses of a virtual network's packet between the form that the
 * tenant uses and the form on the wire (draft-herbert-intarea-ila sections 3.3, 4.4).
 *
 *   tenant   tenant prefix, 96 bits                  low 32 bits
 *   SIR      SIR prefix, 64 bits   3 0 VNID          low 32 bits
 *   wire     locator, 64 bits      3 C VNID          low 32 bits, w7 adjusted
 *
 * Principles:
 *  - Twelve bytes are replaced by others that depend on the virtual network and the
 *    locator alone, so what a sum loses by it is known beforehand, as it is for a
 *    mapping (rewrite.h).
 *  - With the source in SIR form, the low word of the destination makes up for both
 *    addresses: the sum of all sixteen words stays.
 *
 * Pure: builds in the kernel and in userspace.
 */
#ifndef IDLOC_ILA_TENANT_H
#define IDLOC_ILA_TENANT_H

#include "../pure/csum.h"
#include "rewrite.h"
#include "virt.h"

/**
 * struct ila_tenant - what a virtual network's addresses look like
 * @prefix: the tenant prefix; its last 32 bits are not used
 * @sir: the first 96 bits of an address in SIR form, if there is a SIR prefix
 * @vnid: 28 bits
 * @csum_mode: ILA_CSUM_*
 * @mcast_flags: flags nibble of multicast addresses
 * @has_sir: is there a SIR prefix
 * @src_sir: the source travels in SIR form
 * @diff: what a sum loses towards the wire, but for the locator
 * @back: what it loses from the wire, but for the locator
 *
 * The first seven say it all; ila_tenant_init() adds the rest. Immutable once
 * packets can see it.
 */
struct ila_tenant {
	struct in6_addr prefix;
	struct in6_addr sir;
	u32 vnid;
	u8 csum_mode;
	u8 mcast_flags;
	bool has_sir;
	bool src_sir;
	u16 diff;
	u16 back;
};

void ila_tenant_init(struct ila_tenant *t, __be64 sir_prefix);

enum ila_rewritten ila_tenant_mcast_to_wire(const struct ila_tenant *t,
					    __be64 locator,
					    struct in6_addr *saddr,
					    struct in6_addr *daddr);
bool ila_tenant_mcast_from_wire(const struct ila_tenant *t,
				struct in6_addr *saddr, struct in6_addr *daddr);

/**
 * ila_same96() - do two addresses agree in the first 96 bits
 * @a: one
 * @b: the other
 *
 * Return: true if so.
 */
static inline bool ila_same96(const struct in6_addr *a, const struct in6_addr *b)
{
	return !((a->s6_addr32[0] ^ b->s6_addr32[0]) |
		 (a->s6_addr32[1] ^ b->s6_addr32[1]) |
		 (a->s6_addr32[2] ^ b->s6_addr32[2]));
}

/* What is left of the address is the low 32 bits. */
static inline void ila_set96(struct in6_addr *a, const struct in6_addr *from)
{
	a->s6_addr32[0] = from->s6_addr32[0];
	a->s6_addr32[1] = from->s6_addr32[1];
	a->s6_addr32[2] = from->s6_addr32[2];
}

/**
 * ila_tenant_neutral() - does the low word of the destination make up for the rest
 * @t: the virtual network
 *
 * Return: true in the two neutral modes.
 */
static inline bool ila_tenant_neutral(const struct ila_tenant *t)
{
	return t->csum_mode == ILA_CSUM_NEUTRAL_MAP ||
	       t->csum_mode == ILA_CSUM_NEUTRAL_MAP_AUTO;
}

/**
 * ila_tenant_diff() - what a sum loses towards one locator
 * @t: the virtual network
 * @locator: as it is on the wire
 *
 * Return: sum(old) - sum(new) over all that ila_tenant_to_wire() replaces, the C-bit
 * included.
 */
static inline u16 ila_tenant_diff(const struct ila_tenant *t, __be64 locator)
{
	return idloc_csum_add(t->diff, idloc_csum_sum64(~locator));
}

/**
 * ila_tenant_back() - what a sum loses from one locator
 * @t: the virtual network
 * @locator: as it is on the wire
 *
 * Return: sum(old) - sum(new) over all that ila_tenant_from_wire() replaces, the C-bit
 * included.
 */
static inline u16 ila_tenant_back(const struct ila_tenant *t, __be64 locator)
{
	return idloc_csum_add(t->back, idloc_csum_sum64(locator));
}

/**
 * ila_tenant_to_wire() - tenant form to wire form
 * @t: the virtual network; both addresses are in its prefix
 * @locator: as it is on the wire
 * @diff: ila_tenant_diff() of the two
 * @saddr: the source; rewritten if the virtual network says so
 * @daddr: the destination
 * @pass_reserved: rewrite a neutral address that ends in 0xffff all the same,
 *	though the other end will restore it as 0x0000
 *
 * Any context.
 *
 * Return: ILA_REWRITTEN, or ILA_REFUSED_RESERVED with both untouched.
 */
static inline enum ila_rewritten
ila_tenant_to_wire(const struct ila_tenant *t, __be64 locator, u16 diff,
		   struct in6_addr *saddr, struct in6_addr *daddr,
		   bool pass_reserved)
{
	u16 low = (__force u16)daddr->s6_addr16[ILA_WORD_ADJUST];

	if (ila_tenant_neutral(t)) {
		if (unlikely(ila_reserved(daddr)) && !pass_reserved)
			return ILA_REFUSED_RESERVED;
		daddr->s6_addr16[ILA_WORD_ADJUST] =
			(__force __be16)idloc_csum_add(low, diff);
	}
	ila_set_upper(daddr, locator);
	daddr->s6_addr32[2] = t->sir.s6_addr32[2];
	if (t->csum_mode == ILA_CSUM_NEUTRAL_MAP)
		daddr->s6_addr16[ILA_WORD_TYPE] |= htons(ILA_CBIT);
	if (t->src_sir)
		ila_set96(saddr, &t->sir);
	return ILA_REWRITTEN;
}

/**
 * ila_tenant_from_wire() - wire form to tenant form
 * @t: the virtual network; the destination has its VNID, and the source its SIR
 *	form if the virtual network says so
 * @back: ila_tenant_back() for the destination's locator
 * @saddr: the source
 * @daddr: the destination
 *
 * Any context.
 *
 * Return: ILA_REWRITTEN, or ILA_REWRITTEN_PLAIN if the mode is neutral-map and the
 * C-bit was clear, so that the low word has stayed.
 */
static inline enum ila_rewritten
ila_tenant_from_wire(const struct ila_tenant *t, u16 back,
		     struct in6_addr *saddr, struct in6_addr *daddr)
{
	u16 low = (__force u16)daddr->s6_addr16[ILA_WORD_ADJUST];
	enum ila_rewritten done = ILA_REWRITTEN;

	if (t->csum_mode == ILA_CSUM_NEUTRAL_MAP && !ila_cbit(daddr))
		done = ILA_REWRITTEN_PLAIN;
	else if (ila_tenant_neutral(t))
		daddr->s6_addr16[ILA_WORD_ADJUST] = (__force __be16)
			idloc_csum_canon(idloc_csum_add(low, back));
	ila_set96(daddr, &t->prefix);
	if (t->src_sir)
		ila_set96(saddr, &t->prefix);
	return done;
}

#endif /* IDLOC_ILA_TENANT_H */
