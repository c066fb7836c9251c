// SPDX-License-Identifier: GPL-2.0
/*
 * ICMP errors about packets between a pair of hosts, LSIs to HITs and back.
 *
 * Input: a byte of choices (an ICMPv6 error in bit 0, the quoted ends are the pair's in bit 1,
 * the peer's packet in bit 2), a byte of room beyond the least, for both ends the last twelve
 * bytes of a HIT and the last three of an LSI; then the error.
 */
#include <string.h>

#include "../unit/oracle.h"
#include "../unit/oracle46.h"
#include "error46.h"
#include "fuzz.h"

#define ENDS_LEN (2 * (12 + 3))
#define ROOM_MAX (8 + 40 + 4 * 255)

struct room {
	u8 p[ROOM_MAX];
	struct hip_message m;
};

static void take_pair(struct hip_pair *pair, const uint8_t *data)
{
	static const u8 prefix[] = { 0x20, 0x01, 0x00, 0x21 };
	int end;

	for (end = 0; end < HIP_ENDS; end++, data += 15) {
		u8 lsi[4] = { 1, data[12], data[13], data[14] };

		memcpy(&pair->hit[end], prefix, 4);
		memcpy(pair->hit[end].s6_addr + 4, data, 12);
		memcpy(&pair->lsi[end], lsi, 4);
	}
	hip_pair_init(pair);
}

/* So that the fuzzer need not guess thirty-two bytes. */
static void put_ends(const struct hip_pair *pair, struct hip_message *m, bool v6, int src)
{
	if (v6 && m->len >= 48) {
		memcpy(m->p + 16, &pair->hit[src], 16);
		memcpy(m->p + 32, &pair->hit[1 - src], 16);
	} else if (!v6 && m->len >= 28) {
		memcpy(m->p + 20, &pair->lsi[src], 4);
		memcpy(m->p + 24, &pair->lsi[1 - src], 4);
	}
}

static enum hip_error46 translate(const struct hip_pair *pair, const struct hip_message *in,
				  struct room *out, unsigned int room, bool v6)
{
	enum hip_error46 why;

	out->m = (struct hip_message){ .p = out->p, .len = room };
	memset(out->p + room, 0x5a, sizeof(out->p) - room);
	why = v6 ? hip_error_to_4(pair, in, &out->m) :
		   hip_error_to_6(pair, in, &out->m, &pair->hit[1], &pair->hit[0]);
	must(room == sizeof(out->p) || out->p[room] == 0x5a);
	if (why)
		return why;
	must(out->m.len <= room && out->m.len >= 8 + (v6 ? 20 : 40));
	if (v6)
		must(oracle46_icmp_valid(out->p, out->m.len) &&
		     !oracle_residue(out->p + 8, 20) && out->p[8] == 0x45);
	else
		must(oracle46_icmp6_valid(out->p, out->m.len, pair->hit[1].s6_addr,
					  pair->hit[0].s6_addr));
	return why;
}

/* Is it the same number? Zero has two forms. */
static bool same_word(const u8 *a, const u8 *b)
{
	return !memcmp(a, b, 2) || (a[0] * 256 + a[1]) % 65535 == (b[0] * 256 + b[1]) % 65535;
}

/* What was behind a plain IPv6 header comes back as it was. */
static void must_return(const struct hip_pair *pair, const struct hip_message *in,
			const struct room *there)
{
	static struct room back;
	unsigned int i;

	if (translate(pair, &there->m, &back, sizeof(back.p), false))
		return;
	must(back.m.len <= in->len);
	for (i = 48; i + 1 < back.m.len; i += 2)
		must(same_word(back.p + i, in->p + i));
}

int fuzz_one(const uint8_t *data, size_t size)
{
	static struct room out;
	struct hip_message in;
	struct hip_pair pair;
	bool v6;

	if (size < 2 + ENDS_LEN)
		return 0;
	v6 = data[0] & 1;
	take_pair(&pair, data + 2);
	in.len = size - 2 - ENDS_LEN;
	/* Of its exact size, so that ASan sees the first byte behind it. */
	in.p = malloc(in.len ?: 1);
	must(in.p);
	memcpy(in.p, data + 2 + ENDS_LEN, in.len);
	if (data[0] & 2)
		put_ends(&pair, &in, v6, data[0] >> 2 & 1);
	if (!translate(&pair, &in, &out, 8 + (v6 ? 20 : 40) + 4 * data[1], v6) && v6 &&
	    in.p[8 + 6] == out.p[8 + 9] && !(out.p[8 + 6] & 0x3f))
		must_return(&pair, &in, &out);
	free(in.p);
	return 0;
}
