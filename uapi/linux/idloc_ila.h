/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/* Do not edit directly, auto-generated from: */
/*	Documentation/netlink/specs/idloc-ila.yaml */
/* YNL-GEN uapi header */

#ifndef _UAPI_LINUX_IDLOC_ILA_H
#define _UAPI_LINUX_IDLOC_ILA_H

#define IDLOC_ILA_FAMILY_NAME		"idloc-ila"
#define IDLOC_ILA_FAMILY_VERSION	1

/**
 * enum idloc_ila_adj_compat - sign of the correction that the checksum mode
 *   adj-transport applies
 * @IDLOC_ILA_ADJ_COMPAT_RFC: The checksum on the wire is the one that RFC 1624
 *   asks for: correct for the addresses in the packet (default).
 * @IDLOC_ILA_ADJ_COMPAT_INTREE: The inverted sign of the in-tree module, which
 *   only another in-tree receiver undoes. For a network that still has such
 *   nodes.
 */
enum idloc_ila_adj_compat {
	IDLOC_ILA_ADJ_COMPAT_RFC,
	IDLOC_ILA_ADJ_COMPAT_INTREE,
};

/**
 * enum idloc_ila_hook_position - where the mapping table (ILA to SIR) sees a
 *   packet
 * @IDLOC_ILA_HOOK_POSITION_RAW: PRE_ROUTING before raw and connection
 *   tracking, which then see SIR addresses (default).
 * @IDLOC_ILA_HOOK_POSITION_INTREE: PRE_ROUTING at priority -1, where the
 *   in-tree module sits.
 */
enum idloc_ila_hook_position {
	IDLOC_ILA_HOOK_POSITION_RAW,
	IDLOC_ILA_HOOK_POSITION_INTREE,
};

/**
 * enum idloc_ila_csum_reserved - fate of a packet whose identifier ends in the
 *   word ffff, which the checksum-neutral modes reserve
 * @IDLOC_ILA_CSUM_RESERVED_DROP: Drop the packet and count it as
 *   drop-csum-reserved (default).
 * @IDLOC_ILA_CSUM_RESERVED_PASS: Translate it as the in-tree module does and
 *   count it as csum-reserved-passed. The receiver restores 0000 in place of
 *   ffff.
 */
enum idloc_ila_csum_reserved {
	IDLOC_ILA_CSUM_RESERVED_DROP,
	IDLOC_ILA_CSUM_RESERVED_PASS,
};

/**
 * enum idloc_ila_icmp_errors - fate of ICMPv6 errors that quote a packet in
 *   wire form
 * @IDLOC_ILA_ICMP_ERRORS_ON: Bring the quote back to SIR form, for sockets,
 *   connection tracking and containers behind this host (default). Takes a
 *   netfilter hook as soon as there is an ILA route with hook-type output.
 * @IDLOC_ILA_ICMP_ERRORS_OFF: Leave them as they are.
 */
enum idloc_ila_icmp_errors {
	IDLOC_ILA_ICMP_ERRORS_ON,
	IDLOC_ILA_ICMP_ERRORS_OFF,
};

/**
 * enum idloc_ila_csum_mode - what keeps the transport checksum right, as
 *   ILA_CSUM_* says it
 * @IDLOC_ILA_CSUM_MODE_ADJ_TRANSPORT: The checksum in the packet follows the
 *   addresses.
 * @IDLOC_ILA_CSUM_MODE_NEUTRAL_MAP: The last word of the destination makes up
 *   for the rest, and the C-bit says so (default).
 * @IDLOC_ILA_CSUM_MODE_NO_ACTION: Nothing does; it is right again when the
 *   addresses are back.
 * @IDLOC_ILA_CSUM_MODE_NEUTRAL_MAP_AUTO: As neutral-map, without a C-bit.
 */
