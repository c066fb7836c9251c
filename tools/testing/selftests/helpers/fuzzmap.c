// SPDX-License-Identifier: GPL-2.0
/*
 * Attributes of mappings, locators and transactions. Values come from small pools, so
 * that messages meet what earlier ones have left.
 */
#include <string.h>

#include "fuzzmap.h"

static const struct {
	unsigned char cmd;
	unsigned char weight;
} kinds[FUZZ_KINDS] = {
	[FUZZ_MAP_ADD] = { 15, 40 },
	[FUZZ_MAP_REPLACE] = { 16, 20 },
	[FUZZ_MAP_DEL] = { 17, 20 },
	[FUZZ_MAP_FLUSH] = { 18, 3 },
	[FUZZ_MAP_GET] = { 19, 5 },
	[FUZZ_MAP_DUMP] = { 19, 4 },
	[FUZZ_LOCATOR_ADD] = { 26, 12 },
	[FUZZ_LOCATOR_SET] = { 27, 8 },
	[FUZZ_LOCATOR_DEL] = { 28, 8 },
	[FUZZ_LOCATOR_GET] = { 29, 2 },
	[FUZZ_LOCATOR_DUMP] = { 29, 1 },
	[FUZZ_TXN_BEGIN] = { 33, 12 },
	[FUZZ_TXN_COMMIT] = { 34, 8 },
	[FUZZ_TXN_ABORT] = { 35, 6 },
};

bool fuzz_is_map(enum fuzz_kind kind)
{
	return kinds[kind].cmd;
}

unsigned char fuzz_map_weight(enum fuzz_kind kind)
{
	return kinds[kind].weight;
}

unsigned char fuzz_map_cmd(enum fuzz_kind kind)
{
	return kinds[kind].cmd;
}

static unsigned int device(const struct fuzz_place *p)
{
	return p->device[fuzz_below(p->devices)];
}

static void put_locator(struct flist *l, unsigned int type)
{
	__u8 loc[8] = { 0x20, 0x01, 0, 0, 0, fuzz_below(16) };

	put(l, type, loc, sizeof(loc));
}

static void put_name(struct flist *l, unsigned int type)
{
	char name[2] = { 'a' + fuzz_below(6) };

	put(l, type, name, sizeof(name));
}

/* A LUID in one of two SIR prefixes, all of one, or the same of a tenant's. */
static void put_key(struct flist *l, const struct fuzz_place *p)
{
	__u8 addr[16] = { 0x33, 0x33, [7] = fuzz_below(2), [8] = 0x20 };
	bool tenant = one_in(4), all = one_in(5);

	if (tenant)
		memset(addr, 0, sizeof(addr));
	if (tenant) {
		addr[0] = 0xfd;
		addr[11] = fuzz_below(4);
		put_u32(l, 4, fuzz_below(16));
	}
	if (all) {
		addr[8] = 0;
		put_u32(l, 3, tenant ? 96 : 64);
	} else {
		addr[15] = fuzz_below(32);
	}
	put(l, 2, addr, sizeof(addr));
	if (one_in(5))
		put_u32(l, 5, device(p));
	if (one_in(5))
		put_u32(l, 6, fuzz_below(8));
}

static void put_mapping(struct flist *l, const struct fuzz_place *p)
{
	put_key(l, p);
	if (one_in(3))
		put_name(l, 9);
	else if (!one_in(8))
		put_locator(l, 8);
	if (one_in(4))
		put_u32(l, 7, fuzz_below(4));
	if (one_in(3))
		put_u32(l, 10, fuzz_below(4));
	if (one_in(3))
		put_u32(l, 11, fuzz_below(3));
	if (one_in(4))
		put_u32(l, 12, fuzz_below(4));
	if (one_in(4))
		put_u32(l, 13, fuzz_below(8));
}

static void put_filter(struct flist *l, const struct fuzz_place *p)
{
	if (one_in(3))
		put_key(l, p);
	if (one_in(3))
		put_locator(l, 8);
	if (one_in(3))
		put_name(l, 9);
	if (one_in(3))
		put_u32(l, 14, fuzz_below(10));
}

void fuzz_map_attrs(struct flist *l, const struct fuzz_place *p,
		    enum fuzz_kind kind)
{
	switch (kind) {
	case FUZZ_MAP_ADD:
	case FUZZ_MAP_REPLACE:
		put_mapping(l, p);
		break;
	case FUZZ_MAP_DEL:
	case FUZZ_MAP_GET:
		put_key(l, p);
		break;
	case FUZZ_MAP_FLUSH:
	case FUZZ_MAP_DUMP:
		put_filter(l, p);
		break;
	case FUZZ_LOCATOR_ADD:
	case FUZZ_LOCATOR_SET:
		put_name(l, 2);
		put_locator(l, 3);
		if (kind == FUZZ_LOCATOR_ADD && one_in(3))
			put_u32(l, 4, fuzz_below(2));
		break;
	case FUZZ_LOCATOR_DEL:
	case FUZZ_LOCATOR_GET:
		put_name(l, 2);
		break;
	default:
		break;
	}
}
