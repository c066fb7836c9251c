/* SPDX-License-Identifier: GPL-2.0 */
/*
 * IPv6 as it is on the wire: where the transport header is, what its checksum
 * should be. Everything is summed in full every time, nothing incremental:
 * these functions judge code that is incremental.
 */
#ifndef SELFTEST_WIRE6_H
#define SELFTEST_WIRE6_H

#include <linux/types.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdbool.h>

#define IP6_HLEN	40
#define IP6_MAXPKT	(IP6_HLEN + 65535)

#ifndef IPPROTO_UDPLITE
#define IPPROTO_UDPLITE	136
#endif
#ifndef IPPROTO_DCCP
#define IPPROTO_DCCP	33
#endif

/**
 * struct wire6 - what a walk through the headers found
 * @src: source address
 * @dst: destination address in the IPv6 header
 * @final: destination that the pseudo-header uses (differs from @dst while a
 *         routing header has segments left)
 * @hop_limit: hop limit
 * @proto: protocol after the last extension header understood
 * @off: offset of that protocol's header
 * @len: bytes from there to the end of the packet
 * @fragment: there is a fragment header and the packet is really a part
 * @later: it is not the first part, so @off points into the middle
 */
struct wire6 {
	struct in6_addr src;
	struct in6_addr dst;
	struct in6_addr final;
	unsigned int hop_limit;
	unsigned int proto;
	size_t off;
	size_t len;
	bool fragment;
	bool later;
};

/* What can be said about a packet's transport checksum. */
enum csum_verdict {
	CSUM_OK,
	CSUM_BAD,
	CSUM_ZERO,		/* UDP without one */
	CSUM_FRAGMENT,		/* only a part of the message is here */
	CSUM_NOT_OURS,		/* a protocol without pseudo-header checksum */
	CSUM_SHORT,		/* truncated header */
};

/**
 * wire6_parse() - walk the headers of a packet
 * @pkt: IPv6 packet, from the version nibble on
 * @len: its length
 * @w: result
 *
 * Return: true if it is an IPv6 packet whose headers are all there.
 */
bool wire6_parse(const __u8 *pkt, size_t len, struct wire6 *w);

/**
 * wire6_csum_at() - where a protocol keeps its checksum
 * @proto: protocol number
 *
 * Return: offset in the transport header, or -1 if it has none that covers
 * the addresses.
 */
int wire6_csum_at(unsigned int proto);

/**
 * wire6_sum() - ones-complement sum, folded to 16 bits
 * @data: bytes
 * @len: how many; an odd one is padded with zero
 * @start: sum to go on from
 *
 * Return: the sum, not complemented.
 */
unsigned int wire6_sum(const __u8 *data, size_t len, unsigned int start);

/**
 * wire6_pseudo() - sum of the pseudo-header
 * @w: addresses, protocol and length
 *
 * Return: the sum, not complemented.
 */
unsigned int wire6_pseudo(const struct wire6 *w);

/**
 * wire6_check() - judge the transport checksum by summing everything
 * @pkt: the packet that @w was made from
 * @w: its headers
 *
 * Return: the verdict.
 */
enum csum_verdict wire6_check(const __u8 *pkt, const struct wire6 *w);

#endif
