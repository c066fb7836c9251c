// SPDX-License-Identifier: GPL-2.0
#include "state.h"

#include <stdlib.h>
#include <string.h>

#include <netlink/attr.h>

#include "ila.h"
#include "ila_route.h"

#define BLOCK_SIZE	0x40000
#define ALIGN		8

/**
 * struct block - room for items
 * @next: an older one
 * @used: bytes of @data
 * @data: items, one behind the other
 */
struct block {
	struct block *next;
	size_t used;
	__u8 data[BLOCK_SIZE] __attribute__((aligned(ALIGN)));
};

/* ---- items in memory ------------------------------------------------------------- */

static size_t item_size(const struct item *item)
{
	size_t size = sizeof(*item) + item->len;

	return (size + ALIGN - 1) / ALIGN * ALIGN;
}

static void *room_for(struct state *state, size_t size)
{
	struct block *block = state->block;

	if (!block || block->used + size > BLOCK_SIZE) {
		block = malloc(sizeof(*block));
		if (!block)
			return NULL;
		block->next = state->block;
		block->used = 0;
		state->block = block;
	}
	block->used += size;
	return block->data + block->used - size;
}

void state_free(struct state *state)
{
	struct block *block;

	while ((block = state->block)) {
		state->block = block->next;
		free(block);
	}
	free(state->item);
	memset(state, 0, sizeof(*state));
}

void state_put(struct state *state, const struct item *item)
{
	const struct item **grown;
	size_t room = state->room;

	if (state->n == room) {
		room = room ? room + room / 2 : 1024;
		grown = reallocarray(state->item, room, sizeof(*grown));
		if (!grown) {
			state->failed = true;
			return;
		}
		state->item = grown;
		state->room = room;
	}
	state->item[state->n++] = item;
}

void state_copy(struct state *state, const struct item *item)
{
	struct item *copy = room_for(state, item_size(item));

	if (!copy) {
		state->failed = true;
		return;
	}
	memcpy(copy, item, sizeof(*item) + item->len);
	state_put(state, copy);
}

/* ---- order ----------------------------------------------------------------------- */

static int order_numbers(__u64 a, __u64 b)
{
	return (a > b) - (a < b);
}

/* Numbers by their value, all else by its bytes. */
static int order_attrs(const struct nlattr *a, const struct nlattr *b)
{
	int len = nla_len(a) < nla_len(b) ? nla_len(a) : nla_len(b);

	if (nla_type(a) != nla_type(b))
		return order_numbers(nla_type(a), nla_type(b));
	if (len == sizeof(__u32) && nla_len(a) == nla_len(b))
		return order_numbers(nla_get_u32(a), nla_get_u32(b));
	return memcmp(nla_data(a), nla_data(b), len) ?:
	       order_numbers(nla_len(a), nla_len(b));
}

/* A setting's name is its number, which is the type of its only attribute. */
static int order_keys(const struct item *a, const struct item *b)
{
	const struct nlattr *x = (const void *)a->data, *y = (const void *)b->data;
	int left_x = a->key_len, left_y = b->key_len;
	int order = 0;

	if (a->kind == KIND_SETTING)
		return order_numbers(nla_type(x), nla_type(y));
	if (a->kind == KIND_LOCATOR)
		return strcmp(nla_data(x), nla_data(y));
	while (!order && nla_ok(x, left_x) && nla_ok(y, left_y)) {
		order = order_attrs(x, y);
		x = nla_next(x, &left_x);
		y = nla_next(y, &left_y);
	}
	return order ?: order_numbers(left_x, left_y);
}

static int order_routes(const struct item *a, const struct item *b)
{
	const struct route *x = (const void *)a->data, *y = (const void *)b->data;

	return memcmp(&x->dst, &y->dst, sizeof(x->dst)) ?:
	       order_numbers(x->dst_len, y->dst_len) ?:
	       order_numbers(x->table, y->table) ?:
	       order_numbers(x->metric, y->metric);
}

