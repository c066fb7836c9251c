// SPDX-License-Identifier: GPL-2.0
/* RFC 7915, each case of sections 4.2 and 5.2 as the text has it, and each that it leaves out. */
#include "icmp46.h"
#include "tap.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* What becomes of a message: type, code, word; DROP: nothing */
#define DROP	0xffff

struct row {
	const char *what;
	unsigned int type, code;
	u32 word;
	unsigned int to_type, to_code;
	u32 to_word;
};

static const struct row to_6[] = {
	{ "echo", 8, 0, 0x12345678, 128, 0, 0x12345678 },
	{ "echo reply", 0, 0, 0x12345678, 129, 0, 0x12345678 },
	{ "net unreachable", 3, 0, 0, 1, 0, 0 },
	{ "host unreachable", 3, 1, 0, 1, 0, 0 },
	{ "protocol unreachable", 3, 2, 0, 4, 1, 6 },
	{ "port unreachable", 3, 3, 0, 1, 4, 0 },
	{ "fragmentation needed, 1400", 3, 4, 1400, 2, 0, 1420 },
	{ "fragmentation needed, 1260", 3, 4, 1260, 2, 0, 1280 },
	{ "fragmentation needed, 1259", 3, 4, 1259, 2, 0, 1280 },
	{ "fragmentation needed, 68", 3, 4, 68, 2, 0, 1280 },
	{ "fragmentation needed, 65535", 3, 4, 65535, 2, 0, 65555 },
	{ "fragmentation needed, unused bits set", 3, 4, 0xabcd0578, 2, 0, 1420 },
	{ "fragmentation needed, it does not say", 3, 4, 0, 2, 0, 1492 },
	{ "source route failed", 3, 5, 0, 1, 0, 0 },
	{ "net unknown", 3, 6, 0, 1, 0, 0 },
	{ "host unknown", 3, 7, 0, 1, 0, 0 },
	{ "host isolated", 3, 8, 0, 1, 0, 0 },
	{ "net prohibited", 3, 9, 0, 1, 1, 0 },
	{ "host prohibited", 3, 10, 0, 1, 1, 0 },
	{ "net for TOS", 3, 11, 0, 1, 0, 0 },
	{ "host for TOS", 3, 12, 0, 1, 0, 0 },
	{ "prohibited", 3, 13, 0, 1, 1, 0 },
	{ "precedence violation", 3, 14, 0, DROP, 0, 0 },
	{ "precedence cutoff", 3, 15, 0, 1, 1, 0 },
	{ "unreachable, 16", 3, 16, 0, DROP, 0, 0 },
	{ "unreachable, 255", 3, 255, 0, DROP, 0, 0 },
	{ "source quench", 4, 0, 0, DROP, 0, 0 },
	{ "redirect", 5, 0, 0, DROP, 0, 0 },
	{ "alternative host address", 6, 0, 0, DROP, 0, 0 },
	{ "router advertisement", 9, 0, 0, DROP, 0, 0 },
	{ "router solicitation", 10, 0, 0, DROP, 0, 0 },
	{ "time exceeded", 11, 0, 0, 3, 0, 0 },
	{ "reassembly time exceeded", 11, 1, 0, 3, 1, 0 },
	{ "version", 12, 0, 0 << 24, 4, 0, 0 },
	{ "TOS", 12, 0, 1 << 24, 4, 0, 1 },
	{ "length, first byte", 12, 0, 2 << 24, 4, 0, 4 },
	{ "length, second byte", 12, 0, 3 << 24, 4, 0, 4 },
	{ "identification", 12, 0, 4 << 24, DROP, 0, 0 },
	{ "identification, second byte", 12, 0, 5 << 24, DROP, 0, 0 },
	{ "flags", 12, 0, 6 << 24, DROP, 0, 0 },
	{ "fragment offset", 12, 0, 7 << 24, DROP, 0, 0 },
	{ "TTL", 12, 0, 8 << 24, 4, 0, 7 },
	{ "protocol", 12, 0, 9 << 24, 4, 0, 6 },
	{ "header checksum", 12, 0, 10 << 24, DROP, 0, 0 },
	{ "header checksum, second byte", 12, 0, 11 << 24, DROP, 0, 0 },
	{ "source", 12, 0, 12 << 24, 4, 0, 8 },
	{ "source, last byte", 12, 0, 15 << 24, 4, 0, 8 },
	{ "destination", 12, 0, 16 << 24, 4, 0, 24 },
	{ "destination, last byte", 12, 0, 19 << 24, 4, 0, 24 },
	{ "options", 12, 0, 20 << 24, DROP, 0, 0 },
	{ "a pointer beyond all", 12, 0, 0xff000000, DROP, 0, 0 },
	{ "missing option", 12, 1, 0, DROP, 0, 0 },
	{ "bad length", 12, 2, 8 << 24, 4, 0, 7 },
	{ "parameter problem, 3", 12, 3, 8 << 24, DROP, 0, 0 },
	{ "timestamp", 13, 0, 0, DROP, 0, 0 },
	{ "timestamp reply", 14, 0, 0, DROP, 0, 0 },
	{ "information request", 15, 0, 0, DROP, 0, 0 },
	{ "information reply", 16, 0, 0, DROP, 0, 0 },
	{ "address mask request", 17, 0, 0, DROP, 0, 0 },
	{ "address mask reply", 18, 0, 0, DROP, 0, 0 },
	{ "unknown", 255, 0, 0, DROP, 0, 0 },
};

