// SPDX-License-Identifier: GPL-2.0
/* Do not edit directly, auto-generated from: */
/*	Documentation/netlink/specs/idloc-ila.yaml */

#include "ila.h"

static const struct word ila_adj_compat_words[] = {
	{
		"rfc",
		"The checksum on the wire is the one that RFC 1624 asks for: correct for the addresses in the packet (default).",
	},
	{
		"intree",
		"The inverted sign of the in-tree module, which only another in-tree receiver undoes. For a network that still has such nodes.",
	},
};

static const struct word ila_hook_position_words[] = {
	{
		"raw",
		"PRE_ROUTING before raw and connection tracking, which then see SIR addresses (default).",
	},
	{
		"intree",
		"PRE_ROUTING at priority -1, where the in-tree module sits.",
	},
};

static const struct word ila_csum_reserved_words[] = {
	{
		"drop",
		"Drop the packet and count it as drop-csum-reserved (default).",
	},
	{
		"pass",
		"Translate it as the in-tree module does and count it as csum-reserved-passed. The receiver restores 0000 in place of ffff.",
	},
};

static const struct word ila_icmp_errors_words[] = {
	{
		"on",
		"Bring the quote back to SIR form, for sockets, connection tracking and containers behind this host (default). Takes a netfilter hook as soon as there is an ILA route with hook-type output.",
	},
	{
		"off",
		"Leave them as they are.",
	},
};

static const struct word ila_csum_mode_words[] = {
	{
		"adj-transport",
		"The checksum in the packet follows the addresses.",
	},
	{
		"neutral-map",
		"The last word of the destination makes up for the rest, and the C-bit says so (default).",
	},
	{
		"no-action",
		"Nothing does; it is right again when the addresses are back.",
	},
	{
		"neutral-map-auto",
		"As neutral-map, without a C-bit.",
	},
};

static const struct word ila_src_mode_words[] = {
	{
		"tenant",
		"As the tenant has written it (default). The underlay cannot answer to it.",
	},
	{
		"sir",
		"In SIR form, made of the SIR prefix and the VNID. Packets that arrive have to come from the same virtual network.",
	},
};

static const struct word ila_unknown_ident_words[] = {
	{
		"drop",
		"Drop the packet and count it as drop-ident-unknown (default).",
	},
	{
		"pass",
		"Leave it as it is, to wherever the locator is routed.",
	},
};

static const struct word ila_miss_words[] = {
	{
		"forward",
		"Send it to the mapping's locator, where all of the prefix is (default).",
	},
	{
		"fallback",
		"Send it to the mapping's locator, a router that knows more, and tell who listens that a mapping is missing.",
	},
	{
		"queue",
		"Tell who listens, and keep the packet for three seconds until a mapping comes.",
	},
	{
		"drop",
		"Tell who listens, and drop the packet.",
	},
};

static const struct word ila_map_flags_words[] = {
	{
		"no-counters",
		"Do not count packets and bytes; saves memory per CPU.",
	},
	{
		"redirect",
		"Of a mapping of a whole prefix: tell who listens of every sender whose packets for the prefix are forwarded here, because it could send them to their locator itself. For a router that others fall back to.",
	},
	{
		"in-only",
		"Only in answers: made by the family \"ila\", and for what comes from the wire alone.",
	},
};

static const struct word ila_locator_flags_words[] = {
	{
		"local",
		"The locator is this host's: what arrives there is translated back if a mapping says that its identifier is there.",
	},
};

const struct attr_desc ila_settings[IDLOC_ILA_A_SETTINGS_MAX + 1] = {
	[IDLOC_ILA_A_SETTINGS_ADJ_COMPAT] = {
		"adj-compat",
		"Sign of the correction in the checksum mode adj-transport.",
		ila_adj_compat_words, ARRAY_SIZE(ila_adj_compat_words),
	},
	[IDLOC_ILA_A_SETTINGS_HOOK_POSITION] = {
		"hook-position",
		"Position of the mapping hook. A hook that is attached moves at once.",
		ila_hook_position_words, ARRAY_SIZE(ila_hook_position_words),
	},
	[IDLOC_ILA_A_SETTINGS_CSUM_RESERVED] = {
		"csum-reserved",
		"Fate of packets with the reserved identifier word ffff.",
		ila_csum_reserved_words, ARRAY_SIZE(ila_csum_reserved_words),
	},
	[IDLOC_ILA_A_SETTINGS_ICMP_ERRORS] = {
		"icmp-errors",
		"Fate of ICMPv6 errors that quote a packet in wire form.",
		ila_icmp_errors_words, ARRAY_SIZE(ila_icmp_errors_words),
	},
	[IDLOC_ILA_A_SETTINGS_UNKNOWN_IDENT] = {
		"unknown-ident",
		"Fate of packets for an identifier that is not at the local locator.",
		ila_unknown_ident_words, ARRAY_SIZE(ila_unknown_ident_words),
	},
};

