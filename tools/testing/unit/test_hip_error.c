// SPDX-License-Identifier: GPL-2.0
/*
 * ICMP errors about packets between LSIs and HITs: random packets of each protocol, quoted in
 * one form, cut off at any byte. The quote must be the other form of the packet, and the
 * checksum of the error right when everything is summed up.
 */
#include "hip46.h"
#include "oracle46.h"
#include "tap.h"

#define RANDOM_CASES 300000
#define ROOM 1700

struct error {
	u8 p[ROOM];
	unsigned int len;
};

static struct hip_message message(struct error *e)
{
	return (struct hip_message){ .p = e->p, .len = e->len };
}

/* The offset of what a protocol has its checksum in, and nothing else covers addresses */
static unsigned int check_at(enum oracle46_kind kind)
{
	static const u8 at[ORACLE46_KINDS] = {
		[ORACLE46_TCP] = 16, [ORACLE46_UDP] = 6, [ORACLE46_UDP_NONE] = 6,
		[ORACLE46_UDPLITE] = 6, [ORACLE46_DCCP] = 6, [ORACLE46_ECHO] = 2,
		[ORACLE46_ECHO_REPLY] = 2,
	};

	return at[kind];
}

/* Is @out, from @off on, the beginning of @want? A checksum of which half is quoted cannot
 * be right, and one of UDP that was not there is not there.
 */
static bool same_quote(const struct error *out, unsigned int head, const u8 *want,
		       const struct oracle46 *p)
{
	unsigned int off = 8 + head + check_at(p->kind), i, len = out->len - 8;
	bool half = check_at(p->kind) && out->len == off + 1;

	for (i = 0; i < len; i++) {
		if (half && 8 + i == off)
			continue;
		if (p->kind == ORACLE46_UDP_NONE && (8 + i == off || 8 + i == off + 1)) {
			if (out->p[8 + i])
				return false;
			continue;
		}
		if (out->p[8 + i] != want[i])
			return false;
	}
	return true;
}

static bool one_to_4(struct oracle46 *p, const struct hip_pair *pair, bool by_peer, u64 r)
{
	unsigned int src = by_peer ? HIP_PEER : HIP_LOCAL, dst = HIP_ENDS - 1 - src, cut, whole;
	struct error in = { .p = { 3 } }, out;
	u8 want[ROOM];
	struct hip_message from, to;

	/* What IPv6 does not have */
	if (p->kind == ORACLE46_UDP_NONE)
		p->kind = ORACLE46_UDP;
	whole = oracle46_write6(p, hit_of(pair, src), hit_of(pair, dst), in.p + 8);
	cut = 40 + p->options + r % (whole - 40 - p->options + 1);
	in.len = 8 + cut;
	cut -= 20 + p->options;
	p->options = 0;
	p->df = p->len + 20 > 1260;
	p->id = 0;
	oracle46_write4(p, lsi_of(pair, src), lsi_of(pair, dst), want);
	from = message(&in);
	out.len = ROOM;
	to = message(&out);
	if (hip_error_to_4(pair, &from, &to) || to.len != 8 + cut)
		return false;
	out.len = to.len;
	return out.p[0] == 11 && same_quote(&out, 20, want, p) &&
	       oracle46_icmp_valid(out.p, out.len);
}

static bool one_to_6(struct oracle46 *p, const struct hip_pair *pair, bool by_peer, u64 r)
{
	unsigned int src = by_peer ? HIP_PEER : HIP_LOCAL, dst = HIP_ENDS - 1 - src, cut, whole;
	struct error in = { .p = { 11 } }, out;
	u8 want[ROOM];
	struct hip_message from, to;

	whole = oracle46_write4(p, lsi_of(pair, src), lsi_of(pair, dst), in.p + 8);
	cut = 20 + p->options + r % (whole - 20 - p->options + 1);
	in.len = 8 + cut;
	cut += 20 - p->options;
	p->options = 0;
	oracle46_write6(p, hit_of(pair, src), hit_of(pair, dst), want);
	from = message(&in);
	out.len = ROOM;
	to = message(&out);
	if (hip_error_to_6(pair, &from, &to, &pair->hit[dst], &pair->hit[src]) ||
	    to.len != 8 + cut)
		return false;
	out.len = to.len;
	return out.p[0] == 3 && same_quote(&out, 40, want, p) &&
	       oracle46_icmp6_valid(out.p, out.len, hit_of(pair, dst), hit_of(pair, src));
}

