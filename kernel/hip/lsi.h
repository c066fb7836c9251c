/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Local Scope Identifiers: IPv4 addresses that stand for HITs on one host, for
 * applications that know nothing else. They are never on the wire (RFC 5338 section 3).
 *
 * The prefix is the host's choice. Where it is 1.0.0.0/8, it covers addresses that are
 * in use elsewhere: those that people type most are not given out.
 *
 * Pure: builds in the kernel and in userspace.
 */
#ifndef IDLOC_HIP_LSI_H
#define IDLOC_HIP_LSI_H

#include "../pure/pure.h"

/**
 * struct hip_lsi_prefix - where a device has its LSIs
 * @addr: the first address, in host order; no bits behind the prefix
 * @len: in bits, 1 to 30
 */
struct hip_lsi_prefix {
	u32 addr;
	u8 len;
};

/* Not from these, /24 each, in host order: 1.0.0.0 and 1.1.1.0 have public resolvers. */
#define HIP_LSI_NOT_1_0_0	0x01000000
#define HIP_LSI_NOT_1_1_1	0x01010100

/* Of the prefix: the bits behind it. */
static inline u32 hip_lsi_host_mask(const struct hip_lsi_prefix *p)
{
	return 0xffffffff >> p->len;
}

/**
 * hip_lsi_within() - is an address in the prefix
 * @p: the prefix
 * @lsi: the address, in host order
 *
 * Return: true if it is.
 */
static inline bool hip_lsi_within(const struct hip_lsi_prefix *p, u32 lsi)
{
	return ((lsi ^ p->addr) & ~hip_lsi_host_mask(p)) == 0;
}

/**
 * hip_lsi_may_be() - can an address in the prefix be an LSI that somebody asks for
 * @p: the prefix
 * @lsi: the address, in host order
 *
 * Return: false outside, and for the first and the last address of the prefix.
 */
static inline bool hip_lsi_may_be(const struct hip_lsi_prefix *p, u32 lsi)
{
	u32 host = lsi & hip_lsi_host_mask(p);

	return hip_lsi_within(p, lsi) && host && host != hip_lsi_host_mask(p);
}

/**
 * hip_lsi_may_allocate() - can an address be given out without being asked for
 * @p: the prefix
 * @lsi: the address, in host order
 *
 * Return: false for what hip_lsi_may_be() refuses, for addresses that end in 0 or 255,
 * which filters take for those of a network, and for those that are in wide use.
 */
static inline bool hip_lsi_may_allocate(const struct hip_lsi_prefix *p, u32 lsi)
{
	u32 net = lsi & 0xffffff00;
	u8 last = lsi & 0xff;

	return hip_lsi_may_be(p, lsi) && last && last != 255 &&
	       net != HIP_LSI_NOT_1_0_0 && net != HIP_LSI_NOT_1_1_1;
}

/**
 * hip_lsi_next() - the next address that can be given out
 * @p: the prefix
 * @lsi: the last one, in host order; @p->addr to begin with
 *
 * Return: the lowest that is larger, or 0 if there is none.
 */
static inline u32 hip_lsi_next(const struct hip_lsi_prefix *p, u32 lsi)
{
	u32 last = p->addr | hip_lsi_host_mask(p);

	while (lsi < last) {
		lsi++;
		if (hip_lsi_may_allocate(p, lsi))
			return lsi;
		/* All 256 of such a network at once. */
		if ((lsi & 0xffffff00) == HIP_LSI_NOT_1_0_0 ||
		    (lsi & 0xffffff00) == HIP_LSI_NOT_1_1_1)
			lsi |= 0xff;
	}
	return 0;
}

#endif /* IDLOC_HIP_LSI_H */