enum idloc_ila_csum_mode {
	IDLOC_ILA_CSUM_MODE_ADJ_TRANSPORT,
	IDLOC_ILA_CSUM_MODE_NEUTRAL_MAP,
	IDLOC_ILA_CSUM_MODE_NO_ACTION,
	IDLOC_ILA_CSUM_MODE_NEUTRAL_MAP_AUTO,
};

/**
 * enum idloc_ila_src_mode - form in which the source address of a virtual
 *   network's packet travels
 * @IDLOC_ILA_SRC_MODE_TENANT: As the tenant has written it (default). The
 *   underlay cannot answer to it.
 * @IDLOC_ILA_SRC_MODE_SIR: In SIR form, made of the SIR prefix and the VNID.
 *   Packets that arrive have to come from the same virtual network.
 */
enum idloc_ila_src_mode {
	IDLOC_ILA_SRC_MODE_TENANT,
	IDLOC_ILA_SRC_MODE_SIR,
};

/**
 * enum idloc_ila_unknown_ident - fate of a packet that arrives at a local
 *   locator for an identifier that no mapping has there
 * @IDLOC_ILA_UNKNOWN_IDENT_DROP: Drop the packet and count it as
 *   drop-ident-unknown (default).
 * @IDLOC_ILA_UNKNOWN_IDENT_PASS: Leave it as it is, to wherever the locator is
 *   routed.
 */
enum idloc_ila_unknown_ident {
	IDLOC_ILA_UNKNOWN_IDENT_DROP,
	IDLOC_ILA_UNKNOWN_IDENT_PASS,
};

/**
 * enum idloc_ila_miss - what a mapping of a whole prefix does with an
 *   identifier that has no mapping of its own
 * @IDLOC_ILA_MISS_FORWARD: Send it to the mapping's locator, where all of the
 *   prefix is (default).
 * @IDLOC_ILA_MISS_FALLBACK: Send it to the mapping's locator, a router that
 *   knows more, and tell who listens that a mapping is missing.
 * @IDLOC_ILA_MISS_QUEUE: Tell who listens, and keep the packet for three
 *   seconds until a mapping comes.
 * @IDLOC_ILA_MISS_DROP: Tell who listens, and drop the packet.
 */
enum idloc_ila_miss {
	IDLOC_ILA_MISS_FORWARD,
	IDLOC_ILA_MISS_FALLBACK,
	IDLOC_ILA_MISS_QUEUE,
	IDLOC_ILA_MISS_DROP,
};

/**
 * enum idloc_ila_map_flags - properties of a mapping
 * @IDLOC_ILA_MAP_FLAGS_NO_COUNTERS: Do not count packets and bytes; saves
 *   memory per CPU.
 * @IDLOC_ILA_MAP_FLAGS_REDIRECT: Of a mapping of a whole prefix: tell who
 *   listens of every sender whose packets for the prefix are forwarded here,
 *   because it could send them to their locator itself. For a router that
 *   others fall back to.
 * @IDLOC_ILA_MAP_FLAGS_IN_ONLY: Only in answers: made by the family "ila", and
 *   for what comes from the wire alone.
 */
enum idloc_ila_map_flags {
	IDLOC_ILA_MAP_FLAGS_NO_COUNTERS = 1,
	IDLOC_ILA_MAP_FLAGS_REDIRECT = 2,
	IDLOC_ILA_MAP_FLAGS_IN_ONLY = 4,
};

/**
 * enum idloc_ila_locator_flags - properties of a locator
 * @IDLOC_ILA_LOCATOR_FLAGS_LOCAL: The locator is this host's: what arrives
 *   there is translated back if a mapping says that its identifier is there.
 */
enum idloc_ila_locator_flags {
	IDLOC_ILA_LOCATOR_FLAGS_LOCAL = 1,
};

enum {
	IDLOC_ILA_A_SETTINGS_PAD = 1,
	IDLOC_ILA_A_SETTINGS_ADJ_COMPAT,
	IDLOC_ILA_A_SETTINGS_HOOK_POSITION,
	IDLOC_ILA_A_SETTINGS_CSUM_RESERVED,
	IDLOC_ILA_A_SETTINGS_ICMP_ERRORS,
	IDLOC_ILA_A_SETTINGS_UNKNOWN_IDENT,

