/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * Numbers of the ILA ABI that the kernel has had since 4.3: attributes of
 * RTA_ENCAP for routes of type LWTUNNEL_ENCAP_ILA, and the generic-netlink
 * family "ila" with the mapping table. "ip -6 route ... encap ila" and "ip ila"
 * speak them, so no number here may ever change. What is new has its own family
 * (idloc_ila.h); attributes of ours inside RTA_ENCAP are numbered from 128.
 *
 * The guard is the one of the kernel's own header: where a build finds both,
 * the first one stands for the two.
 */
#ifndef _UAPI_LINUX_ILA_H
#define _UAPI_LINUX_ILA_H

#define ILA_GENL_NAME		"ila"
#define ILA_GENL_VERSION	1

/*
 * Attributes, in a route as in a mapping.
 *
 * A locator is the upper half of an IPv6 address. The u64 carries its 8 bytes in
 * the order they have on the wire, never swapped: on a little-endian machine
 * the locator 3333:0:0:1 is not the integer 0x3333000000000001.
 * Everything else is in host byte order.
 */
enum {
	ILA_ATTR_UNSPEC		= 0,

	/* u64, wire order. Route: the locator that replaces the upper half of
	 * the destination. Mapping: the SIR prefix that does.
	 */
	ILA_ATTR_LOCATOR	= 1,

	/* u64, wire order; carried by nothing */
	ILA_ATTR_IDENTIFIER	= 2,

	/* u64, wire order. Mapping only: the locator that it answers to. */
	ILA_ATTR_LOCATOR_MATCH	= 3,

	/* s32. Mapping only: match on this ingress device, 0 or absent: any. */
	ILA_ATTR_IFINDEX	= 4,

	/* u32, bit mask of ILA_DIR_*; carried by nothing */
	ILA_ATTR_DIR		= 5,

	/* filler that brings the next u64 to an 8-byte boundary */
	ILA_ATTR_PAD		= 6,

	/* u8, one of ILA_CSUM_*, absent: ILA_CSUM_NO_ACTION */
	ILA_ATTR_CSUM_MODE	= 7,

	/* u8, one of ILA_ATYPE_*, absent: ILA_ATYPE_USE_FORMAT */
	ILA_ATTR_IDENT_TYPE	= 8,

	/* u8, one of ILA_HOOK_*, absent: ILA_HOOK_ROUTE_OUTPUT. Route only. */
	ILA_ATTR_HOOK_TYPE	= 9,

	__ILA_ATTR_MAX,
};

#define ILA_ATTR_MAX		(__ILA_ATTR_MAX - 1)

/* Commands of the family "ila". All but GET need CAP_NET_ADMIN. */
enum {
	ILA_CMD_UNSPEC		= 0,

	/* one mapping: LOCATOR_MATCH and LOCATOR, rest optional */
	ILA_CMD_ADD		= 1,

	/* one mapping, found by LOCATOR_MATCH and IFINDEX; 0 if there was none */
	ILA_CMD_DEL		= 2,

	/* one mapping, or as a dump all of the network namespace */
	ILA_CMD_GET		= 3,

	/* delete all mappings of the network namespace */
	ILA_CMD_FLUSH		= 4,

	__ILA_CMD_MAX,
};

#define ILA_CMD_MAX		(__ILA_CMD_MAX - 1)

/* Bits of ILA_ATTR_DIR */
#define ILA_DIR_IN		0x1
#define ILA_DIR_OUT		0x2

/*
 * ILA_ATTR_CSUM_MODE: the transport checksum covers the destination address
 * that a translation changes. Both ends of a path use the same mode.
 */
enum {
	/* correct the checksum in the TCP, UDP or ICMPv6 header */
	ILA_CSUM_ADJUST_TRANSPORT	= 0,

	/* correct the low 16 bits of the identifier, and set the C-bit */
	ILA_CSUM_NEUTRAL_MAP		= 1,

	/* leave it: the other end restores the address before it checks */
	ILA_CSUM_NO_ACTION		= 2,

	/* as NEUTRAL_MAP on every packet, hence without a C-bit */
	ILA_CSUM_NEUTRAL_MAP_AUTO	= 3,
};

/*
 * ILA_ATTR_IDENT_TYPE. 0 to 7 are the values of the top three bits of a
 * formatted identifier; given here they hold for the whole route or mapping,
 * and the identifier has no type field.
 */
enum {
	ILA_ATYPE_IID			= 0,	/* ordinary interface identifier */
	ILA_ATYPE_LUID			= 1,	/* locally unique */
	ILA_ATYPE_VIRT_V4		= 2,	/* VNID and an IPv4 address */
	ILA_ATYPE_VIRT_UNI_V6		= 3,	/* VNID, unicast IPv6 */
	ILA_ATYPE_VIRT_MULTI_V6		= 4,	/* VNID, multicast IPv6 */
	ILA_ATYPE_NONLOCAL_ADDR		= 5,	/* address of another domain */
	ILA_ATYPE_RSVD_1		= 6,
	ILA_ATYPE_RSVD_2		= 7,

	/* each identifier says its own type */
	ILA_ATYPE_USE_FORMAT		= 32,
};

/* ILA_ATTR_HOOK_TYPE: when a route translates */
enum {
	/* on the way out, after the routing decision */
	ILA_HOOK_ROUTE_OUTPUT		= 0,

	/* on the way in, before the packet is forwarded or delivered */
	ILA_HOOK_ROUTE_INPUT		= 1,
};

#endif /* _UAPI_LINUX_ILA_H */
