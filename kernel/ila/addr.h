/* SPDX-License-Identifier: GPL-2.0 */
/*
 * ILA addresses: 64 bits of locator (or SIR prefix), then 64 bits of identifier.
 *
 *   b0 ............... b7   b8        b9 ................ b15
 *   locator / SIR prefix    TTTC vvvv  value (60 bits in all)
 *
 * T is the identifier type, C says that the low 16 bits (w7) were adjusted so
 * that the ones' complement sum of the address stayed what it was. Formats and
 * names: draft-herbert-intarea-ila section 3.
 *
 * Pure: builds in the kernel and in userspace.
 */
#ifndef IDLOC_ILA_ADDR_H
#define IDLOC_ILA_ADDR_H

#include "../pure/pure.h"

/* Index of the 16-bit words that the formats care about. */
#define ILA_WORD_TYPE	4
#define ILA_WORD_ADJUST	7

/* The C-bit, as it lies in w4 (host order). */
#define ILA_CBIT	0x1000

/* Length in bits of a locator, and of a locator with its identifier's type. */
#define ILA_LOCATOR_LEN	64
#define ILA_TYPE_LEN	(ILA_LOCATOR_LEN + 3)

/**
 * ila_upper() - the locator or SIR prefix of an address
 * @a: the address, at any alignment
 *
 * Return: bytes b0 to b7, as they are on the wire.
 */
static inline __be64 ila_upper(const struct in6_addr *a)
{
	__be64 v;

	memcpy(&v, a->s6_addr, sizeof(v));
	return v;
}

/**
 * ila_set_upper() - replace the locator or SIR prefix of an address
 * @a: the address, at any alignment
 * @v: bytes b0 to b7, as they are on the wire
 */
static inline void ila_set_upper(struct in6_addr *a, __be64 v)
{
	memcpy(a->s6_addr, &v, sizeof(v));
}

/**
 * ila_type() - the type bits of a formatted identifier
 * @a: the address
 *
 * Return: 0 to 7, the numbers of ILA_ATYPE_*.
 */
static inline u8 ila_type(const struct in6_addr *a)
{
	return a->s6_addr[8] >> 5;
}

/**
 * ila_cbit() - is the C-bit of a formatted identifier set
 * @a: the address
 *
 * Return: true if it is.
 */
static inline bool ila_cbit(const struct in6_addr *a)
{
	return a->s6_addr16[ILA_WORD_TYPE] & htons(ILA_CBIT);
}

/**
 * ila_reserved() - does the address end in the word that neutral modes reserve
 * @a: the address, in SIR form
 *
 * 0xffff and 0x0000 are the same number in ones' complement: both leave as the
 * same wire address, so one of them can never be told from the other again.
 *
 * Return: true if the low word is 0xffff.
 */
static inline bool ila_reserved(const struct in6_addr *a)
{
	return a->s6_addr16[ILA_WORD_ADJUST] == htons(0xffff);
}

#endif /* IDLOC_ILA_ADDR_H */