	__IDLOC_ILA_A_SETTINGS_MAX,
	IDLOC_ILA_A_SETTINGS_MAX = (__IDLOC_ILA_A_SETTINGS_MAX - 1)
};

enum {
	IDLOC_ILA_A_STATS_PAD = 1,
	IDLOC_ILA_A_STATS_OUT_TRANSLATED,
	IDLOC_ILA_A_STATS_IN_ROUTE_TRANSLATED,
	IDLOC_ILA_A_STATS_IN_MAP_TRANSLATED,
	IDLOC_ILA_A_STATS_IN_CBIT_CLEAR,
	IDLOC_ILA_A_STATS_ROUTE_LOOKUPS,
	IDLOC_ILA_A_STATS_CSUM_UNHANDLED,
	IDLOC_ILA_A_STATS_CSUM_RESERVED_PASSED,
	IDLOC_ILA_A_STATS_DROP_NOT_IPV6,
	IDLOC_ILA_A_STATS_DROP_TRUNCATED,
	IDLOC_ILA_A_STATS_DROP_NOMEM,
	IDLOC_ILA_A_STATS_DROP_CBIT_IN_SIR,
	IDLOC_ILA_A_STATS_DROP_CSUM_RESERVED,
	IDLOC_ILA_A_STATS_DROP_NO_ROUTE,
	IDLOC_ILA_A_STATS_DROP_ROUTE_LOOP,
	IDLOC_ILA_A_STATS_ICMP_TRANSLATED,
	IDLOC_ILA_A_STATS_ICMP_NO_MAPPING,
	IDLOC_ILA_A_STATS_DROP_TOO_BIG,
	IDLOC_ILA_A_STATS_OUT_VNID_TRANSLATED,
	IDLOC_ILA_A_STATS_IN_VNID_TRANSLATED,
	IDLOC_ILA_A_STATS_DROP_VNID_UNKNOWN,
	IDLOC_ILA_A_STATS_DROP_VNID_INTERFACE,
	IDLOC_ILA_A_STATS_DROP_VNID_TYPE,
	IDLOC_ILA_A_STATS_DROP_VNID_SOURCE,
	IDLOC_ILA_A_STATS_DROP_VNID_SCOPE,
	IDLOC_ILA_A_STATS_DROP_VNID_TENANT_FORM,
	IDLOC_ILA_A_STATS_DROP_VNID_DESTINATION,
	IDLOC_ILA_A_STATS_OUT_MAP_TRANSLATED,
	IDLOC_ILA_A_STATS_IN_IDENT_TRANSLATED,
	IDLOC_ILA_A_STATS_IN_IDENT_MOVED,
	IDLOC_ILA_A_STATS_MISS_FALLBACK,
	IDLOC_ILA_A_STATS_MISS_QUEUED,
	IDLOC_ILA_A_STATS_MISS_EVENTS,
	IDLOC_ILA_A_STATS_MISS_EVENTS_SUPPRESSED,
	IDLOC_ILA_A_STATS_REDIRECT_EVENTS,
	IDLOC_ILA_A_STATS_DROP_MISS,
	IDLOC_ILA_A_STATS_DROP_MISS_QUEUE,
	IDLOC_ILA_A_STATS_DROP_MISS_TIMEOUT,
	IDLOC_ILA_A_STATS_DROP_MISS_AGAIN,
	IDLOC_ILA_A_STATS_DROP_IDENT_UNKNOWN,
	IDLOC_ILA_A_STATS_OUT_GROUP_COPIES,
	IDLOC_ILA_A_STATS_IN_GROUP_TRANSLATED,
	IDLOC_ILA_A_STATS_GROUP_DELIVERED,
	IDLOC_ILA_A_STATS_DROP_GROUP_UNKNOWN,
	IDLOC_ILA_A_STATS_DROP_GROUP_HOP_LIMIT,
	IDLOC_ILA_A_STATS_DROP_GROUP_TOO_BIG,

