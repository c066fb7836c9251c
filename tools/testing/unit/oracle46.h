/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A packet as IPv4 and as IPv6 say it, written from one description. Shares nothing with
 * the translator that is held against it: no checksum is ever changed here, each is summed
 * up from scratch.
 */
#ifndef IDLOC_UNIT_ORACLE46_H
#define IDLOC_UNIT_ORACLE46_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum oracle46_kind {
	ORACLE46_TCP,
	ORACLE46_UDP,
	ORACLE46_UDP_NONE,	/* without a checksum: IPv4 only */
	ORACLE46_UDPLITE,
	ORACLE46_DCCP,
	ORACLE46_SCTP,		/* its checksum does not cover addresses */
	ORACLE46_ECHO,
	ORACLE46_ECHO_REPLY,
	ORACLE46_KINDS,
};

/**
 * struct oracle46 - a packet
 * @kind: what follows the header
 * @tclass: type of service or traffic class
 * @ttl: time to live or hop limit
 * @id: of the IPv4 header
 * @df: of the IPv4 header
 * @options: bytes of IPv4 options, or of destination options
 * @body: what follows, its checksum not yet in place
 * @len: bytes of @body
 */
struct oracle46 {
	enum oracle46_kind kind;
	uint8_t tclass;
	uint8_t ttl;
	uint16_t id;
	bool df;
	uint8_t options;
	uint8_t body[1600];
	size_t len;
};

/* A packet at random: its body has at least @min bytes, and at most @max. */
void oracle46_random(struct oracle46 *p, size_t min, size_t max, uint64_t *seed);

/* Both forms; they return the length. */
size_t oracle46_write4(const struct oracle46 *p, const uint8_t src[4], const uint8_t dst[4],
		       uint8_t *out);
size_t oracle46_write6(const struct oracle46 *p, const uint8_t src[16], const uint8_t dst[16],
		       uint8_t *out);

/* The checksum of an ICMP message, and of one of ICMPv6, is right. */
bool oracle46_icmp_valid(const uint8_t *p, size_t len);
bool oracle46_icmp6_valid(const uint8_t *p, size_t len, const uint8_t src[16],
			  const uint8_t dst[16]);

#endif /* IDLOC_UNIT_ORACLE46_H */
