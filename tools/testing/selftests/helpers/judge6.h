/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What must become of a random packet whose destination is translated. Addresses and
 * checksums are computed anew, as residues of all of their bytes.
 */
#ifndef SELFTEST_JUDGE6_H
#define SELFTEST_JUDGE6_H

#include "random6.h"

/* What a translation does with a packet. */
enum fate6 {
	FATE_TRANSLATED,
	FATE_PLAIN,		/* only the upper half: the C-bit was clear */
	FATE_CBIT,		/* dropped: the C-bit was set in SIR form */
	FATE_RESERVED,		/* dropped: ends in ffff */
};

/**
 * struct got6 - a packet that came out
 * @pkt: from the IPv6 header on
 * @len: bytes of it
 * @partial: its checksum is still left to the device
 * @csum_start: as in struct random6
 * @csum_offset: as in struct random6
 * @gso_size: as in struct random6
 */
struct got6 {
	const __u8 *pkt;
	size_t len;
	bool partial;
	size_t csum_start;
	size_t csum_offset;
	unsigned int gso_size;
};

/**
 * struct judge6 - what there is to expect
 * @in: the packet that went in
 * @mode: checksum mode
 * @hops: what the way takes off the hop limit
 * @fate: what becomes of it
 * @dst: its destination afterwards
 * @done: bytes of payload that came out in parts so far
 */
struct judge6 {
	const struct random6 *in;
	enum random6_mode mode;
	unsigned int hops;
	enum fate6 fate;
	__u8 dst[16];
	size_t done;
};

/**
 * judge6_address() - the first part: the fate and the new destination
 * @j: to fill
 * @in: the packet; only its header needs to be there
 * @plan: what the packet was made for
 * @hops: what the way takes off the hop limit
 */
void judge6_address(struct judge6 *j, const struct random6 *in,
		    const struct random6_plan *plan, unsigned int hops);

/**
 * judge6_drops() - is the packet to be dropped
 * @j: after judge6_address()
 *
 * Return: true if nothing may come out.
 */
bool judge6_drops(const struct judge6 *j);

/**
 * judge6_expect() - the bytes that should come out
 * @j: after judge6_address(), and the packet is complete
 * @pkt: room for as many bytes as the packet has; its checksum is left as it was
 */
void judge6_expect(const struct judge6 *j, __u8 *pkt);

/**
 * judge6_whole() - is this what the packet has to become
 * @j: after judge6_address(), and the packet is complete
 * @got: what came out
 *
 * Return: what is wrong with it, NULL for nothing.
 */
const char *judge6_whole(const struct judge6 *j, const struct got6 *got);

/**
 * judge6_part() - is this the next of the parts that the packet was to be cut in
 * @j: after judge6_address(), and the packet is complete
 * @got: what came out
 *
 * Return: what is wrong with it, NULL for nothing.
 */
const char *judge6_part(struct judge6 *j, const struct got6 *got);

/**
 * judge6_complete() - did all parts come out
 * @j: after judge6_part()
 *
 * Return: true if no more are to come.
 */
bool judge6_complete(const struct judge6 *j);

#endif
