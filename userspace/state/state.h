/* SPDX-License-Identifier: GPL-2.0 */
/*
 * All that a namespace keeps, as "idloc save" writes it and "idloc restore" reads it: items
 * of several kinds, in one order. What the kernel says and what a file says becomes the
 * same bytes, so that two states can be compared.
 */
#ifndef IDLOC_STATE_H
#define IDLOC_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <linux/types.h>

struct nlattr;

/* In the order in which one can be made after the other. */
enum kind {
	KIND_SETTING,
	KIND_UNDERLAY,
	KIND_VNID,
	KIND_GROUP,
	KIND_MEMBER,
	KIND_LOCATOR,
	KIND_XLAT,
	KIND_MAP,
	KIND_ROUTE,
	KINDS
};

/**
 * struct item - one thing that there is
 * @line: of the input, counted through all files; 0: the kernel has it
 * @len: bytes of @data
 * @key_len: bytes of it that name the item: no two of a state have the same
 * @kind: enum kind
 * @data: attributes of the family, without those that say what is so anyway; a struct
 *	route for KIND_ROUTE
 */
struct item {
	__u32 line;
	__u16 len;
	__u8 key_len;
	__u8 kind;
	__u8 data[];
};

/**
 * struct state - items
 * @item: in order once state_sort() has been called
 * @n: how many
 * @room: how many there is room for
 * @block: where their bytes are: a chain of blocks, the newest first
 * @failed: there was no memory for one
 */
struct state {
	const struct item **item;
	size_t n;
	size_t room;
	struct block *block;
	bool failed;
};

/* An empty state is all zero. */
void state_free(struct state *state);

/* Put an item in, which stays where it is. */
void state_put(struct state *state, const struct item *item);

/* The same, copied. */
void state_copy(struct state *state, const struct item *item);

void state_sort(struct state *state);

/* Before, the same, behind: by kind and by what names them. */
int item_order(const struct item *a, const struct item *b);

/* Of two with one name: are they the same? A lifetime that passes is. */
bool item_same(const struct item *kernel, const struct item *wanted);

/* An attribute of an item that is no route, NULL if it has none. */
const struct nlattr *item_attr(const struct item *item, int type);

/* The virtual network that it is, or belongs to; false: none */
bool item_vnid(const struct item *item, __u32 *vnid);

/* A word for the kind: "map", "route", ... */
const char *kind_name(enum kind kind);

/* Mark the kinds that a word names; false: none */
bool kind_choose(const char *word, bool *chosen);

/**
 * union making - an item that is being made
 * @item: the item
 * @room: how far it can grow
 */
union making {
	struct item item;
	__u8 room[512];
};

void making_begin(union making *making, enum kind kind, __u32 line);
void making_put(union making *making, int type, const void *data, size_t len);
void making_put_u32(union making *making, int type, __u32 value);
void making_put_attr(union making *making, const struct nlattr *attr);

/* All of an item that is one nexthop of a route: what it leaves out becomes what the
 * kernel makes of it.
 */
struct route;
void making_route(union making *making, const struct route *route, __u32 line);

/* What has been put names the item. */
void making_key(union making *making);

/* Items out of attributes, of an answer or of a request; those of settings and groups can
 * be several.
 */
void state_take(struct state *state, enum kind kind, __u32 line, struct nlattr **attrs);

/* The largest attribute of a kind */
int kind_attrs(enum kind kind);

#endif