const struct attr_desc ila_stats[IDLOC_ILA_A_STATS_MAX + 1] = {
	[IDLOC_ILA_A_STATS_OUT_TRANSLATED] = {
		"out-translated",
		"Packets translated SIR to ILA by a route with hook-type output.",
	},
	[IDLOC_ILA_A_STATS_IN_ROUTE_TRANSLATED] = {
		"in-route-translated",
		"Packets translated by a route with hook-type input.",
	},
	[IDLOC_ILA_A_STATS_IN_MAP_TRANSLATED] = {
		"in-map-translated",
		"Packets translated ILA to SIR by the mapping table.",
	},
	[IDLOC_ILA_A_STATS_IN_CBIT_CLEAR] = {
		"in-cbit-clear",
		"Packets that a neutral-map mapping received without the C-bit. The locator was translated, no checksum adjustment was undone.",
	},
	[IDLOC_ILA_A_STATS_ROUTE_LOOKUPS] = {
		"route-lookups",
		"Second route lookups, for the translated address. Few of them per packet mean that the route cache works.",
	},
	[IDLOC_ILA_A_STATS_CSUM_UNHANDLED] = {
		"csum-unhandled",
		"Packets in mode adj-transport whose checksum could not be found or is of an unknown protocol. Translated with the checksum untouched.",
	},
	[IDLOC_ILA_A_STATS_CSUM_RESERVED_PASSED] = {
		"csum-reserved-passed",
		"Packets with the reserved identifier word ffff that were translated because csum-reserved is pass.",
	},
	[IDLOC_ILA_A_STATS_DROP_NOT_IPV6] = {
		"drop-not-ipv6",
		"Dropped, a packet on an ILA route was not IPv6.",
	},
	[IDLOC_ILA_A_STATS_DROP_TRUNCATED] = {
		"drop-truncated",
		"Dropped, the packet was too short for its own headers.",
	},
	[IDLOC_ILA_A_STATS_DROP_NOMEM] = {
		"drop-nomem",
		"Dropped, no memory for a private copy of the headers.",
	},
	[IDLOC_ILA_A_STATS_DROP_CBIT_IN_SIR] = {
		"drop-cbit-in-sir",
		"Dropped, mode neutral-map met a SIR address that has the C-bit set already.",
	},
	[IDLOC_ILA_A_STATS_DROP_CSUM_RESERVED] = {
		"drop-csum-reserved",
		"Dropped, the identifier ends in the word ffff, which the neutral modes reserve, and csum-reserved is drop.",
	},
	[IDLOC_ILA_A_STATS_DROP_NO_ROUTE] = {
		"drop-no-route",
		"Dropped, the translated address has no route.",
	},
	[IDLOC_ILA_A_STATS_DROP_ROUTE_LOOP] = {
		"drop-route-loop",
		"Dropped, the translated address leads back to the same route.",
	},
	[IDLOC_ILA_A_STATS_ICMP_TRANSLATED] = {
		"icmp-translated",
		"ICMPv6 errors whose quote was brought back to SIR form.",
	},
	[IDLOC_ILA_A_STATS_ICMP_NO_MAPPING] = {
		"icmp-no-mapping",
		"ICMPv6 errors that were left as they are, because no ILA route or more than one explains the quoted destination. Errors about packets that had nothing to do with ILA are among them.",
	},
	[IDLOC_ILA_A_STATS_DROP_TOO_BIG] = {
		"drop-too-big",
		"Dropped, larger than the underlay's path and not to be fragmented here. The sender was told by Packet Too Big.",
	},
	[IDLOC_ILA_A_STATS_OUT_VNID_TRANSLATED] = {
		"out-vnid-translated",
		"Packets translated from tenant form to ILA by a route that names a virtual network. They are in out-translated, too.",
	},
	[IDLOC_ILA_A_STATS_IN_VNID_TRANSLATED] = {
		"in-vnid-translated",
		"Packets translated from ILA to the tenant form of a virtual network. They are in in-map-translated, too.",
	},
	[IDLOC_ILA_A_STATS_DROP_VNID_UNKNOWN] = {
		"drop-vnid-unknown",
		"Dropped, for a virtual network that is not known here.",
	},
	[IDLOC_ILA_A_STATS_DROP_VNID_INTERFACE] = {
		"drop-vnid-interface",
		"Dropped, in wire form of a virtual network and not from an underlay interface.",
	},
	[IDLOC_ILA_A_STATS_DROP_VNID_TYPE] = {
		"drop-vnid-type",
		"Dropped, an identifier of a type that is reserved, or that a virtual network does not take from the wire.",
	},
	[IDLOC_ILA_A_STATS_DROP_VNID_SOURCE] = {
		"drop-vnid-source",
		"Dropped, the source is not of the virtual network that the destination belongs to.",
	},
	[IDLOC_ILA_A_STATS_DROP_VNID_SCOPE] = {
		"drop-vnid-scope",
		"Dropped, on its way into or out of a virtual network past the interface or VRF that it is behind, or an ICMPv6 message of the host itself to an address that several tenants have.",
	},
	[IDLOC_ILA_A_STATS_DROP_VNID_TENANT_FORM] = {
		"drop-vnid-tenant-form",
		"Dropped, an address of a tenant came in by an underlay interface.",
	},
	[IDLOC_ILA_A_STATS_DROP_VNID_DESTINATION] = {
		"drop-vnid-destination",
		"Dropped, from a tenant to an address that is not of its virtual network.",
	},
	[IDLOC_ILA_A_STATS_OUT_MAP_TRANSLATED] = {
		"out-map-translated",
		"Packets translated SIR to ILA, or tenant to ILA, by a mapping. They are in out-translated, too.",
	},
	[IDLOC_ILA_A_STATS_IN_IDENT_TRANSLATED] = {
		"in-ident-translated",
		"Packets translated from ILA to the address that a mapping has at a local locator. They are in in-map-translated, too.",
	},
	[IDLOC_ILA_A_STATS_IN_IDENT_MOVED] = {
		"in-ident-moved",
		"Packets that arrived at a local locator for an identifier that is elsewhere by now. They are in in-map-translated, too, and go on from here.",
	},
	[IDLOC_ILA_A_STATS_MISS_FALLBACK] = {
		"miss-fallback",
		"Packets for an identifier without a mapping that went to the fallback.",
	},
	[IDLOC_ILA_A_STATS_MISS_QUEUED] = {
		"miss-queued",
		"Packets for an identifier without a mapping that wait for one.",
	},
	[IDLOC_ILA_A_STATS_MISS_EVENTS] = {
		"miss-events",
		"Events that told of a missing mapping.",
	},
	[IDLOC_ILA_A_STATS_MISS_EVENTS_SUPPRESSED] = {
		"miss-events-suppressed",
		"Events that would have told of a missing mapping, but for their rate.",
	},
	[IDLOC_ILA_A_STATS_REDIRECT_EVENTS] = {
		"redirect-events",
		"Events that told of a sender that could do without this router.",
	},
	[IDLOC_ILA_A_STATS_DROP_MISS] = {
		"drop-miss",
		"Dropped, for an identifier without a mapping.",
	},
	[IDLOC_ILA_A_STATS_DROP_MISS_QUEUE] = {
		"drop-miss-queue",
		"Dropped, no room to wait for a mapping.",
	},
	[IDLOC_ILA_A_STATS_DROP_MISS_TIMEOUT] = {
		"drop-miss-timeout",
		"Dropped, has waited for a mapping in vain.",
	},
	[IDLOC_ILA_A_STATS_DROP_MISS_AGAIN] = {
		"drop-miss-again",
		"Dropped, just translated from ILA for an identifier without a mapping: the fallback may be where it has come from.",
	},
	[IDLOC_ILA_A_STATS_DROP_IDENT_UNKNOWN] = {
		"drop-ident-unknown",
		"Dropped, arrived at a local locator for an identifier that no mapping has there.",
	},
	[IDLOC_ILA_A_STATS_OUT_GROUP_COPIES] = {
		"out-group-copies",
		"Copies of a tenant's multicast packets sent in ILA form, one to each locator of the group.",
	},
	[IDLOC_ILA_A_STATS_IN_GROUP_TRANSLATED] = {
		"in-group-translated",
		"Multicast packets translated from ILA to tenant form, each counted once. They are in in-vnid-translated, too.",
	},
	[IDLOC_ILA_A_STATS_GROUP_DELIVERED] = {
		"group-delivered",
		"Copies of multicast packets given to interfaces of a group.",
	},
	[IDLOC_ILA_A_STATS_DROP_GROUP_UNKNOWN] = {
		"drop-group-unknown",
		"Dropped, in ILA form for a group that is not known here or has no interface here.",
	},
	[IDLOC_ILA_A_STATS_DROP_GROUP_HOP_LIMIT] = {
		"drop-group-hop-limit",
		"Dropped, in ILA form for a group, and its hop limit does not reach beyond this host.",
	},
	[IDLOC_ILA_A_STATS_DROP_GROUP_TOO_BIG] = {
		"drop-group-too-big",
		"Dropped, a copy of a multicast packet that is larger than its way to a locator or an interface carries. Nobody is told.",
	},
};

