// SPDX-License-Identifier: GPL-2.0
/* Which addresses are HITs, and which LSIs are given out. */
#include "hit.h"
#include "lsi.h"
#include "tap.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

static struct in6_addr addr(const char *text)
{
	struct in6_addr a;

	inet_pton(AF_INET6, text, &a);
	return a;
}

static void test_hits(void)
{
	static const struct {
		const char *text;
		bool orchid;
		bool hit;
	} rows[] = {
		{ "2001:20::1", true, false },
		{ "2001:21:4521:8cae:ef8f:2338:590b:5f40", true, true },
		{ "2001:22:bf86:ccf0:31e3:c8f7:41d4:41a2", true, true },
		{ "2001:23::", true, true },
		{ "2001:24::", true, false },
		{ "2001:2f:ffff:ffff:ffff:ffff:ffff:ffff", true, false },
		{ "2001:30::", false, false },
		{ "2001:1f:ffff::", false, false },
		{ "2001:121::1", false, false },
		{ "2002:21::1", false, false },
		{ "2001:10::1", false, false },
		{ "::", false, false },
	};
	struct in6_addr a;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		a = addr(rows[i].text);
		ok(hip_is_orchid(&a) == rows[i].orchid && hip_is_hit(&a) == rows[i].hit,
		   "%s: %san ORCHID, %sa HIT", rows[i].text,
		   rows[i].orchid ? "" : "not ", rows[i].hit ? "" : "not ");
	}
}

static u32 lsi(const char *text)
{
	return ntohl(inet_addr(text));
}

static struct hip_lsi_prefix prefix(const char *text, u8 len)
{
	return (struct hip_lsi_prefix){ .addr = lsi(text), .len = len };
}

static void test_lsis(void)
{
	struct hip_lsi_prefix p = prefix("1.0.0.0", 8);

	ok(!hip_lsi_within(&p, lsi("2.0.0.1")) && hip_lsi_within(&p, lsi("1.255.255.255")),
	   "the prefix has an end");
	ok(hip_lsi_may_be(&p, lsi("1.1.1.1")) && hip_lsi_may_be(&p, lsi("1.0.0.1")),
	   "whoever asks for a public address gets it");
	ok(!hip_lsi_may_be(&p, lsi("1.0.0.0")) && !hip_lsi_may_be(&p, lsi("1.255.255.255")),
	   "but neither the first nor the last");
	ok(!hip_lsi_may_be(&p, lsi("9.9.9.9")), "nor one that is elsewhere");
	ok(hip_lsi_next(&p, p.addr) == lsi("1.0.1.1"), "the first that is given out is 1.0.1.1");
	ok(hip_lsi_next(&p, lsi("1.0.1.254")) == lsi("1.0.2.1"), "none ends in 0 or 255");
	ok(hip_lsi_next(&p, lsi("1.1.0.254")) == lsi("1.1.2.1"), "none is in 1.1.1.0/24");
	ok(hip_lsi_next(&p, lsi("1.255.255.254")) == 0, "after the last there is none");
	p = prefix("10.0.0.4", 30);
	ok(hip_lsi_next(&p, p.addr) == lsi("10.0.0.5") &&
	   hip_lsi_next(&p, lsi("10.0.0.5")) == lsi("10.0.0.6") &&
	   hip_lsi_next(&p, lsi("10.0.0.6")) == 0, "a small prefix has two");
	p = prefix("1.1.1.0", 24);
	ok(hip_lsi_next(&p, p.addr) == 0, "a prefix of which none is given out has none");
	p = prefix("128.0.0.0", 1);
	ok(hip_lsi_next(&p, lsi("255.255.255.253")) == lsi("255.255.255.254") &&
	   hip_lsi_next(&p, lsi("255.255.255.254")) == 0, "nor does counting start again");
}

/* All of a prefix, by the rules as they are written down */
static void test_all(void)
{
	struct hip_lsi_prefix p = prefix("1.0.0.0", 14);
	u32 next = p.addr, expect, n = 0, wrong = 0;

	for (expect = p.addr + 1; expect < p.addr + (1 << 18) - 1; expect++) {
		u8 b[4] = { expect >> 24, expect >> 16, expect >> 8, expect };

		if (b[3] == 0 || b[3] == 255 || (!b[1] && !b[2]) || (b[1] == 1 && b[2] == 1))
			continue;
		next = hip_lsi_next(&p, next);
		wrong += next != expect;
		n++;
	}
	ok(!wrong && !hip_lsi_next(&p, next), "%u LSIs in 1.0.0.0/14, in order", n);
}

int main(void)
{
	test_hits();
	test_lsis();
	test_all();
	return done_testing();
}