	__IDLOC_ILA_A_STATS_MAX,
	IDLOC_ILA_A_STATS_MAX = (__IDLOC_ILA_A_STATS_MAX - 1)
};

enum {
	IDLOC_ILA_A_VNID_PAD = 1,
	IDLOC_ILA_A_VNID_VNID,
	IDLOC_ILA_A_VNID_TENANT_PREFIX,
	IDLOC_ILA_A_VNID_SIR_PREFIX,
	IDLOC_ILA_A_VNID_SCOPE_IFINDEX,
	IDLOC_ILA_A_VNID_SCOPE_TABLE,
	IDLOC_ILA_A_VNID_SRC_MODE,
	IDLOC_ILA_A_VNID_MARK,
	IDLOC_ILA_A_VNID_MCAST_FLAGS,
	IDLOC_ILA_A_VNID_CSUM_MODE,
	IDLOC_ILA_A_VNID_USERS,

	__IDLOC_ILA_A_VNID_MAX,
	IDLOC_ILA_A_VNID_MAX = (__IDLOC_ILA_A_VNID_MAX - 1)
};

enum {
	IDLOC_ILA_A_UNDERLAY_PAD = 1,
	IDLOC_ILA_A_UNDERLAY_IFINDEX,

	__IDLOC_ILA_A_UNDERLAY_MAX,
	IDLOC_ILA_A_UNDERLAY_MAX = (__IDLOC_ILA_A_UNDERLAY_MAX - 1)
};

enum {
	IDLOC_ILA_A_MAP_PAD = 1,
	IDLOC_ILA_A_MAP_ADDR,
	IDLOC_ILA_A_MAP_BITS,
	IDLOC_ILA_A_MAP_VNID,
	IDLOC_ILA_A_MAP_IFINDEX,
	IDLOC_ILA_A_MAP_SOURCE,
	IDLOC_ILA_A_MAP_PRIORITY,
	IDLOC_ILA_A_MAP_LOCATOR,
	IDLOC_ILA_A_MAP_LOCATOR_NAME,
	IDLOC_ILA_A_MAP_CSUM_MODE,
	IDLOC_ILA_A_MAP_LIFETIME,
	IDLOC_ILA_A_MAP_MISS,
	IDLOC_ILA_A_MAP_FLAGS,
	IDLOC_ILA_A_MAP_EXPIRES,
	IDLOC_ILA_A_MAP_PACKETS,
	IDLOC_ILA_A_MAP_BYTES,
	IDLOC_ILA_A_MAP_USED,
	IDLOC_ILA_A_MAP_SADDR,
	IDLOC_ILA_A_MAP_SUPPRESSED,
	IDLOC_ILA_A_MAP_GENERATION,

	__IDLOC_ILA_A_MAP_MAX,
	IDLOC_ILA_A_MAP_MAX = (__IDLOC_ILA_A_MAP_MAX - 1)
};

enum {
	IDLOC_ILA_A_LOCATOR_PAD = 1,
	IDLOC_ILA_A_LOCATOR_NAME,
	IDLOC_ILA_A_LOCATOR_LOCATOR,
	IDLOC_ILA_A_LOCATOR_FLAGS,
	IDLOC_ILA_A_LOCATOR_USERS,

	__IDLOC_ILA_A_LOCATOR_MAX,
	IDLOC_ILA_A_LOCATOR_MAX = (__IDLOC_ILA_A_LOCATOR_MAX - 1)
};

enum {
	IDLOC_ILA_A_TXN_PAD = 1,
	IDLOC_ILA_A_TXN_CHANGES,

	__IDLOC_ILA_A_TXN_MAX,
	IDLOC_ILA_A_TXN_MAX = (__IDLOC_ILA_A_TXN_MAX - 1)
};

