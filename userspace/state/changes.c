// SPDX-License-Identifier: GPL-2.0
#include "changes.h"

#include <stdlib.h>
#include <string.h>

#include "ila_route.h"

/* Items of one name: several only of a route that has several nexthops. */
struct range {
	const struct item *const *item;
	size_t n;
};

static void add(struct changes *changes, const struct item *old, const struct item *new,
		bool alone)
{
	size_t room = changes->room;
	struct change *grown;

	if (changes->n == room) {
		room = room ? room + room / 2 : 256;
		grown = reallocarray(changes->change, room, sizeof(*grown));
		if (!grown) {
			changes->failed = true;
			return;
		}
		changes->change = grown;
		changes->room = room;
	}
	changes->change[changes->n++] = (struct change){
		.old = old, .new = new, .alone = alone,
	};
}

void changes_free(struct changes *changes)
{
	free(changes->change);
	memset(changes, 0, sizeof(*changes));
}

enum verb change_verb(const struct change *change)
{
	if (change->old)
		return change->new ? VERB_REPLACE : VERB_DEL;
	return change->new ? VERB_ADD : VERB_NONE;
}

enum kind change_kind(const struct change *change)
{
	return (change->new ?: change->old)->kind;
}

void changes_turn(struct changes *changes)
{
	const struct item *item;
	struct change *change;
	size_t i, n = 0;

	for (i = 0; i < changes->n; i++) {
		change = &changes->change[i];
		if (!change->done)
			continue;
		item = change->old;
		change->old = change->new;
		change->new = item;
		change->done = false;
		changes->change[n++] = *change;
	}
	changes->n = n;
}

/* ---- routes ---------------------------------------------------------------------- */

static bool is_in(const struct range *range, const struct item *wanted, bool kernel)
{
	size_t i;

	for (i = 0; i < range->n; i++)
		if (kernel ? item_same(range->item[i], wanted) :
			     item_same(wanted, range->item[i]))
			return true;
	return false;
}

static bool same_way(const struct item *a, const struct item *b)
{
	const struct route *x = (const void *)a->data, *y = (const void *)b->data;

	return x->dev == y->dev && x->has_via == y->has_via &&
	       !memcmp(&x->via, &y->via, sizeof(x->via));
}

/* One that goes the same way as @item, which the kernel would mix up with it */
static const struct item *rival(const struct range *have, const struct range *want,
				const struct item *item)
{
	size_t i;

	for (i = 0; i < have->n; i++)
		if (same_way(have->item[i], item) && !is_in(want, have->item[i], false))
			return have->item[i];
	return NULL;
}

/* First what comes, so that there is always a way. */
static void change_hops(struct changes *changes, const struct range *have,
			const struct range *want)
{
	const struct item *old;
	size_t i, first = changes->n;

	for (i = 0; i < want->n; i++) {
		if (is_in(have, want->item[i], true))
			continue;
		old = rival(have, want, want->item[i]);
		if (old)
			add(changes, old, NULL, false);
		add(changes, NULL, want->item[i], !have->n && changes->n == first);
	}
	for (i = 0; i < have->n; i++)
		if (!is_in(want, have->item[i], false) &&
		    !rival(want, have, have->item[i]))
			add(changes, have->item[i], NULL, false);
}

/* ---- all ------------------------------------------------------------------------- */

/* Settings and locators can be given another value, mappings and routes another content. */
static bool can_replace(const struct range *have)
{
	switch (have->item[0]->kind) {
	case KIND_SETTING:
	case KIND_LOCATOR:
	case KIND_MAP:
	case KIND_ROUTE:
		return true;
	default:
		return false;
	}
}

static bool is_mixed(const struct item *item)
{
	return item->kind == KIND_ROUTE && ((const struct route *)item->data)->mixed;
}

static void change_both(struct changes *changes, const struct range *have,
			const struct range *want)
{
	if (have->n > 1 || want->n > 1 || is_mixed(have->item[0])) {
		change_hops(changes, have, want);
	} else if (!item_same(have->item[0], want->item[0])) {
		if (can_replace(have)) {
			add(changes, have->item[0], want->item[0], true);
			return;
		}
		add(changes, have->item[0], NULL, false);
		add(changes, NULL, want->item[0], false);
	}
}

static void change_one(struct changes *changes, const struct range *have,
		       const struct range *want)
{
	size_t i;

	if (have->n && want->n) {
		change_both(changes, have, want);
		return;
	}
	for (i = 0; i < have->n; i++)
		add(changes, have->item[i], NULL, false);
	for (i = 0; i < want->n; i++)
		add(changes, NULL, want->item[i], !i && !is_mixed(want->item[i]));
}

/* Those of the same name as the first, from @at on */
static struct range range_at(const struct state *state, size_t at)
{
	struct range range = { .item = state->item + at };

	while (at + range.n < state->n && !item_order(range.item[0], range.item[range.n]))
		range.n++;
	return range;
}

void changes_find(struct changes *changes, const struct state *have,
		  const struct state *want)
{
	struct range old, new;
	size_t i = 0, j = 0;
	int order;

	while (i < have->n || j < want->n) {
		old = range_at(have, i);
		new = range_at(want, j);
		order = !old.n ? 1 : !new.n ? -1 : item_order(old.item[0], new.item[0]);
		if (order > 0)
			old.n = 0;
		if (order < 0)
			new.n = 0;
		change_one(changes, &old, &new);
		i += old.n;
		j += new.n;
	}
}