int item_order(const struct item *a, const struct item *b)
{
	if (a->kind != b->kind)
		return order_numbers(a->kind, b->kind);
	return a->kind == KIND_ROUTE ? order_routes(a, b) : order_keys(a, b);
}

/* Those of one name, which only nexthops of a route can have, by all else. */
static int order_for_sort(const void *a, const void *b)
{
	const struct item *x = *(const struct item *const *)a;
	const struct item *y = *(const struct item *const *)b;

	return item_order(x, y) ?: memcmp(x->data, y->data, x->len < y->len ?
					  x->len : y->len) ?:
	       order_numbers(x->line, y->line);
}

static bool is_sorted(const struct state *state)
{
	size_t i;

	for (i = 1; i < state->n; i++)
		if (order_for_sort(&state->item[i - 1], &state->item[i]) > 0)
			return false;
	return true;
}

/* What has been saved is sorted already. */
void state_sort(struct state *state)
{
	if (!is_sorted(state))
		qsort(state->item, state->n, sizeof(*state->item), order_for_sort);
}

/* ---- what is in them ------------------------------------------------------------- */

const struct nlattr *item_attr(const struct item *item, int type)
{
	return nla_find((const void *)item->data, item->len, type);
}

static __u32 number_of(const struct item *item, int type)
{
	const struct nlattr *attr = item_attr(item, type);

	return attr ? nla_get_u32(attr) : 0;
}

/* A wanted lifetime that is between what is left and what it was in the beginning has
 * been saved on the way.
 */
static bool same_lifetime(const struct item *kernel, const struct item *wanted)
{
	__u32 lifetime = number_of(wanted, IDLOC_ILA_A_MAP_LIFETIME);

	return lifetime >= number_of(kernel, IDLOC_ILA_A_MAP_EXPIRES) &&
	       lifetime <= number_of(kernel, IDLOC_ILA_A_MAP_LIFETIME) &&
	       !lifetime == !number_of(kernel, IDLOC_ILA_A_MAP_LIFETIME);
}

/* The lifetime comes last, and behind it what is left. */
static size_t without_lifetime(const struct item *item)
{
	const struct nlattr *attr = item_attr(item, IDLOC_ILA_A_MAP_LIFETIME);

	return attr ? (size_t)((const __u8 *)attr - item->data) : item->len;
}

static bool same_bytes(const struct item *a, size_t a_len, const struct item *b,
		       size_t b_len)
{
	return a_len == b_len && !memcmp(a->data, b->data, a_len);
}

static bool same_routes(const struct item *kernel, const struct item *wanted)
{
	struct route have = *(const struct route *)kernel->data;
	struct route want = *(const struct route *)wanted->data;

	/* The kernel finds the interface to a gateway by itself. */
	if (!want.dev)
		have.dev = 0;
	have.mixed = false;
	want.mixed = false;
	return !memcmp(&have, &want, sizeof(have));
}

bool item_same(const struct item *kernel, const struct item *wanted)
{
	if (kernel->kind == KIND_ROUTE)
		return same_routes(kernel, wanted);
	if (kernel->kind == KIND_MAP)
		return same_bytes(kernel, without_lifetime(kernel), wanted,
				  without_lifetime(wanted)) &&
		       same_lifetime(kernel, wanted);
	return same_bytes(kernel, kernel->len, wanted, wanted->len);
}

bool item_vnid(const struct item *item, __u32 *vnid)
{
	static const int types[KINDS] = {
		[KIND_VNID] = IDLOC_ILA_A_VNID_VNID,
		[KIND_GROUP] = IDLOC_ILA_A_GROUP_VNID,
		[KIND_MEMBER] = IDLOC_ILA_A_GROUP_VNID,
		[KIND_MAP] = IDLOC_ILA_A_MAP_VNID,
	};
	const struct route *route = (const void *)item->data;
	const struct nlattr *attr;

	if (item->kind == KIND_ROUTE) {
		*vnid = route->vnid;
		return route->has_vnid;
	}
	attr = types[item->kind] ? item_attr(item, types[item->kind]) : NULL;
	if (attr)
		*vnid = nla_get_u32(attr);
	return attr;
}