enum {
	IDLOC_ILA_A_GROUP_PAD = 1,
	IDLOC_ILA_A_GROUP_VNID,
	IDLOC_ILA_A_GROUP_GROUP,
	IDLOC_ILA_A_GROUP_LOCATOR,
	IDLOC_ILA_A_GROUP_IFINDEX,
	IDLOC_ILA_A_GROUP_LOCATORS,
	IDLOC_ILA_A_GROUP_IFINDEXES,

	__IDLOC_ILA_A_GROUP_MAX,
	IDLOC_ILA_A_GROUP_MAX = (__IDLOC_ILA_A_GROUP_MAX - 1)
};

enum {
	IDLOC_ILA_CMD_SETTINGS_GET = 1,
	IDLOC_ILA_CMD_SETTINGS_SET,
	IDLOC_ILA_CMD_STATS_GET,
	IDLOC_ILA_CMD_VNID_ADD,
	IDLOC_ILA_CMD_VNID_DEL,
	IDLOC_ILA_CMD_VNID_FLUSH,
	IDLOC_ILA_CMD_VNID_GET,
	IDLOC_ILA_CMD_VNID_ADD_NTF,
	IDLOC_ILA_CMD_VNID_DEL_NTF,
	IDLOC_ILA_CMD_UNDERLAY_ADD,
	IDLOC_ILA_CMD_UNDERLAY_DEL,
	IDLOC_ILA_CMD_UNDERLAY_GET,
	IDLOC_ILA_CMD_UNDERLAY_ADD_NTF,
	IDLOC_ILA_CMD_UNDERLAY_DEL_NTF,
	IDLOC_ILA_CMD_MAP_ADD,
	IDLOC_ILA_CMD_MAP_REPLACE,
	IDLOC_ILA_CMD_MAP_DEL,
	IDLOC_ILA_CMD_MAP_FLUSH,
	IDLOC_ILA_CMD_MAP_GET,
	IDLOC_ILA_CMD_MAP_ADD_NTF,
	IDLOC_ILA_CMD_MAP_REPLACE_NTF,
	IDLOC_ILA_CMD_MAP_DEL_NTF,
	IDLOC_ILA_CMD_MAP_EXPIRE_NTF,
	IDLOC_ILA_CMD_MAP_MISS_NTF,
	IDLOC_ILA_CMD_MAP_REDIRECT_NTF,
	IDLOC_ILA_CMD_LOCATOR_ADD,
	IDLOC_ILA_CMD_LOCATOR_SET,
	IDLOC_ILA_CMD_LOCATOR_DEL,
	IDLOC_ILA_CMD_LOCATOR_GET,
	IDLOC_ILA_CMD_LOCATOR_ADD_NTF,
	IDLOC_ILA_CMD_LOCATOR_SET_NTF,
	IDLOC_ILA_CMD_LOCATOR_DEL_NTF,
	IDLOC_ILA_CMD_TXN_BEGIN,
	IDLOC_ILA_CMD_TXN_COMMIT,
	IDLOC_ILA_CMD_TXN_ABORT,
	IDLOC_ILA_CMD_GROUP_ADD,
	IDLOC_ILA_CMD_GROUP_DEL,
	IDLOC_ILA_CMD_GROUP_FLUSH,
	IDLOC_ILA_CMD_GROUP_GET,
	IDLOC_ILA_CMD_GROUP_JOIN,
	IDLOC_ILA_CMD_GROUP_LEAVE,
	IDLOC_ILA_CMD_GROUP_ADD_NTF,
	IDLOC_ILA_CMD_GROUP_DEL_NTF,
	IDLOC_ILA_CMD_GROUP_JOIN_NTF,
	IDLOC_ILA_CMD_GROUP_LEAVE_NTF,

	__IDLOC_ILA_CMD_MAX,
	IDLOC_ILA_CMD_MAX = (__IDLOC_ILA_CMD_MAX - 1)
};

#define IDLOC_ILA_MCGRP_VNID	"vnid"
#define IDLOC_ILA_MCGRP_MAP	"map"

#endif /* _UAPI_LINUX_IDLOC_ILA_H */
