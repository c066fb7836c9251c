// SPDX-License-Identifier: GPL-2.0
/* Lists of netlink attributes, and what can be wrong with one. */
#include <linux/netlink.h>
#include <string.h>

#include "fuzzgen.h"
#include "fuzzlist.h"

#define TYPE_FLAGS	(NLA_F_NESTED | NLA_F_NET_BYTEORDER)

/* ---- random numbers -------------------------------------------------------- */

static unsigned long long rng;

void fuzz_seed(unsigned long long seed)
{
	rng = seed;
}

unsigned long long rnd(void)
{
	unsigned long long z;

	rng += 0x9e3779b97f4a7c15ULL;
	z = rng;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
	return z ^ z >> 31;
}

unsigned int fuzz_below(unsigned int limit)
{
	return rnd() % limit;
}

bool one_in(unsigned int n)
{
	return !fuzz_below(n);
}

static void fill(void *data, size_t len)
{
	__u8 *p = data;

	while (len--)
		*p++ = rnd();
}

/* ---- lists of attributes ---------------------------------------------------- */

void put(struct flist *l, unsigned int type, const void *data, size_t len)
{
	struct fattr *a = &l->at[l->n];

	if (l->n == ATTRS || len > ATTR_ROOM)
		return;
	l->n++;
	a->type = type;
	a->len = len;
	memcpy(a->data, data, len);
}

void put_u8(struct flist *l, unsigned int type, __u8 val)
{
	put(l, type, &val, sizeof(val));
}

void put_u32(struct flist *l, unsigned int type, __u32 val)
{
	put(l, type, &val, sizeof(val));
}

static void resize(struct fattr *a, size_t len)
{
	if (len > ATTR_ROOM)
		len = ATTR_ROOM;
	if (len > a->len)
		fill(a->data + a->len, len - a->len);
	a->len = len;
}

/* An attribute that holds itself. */
static void wrap(struct fattr *a)
{
	struct nlattr head = {
		.nla_len = NLA_HDRLEN + a->len,
		.nla_type = a->type,
	};

	if (a->len + sizeof(head) > ATTR_ROOM)
		return;
	memmove(a->data + sizeof(head), a->data, a->len);
	memcpy(a->data, &head, sizeof(head));
	a->len += sizeof(head);
}

static void twin(struct flist *l, const struct fattr *a)
{
	put(l, a->type, a->data, a->len);
	if (one_in(2))
		fill(l->at[l->n - 1].data, l->at[l->n - 1].len);
}

void damage_list(struct flist *l)
{
	struct fattr *a = &l->at[l->n ? fuzz_below(l->n) : 0], other;

	if (!l->n) {
		fill(&other, 64);
		put(l, fuzz_below(32), &other, fuzz_below(64));
		return;
	}
	switch (fuzz_below(11)) {
	case 0:
		*a = l->at[--l->n];
		break;
	case 1:
		twin(l, a);
		break;
	case 2:
		resize(a, fuzz_below(a->len + 1));
		break;
	case 3:
		resize(a, a->len + 1 + fuzz_below(16));
		break;
	case 4:
		a->type = one_in(2) ? fuzz_below(34) : fuzz_below(65536);
		break;
	case 5:
		a->type ^= TYPE_FLAGS & fuzz_below(65536);
		break;
	case 6:
		fill(a->data, a->len);
		break;
	case 7:
		memset(a->data, one_in(2) ? 0 : 0xff, a->len);
		break;
	case 8:
		wrap(a);
		break;
	case 9:
		other = *a;
		*a = l->at[0];
		l->at[0] = other;
		break;
	case 10:
		fill(&other, 64);
		put(l, fuzz_below(65536), &other, fuzz_below(64));
		break;
	}
}

size_t pack(const struct flist *l, __u8 *out, size_t room, unsigned int lie)
{
	size_t at = 0;
	unsigned int i;

	for (i = 0; i < l->n; i++) {
		const struct fattr *a = &l->at[i];
		struct nlattr head = {
			.nla_len = NLA_HDRLEN + a->len,
			.nla_type = a->type,
		};
		size_t step = NLA_ALIGN(NLA_HDRLEN + a->len);

		if (at + step > room)
			break;
		if (lie && one_in(lie))
			head.nla_len = fuzz_below(one_in(4) ? 65536 : 24);
		memset(out + at, 0, step);
		memcpy(out + at, &head, sizeof(head));
		memcpy(out + at + sizeof(head), a->data, a->len);
		at += step;
	}
	return at;
}
