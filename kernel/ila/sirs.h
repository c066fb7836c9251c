/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The SIR prefixes that mappings have, for those who know a locator and an identifier
 * and look for the address.
 */
#ifndef IDLOC_ILA_SIRS_H
#define IDLOC_ILA_SIRS_H

#include <linux/types.h>

/* Different prefixes, with different checksum modes, of a namespace. */
#define ILA_SIRS_MAX	64

/**
 * struct ila_sir - a SIR prefix in a checksum mode
 * @prefix: bytes b0 to b7, as they are on the wire
 * @csum_mode: ILA_CSUM_*
 * @users: mappings that have both; 0: the place is free
 *
 * Written under ila_net.lock, read by packets with READ_ONCE(): what they make of it is
 * checked against the mappings.
 */
struct ila_sir {
	__be64 prefix;
	unsigned int users;
	u8 csum_mode;
};

/**
 * struct ila_sirs - all of a namespace
 * @sir: the places
 * @end: behind the last place that was ever taken
 */
struct ila_sirs {
	struct ila_sir sir[ILA_SIRS_MAX];
	unsigned int end;
};

int ila_sirs_get(struct ila_sirs *sirs, __be64 prefix, u8 csum_mode);
void ila_sirs_put(struct ila_sirs *sirs, __be64 prefix, u8 csum_mode);

#endif /* IDLOC_ILA_SIRS_H */
