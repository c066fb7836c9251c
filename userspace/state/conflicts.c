// SPDX-License-Identifier: GPL-2.0
#include "conflicts.h"

#include <linux/ila.h>
#include <stdlib.h>
#include <string.h>

#include <netlink/attr.h>

#include "ila.h"

/* Items of one kind, in order */
struct range {
	const struct item *const *item;
	size_t n;
};

static int order(const void *a, const void *b)
{
	return item_order(*(const struct item *const *)a,
			  *(const struct item *const *)b);
}

static const struct item *find(const struct range *range, const struct item *item)
{
	const struct item *const *found;

	found = bsearch(&item, range->item, range->n, sizeof(item), order);
	return found ? *found : NULL;
}

static struct range range_of(const struct state *state, enum kind kind)
{
	struct range range = { .item = state->item };
	size_t i = 0;

	while (i < state->n && state->item[i]->kind < kind)
		i++;
	range.item += i;
	while (i + range.n < state->n && range.item[range.n]->kind == kind)
		range.n++;
	return range;
}

static bool same_attr(const struct item *a, int a_type, const struct item *b, int b_type)
{
	const struct nlattr *x = item_attr(a, a_type), *y = item_attr(b, b_type);

	if (!x || !y)
		return !x && !y;
	return nla_len(x) == nla_len(y) && !memcmp(nla_data(x), nla_data(y), nla_len(x));
}

/* ---- virtual networks ------------------------------------------------------------ */

static bool same_place(const struct item *a, const struct item *b)
{
	return same_attr(a, IDLOC_ILA_A_VNID_TENANT_PREFIX, b,
			 IDLOC_ILA_A_VNID_TENANT_PREFIX) &&
	       same_attr(a, IDLOC_ILA_A_VNID_SCOPE_IFINDEX, b,
			 IDLOC_ILA_A_VNID_SCOPE_IFINDEX) &&
	       same_attr(a, IDLOC_ILA_A_VNID_SCOPE_TABLE, b,
			 IDLOC_ILA_A_VNID_SCOPE_TABLE);
}

/* What becomes underlay, and is a scope so far */
static bool is_underlay(const struct range *underlays, const struct item *vnid)
{
	size_t i;

	for (i = 0; i < underlays->n; i++)
		if (same_attr(underlays->item[i], IDLOC_ILA_A_UNDERLAY_IFINDEX, vnid,
			      IDLOC_ILA_A_VNID_SCOPE_IFINDEX))
			return true;
	return false;
}

static bool vnid_is_in_the_way(const struct state *want, const struct item *vnid)
{
	struct range vnids = range_of(want, KIND_VNID);
	struct range underlays = range_of(want, KIND_UNDERLAY);
	const struct item *same = find(&vnids, vnid);
	size_t i;

	if (same)
		return !item_same(vnid, same);
	for (i = 0; i < vnids.n; i++)
		if (same_place(vnid, vnids.item[i]))
			return true;
	return is_underlay(&underlays, vnid);
}

/* ---- locators -------------------------------------------------------------------- */

static bool is_local(const struct item *locator)
{
	return item_attr(locator, IDLOC_ILA_A_LOCATOR_FLAGS);
}

static bool same_value(const struct item *a, const struct item *b, int b_type)
{
	return same_attr(a, IDLOC_ILA_A_LOCATOR_LOCATOR, b, b_type);
}

/* Another name for it, or what the family "ila" has of it */
static bool locator_is_taken(const struct state *want, const struct item *locator)
{
	struct range locators = range_of(want, KIND_LOCATOR);
	struct range xlats = range_of(want, KIND_XLAT);
	size_t i;

	for (i = 0; i < locators.n; i++)
		if (is_local(locators.item[i]) &&
		    same_value(locator, locators.item[i], IDLOC_ILA_A_LOCATOR_LOCATOR))
			return true;
	for (i = 0; i < xlats.n; i++)
		if (same_value(locator, xlats.item[i], ILA_ATTR_LOCATOR_MATCH) &&
		    !item_attr(xlats.item[i], ILA_ATTR_IFINDEX))
			return true;
	return false;
}

static bool locator_is_in_the_way(const struct state *want, const struct item *locator)
{
	struct range locators = range_of(want, KIND_LOCATOR);
	const struct item *same = find(&locators, locator);

	if (same && (is_local(locator) || is_local(same)))
		return !item_same(locator, same);
	return !same && is_local(locator) && locator_is_taken(want, locator);
}

/* ---- all ------------------------------------------------------------------------- */

static bool names(const struct item *map, const struct item *locator)
{
	return same_attr(map, IDLOC_ILA_A_MAP_LOCATOR_NAME, locator,
			 IDLOC_ILA_A_LOCATOR_NAME);
}

/* Is it one of those in the way, or does it need one of them? */
static bool needs(const struct item *item, const struct state *ways)
{
	const struct item *way;
	__u32 a, b;
	size_t i;

	for (i = 0; i < ways->n; i++) {
		way = ways->item[i];
		if (way == item)
			return true;
		if (way->kind == KIND_VNID ?
		    item_vnid(item, &a) && item_vnid(way, &b) && a == b :
		    item->kind == KIND_MAP && names(item, way))
			return true;
	}
	return false;
}

bool conflicts_find(const struct state *have, const struct state *want,
		    struct state *between)
{
	struct state ways = { 0 };
	const struct item *item;
	bool found;
	size_t i;

	for (i = 0; i < have->n && have->item[i]->kind <= KIND_LOCATOR; i++) {
		item = have->item[i];
		if (item->kind == KIND_VNID ? vnid_is_in_the_way(want, item) :
		    item->kind == KIND_LOCATOR && locator_is_in_the_way(want, item))
			state_put(&ways, item);
	}
	for (i = 0; ways.n && i < have->n; i++)
		if (!needs(have->item[i], &ways))
			state_put(between, have->item[i]);
	found = ways.n;
	between->failed |= ways.failed;
	state_free(&ways);
	return found;
}