static void test_random(const char *way,
			bool (*one)(struct oracle46 *, const struct hip_pair *, bool, u64))
{
	int cases = oracle_cases(RANDOM_CASES), i, wrong[2] = { 0 };
	struct hip_pair pair;
	struct oracle46 p;
	uint64_t seed = 64;

	for (i = 0; i < cases; i++) {
		random_pair(&pair, &seed);
		oracle46_random(&p, 20, i % 8 ? 60 : 1400, &seed);
		wrong[i % 2] += !one(&p, &pair, i % 2, oracle_random(&seed));
	}
	ok(!wrong[0], "%s: what the local end sent, %d wrong", way, wrong[0]);
	ok(!wrong[1], "%s: what the peer sent, %d wrong", way, wrong[1]);
}

/* One error of a packet that is as it should be */
static void good(struct error *e, const struct hip_pair *pair, bool v6)
{
	struct oracle46 p = { .kind = ORACLE46_UDP, .len = 60, .ttl = 9 };

	memset(e->p, 0, sizeof(e->p));
	if (v6) {
		e->p[0] = 1;
		e->p[1] = 4;
		e->len = 8 + oracle46_write6(&p, hit_of(pair, 0), hit_of(pair, 1), e->p + 8);
	} else {
		e->p[0] = 3;
		e->p[1] = 3;
		e->len = 8 + oracle46_write4(&p, lsi_of(pair, 0), lsi_of(pair, 1), e->p + 8);
	}
}

static enum hip_error46 run(const struct hip_pair *pair, struct error *in, struct error *out,
			    bool v6)
{
	struct hip_message from = message(in), to = message(out);
	enum hip_error46 why;

	why = v6 ? hip_error_to_4(pair, &from, &to) :
	      hip_error_to_6(pair, &from, &to, &pair->hit[1], &pair->hit[0]);
	out->len = to.len;
	return why;
}

static void test_refused(const struct hip_pair *pair, bool v6)
{
	const char *ip = v6 ? "ICMPv6" : "ICMP";
	unsigned int head = v6 ? 40 : 20, len, bad = 0;
	struct error in, out;

	good(&in, pair, v6);
	out.len = ROOM;
	ok(!run(pair, &in, &out, v6), "%s: a good one", ip);
	for (len = 0; len < 8 + head; len++) {
		good(&in, pair, v6);
		in.len = len;
		out.len = ROOM;
		bad += run(pair, &in, &out, v6) != HIP_ERROR46_CUT;
	}
	ok(!bad, "%s: without a whole header", ip);
	good(&in, pair, v6);
	out.len = 8 + (v6 ? 20 : 40) - 1;
	ok(run(pair, &in, &out, v6) == HIP_ERROR46_ROOM, "%s: no room", ip);
	for (len = bad = 0; len < 60; len++) {
		out.len = 8 + (v6 ? 20 : 40) + len;
		bad += run(pair, &in, &out, v6) || out.len != 8 + (v6 ? 20 : 40) + len;
	}
	ok(!bad, "%s: little room, a short quote", ip);
	in.p[8 + head - 1] ^= 1;
	out.len = ROOM;
	ok(run(pair, &in, &out, v6) == HIP_ERROR46_STRANGER, "%s: about somebody else", ip);
	good(&in, pair, v6);
	in.p[0] = v6 ? 128 : 8;
	ok(run(pair, &in, &out, v6) == HIP_ERROR46_TYPE, "%s: an echo is none", ip);
	in.p[0] = v6 ? 5 : 4;
	ok(run(pair, &in, &out, v6) == HIP_ERROR46_TYPE, "%s: a type that is dropped", ip);
	good(&in, pair, v6);
	in.p[8 + (v6 ? 6 : 9)] = v6 ? 58 : 1;
	in.p[8 + head] = v6 ? 1 : 3;
	ok(run(pair, &in, &out, v6) == HIP_ERROR46_QUOTE, "%s: about an error", ip);
	in.p[8 + (v6 ? 6 : 9)] = 51;
	ok(run(pair, &in, &out, v6) == HIP_ERROR46_QUOTE, "%s: about AH", ip);
	in.p[8] ^= 0x20;
	ok(run(pair, &in, &out, v6) == HIP_ERROR46_QUOTE, "%s: about another IP", ip);
	good(&in, pair, v6);
	memset(in.p + in.len, 0xee, 6);
	in.len += 6;
	out.len = ROOM;
	ok(!run(pair, &in, &out, v6) && out.len == 8 + (v6 ? 20 : 40) + 60u,
	   "%s: what is behind the quoted packet is none of it", ip);
	/* RFC 4884: what is behind the length is an extension */
	good(&in, pair, v6);
	in.p[v6 ? 4 : 5] = v6 ? 6 : 8;
	out.len = ROOM;
	ok(!run(pair, &in, &out, v6) && out.len == (v6 ? 8 + 48 - 20u : 8 + 32 + 20u) &&
	   !out.p[4] && !out.p[5], "%s: an extension is left out", ip);
	in.p[v6 ? 4 : 5] = 255;
	out.len = ROOM;
	ok(!run(pair, &in, &out, v6) && out.len == 8 + (v6 ? 20 : 40) + 60u,
	   "%s: one that is not there is not", ip);
}

