// SPDX-License-Identifier: GPL-2.0
/*
 * What the code under test is held against. See oracle.h.
 */
#include "oracle.h"

#include <stdlib.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

uint32_t oracle_residue(const uint8_t *bytes, size_t len)
{
	uint64_t sum = 0;
	size_t i;

	for (i = 0; i < len; i++)
		sum += i % 2 ? bytes[i] : (uint64_t)bytes[i] * 256;
	return sum % 65535;
}

bool oracle_udp_valid(const uint8_t src[16], const uint8_t dst[16],
		      const uint8_t *udp, size_t len)
{
	uint64_t sum = oracle_residue(src, 16);

	sum += oracle_residue(dst, 16);
	sum += len;
	sum += 17;
	sum += oracle_residue(udp, len);
	return sum % 65535 == 0;
}

/*
 * The length of extension headers, RFC 8200 section 4 and RFC 4302 section 2.2:
 * the second byte counts units and leaves some of them out.
 */
static const struct ext {
	uint8_t number;
	uint8_t unit;
	uint8_t left_out;
} exts[] = {
	{ 0, 8, 1 },	/* hop-by-hop options */
	{ 43, 8, 1 },	/* routing */
	{ 51, 4, 2 },	/* authentication */
	{ 60, 8, 1 },	/* destination options */
};

static size_t ext_len(uint8_t number, uint8_t second)
{
	size_t i;

	if (number == 44)
		return 8;
	for (i = 0; i < ARRAY_SIZE(exts); i++) {
		if (exts[i].number == number)
			return exts[i].unit * (second + exts[i].left_out);
	}
	return 0;
}

struct oracle_upper oracle_upper(const uint8_t *packet, size_t len)
{
	struct oracle_upper u = { .proto = packet[6], .off = 40 };
	size_t step;

	/* A second byte of 0: only which numbers are headers matters. */
	while (ext_len(u.proto, 0)) {
		const uint8_t *h = packet + u.off;

		u.cut = u.off + 8 > len;
		if (u.cut || (u.proto == 44 && (h[2] * 256 + h[3]) / 8)) {
			u.proto = -1;
			break;
		}
		u.routed |= u.proto == 43 && h[3];
		step = ext_len(u.proto, h[1]);
		u.proto = h[0];
		u.off += step;
	}
	return u;
}

int oracle_check_offset(uint8_t proto)
{
	switch (proto) {
	case 6:			/* TCP, RFC 9293 section 3.1 */
		return 16;
	case 17:		/* UDP, RFC 768 */
	case 33:		/* DCCP, RFC 4340 section 5.1 */
	case 136:		/* UDP-Lite, RFC 3828 section 3.1 */
		return 6;
	case 58:		/* ICMPv6, RFC 4443 section 2.1 */
		return 2;
	case 4:			/* IPv4 */
	case 41:		/* IPv6 */
	case 47:		/* GRE */
	case 50:		/* ESP */
	case 59:		/* nothing */
	case 132:		/* SCTP has a CRC of its own */
		return 0;
	default:
		return -1;
	}
}

uint32_t oracle_pseudo_residue(const uint8_t *packet, size_t len,
			       const struct oracle_upper *u)
{
	uint64_t sum = oracle_residue(packet + 8, 32);

	sum += len - u->off;
	sum += u->proto;
	return sum % 65535;
}

uint32_t oracle_upper_residue(const uint8_t *packet, size_t len,
			      const struct oracle_upper *u)
{
	return (oracle_pseudo_residue(packet, len, u) +
		oracle_residue(packet + u->off, len - u->off)) % 65535;
}

uint16_t oracle_checksum(const uint8_t *packet, size_t len,
			 const struct oracle_upper *u)
{
	size_t at = u->off + oracle_check_offset(u->proto);
	uint32_t others = oracle_upper_residue(packet, len, u) + 65535 -
			  oracle_residue(packet + at, 2);
	uint16_t check = (65535 - others % 65535) % 65535;

	return !check && (u->proto == 17 || u->proto == 136) ? 65535 : check;
}

/* SplitMix64. */
uint64_t oracle_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15ULL;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return z ^ (z >> 31);
}

int oracle_cases(int usual)
{
	const char *text = getenv("UNIT_CASES");
	int cases = 0;

	if (text)
		cases = atoi(text);
	if (cases <= 0)
		return usual;
	return cases;
}
