// SPDX-License-Identifier: GPL-2.0
/*
 * Address formats: which bits are which, for every value of the bytes involved.
 */
#include "addr.h"
#include "tap.h"

static struct in6_addr parse(const char *text)
{
	struct in6_addr a;

	if (inet_pton(AF_INET6, text, &a) != 1)
		memset(&a, 0xee, sizeof(a));
	return a;
}

static void test_type_and_cbit(void)
{
	bool types = true, cbits = true;
	int b;

	for (b = 0; b < 256; b++) {
		struct in6_addr a = parse("3333:0:0:1:0:0:1:87");

		a.s6_addr[8] = b;
		types &= ila_type(&a) == b / 32;
		cbits &= ila_cbit(&a) == (b / 16 % 2 == 1);
	}
	ok(types, "the type is the top three bits of byte 8");
	ok(cbits, "the C-bit is the fourth");
}

static void test_names(void)
{
	struct in6_addr luid = parse("3333:0:0:1:2000:0:1:87");
	struct in6_addr wire = parse("2001:0:87:0:3000:0:1:333");
	struct in6_addr v4 = parse("3333:0:0:1:40ab:cdef:a01:203");

	ok(ila_type(&luid) == 1 && !ila_cbit(&luid), "2xxx is LUID, C clear");
	ok(ila_type(&wire) == 1 && ila_cbit(&wire), "3xxx is LUID, C set");
	ok(ila_type(&v4) == 2 && !ila_cbit(&v4), "4xxx is a virtual IPv4");
}

static void test_lengths(void)
{
	ok(ILA_LOCATOR_LEN == 64 && ILA_TYPE_LEN == 67,
	   "a locator has 64 bits, with the type 67");
}

static void test_upper(void)
{
	struct in6_addr a = parse("3333:0:0:1:2000:0:1:87");
	struct in6_addr b = parse("2001:0:87:0:9:9:9:9");
	struct in6_addr want = parse("2001:0:87:0:2000:0:1:87");

	ila_set_upper(&a, ila_upper(&b));
	ok(!memcmp(&a, &want, sizeof(a)), "the upper half alone is replaced");
}

static void test_unaligned(void)
{
	uint64_t buf[3];
	struct in6_addr *a = (struct in6_addr *)((char *)buf + 4);
	struct in6_addr want = parse("2001:0:87:0:2000:0:1:87");

	*a = parse("3333:0:0:1:2000:0:1:87");
	ila_set_upper(a, ila_upper(&want));
	ok(!memcmp(a, &want, sizeof(want)), "at an address of 4 modulo 8, too");
}

static void test_reserved(void)
{
	struct in6_addr a = parse("::ffff"), b = parse("::fffe"), c = parse("::");

	ok(ila_reserved(&a) && !ila_reserved(&b) && !ila_reserved(&c),
	   "ffff alone is reserved");
}

int main(void)
{
	test_type_and_cbit();
	test_names();
	test_lengths();
	test_upper();
	test_unaligned();
	test_reserved();
	return done_testing();
}