const struct attr_desc ila_vnid[IDLOC_ILA_A_VNID_MAX + 1] = {
	[IDLOC_ILA_A_VNID_VNID] = {
		"vnid",
		"Number of the virtual network, 28 bits.",
	},
	[IDLOC_ILA_A_VNID_TENANT_PREFIX] = {
		"tenant-prefix",
		"The 96-bit prefix of the addresses that tenants use. The last 32 bits are zero here.",
	},
	[IDLOC_ILA_A_VNID_SIR_PREFIX] = {
		"sir-prefix",
		"Upper half of the virtual network's addresses in SIR form. Required for src-mode sir.",
	},
	[IDLOC_ILA_A_VNID_SCOPE_IFINDEX] = {
		"scope-ifindex",
		"The virtual network is behind this interface. Not together with scope-table.",
	},
	[IDLOC_ILA_A_VNID_SCOPE_TABLE] = {
		"scope-table",
		"The virtual network is in the VRF of this table.",
	},
	[IDLOC_ILA_A_VNID_SRC_MODE] = {
		"src-mode",
		"Form of the source address between hosts.",
		ila_src_mode_words, ARRAY_SIZE(ila_src_mode_words),
	},
	[IDLOC_ILA_A_VNID_MARK] = {
		"mark",
		"What skb->mark becomes when a packet for the virtual network arrives; 0 leaves it as it is.",
	},
	[IDLOC_ILA_A_VNID_MCAST_FLAGS] = {
		"mcast-flags",
		"Flags of the multicast addresses that the virtual network uses.",
	},
	[IDLOC_ILA_A_VNID_CSUM_MODE] = {
		"csum-mode",
		"Checksum mode in both directions. Routes have to agree.",
		ila_csum_mode_words, ARRAY_SIZE(ila_csum_mode_words),
	},
	[IDLOC_ILA_A_VNID_USERS] = {
		"users",
		"Number of routes that name the virtual network.",
	},
};

