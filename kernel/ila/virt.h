/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Identifiers of virtual networks: 28 bits of VNID, 32 bits of what the tenant calls
 * its address (draft-herbert-intarea-ila sections 3.3 and 3.4).
 *
 *   b8       b9  b10 b11   b12 b13 b14 b15
 *   TTTC vvvv vvvvvvvv...  low 32 bits of the tenant's address, or an IPv4 address,
 *        VNID, 28 bits     or scope (4 bits) and group (28 bits) of a multicast address
 *
 * Pure: builds in the kernel and in userspace.
 */
#ifndef IDLOC_ILA_VIRT_H
#define IDLOC_ILA_VIRT_H

#include "addr.h"

/* The largest VNID. */
#define ILA_VNID_MAX	0x0fffffffU

/* Length of a tenant prefix, in bits and in bytes. */
#define ILA_TENANT_LEN		96
#define ILA_TENANT_BYTES	12

/* Group numbers beyond this do not fit. */
#define ILA_MCAST_GROUP_MAX	0x0fffffffU

/**
 * ila_vnid() - the VNID of an identifier in one of the virtual formats
 * @a: the address
 *
 * Return: 28 bits.
 */
static inline u32 ila_vnid(const struct in6_addr *a)
{
	return (ntohs(a->s6_addr16[4]) & 0x0fff) << 16 | ntohs(a->s6_addr16[5]);
}

/**
 * ila_set_vnid() - write type and VNID, the C-bit clear
 * @a: the address, of which words w4 and w5 change
 * @type: ILA_ATYPE_*
 * @vnid: at most ILA_VNID_MAX
 */
static inline void ila_set_vnid(struct in6_addr *a, u8 type, u32 vnid)
{
	a->s6_addr16[4] = htons(type << 13 | vnid >> 16);
	a->s6_addr16[5] = htons(vnid & 0xffff);
}

/**
 * ila_low32() - the last 32 bits of an address
 * @a: the address
 *
 * Return: bytes b12 to b15, as they are on the wire.
 */
static inline __be32 ila_low32(const struct in6_addr *a)
{
	return a->s6_addr32[3];
}

/**
 * ila_mcast_encode() - a multicast address as 32 bits
 * @group: the address
 * @flags: the flags nibble that the virtual network's groups have
 * @low: where the bits go, as they are on the wire
 *
 * Return: false if the address does not fit: no multicast address, other flags, or
 * a group of more than 28 bits.
 */
static inline bool ila_mcast_encode(const struct in6_addr *group, u8 flags,
				    __be32 *low)
{
	u32 number = ntohl(ila_low32(group));
	int i;

	if (group->s6_addr[0] != 0xff || group->s6_addr[1] >> 4 != flags ||
	    number > ILA_MCAST_GROUP_MAX)
		return false;
	for (i = 2; i < ILA_TENANT_BYTES; i++) {
		if (group->s6_addr[i])
			return false;
	}
	*low = htonl((u32)(group->s6_addr[1] & 0xf) << 28 | number);
	return true;
}

/**
 * ila_mcast_decode() - the multicast address that 32 bits stand for
 * @group: where it goes
 * @flags: the flags nibble that the virtual network's groups have
 * @low: the bits, as they are on the wire
 */
static inline void ila_mcast_decode(struct in6_addr *group, u8 flags,
				    __be32 low)
{
	u32 bits = ntohl(low);

	memset(group, 0, sizeof(*group));
	group->s6_addr[0] = 0xff;
	group->s6_addr[1] = flags << 4 | bits >> 28;
	group->s6_addr32[3] = htonl(bits & ILA_MCAST_GROUP_MAX);
}

#endif /* IDLOC_ILA_VIRT_H */
