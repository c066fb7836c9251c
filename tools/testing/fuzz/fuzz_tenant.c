// SPDX-License-Identifier: GPL-2.0
/*
 * Both addresses of a virtual network's packet, any mode, both directions, unicast and
 * multicast.
 *
 * Input: a byte of choices (mode in bits 0 and 1, pass a reserved word in bit 2, source in
 * SIR form in bit 3, multicast in bit 4, from the wire in bit 5), the multicast flags, the
 * VNID in four bytes, the tenant prefix in twelve, the SIR prefix, the locator, the low 32 bits
 * of source and destination.
 */
#include <string.h>

#include "../unit/oracle.h"
#include "fuzz.h"
#include "tenant.h"

#define INPUT_LEN (1 + 1 + 4 + 12 + 8 + 8 + 4 + 4)

/* Source and destination, as a checksum covers them. */
struct ends {
	struct in6_addr src, dst;
};

static uint32_t residue(const struct ends *e)
{
	return oracle_residue((const uint8_t *)e, sizeof(*e));
}

static bool same(const void *a, const void *b, size_t len)
{
	return !memcmp(a, b, len);
}

static unsigned int low(const struct in6_addr *a)
{
	return a->s6_addr[14] * 256 + a->s6_addr[15];
}

static bool neutral(const struct ila_tenant *t)
{
	return t->csum_mode == ILA_CSUM_NEUTRAL_MAP ||
	       t->csum_mode == ILA_CSUM_NEUTRAL_MAP_AUTO;
}

/* Bytes 8 to 11, as the draft draws them. */
static void must_head(const struct in6_addr *a, int type, bool cbit, u32 vnid)
{
	must(a->s6_addr[8] == (type << 5 | cbit << 4 | vnid >> 24));
	must(a->s6_addr[9] == (vnid >> 16 & 0xff));
	must(a->s6_addr[10] == (vnid >> 8 & 0xff));
	must(a->s6_addr[11] == (vnid & 0xff));
}

static void check_unicast(const struct ila_tenant *t, __be64 sir, __be64 locator,
			  struct ends *e, bool pass)
{
	bool reserved = neutral(t) && low(&e->dst) == 0xffff;
	struct ends was = *e;

	if (ila_tenant_to_wire(t, locator, ila_tenant_diff(t, locator), &e->src,
			       &e->dst, pass) == ILA_REFUSED_RESERVED) {
		must(reserved && !pass && same(e, &was, sizeof(was)));
		return;
	}
	must(!reserved || pass);
	must(same(&e->dst, &locator, 8) && same(&e->dst.s6_addr[12], &was.dst.s6_addr[12], 2));
	must_head(&e->dst, 3, t->csum_mode == ILA_CSUM_NEUTRAL_MAP, t->vnid);
	must(same(&e->src.s6_addr[12], &was.src.s6_addr[12], 4));
	if (t->src_sir) {
		must(same(&e->src, &sir, 8));
		must_head(&e->src, 3, false, t->vnid);
	} else {
		must(same(&e->src, &was.src, 16));
	}
	if (neutral(t))
		must(residue(e) == residue(&was));
	else
		must(low(&e->dst) == low(&was.dst));

	must(ila_tenant_from_wire(t, ila_tenant_back(t, locator), &e->src, &e->dst) ==
	     ILA_REWRITTEN);
	must(same(&e->src, &was.src, 16) && same(&e->dst, &was.dst, 14));
	must(low(&e->dst) % 0xffff == low(&was.dst) % 0xffff);
}

/* Whatever the wire says: the prefix is the tenant's, and nothing else is invented. */
static void check_from_wire(const struct ila_tenant *t, __be64 locator, struct ends *e)
{
	bool plain = t->csum_mode == ILA_CSUM_NEUTRAL_MAP && !(e->dst.s6_addr[8] & 0x10);
	struct ends was = *e;

	must(ila_tenant_from_wire(t, ila_tenant_back(t, locator), &e->src, &e->dst) ==
	     (plain ? ILA_REWRITTEN_PLAIN : ILA_REWRITTEN));
	must(same(&e->dst, &t->prefix, 12) && same(&e->dst.s6_addr[12], &was.dst.s6_addr[12], 2));
	must(same(&e->src.s6_addr[12], &was.src.s6_addr[12], 4));
	if (plain || !neutral(t))
		must(low(&e->dst) == low(&was.dst));
	else
		must(low(&e->dst) != 0xffff);
}

static void check_group(const struct ila_tenant *t, __be64 sir, __be64 locator,
			struct ends *e)
{
	struct ends was = *e;
	__be32 bits;
	bool fits = ila_mcast_encode(&e->dst, t->mcast_flags, &bits);

	if (ila_tenant_mcast_to_wire(t, locator, &e->src, &e->dst) != ILA_REWRITTEN) {
		must(!fits || (neutral(t) && low(&was.dst) == 0xffff));
		must(same(e, &was, sizeof(was)));
		return;
	}
	must(fits && same(&e->dst, &locator, 8));
	must_head(&e->dst, 4, t->csum_mode == ILA_CSUM_NEUTRAL_MAP, t->vnid);
	if (neutral(t))
		must(residue(e) == residue(&was));
	must(t->src_sir ? same(&e->src, &sir, 8) : same(&e->src, &was.src, 16));
	must(ila_tenant_mcast_from_wire(t, &e->src, &e->dst));
	must(same(&e->dst, &was.dst, 16) && same(&e->src, &was.src, 16));
}

/* The wire form with this low half, C-bit and all. */
static void from_wire_input(struct ends *e, const struct ila_tenant *t, __be64 locator,
			    uint8_t choices)
{
	memcpy(&e->dst, &locator, 8);
	ila_set_vnid(&e->dst, 3, t->vnid);
	if (choices & 0x40)
		e->dst.s6_addr[8] |= 0x10;
	if (t->src_sir)
		ila_set96(&e->src, &t->sir);
}

int fuzz_one(const uint8_t *data, size_t size)
{
	struct ila_tenant t = { .has_sir = true };
	__be64 sir, locator;
	struct ends e;

	if (size < INPUT_LEN)
		return 0;
	t.csum_mode = data[0] & 3;
	t.src_sir = data[0] & 8;
	t.mcast_flags = data[1] & 0xf;
	memcpy(&t.vnid, data + 2, 4);
	t.vnid &= ILA_VNID_MAX;
	memcpy(&t.prefix, data + 6, 12);
	memcpy(&sir, data + 18, 8);
	memcpy(&locator, data + 26, 8);
	ila_tenant_init(&t, sir);
	e.src = t.prefix;
	e.dst = t.prefix;
	memcpy(&e.src.s6_addr[12], data + 34, 4);
	memcpy(&e.dst.s6_addr[12], data + 38, 4);
	if (data[0] & 0x20) {
		from_wire_input(&e, &t, locator, data[0]);
		check_from_wire(&t, locator, &e);
	} else if (data[0] & 0x10) {
		check_group(&t, sir, locator, &e);
	} else {
		check_unicast(&t, sir, locator, &e, data[0] & 4);
	}
	return 0;
}
