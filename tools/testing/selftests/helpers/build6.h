/* SPDX-License-Identifier: GPL-2.0 */
/* Builds one IPv6 packet with extension headers and a correct checksum. */
#ifndef SELFTEST_BUILD6_H
#define SELFTEST_BUILD6_H

#include "wire6.h"

#define BUILD6_MAX_EXT	8

/**
 * struct build6 - what to build
 * @src: source
 * @dst: destination in the IPv6 header
 * @hop_limit: hop limit
 * @flow: traffic class and flow label, 28 bits
 * @proto: IPPROTO_UDP, _TCP, _ICMPV6, or anything for a raw transport message
 * @sport: source port, or ICMPv6 type
 * @dport: destination port, or ICMPv6 code
 * @tcp_flags: flags byte of TCP
 * @raw: the payload is the whole transport message
 * @csum_at: where in a raw message the checksum goes, -1 for nowhere
 * @csum: "" for correct, else "bad", "zero" or four hex digits
 * @partial: leave the pseudo-header sum in the field, as CHECKSUM_PARTIAL does
 * @ext: extension headers, in order, as text
 * @n_ext: how many
 * @payload: payload
 * @payload_len: its length
 */
struct build6 {
	struct in6_addr src;
	struct in6_addr dst;
	unsigned int hop_limit;
	unsigned int flow;
	unsigned int proto;
	unsigned int sport;
	unsigned int dport;
	unsigned int tcp_flags;
	bool raw;
	int csum_at;
	const char *csum;
	bool partial;
	const char *ext[BUILD6_MAX_EXT];
	unsigned int n_ext;
	const __u8 *payload;
	size_t payload_len;
};

/**
 * struct built6 - the result
 * @pkt: the packet
 * @len: its length
 * @next_at: offset of the byte that names the transport protocol
 * @l4: offset of the transport header
 * @l4_hlen: length of the transport header
 * @csum_at: offset of the checksum inside it, -1 if none
 */
struct built6 {
	__u8 pkt[IP6_MAXPKT];
	size_t len;
	size_t next_at;
	size_t l4;
	size_t l4_hlen;
	int csum_at;
};

/**
 * build6() - build a packet, or leave with a usage error
 * @b: what to build
 * @out: result
 */
void build6(const struct build6 *b, struct built6 *out);

/**
 * build6_fragment() - cut one part out of a packet
 * @whole: the packet
 * @offset: first byte of the transport message in this part, a multiple of 8
 * @size: bytes of it at most, a multiple of 8
 * @ident: fragment identification
 * @out: result
 *
 * Return: true if more parts follow.
 */
bool build6_fragment(const struct built6 *whole, size_t offset, size_t size,
		     unsigned int ident, struct built6 *out);

#endif
