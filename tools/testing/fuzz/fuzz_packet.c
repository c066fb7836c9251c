// SPDX-License-Identifier: GPL-2.0
/*
 * A packet of any bytes: the walk to its checksum, the patch, the address, and all
 * back again.
 *
 * Input: a byte of choices (bits below), the upper half that the destination gets,
 * the packet from its IPv6 header on.
 */
#include <string.h>

#include "../unit/oracle.h"
#include "../unit/plain.h"
#include "fuzz.h"

#define CHOICE_FIXED	1	/* the difference is computed beforehand */
#define CHOICE_PARTIAL	2	/* the checksum is offloaded */
#define CHOICE_VALID	4	/* make the checksum right first */
#define CHOICE_INTREE	8	/* the in-tree module's sign */
#define HEAD_LEN	(1 + 8)
#define DST		24

/* What must become of a packet, by the oracle's own reading. */
struct verdict {
	struct oracle_upper u;
	bool known;
	bool patched;
	size_t check;
};

static uint16_t field(const uint8_t *packet, const struct verdict *v)
{
	return packet[v->check] * 256 + packet[v->check + 1];
}

static struct verdict judge(const uint8_t *packet, size_t len, bool partial)
{
	struct verdict v = { .u = oracle_upper(packet, len), .known = true };
	int at;

	v.known = !v.u.cut || v.u.routed;
	if (v.u.proto < 0 || v.u.routed)
		return v;
	at = oracle_check_offset(v.u.proto);
	v.check = v.u.off + at;
	if (at > 0 && v.check + 2 <= len)
		v.patched = partial || v.u.proto != 17 || field(packet, &v);
	else
		v.known = !at;
	return v;
}

/* The bytes before and after one change of the destination. */
static void check_change(const struct verdict *v, const uint8_t *was,
			 const uint8_t *is, size_t len, bool partial, bool intree)
{
	uint32_t old, new;
	size_t i;

	for (i = 0; i < len; i++) {
		if (i >= DST && i < DST + 8)
			continue;
		if (v->patched && (i == v->check || i == v->check + 1))
			continue;
		must(is[i] == was[i]);
	}
	if (!v->patched || intree)
		return;
	if (partial) {
		old = oracle_pseudo_residue(was, len, &v->u);
		new = oracle_pseudo_residue(is, len, &v->u);
		must((field(was, v) + new) % 65535 == (field(is, v) + old) % 65535);
		return;
	}
	old = oracle_upper_residue(was, len, &v->u);
	new = oracle_upper_residue(is, len, &v->u);
	must(old == new);
	must(field(is, v) || (v->u.proto != 17 && v->u.proto != 136));
	if (field(was, v) == oracle_checksum(was, len, &v->u))
		must(field(is, v) == oracle_checksum(is, len, &v->u));
}

/* One direction, in place; compares with the short way where there is one. */
static void change(struct plain *p, const struct ila_rewrite *r, bool partial,
		   bool intree)
{
	struct verdict v = judge(p->data, p->len, partial);
	u16 delta = ila_rewrite_delta(plain_dst(p), r);
	uint8_t *was = malloc(p->len), *usual = malloc(p->len);
	struct plain q = { .data = usual, .len = p->len };

	if (intree)
		delta = ~delta;
	memcpy(was, p->data, p->len);
	memcpy(usual, p->data, p->len);
	must(plain_patch(p, delta, partial) == v.known);
	must(p->reads <= (p->len - 40) / ILA_EXT_MIN + 1);
	if (!partial && plain_patch_usual(&q, delta))
		must(!memcmp(usual, p->data, p->len));
	ila_to_wire(plain_dst(p), r, false);
	must(!memcmp(p->data + DST, &r->upper, 8));
	check_change(&v, was, p->data, p->len, partial, intree);
	free(was);
	free(usual);
}

static void make_valid(uint8_t *packet, size_t len)
{
	struct verdict v = judge(packet, len, true);
	uint16_t check;

	if (!v.patched)
		return;
	check = oracle_checksum(packet, len, &v.u);
	packet[v.check] = check >> 8;
	packet[v.check + 1] = check;
}

static struct ila_rewrite mapping(const void *from, const void *to, bool fixed)
{
	struct ila_rewrite r;
	__be64 old, new;

	memcpy(&old, from, sizeof(old));
	memcpy(&new, to, sizeof(new));
	ila_rewrite_init(&r, new, ILA_CSUM_ADJUST_TRANSPORT);
	if (fixed)
		ila_rewrite_fix(&r, old, true);
	return r;
}

int fuzz_one(const uint8_t *data, size_t size)
{
	size_t len = size - HEAD_LEN;
	bool fixed, partial, intree;
	struct ila_rewrite out, in;
	uint8_t *start;
	struct plain p;

	/* xlate.c drops what is shorter than an IPv6 header. */
	if (size < HEAD_LEN + ILA_IPV6_LEN)
		return 0;
	fixed = data[0] & CHOICE_FIXED;
	partial = data[0] & CHOICE_PARTIAL;
	intree = data[0] & CHOICE_INTREE;

	/* Of its exact size, so that ASan sees the first byte behind it. */
	p = (struct plain){ .data = malloc(len), .len = len };
	memcpy(p.data, data + HEAD_LEN, len);
	if (data[0] & CHOICE_VALID)
		make_valid(p.data, len);
	start = malloc(len);
	memcpy(start, p.data, len);

	out = mapping(p.data + DST, data + 1, fixed);
	in = mapping(data + 1, p.data + DST, fixed);
	change(&p, &out, partial, intree);
	change(&p, &in, partial, intree);
	if (data[0] & CHOICE_VALID && !partial)
		must(!memcmp(p.data, start, len));
	free(p.data);
	free(start);
	return 0;
}
