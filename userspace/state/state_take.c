// SPDX-License-Identifier: GPL-2.0
/*
 * Items out of attributes. An answer of the kernel says all, a request what somebody
 * has typed: what is so without being said is left out of both.
 */
#include <linux/ila.h>
#include <linux/rtnetlink.h>
#include <string.h>

#include <netlink/attr.h>

#include "ila.h"
#include "ila_route.h"
#include "state.h"

/* Of a route that has none */
#define ROUTE_METRIC	1024

void making_begin(union making *making, enum kind kind, __u32 line)
{
	making->item = (struct item){ .kind = kind, .line = line };
}

void making_put(union making *making, int type, const void *data, size_t len)
{
	struct nlattr attr = { .nla_type = type, .nla_len = NLA_HDRLEN + len };
	size_t size = NLA_ALIGN(attr.nla_len), at = making->item.len;

	if (sizeof(making->item) + at + size > sizeof(making->room))
		return;
	memset(making->item.data + at, 0, size);
	memcpy(making->item.data + at, &attr, sizeof(attr));
	memcpy(making->item.data + at + NLA_HDRLEN, data, len);
	making->item.len = at + size;
}

void making_put_u32(union making *making, int type, __u32 value)
{
	making_put(making, type, &value, sizeof(value));
}

void making_put_attr(union making *making, const struct nlattr *attr)
{
	if (attr)
		making_put(making, nla_type(attr), nla_data(attr), nla_len(attr));
}

void making_key(union making *making)
{
	making->item.key_len = making->item.len;
}

void making_route(union making *making, const struct route *route, __u32 line)
{
	struct route *made = (struct route *)making->item.data;

	making_begin(making, KIND_ROUTE, line);
	making->item.len = sizeof(*route);
	memcpy(made, route, sizeof(*route));
	made->table = route->table ?: RT_TABLE_MAIN;
	made->metric = route->metric ?: ROUTE_METRIC;
	made->proto = route->proto ?: RTPROT_BOOT;
	made->weight = route->weight ?: 1;
	made->has_locator = !route->mapped;
	made->has_csum_mode = false;
	made->has_ident_type = false;
	if (!route->mapped)
		return;
	made->csum_mode = 0;
	made->ident_type = 0;
}

/* An attribute, unless it says what it would be anyway. */
static void put_unusual(union making *making, struct nlattr *attr, __u32 usual)
{
	if (attr && nla_len(attr) >= (int)sizeof(__u32) && nla_get_u32(attr) != usual)
		making_put_u32(making, nla_type(attr), nla_get_u32(attr));
}

static void take_settings(struct state *state, __u32 line, struct nlattr **attrs)
{
	union making making;
	unsigned int i;

	for (i = 1; i <= IDLOC_ILA_A_SETTINGS_MAX; i++) {
		if (!ila_settings[i].name || !attrs[i])
			continue;
		making_begin(&making, KIND_SETTING, line);
		making_put_u32(&making, i, nla_get_u32(attrs[i]));
		making_key(&making);
		state_copy(state, &making.item);
	}
}

static void take_vnid(union making *making, struct nlattr **attrs)
{
	making_put_attr(making, attrs[IDLOC_ILA_A_VNID_VNID]);
	making_key(making);
	making_put_attr(making, attrs[IDLOC_ILA_A_VNID_TENANT_PREFIX]);
	making_put_attr(making, attrs[IDLOC_ILA_A_VNID_SIR_PREFIX]);
	making_put_attr(making, attrs[IDLOC_ILA_A_VNID_SCOPE_IFINDEX]);
	making_put_attr(making, attrs[IDLOC_ILA_A_VNID_SCOPE_TABLE]);
	put_unusual(making, attrs[IDLOC_ILA_A_VNID_SRC_MODE], 0);
	put_unusual(making, attrs[IDLOC_ILA_A_VNID_MARK], 0);
	put_unusual(making, attrs[IDLOC_ILA_A_VNID_MCAST_FLAGS], 0);
	put_unusual(making, attrs[IDLOC_ILA_A_VNID_CSUM_MODE],
		    IDLOC_ILA_CSUM_MODE_NEUTRAL_MAP);
}

static void take_underlay(union making *making, struct nlattr **attrs)
{
	making_put_attr(making, attrs[IDLOC_ILA_A_UNDERLAY_IFINDEX]);
	making_key(making);
}

static void take_group(union making *making, struct nlattr **attrs)
{
	making_put_attr(making, attrs[IDLOC_ILA_A_GROUP_VNID]);
	making_put_attr(making, attrs[IDLOC_ILA_A_GROUP_GROUP]);
	making_key(making);
}

static void take_member(union making *making, struct nlattr **attrs)
{
	making_put_attr(making, attrs[IDLOC_ILA_A_GROUP_VNID]);
	making_put_attr(making, attrs[IDLOC_ILA_A_GROUP_GROUP]);
	making_put_attr(making, attrs[IDLOC_ILA_A_GROUP_LOCATOR]);
	making_put_attr(making, attrs[IDLOC_ILA_A_GROUP_IFINDEX]);
	making_key(making);
}

/* An answer has all members of a group, in a list of each kind. */
static void take_list(struct state *state, struct nlattr **attrs, int list, int type,
		      size_t size)
{
	union making making;
	size_t i, n;

	if (!attrs[list])
		return;
	n = nla_len(attrs[list]) / size;
	for (i = 0; i < n; i++) {
		making_begin(&making, KIND_MEMBER, 0);
		making_put_attr(&making, attrs[IDLOC_ILA_A_GROUP_VNID]);
		making_put_attr(&making, attrs[IDLOC_ILA_A_GROUP_GROUP]);
		making_put(&making, type, (__u8 *)nla_data(attrs[list]) + i * size,
			   size);
		making_key(&making);
		state_copy(state, &making.item);
	}
}