static const struct row to_4[] = {
	{ "echo", 128, 0, 0x12345678, 8, 0, 0x12345678 },
	{ "echo reply", 129, 0, 0x12345678, 0, 0, 0x12345678 },
	{ "no route", 1, 0, 0, 3, 1, 0 },
	{ "prohibited", 1, 1, 0, 3, 10, 0 },
	{ "beyond scope", 1, 2, 0, 3, 1, 0 },
	{ "address unreachable", 1, 3, 0, 3, 1, 0 },
	{ "port unreachable", 1, 4, 0, 3, 3, 0 },
	{ "failed policy", 1, 5, 0, DROP, 0, 0 },
	{ "unreachable, 255", 1, 255, 0, DROP, 0, 0 },
	{ "too big, 1400", 2, 0, 1400, 3, 4, 1380 },
	{ "too big, 1280", 2, 0, 1280, 3, 4, 1260 },
	{ "too big, 89", 2, 0, 89, 3, 4, 69 },
	{ "too big, 87", 2, 0, 87, 3, 4, 68 },
	{ "too big, 0", 2, 0, 0, 3, 4, 68 },
	{ "too big, more than IPv4 has", 2, 0, 0xffffffff, 3, 4, 65535 },
	{ "hop limit exceeded", 3, 0, 0, 11, 0, 0 },
	{ "reassembly time exceeded", 3, 1, 0, 11, 1, 0 },
	{ "version", 4, 0, 0, 12, 0, 0 },
	{ "traffic class", 4, 0, 1, 12, 0, 1 << 24 },
	{ "flow label", 4, 0, 2, DROP, 0, 0 },
	{ "flow label, last byte", 4, 0, 3, DROP, 0, 0 },
	{ "payload length", 4, 0, 4, 12, 0, 2 << 24 },
	{ "payload length, second byte", 4, 0, 5, 12, 0, 2 << 24 },
	{ "next header", 4, 0, 6, 12, 0, 9 << 24 },
	{ "hop limit", 4, 0, 7, 12, 0, 8 << 24 },
	{ "source", 4, 0, 8, 12, 0, 12 << 24 },
	{ "source, last byte", 4, 0, 23, 12, 0, 12 << 24 },
	{ "destination", 4, 0, 24, 12, 0, 16 << 24 },
	{ "destination, last byte", 4, 0, 39, 12, 0, 16 << 24 },
	{ "behind the header", 4, 0, 40, DROP, 0, 0 },
	{ "a pointer beyond all", 4, 0, 0xffffffff, DROP, 0, 0 },
	{ "unknown next header", 4, 1, 40, 3, 2, 0 },
	{ "unknown option", 4, 2, 40, DROP, 0, 0 },
	{ "unknown error", 5, 0, 0, DROP, 0, 0 },
	{ "unknown error, 127", 127, 0, 0, DROP, 0, 0 },
	{ "multicast listener query", 130, 0, 0, DROP, 0, 0 },
	{ "multicast listener report", 131, 0, 0, DROP, 0, 0 },
	{ "multicast listener done", 132, 0, 0, DROP, 0, 0 },
	{ "router solicitation", 133, 0, 0, DROP, 0, 0 },
	{ "neighbour solicitation", 135, 0, 0, DROP, 0, 0 },
	{ "redirect", 137, 0, 0, DROP, 0, 0 },
	{ "unknown", 255, 0, 0, DROP, 0, 0 },
};

static void check(const struct row *row, const char *ip, bool there, const struct hip_icmp *m)
{
	bool good;

	if (row->to_type == DROP)
		good = !there;
	else
		good = there && m->type == row->to_type && m->code == row->to_code &&
		       m->word == row->to_word;
	if (!ok(good, "%s: %s", ip, row->what) && there)
		printf("# got type %u code %u word %#x\n", m->type, m->code, m->word);
}

/* Each plateau of RFC 1191 for a packet that is one byte longer, and one that is not. */
static void test_plateaus(void)
{
	static const u32 plateaus[] = { 32000, 17914, 8166, 4352, 2002, 1492, 1280 };
	struct hip_icmp m;
	unsigned int i;
	bool good = true;

	for (i = 0; i < 6; i++) {
		m = (struct hip_icmp){ .type = 3, .code = 4 };
		good &= hip_icmp_to_6(&m, plateaus[i] + 1) && m.word == plateaus[i];
		m = (struct hip_icmp){ .type = 3, .code = 4 };
		good &= hip_icmp_to_6(&m, plateaus[i]) && m.word == plateaus[i + 1];
	}
	ok(good, "a router that does not say: the plateaus of RFC 1191");
}

int main(void)
{
	struct hip_icmp m;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(to_6); i++) {
		m = (struct hip_icmp){ to_6[i].type, to_6[i].code, to_6[i].word };
		check(&to_6[i], "ICMP", hip_icmp_to_6(&m, 1500), &m);
	}
	for (i = 0; i < ARRAY_SIZE(to_4); i++) {
		m = (struct hip_icmp){ to_4[i].type, to_4[i].code, to_4[i].word };
		check(&to_4[i], "ICMPv6", hip_icmp_to_4(&m), &m);
	}
	test_plateaus();
	return done_testing();
}
