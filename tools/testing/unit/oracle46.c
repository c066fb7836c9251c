// SPDX-License-Identifier: GPL-2.0
/* See oracle46.h. */
#include "oracle46.h"

#include <string.h>

#include "oracle.h"

/* Protocol, where its checksum is, and how many bytes it covers (0: all) */
static const struct kind {
	uint8_t proto4;
	uint8_t proto6;
	int check;
	bool pseudo4;
} kinds[ORACLE46_KINDS] = {
	[ORACLE46_TCP] = { 6, 6, 16, true },
	[ORACLE46_UDP] = { 17, 17, 6, true },
	[ORACLE46_UDP_NONE] = { 17, 17, 6, true },
	[ORACLE46_UDPLITE] = { 136, 136, 6, true },
	[ORACLE46_DCCP] = { 33, 33, 6, true },
	[ORACLE46_SCTP] = { 132, 132, -1, false },
	[ORACLE46_ECHO] = { 1, 58, 2, false },
	[ORACLE46_ECHO_REPLY] = { 1, 58, 2, false },
};

static void put(uint8_t *p, uint32_t v)
{
	p[0] = v >> 8;
	p[1] = v;
}

void oracle46_random(struct oracle46 *p, size_t min, size_t max, uint64_t *seed)
{
	size_t i;

	memset(p, 0, sizeof(*p));
	p->kind = oracle_random(seed) % ORACLE46_KINDS;
	p->tclass = oracle_random(seed);
	p->ttl = oracle_random(seed);
	p->id = oracle_random(seed);
	p->df = oracle_random(seed) & 1;
	p->options = oracle_random(seed) % 4 ? 0 : 8 * (1 + oracle_random(seed) % 4);
	p->len = min + oracle_random(seed) % (max - min + 1);
	for (i = 0; i < p->len; i++)
		p->body[i] = oracle_random(seed);
	if (p->kind == ORACLE46_ECHO || p->kind == ORACLE46_ECHO_REPLY)
		p->body[1] = 0;
}

/* @pseudo: its residue */
static void write_check(const struct oracle46 *p, uint8_t *body, uint32_t pseudo)
{
	int off = kinds[p->kind].check;
	uint32_t sum;

	if (off < 0 || p->len < (size_t)off + 2)
		return;
	put(body + off, 0);
	if (p->kind == ORACLE46_UDP_NONE)
		return;
	sum = (65535 - (pseudo + oracle_residue(body, p->len)) % 65535) % 65535;
	/* A residue of zero is ffff in UDP; in all others the sum of what is not all zeros
	 * is never 0 in ones' complement, so its complement is 0.
	 */
	if (!sum && (p->kind == ORACLE46_UDP || p->kind == ORACLE46_UDPLITE))
		sum = 65535;
	put(body + off, sum);
}

size_t oracle46_write4(const struct oracle46 *p, const uint8_t src[4], const uint8_t dst[4],
		       uint8_t *out)
{
	size_t head = 20 + p->options;
	uint32_t sum = 0;

	memset(out, 0, head);
	out[0] = 0x40 | head / 4;
	out[1] = p->tclass;
	put(out + 2, head + p->len);
	put(out + 4, p->id);
	put(out + 6, p->df ? 0x4000 : 0);
	out[8] = p->ttl;
	out[9] = kinds[p->kind].proto4;
	memcpy(out + 12, src, 4);
	memcpy(out + 16, dst, 4);
	memset(out + 20, 1, p->options);
	sum = (65535 - oracle_residue(out, head)) % 65535;
	put(out + 10, sum);
	memcpy(out + head, p->body, p->len);
	if (p->kind == ORACLE46_ECHO || p->kind == ORACLE46_ECHO_REPLY)
		out[head] = p->kind == ORACLE46_ECHO ? 8 : 0;
	sum = kinds[p->kind].pseudo4 ? oracle_residue(out + 12, 8) + p->len + out[9] : 0;
	write_check(p, out + head, sum);
	return head + p->len;
}

size_t oracle46_write6(const struct oracle46 *p, const uint8_t src[16], const uint8_t dst[16],
		       uint8_t *out)
{
	size_t head = 40 + p->options;
	uint8_t proto = kinds[p->kind].proto6;
	uint32_t sum;

	memset(out, 0, head);
	out[0] = 0x60 | p->tclass >> 4;
	out[1] = p->tclass << 4;
	put(out + 4, p->options + p->len);
	out[6] = p->options ? 60 : proto;
	out[7] = p->ttl;
	memcpy(out + 8, src, 16);
	memcpy(out + 24, dst, 16);
	if (p->options) {
		out[40] = proto;
		out[41] = p->options / 8 - 1;
		out[42] = 1;
		out[43] = p->options - 4;
	}
	memcpy(out + head, p->body, p->len);
	if (p->kind == ORACLE46_ECHO || p->kind == ORACLE46_ECHO_REPLY)
		out[head] = p->kind == ORACLE46_ECHO ? 128 : 129;
	sum = oracle_residue(out + 8, 32) + p->len + proto;
	write_check(p, out + head, sum);
	return head + p->len;
}

bool oracle46_icmp_valid(const uint8_t *p, size_t len)
{
	return !oracle_residue(p, len);
}

bool oracle46_icmp6_valid(const uint8_t *p, size_t len, const uint8_t src[16],
			  const uint8_t dst[16])
{
	return !((oracle_residue(src, 16) + oracle_residue(dst, 16) + len + 58 +
		  oracle_residue(p, len)) % 65535);
}
