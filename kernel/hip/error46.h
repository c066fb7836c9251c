/* SPDX-License-Identifier: GPL-2.0 */
/* ICMP errors with the packet that they quote, as ICMPv6 errors and back. */
#ifndef IDLOC_HIP_ERROR46_H
#define IDLOC_HIP_ERROR46_H

#include "icmp46.h"
#include "pair.h"

/* Why an error cannot be translated. */
enum hip_error46 {
	HIP_ERROR46_OK,
	HIP_ERROR46_CUT,	/* no whole header is quoted */
	HIP_ERROR46_TYPE,	/* the other ICMP has nothing like it */
	HIP_ERROR46_QUOTE,	/* what is quoted cannot have been a packet of the other IP */
	HIP_ERROR46_STRANGER,	/* of other ends than the pair */
	HIP_ERROR46_ROOM,	/* no room for what has to be there */
};

/**
 * struct hip_message - where an ICMP message is, or goes
 * @p: its first byte, the type
 * @len: bytes that are there; of room, how many there are at most
 */
struct hip_message {
	u8 *p;
	unsigned int len;
};

enum hip_error46 hip_error_to_6(const struct hip_pair *pair, const struct hip_message *in,
				struct hip_message *out, const struct in6_addr *src,
				const struct in6_addr *dst);
enum hip_error46 hip_error_to_4(const struct hip_pair *pair, const struct hip_message *in,
				struct hip_message *out);

#endif /* IDLOC_HIP_ERROR46_H */