/* A quoted fragment: IPv6 says so in a header that IPv4 has bits for. */
static void test_fragment(const struct hip_pair *pair)
{
	struct oracle46 p = { .kind = ORACLE46_UDP, .len = 60, .options = 8 };
	struct error in = { .p = { 1, 4 } }, out = { .len = ROOM };
	bool fine;

	in.len = 8 + oracle46_write6(&p, hit_of(pair, 0), hit_of(pair, 1), in.p + 8);
	in.p[8 + 6] = 44;
	hip_put16(in.p + 8 + 40 + 2, 1 << 3 | 1);
	hip_put16(in.p + 8 + 40 + 6, 0xbeef);
	fine = !run(pair, &in, &out, true) && hip_get16(out.p + 8 + 6) == 0x2001 &&
	       hip_get16(out.p + 8 + 4) == 0xbeef && oracle46_icmp_valid(out.p, out.len);
	ok(fine && !memcmp(out.p + 28, in.p + 56, 60), "a fragment in a quote, as it is");
	in.len = 8 + oracle46_write4(&p, lsi_of(pair, 0), lsi_of(pair, 1), in.p + 8);
	in.p[0] = 3;
	in.p[1] = 3;
	in.p[8 + 6] = 0x20;
	out.len = ROOM;
	ok(run(pair, &in, &out, false) == HIP_ERROR46_QUOTE, "one of IPv4 was never a HIT packet");
}

/* Half of an echo that was longer: its checksum covers what is not known. */
static void test_echo_fragment(const struct hip_pair *pair)
{
	struct oracle46 p = { .kind = ORACLE46_ECHO, .len = 60, .options = 8 };
	struct error in = { .p = { 3 } }, out = { .len = ROOM };

	in.len = 8 + oracle46_write6(&p, hit_of(pair, 0), hit_of(pair, 1), in.p + 8);
	in.p[8 + 6] = 44;
	hip_put16(in.p + 8 + 40 + 2, 1);
	ok(!run(pair, &in, &out, true) && out.p[28] == 8 && !memcmp(out.p + 29, in.p + 57, 59),
	   "the first fragment of an echo: its type");
	hip_put16(in.p + 8 + 40 + 2, 8);
	out.len = ROOM;
	ok(!run(pair, &in, &out, true) && !memcmp(out.p + 28, in.p + 56, 60),
	   "a later one: nothing");
}

/* A packet that IPv4 has no length for; a checksum of TCP may be zero. */
static void test_edges(const struct hip_pair *pair)
{
	struct oracle46 p = { .kind = ORACLE46_TCP, .len = 60 };
	struct error in = { .p = { 3 } }, out = { .len = ROOM };
	u16 check;

	in.len = 8 + oracle46_write6(&p, hit_of(pair, 0), hit_of(pair, 1), in.p + 8);
	in.p[8 + 40 + 16] = 0;
	in.p[8 + 40 + 17] = 0;
	ok(!run(pair, &in, &out, true), "TCP with a checksum of zero");
	memcpy(&check, out.p + 28 + 16, sizeof(check));
	ok(check == idloc_csum_patch(0, (u16)~pair->delta), "which is one like any other");
	hip_put16(in.p + 8 + 4, 65516);
	out.len = ROOM;
	ok(run(pair, &in, &out, true) == HIP_ERROR46_QUOTE, "a packet that is too long for IPv4");
}

/* Datagrams of every sum: that of none is zero. */
static void test_sums(const struct hip_pair *pair)
{
	struct oracle46 p = { .kind = ORACLE46_UDP, .len = 20 };
	int wrong = 0, v;

	for (v = 0; v < 65536; v++) {
		p.kind = v & 1 ? ORACLE46_UDP : ORACLE46_UDPLITE;
		p.body[0] = v >> 8;
		p.body[1] = v;
		wrong += !one_to_4(&p, pair, false, 20) + !one_to_6(&p, pair, false, 20);
	}
	ok(!wrong, "every sum that a datagram can have: %d wrong", wrong);
}

int main(void)
{
	struct hip_pair pair;
	uint64_t seed = 5;

	random_pair(&pair, &seed);
	test_random("to ICMP", one_to_4);
	test_random("to ICMPv6", one_to_6);
	test_refused(&pair, true);
	test_refused(&pair, false);
	test_fragment(&pair);
	test_echo_fragment(&pair);
	test_edges(&pair);
	test_sums(&pair);
	return done_testing();
}
