// SPDX-License-Identifier: GPL-2.0
/*
 * SIR addresses by number. The adversarial ones know what the kernel's table hashes: the
 * four words of the address, the number of the virtual network (none) and the length
 * (128), by Jenkins' lookup3 as the kernel seeds it. Written from its description, not
 * from the kernel's header.
 */
#include <string.h>

#include "mapkeys.h"
#include "util.h"

#define LUID		0x2000000000000000ULL
#define C_BIT		0x1000000000000000ULL
#define LOW_60		0x0fffffffffffffffULL

enum mapkeys mapkeys_kind(const char *text)
{
	if (!strcmp(text, "sequential"))
		return KEYS_SEQUENTIAL;
	if (!strcmp(text, "random"))
		return KEYS_RANDOM;
	if (!strcmp(text, "adversarial"))
		return KEYS_ADVERSARIAL;
	die(RC_USAGE, "no such keys: \"%s\"", text);
}

static __u32 rol(__u32 x, unsigned int by)
{
	return x << by | x >> (32 - by);
}

/* Of lookup3: the words but for the last three, and then these. */
static void mix(__u32 *a, __u32 *b, __u32 *c)
{
	*a -= *c; *a ^= rol(*c, 4); *c += *b;
	*b -= *a; *b ^= rol(*a, 6); *a += *c;
	*c -= *b; *c ^= rol(*b, 8); *b += *a;
	*a -= *c; *a ^= rol(*c, 16); *c += *b;
	*b -= *a; *b ^= rol(*a, 19); *a += *c;
	*c -= *b; *c ^= rol(*b, 4); *b += *a;
}

static __u32 final(__u32 a, __u32 b, __u32 c)
{
	c ^= b; c -= rol(b, 14);
	a ^= c; a -= rol(c, 11);
	b ^= a; b -= rol(a, 25);
	c ^= b; c -= rol(b, 16);
	a ^= c; a -= rol(c, 4);
	b ^= a; b -= rol(a, 14);
	c ^= b; c -= rol(b, 24);
	return c;
}

/* Of six words, with seed 0. The words are as they lie in memory. */
static __u32 hash(const __u8 addr[16])
{
	__u32 word[6] = { [4] = 0xffffffff, [5] = 128 };
	__u32 a, b, c;

	memcpy(word, addr, 16);
	a = 0xdeadbeef + (6 << 2);
	b = a;
	c = a;
	a += word[0];
	b += word[1];
	c += word[2];
	mix(&a, &b, &c);
	return final(a + word[3], b + word[4], c + word[5]);
}

static __u64 scramble(__u64 n)
{
	n += 0x9e3779b97f4a7c15ULL;
	n = (n ^ (n >> 30)) * 0xbf58476d1ce4e5b9ULL;
	n = (n ^ (n >> 27)) * 0x94d049bb133111ebULL;
	return n ^ (n >> 31);
}

static void put(__u8 addr[16], __u64 ident)
{
	int i;

	/* One that ends in ffff is reserved. */
	if ((ident & 0xffff) == 0xffff)
		ident--;
	ident = (ident & LOW_60 & ~C_BIT) | LUID;
	for (i = 15; i >= 8; i--, ident >>= 8)
		addr[i] = ident;
}

void mapkeys_next(struct mapkeys_at *at, __u8 addr[16])
{
	__u32 n = at->next++;

	memcpy(addr, at->prefix, 8);
	if (at->kind == KEYS_RANDOM) {
		put(addr, scramble(n));
		return;
	}
	if (at->kind == KEYS_SEQUENTIAL) {
		put(addr, (__u64)(n / 0xffff) << 16 | n % 0xffff);
		return;
	}
	do
		put(addr, at->tried++ << 16 | 0x87);
	while (hash(addr) & ((1 << KEYS_HOLLOW) - 1));
}
