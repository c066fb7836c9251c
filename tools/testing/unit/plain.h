/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A packet in plain memory through the module's pure code, in the order in which
 * transport.c and xlate.c take an skb through it.
 */
#ifndef IDLOC_UNIT_PLAIN_H
#define IDLOC_UNIT_PLAIN_H

#include <stddef.h>

#include "l4.h"
#include "rewrite.h"

/* A packet of @len bytes from its IPv6 header on; @reads counts what was read. */
struct plain {
	u8 *data;
	size_t len;
	unsigned int reads;
};

static __always_inline const u8 *plain_fetch(const void *packet,
					     unsigned int off, u8 *buf)
{
	struct plain *p = (struct plain *)packet;

	p->reads++;
	if (off > p->len || p->len - off < ILA_EXT_MIN)
		return NULL;
	return memcpy(buf, p->data + off, ILA_EXT_MIN);
}

static inline struct in6_addr *plain_dst(const struct plain *p)
{
	return (struct in6_addr *)(p->data + 24);
}

static inline struct ila_l4 plain_find(struct plain *p)
{
	struct ila_l4 l4;

	p->reads = 0;
	ila_l4_find(&l4, p, p->data[6], plain_fetch);
	return l4;
}

/* Make up for a change of the destination. Returns false if it is not known how. */
static inline bool plain_patch(struct plain *p, u16 delta, bool partial)
{
	struct ila_l4 l4 = plain_find(p);
	u16 check;

	if (l4.unknown)
		return false;
	if (!l4.check)
		return true;
	if (!ila_l4_within(&l4, p->len))
		return false;
	memcpy(&check, p->data + l4.check, sizeof(check));
	check = ila_l4_patched(&l4, check, delta, partial);
	memcpy(p->data + l4.check, &check, sizeof(check));
	return true;
}

/* The short way, complete checksums only. Returns false if the packet is not usual. */
static inline bool plain_patch_usual(struct plain *p, u16 delta)
{
	unsigned int check = ila_usual_check(p->data[6]);
	u16 field;

	if (!check || p->len < check + sizeof(field))
		return false;
	memcpy(&field, p->data + check, sizeof(field));
	ila_usual_patch(&field, p->data[6], delta);
	memcpy(p->data + check, &field, sizeof(field));
	return true;
}

#endif /* IDLOC_UNIT_PLAIN_H */
