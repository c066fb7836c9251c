// SPDX-License-Identifier: GPL-2.0
/*
 * Whole packets between LSIs and HITs: random ones of each protocol, written in both forms
 * by the oracle. Each translated must be the other, to the last bit of every checksum.
 */
#include "hip46.h"
#include "oracle46.h"
#include "tap.h"

#define RANDOM_CASES 300000

static const char *const names[] = {
	[ORACLE46_TCP] = "TCP", [ORACLE46_UDP] = "UDP",
	[ORACLE46_UDP_NONE] = "UDP without a checksum", [ORACLE46_UDPLITE] = "UDP-Lite",
	[ORACLE46_DCCP] = "DCCP", [ORACLE46_SCTP] = "SCTP", [ORACLE46_ECHO] = "echo",
	[ORACLE46_ECHO_REPLY] = "echo reply",
};

struct packet {
	u8 p[40 + 64 + 1600];
	unsigned int len;
};

/* The field of @body changes by a sum; @udp: as UDP writes zero */
static void patch(u8 *body, unsigned int len, unsigned int off, u16 delta, bool udp)
{
	u16 check;

	if (off + 2 > len)
		return;
	memcpy(&check, body + off, sizeof(check));
	check = idloc_csum_patch(check, delta);
	if (udp)
		check = idloc_csum_mangle(check);
	memcpy(body + off, &check, sizeof(check));
}

static void change_body(const struct hip_pair *pair, u8 proto, u8 *body, unsigned int len,
			bool to_6)
{
	u16 pseudo = hip_pseudo(pair, len, HIP_PROTO_ICMP6);
	struct hip_icmp m = { .type = body[0] };

	if (hip_check_offset(proto)) {
		patch(body, len, hip_check_offset(proto),
		      to_6 ? pair->delta : (u16)~pair->delta, hip_check_is_never_0(proto));
		return;
	}
	if (proto != (to_6 ? HIP_PROTO_ICMP4 : HIP_PROTO_ICMP6))
		return;
	if (to_6)
		hip_icmp_to_6(&m, 0);
	else
		hip_icmp_to_4(&m);
	patch(body, len, 2, hip_echo_delta(body[0], m.type, to_6 ? pseudo : (u16)~pseudo), false);
	body[0] = m.type;
}

static bool to_6(const struct hip_pair *pair, const struct packet *in, struct packet *out)
{
	struct hip_ip h;

	if (hip_ip4_read(&h, in->p, in->len) ||
	    hip_ip6_write(out->p, &h, hip_proto_6(h.proto), h.payload, &pair->hit[HIP_LOCAL],
			  &pair->hit[HIP_PEER]))
		return false;
	memcpy(out->p + HIP_IP6_LEN, in->p + h.header, h.payload);
	out->len = HIP_IP6_LEN + h.payload;
	change_body(pair, h.proto, out->p + HIP_IP6_LEN, h.payload, true);
	return true;
}

static bool to_4(const struct hip_pair *pair, const struct packet *in, u16 id,
		 struct packet *out)
{
	struct hip_ip h;

	if (hip_ip6_read(&h, in->p, in->len) ||
	    hip_ip4_write(out->p, &h, hip_proto_4(h.proto), h.payload, id,
			  pair->lsi[HIP_PEER], pair->lsi[HIP_LOCAL]))
		return false;
	memcpy(out->p + HIP_IP4_LEN, in->p + h.header, h.payload);
	out->len = HIP_IP4_LEN + h.payload;
	change_body(pair, h.proto, out->p + HIP_IP4_LEN, h.payload, false);
	return true;
}

/* What IPv6 has to have: a datagram without a checksum gets one from the oracle. */
static bool one_to_6(struct oracle46 *p, const struct hip_pair *pair)
{
	struct packet in, out, want;

	if (p->kind == ORACLE46_UDP_NONE)
		return true;
	in.len = oracle46_write4(p, lsi_of(pair, HIP_LOCAL), lsi_of(pair, HIP_PEER), in.p);
	p->options = 0;
	want.len = oracle46_write6(p, hit_of(pair, HIP_LOCAL), hit_of(pair, HIP_PEER), want.p);
	return to_6(pair, &in, &out) && out.len == want.len && !memcmp(out.p, want.p, out.len);
}