const struct attr_desc ila_underlay[IDLOC_ILA_A_UNDERLAY_MAX + 1] = {
	[IDLOC_ILA_A_UNDERLAY_IFINDEX] = {
		"ifindex",
		"Interface that packets in wire form may come in by.",
	},
};

const struct attr_desc ila_map[IDLOC_ILA_A_MAP_MAX + 1] = {
	[IDLOC_ILA_A_MAP_ADDR] = {
		"addr",
		"Address in SIR form, or that the tenant uses if there is a vnid. As a filter: mappings of or within this prefix.",
	},
	[IDLOC_ILA_A_MAP_BITS] = {
		"bits",
		"Length of the prefix: 128 (default), one identifier; 64, a whole SIR prefix; 96 with a vnid, a whole virtual network. What is behind is zero.",
	},
	[IDLOC_ILA_A_MAP_VNID] = {
		"vnid",
		"Number of the virtual network, 28 bits.",
	},
	[IDLOC_ILA_A_MAP_IFINDEX] = {
		"ifindex",
		"For packets that come in by this interface, or are sent in this VRF. Wins over a mapping for all.",
	},
	[IDLOC_ILA_A_MAP_SOURCE] = {
		"source",
		"Who says so; numbers as for routes (RTPROT_*), 4 (static) if left out. Each source has its own mapping of an address.",
	},
	[IDLOC_ILA_A_MAP_PRIORITY] = {
		"priority",
		"Of several mappings of an address, the one with the lowest number is used; 0 if left out.",
	},
	[IDLOC_ILA_A_MAP_LOCATOR] = {
		"locator",
		"Upper half of the address on the wire. Not together with locator-name.",
	},
	[IDLOC_ILA_A_MAP_LOCATOR_NAME] = {
		"locator-name",
		"The same, by the name of a locator.",
	},
	[IDLOC_ILA_A_MAP_CSUM_MODE] = {
		"csum-mode",
		"Checksum mode in both directions; neutral-map if left out. With a vnid, that of the virtual network.",
		ila_csum_mode_words, ARRAY_SIZE(ila_csum_mode_words),
	},
	[IDLOC_ILA_A_MAP_LIFETIME] = {
		"lifetime",
		"Seconds until the mapping goes by itself; 0, never.",
	},
	[IDLOC_ILA_A_MAP_MISS] = {
		"miss",
		"Of a mapping of a whole prefix, the fate of an identifier without its own.",
		ila_miss_words, ARRAY_SIZE(ila_miss_words),
	},
	[IDLOC_ILA_A_MAP_FLAGS] = {
		"flags",
		"Properties.",
		ila_map_flags_words, ARRAY_SIZE(ila_map_flags_words),
	},
	[IDLOC_ILA_A_MAP_EXPIRES] = {
		"expires",
		"Seconds that are left. As a filter, at most so many.",
	},
	[IDLOC_ILA_A_MAP_PACKETS] = {
		"packets",
		"Packets translated.",
	},
	[IDLOC_ILA_A_MAP_BYTES] = {
		"bytes",
		"Their length in bytes, IPv6 header included.",
	},
	[IDLOC_ILA_A_MAP_USED] = {
		"used",
		"Seconds since the last one; not there if there was none.",
	},
	[IDLOC_ILA_A_MAP_SADDR] = {
		"saddr",
		"In an event, the source of the packet that caused it.",
	},
	[IDLOC_ILA_A_MAP_SUPPRESSED] = {
		"suppressed",
		"In an event, how many of its kind were not told of before it.",
	},
	[IDLOC_ILA_A_MAP_GENERATION] = {
		"generation",
		"In an answer, a number that changes with every change of the table. A dump in which it changes has NLM_F_DUMP_INTR set, too.",
	},
};