static void take_members(struct state *state, struct nlattr **attrs)
{
	take_list(state, attrs, IDLOC_ILA_A_GROUP_LOCATORS, IDLOC_ILA_A_GROUP_LOCATOR, 8);
	take_list(state, attrs, IDLOC_ILA_A_GROUP_IFINDEXES, IDLOC_ILA_A_GROUP_IFINDEX,
		  sizeof(__u32));
}

static void take_locator(union making *making, struct nlattr **attrs)
{
	making_put_attr(making, attrs[IDLOC_ILA_A_LOCATOR_NAME]);
	making_key(making);
	making_put_attr(making, attrs[IDLOC_ILA_A_LOCATOR_LOCATOR]);
	put_unusual(making, attrs[IDLOC_ILA_A_LOCATOR_FLAGS], 0);
}

static void take_xlat(union making *making, struct nlattr **attrs)
{
	making_put_attr(making, attrs[ILA_ATTR_LOCATOR_MATCH]);
	put_unusual(making, attrs[ILA_ATTR_IFINDEX], 0);
	making_key(making);
	making_put_attr(making, attrs[ILA_ATTR_LOCATOR]);
	making_put_attr(making, attrs[ILA_ATTR_CSUM_MODE]);
	making_put_attr(making, attrs[ILA_ATTR_IDENT_TYPE]);
}

/* One whose time has come may be there for another moment. A lifetime of 0 is none. */
static void put_left(union making *making, __u32 seconds)
{
	making_put_u32(making, IDLOC_ILA_A_MAP_EXPIRES, seconds ?: 1);
}

static void take_map(union making *making, struct nlattr **attrs)
{
	struct nlattr *name = attrs[IDLOC_ILA_A_MAP_LOCATOR_NAME];
	struct nlattr *vnid = attrs[IDLOC_ILA_A_MAP_VNID];

	making_put_attr(making, attrs[IDLOC_ILA_A_MAP_ADDR]);
	put_unusual(making, attrs[IDLOC_ILA_A_MAP_BITS], 128);
	making_put_attr(making, vnid);
	making_put_attr(making, attrs[IDLOC_ILA_A_MAP_IFINDEX]);
	put_unusual(making, attrs[IDLOC_ILA_A_MAP_SOURCE], RTPROT_STATIC);
	making_key(making);
	making_put_attr(making, name ?: attrs[IDLOC_ILA_A_MAP_LOCATOR]);
	put_unusual(making, attrs[IDLOC_ILA_A_MAP_PRIORITY], 0);
	/* With a virtual network it is that one's, and the kernel has no other. */
	if (!vnid || making->item.line)
		put_unusual(making, attrs[IDLOC_ILA_A_MAP_CSUM_MODE],
			    vnid ? -1U : IDLOC_ILA_CSUM_MODE_NEUTRAL_MAP);
	put_unusual(making, attrs[IDLOC_ILA_A_MAP_MISS], IDLOC_ILA_MISS_FORWARD);
	put_unusual(making, attrs[IDLOC_ILA_A_MAP_FLAGS], 0);
	put_unusual(making, attrs[IDLOC_ILA_A_MAP_LIFETIME], 0);
	if (!making->item.line && attrs[IDLOC_ILA_A_MAP_EXPIRES])
		put_left(making, nla_get_u32(attrs[IDLOC_ILA_A_MAP_EXPIRES]));
}

static const struct {
	const char *name;
	int max;
	void (*take)(union making *making, struct nlattr **attrs);
} kinds[KINDS] = {
	[KIND_SETTING] = { "set", IDLOC_ILA_A_SETTINGS_MAX },
	[KIND_UNDERLAY] = { "underlay", IDLOC_ILA_A_UNDERLAY_MAX, take_underlay },
	[KIND_VNID] = { "vnid", IDLOC_ILA_A_VNID_MAX, take_vnid },
	[KIND_GROUP] = { "group", IDLOC_ILA_A_GROUP_MAX, take_group },
	[KIND_MEMBER] = { "group", IDLOC_ILA_A_GROUP_MAX, take_member },
	[KIND_LOCATOR] = { "locator", IDLOC_ILA_A_LOCATOR_MAX, take_locator },
	[KIND_XLAT] = { "xlat", ILA_ATTR_MAX, take_xlat },
	[KIND_MAP] = { "map", IDLOC_ILA_A_MAP_MAX, take_map },
	[KIND_ROUTE] = { "route", 0 },
};

const char *kind_name(enum kind kind)
{
	return kinds[kind].name;
}

bool kind_choose(const char *word, bool *chosen)
{
	bool found = false;
	enum kind kind;

	for (kind = 0; kind < KINDS; kind++) {
		if (strcmp(kind_name(kind), word))
			continue;
		chosen[kind] = true;
		found = true;
	}
	return found;
}

int kind_attrs(enum kind kind)
{
	return kinds[kind].max;
}

void state_take(struct state *state, enum kind kind, __u32 line, struct nlattr **attrs)
{
	union making making;

	if (kind == KIND_SETTING) {
		take_settings(state, line, attrs);
		return;
	}
	making_begin(&making, kind, line);
	kinds[kind].take(&making, attrs);
	state_copy(state, &making.item);
	if (kind == KIND_GROUP)
		take_members(state, attrs);
}