static bool one_to_4(struct oracle46 *p, const struct hip_pair *pair)
{
	struct packet in, out, want;

	if (p->kind == ORACLE46_UDP_NONE)
		return true;
	in.len = oracle46_write6(p, hit_of(pair, HIP_PEER), hit_of(pair, HIP_LOCAL), in.p);
	p->options = 0;
	p->df = p->len + 20 > 1260;
	if (p->df)
		p->id = 0;
	want.len = oracle46_write4(p, lsi_of(pair, HIP_PEER), lsi_of(pair, HIP_LOCAL), want.p);
	return to_4(pair, &in, p->id, &out) && out.len == want.len &&
	       !memcmp(out.p, want.p, out.len);
}

static void test_random(const char *way, bool (*one)(struct oracle46 *, const struct hip_pair *))
{
	int cases = oracle_cases(RANDOM_CASES), i, wrong[ORACLE46_KINDS] = { 0 };
	int seen[ORACLE46_KINDS] = { 0 };
	uint64_t seed = 46;
	struct oracle46 p;
	struct hip_pair pair;

	for (i = 0; i < cases; i++) {
		random_pair(&pair, &seed);
		oracle46_random(&p, 20, i % 8 ? 100 : 1400, &seed);
		seen[p.kind]++;
		wrong[p.kind] += !one(&p, &pair);
	}
	for (i = 0; i < ORACLE46_KINDS; i++)
		ok(seen[i] && !wrong[i], "%s, %s: %d of %d right", way, names[i],
		   seen[i] - wrong[i], seen[i]);
}

/* Checksums around zero, which random ones do not reach. */
static void test_zeros(void)
{
	static const u8 kinds[] = { ORACLE46_UDP, ORACLE46_UDPLITE, ORACLE46_TCP };
	int wrong = 0, v;
	struct oracle46 p;
	struct hip_pair pair;
	uint64_t seed = 1;

	random_pair(&pair, &seed);
	for (v = 0; v < 65536; v++) {
		memset(&p, 0, sizeof(p));
		p.kind = kinds[v % 3];
		p.len = 20;
		p.body[0] = v >> 8;
		p.body[1] = v;
		wrong += !one_to_6(&p, &pair) + !one_to_4(&p, &pair);
	}
	ok(!wrong, "every sum that a packet can have: %d wrong", wrong);
}

static void test_ip4(void)
{
	static const u8 routed[] = { 131, 7, 4, 1, 2, 3, 4, 0 };
	static const u8 expired[] = { 131, 7, 8, 1, 2, 3, 4, 0 };
	struct oracle46 p = { .kind = ORACLE46_UDP, .len = 20, .ttl = 1, .options = 8 };
	struct packet in;
	struct hip_ip h;
	unsigned int len, bad = 0;
	u8 src[4] = { 1 }, dst[4] = { 1 };

	in.len = oracle46_write4(&p, src, dst, in.p);
	for (len = 0; len < 28; len++)
		bad += hip_ip4_read(&h, in.p, len) != HIP_IP46_CUT;
	ok(!bad, "IPv4: a header that is cut");
	memcpy(in.p + 20, routed, 8);
	ok(hip_ip4_read(&h, in.p, in.len) == HIP_IP46_SOURCE_ROUTE, "IPv4: a source route");
	memcpy(in.p + 20, expired, 8);
	ok(hip_ip4_read(&h, in.p, in.len) == HIP_IP46_OK, "IPv4: one that is used up passes");
	in.p[20] = 137;
	ok(hip_ip4_read(&h, in.p, in.len) == HIP_IP46_OK, "IPv4: so does a strict one");
	in.p[22] = 7;
	ok(hip_ip4_read(&h, in.p, in.len) == HIP_IP46_SOURCE_ROUTE, "IPv4: or does not");
	in.p[21] = 2;
	ok(hip_ip4_read(&h, in.p, in.len) == HIP_IP46_OK, "IPv4: one without a pointer is none");
	in.p[20] = 131;
	ok(hip_ip4_read(&h, in.p, in.len) == HIP_IP46_OK, "IPv4: nor is a loose one");
	in.p[21] = 7;
	in.p[22] = 7;
	ok(hip_ip4_read(&h, in.p, in.len) == HIP_IP46_SOURCE_ROUTE, "IPv4: one byte before that");
	in.p[21] = 9;
	ok(hip_ip4_read(&h, in.p, in.len) == HIP_IP46_OK, "IPv4: one that is cut is ignored");
	in.p[21] = 1;
	ok(hip_ip4_read(&h, in.p, in.len) == HIP_IP46_OK, "IPv4: broken options are ignored");
	memset(in.p + 20, 1, 7);
	in.p[27] = 131;
	ok(hip_ip4_read(&h, in.p, in.len) == HIP_IP46_OK, "IPv4: so is one that has no length");
	in.p[0] = 0x65;
	ok(hip_ip4_read(&h, in.p, in.len) == HIP_IP46_VERSION, "IPv4: another version");
	in.p[0] = 0x44;
	ok(hip_ip4_read(&h, in.p, in.len) == HIP_IP46_CUT, "IPv4: a header of 16 bytes");
	in.p[0] = 0x45;
	hip_put16(in.p + 2, 19);
	ok(hip_ip4_read(&h, in.p, in.len) == HIP_IP46_CUT, "IPv4: a total of 19 bytes");
	hip_put16(in.p + 2, 40);
	in.p[6] = 0x20;
	ok(!hip_ip4_read(&h, in.p, in.len) && hip_ip_is_fragment(&h), "IPv4: a fragment");
	in.p[6] = 0x40;
	ok(!hip_ip4_read(&h, in.p, in.len) && !hip_ip_is_fragment(&h), "IPv4: DF is none");
}