const struct attr_desc ila_locator[IDLOC_ILA_A_LOCATOR_MAX + 1] = {
	[IDLOC_ILA_A_LOCATOR_NAME] = {
		"name",
		"Name of the locator.",
	},
	[IDLOC_ILA_A_LOCATOR_LOCATOR] = {
		"locator",
		"Upper half of addresses on the wire.",
	},
	[IDLOC_ILA_A_LOCATOR_FLAGS] = {
		"flags",
		"Properties.",
		ila_locator_flags_words, ARRAY_SIZE(ila_locator_flags_words),
	},
	[IDLOC_ILA_A_LOCATOR_USERS] = {
		"users",
		"Number of mappings that name it.",
	},
};

const struct attr_desc ila_txn[IDLOC_ILA_A_TXN_MAX + 1] = {
	[IDLOC_ILA_A_TXN_CHANGES] = {
		"changes",
		"Number of changes that were made. In a request, nothing happens if it is another.",
	},
};

const struct attr_desc ila_group[IDLOC_ILA_A_GROUP_MAX + 1] = {
	[IDLOC_ILA_A_GROUP_VNID] = {
		"vnid",
		"Number of the virtual network, 28 bits.",
	},
	[IDLOC_ILA_A_GROUP_GROUP] = {
		"group",
		"The multicast address, ff0S:: and a number of 28 bits, with the flags of the virtual network. Interface-local and link-local ones stay on their link.",
	},
	[IDLOC_ILA_A_GROUP_LOCATOR] = {
		"locator",
		"A member, the locator of a host that gets a copy of each packet.",
	},
	[IDLOC_ILA_A_GROUP_IFINDEX] = {
		"ifindex",
		"A member, an interface of this host in the virtual network's scope that gets a copy of each packet.",
	},
	[IDLOC_ILA_A_GROUP_LOCATORS] = {
		"locators",
		"All members that are locators, 64 bits each, as they are on the wire.",
	},
	[IDLOC_ILA_A_GROUP_IFINDEXES] = {
		"ifindexes",
		"All members that are interfaces, 32 bits each.",
	},
};