static void test_ip6(void)
{
	struct oracle46 p = { .kind = ORACLE46_UDP, .len = 20, .ttl = 1, .options = 8 };
	struct packet in;
	struct hip_ip h;
	unsigned int len, bad = 0;
	u8 src[16] = { 0x20 }, dst[16] = { 0x20 };

	in.len = oracle46_write6(&p, src, dst, in.p);
	for (len = 0; len < 48; len++)
		bad += hip_ip6_read(&h, in.p, len) != HIP_IP46_CUT;
	ok(!bad, "IPv6: a header that is cut");
	in.p[6] = HIP_PROTO_ROUTING;
	in.p[43] = 1;
	ok(hip_ip6_read(&h, in.p, in.len) == HIP_IP46_SOURCE_ROUTE, "IPv6: segments are left");
	in.p[43] = 0;
	ok(hip_ip6_read(&h, in.p, in.len) == HIP_IP46_OK && h.proto == HIP_PROTO_UDP,
	   "IPv6: none are left");
	in.p[41] = 3;
	ok(hip_ip6_read(&h, in.p, in.len) == HIP_IP46_CUT, "IPv6: an extension header that is cut");
	in.p[41] = 0;
	hip_put16(in.p + 4, 7);
	ok(hip_ip6_read(&h, in.p, in.len) == HIP_IP46_CUT, "IPv6: shorter than its headers");
	hip_put16(in.p + 4, 28);
	in.p[6] = HIP_PROTO_FRAGMENT;
	in.p[43] = 1;
	ok(!hip_ip6_read(&h, in.p, in.len) && hip_ip_is_fragment(&h), "IPv6: a fragment");
	in.p[40] = HIP_PROTO_DSTOPTS;
	ok(!hip_ip6_read(&h, in.p, in.len) && h.header == 48 && h.proto == HIP_PROTO_DSTOPTS,
	   "IPv6: behind the header of a later fragment there is none");
	in.p[40] = HIP_PROTO_UDP;
	in.p[42] = 0;
	in.p[43] = 0;
	ok(!hip_ip6_read(&h, in.p, in.len) && !hip_ip_is_fragment(&h),
	   "IPv6: a fragment that is all of it");
	in.p[0] = 0x40;
	ok(hip_ip6_read(&h, in.p, in.len) == HIP_IP46_VERSION, "IPv6: another version");
}

static void test_long(void)
{
	struct in6_addr any = { 0 };
	struct hip_ip h = { 0 };
	u8 p[HIP_IP6_LEN];

	ok(hip_ip4_write(p, &h, 17, 65516, 0, 0, 0) == HIP_IP46_LONG &&
	   hip_ip4_write(p, &h, 17, 65515, 0, 0, 0) == HIP_IP46_OK, "longer than IPv4 can say");
	ok(hip_ip6_write(p, &h, 17, 65536, &any, &any) == HIP_IP46_LONG,
	   "longer than IPv6 can say");
}

static void test_protocols(void)
{
	unsigned int proto, wrong = 0;
	bool none4, none6;

	for (proto = 0; proto < 256; proto++) {
		none4 = proto == 51 || proto == 0 || proto == 43 || proto == 44 || proto == 60;
		none6 = none4 || proto == 1;
		none4 |= proto == 58;
		wrong += hip_proto_6(proto) != (none4 ? 59 : proto == 1 ? 58 : proto);
		wrong += hip_proto_4(proto) != (none6 ? 59 : proto == 58 ? 1 : proto);
	}
	ok(!wrong, "what follows: every number");
}

int main(void)
{
	test_random("to HITs", one_to_6);
	test_random("to LSIs", one_to_4);
	test_zeros();
	test_ip4();
	test_ip6();
	test_long();
	test_protocols();
	return done_testing();
}
