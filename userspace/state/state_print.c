// SPDX-License-Identifier: GPL-2.0
#include "state_print.h"

#include <arpa/inet.h>
#include <linux/ila.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <netlink/attr.h>

#include "ila.h"
#include "ila_route.h"
#include "locator.h"
#include "source.h"

/* ---- words ----------------------------------------------------------------------- */

__attribute__((format(gnu_printf, 2, 3)))
static void say(struct line *line, const char *fmt, ...)
{
	size_t room = sizeof(line->text) - line->len;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(line->text + line->len, room, fmt, ap);
	va_end(ap);
	if (n > 0)
		line->len += (size_t)n < room ? (size_t)n : room - 1;
}

static void say_prefix(struct line *line, const void *bytes, size_t size, unsigned int len)
{
	struct in6_addr addr = { 0 };
	char text[INET6_ADDRSTRLEN];

	memcpy(&addr, bytes, size);
	inet_ntop(AF_INET6, &addr, text, sizeof(text));
	if (len == 128)
		say(line, " %s", text);
	else
		say(line, " %s/%u", text, len);
}

static void say_locator(struct line *line, const char *name, const struct nlattr *attr)
{
	char text[20];

	if (!attr)
		return;
	locator_print(nla_data(attr), text);
	say(line, "%s %s", name, text);
}

/* As words_split() reads it back. */
/* A line break in a name would begin another command, and no quote keeps it from that. */
static void say_name(struct line *line, const char *name)
{
	say(line, " ");
	for (; *name; name++) {
		line->lost |= *name == '\n';
		say(line, strchr(" \t\v\f\r\"'\\#", *name) ? "\\%c" : "%c", *name);
	}
}

static void say_dev(struct line *line, __u32 index)
{
	if (index != line->dev)
		line->dev = if_indextoname(index, line->dev_name) ? index : 0;
	say(line, " dev");
	if (line->dev) {
		say_name(line, line->dev_name);
		return;
	}
	say(line, " if%u", index);
	line->lost = true;
}

static void say_dev_attr(struct line *line, const struct nlattr *attr)
{
	if (attr)
		say_dev(line, nla_get_u32(attr));
}

static void say_number(struct line *line, const char *name, const struct nlattr *attr)
{
	if (attr)
		say(line, " %s %u", name, nla_get_u32(attr));
}

static void say_enum(struct line *line, const struct attr_desc *desc,
		     const struct nlattr *attr)
{
	__u32 value = attr ? nla_get_u32(attr) : 0;

	if (!attr)
		return;
	if (value < desc->n_words)
		say(line, " %s %s", desc->name, desc->words[value].name);
	else
		say(line, " %s %u", desc->name, value);
}

static void say_flags(struct line *line, const struct attr_desc *desc,
		      const struct nlattr *attr)
{
	__u32 flags = attr ? nla_get_u32(attr) : 0;
	unsigned int i;

	for (i = 0; i < desc->n_words; i++)
		if (flags & 1U << i)
			say(line, " %s", desc->words[i].name);
}

static void say_mode(struct line *line, const char *name,
		     const struct route_word *words, __u8 value)
{
	const char *word = route_word_name(words, value);

	if (word)
		say(line, " %s %s", name, word);
	else
		say(line, " %s %u", name, value);
}

static void say_source(struct line *line, const char *what, __u32 source)
{
	const char *name = source_name(source);

	if (name)
		say(line, " %s %s", what, name);
	else
		say(line, " %s %u", what, source);
}

/* ---- lines ----------------------------------------------------------------------- */

static void print_setting(const struct item *item, struct line *line)
{
	const struct nlattr *attr = (const void *)item->data;

	say(line, "ila set");
	say_enum(line, &ila_settings[nla_type(attr)], attr);
}

static void print_underlay(const struct item *item, struct line *line)
{
	say(line, "ila underlay add");
	say_dev_attr(line, item_attr(item, IDLOC_ILA_A_UNDERLAY_IFINDEX));
}

static void print_vnid(const struct item *item, struct line *line)
{
	const struct nlattr *prefix = item_attr(item, IDLOC_ILA_A_VNID_TENANT_PREFIX);
	const struct nlattr *sir = item_attr(item, IDLOC_ILA_A_VNID_SIR_PREFIX);
	const struct nlattr *mark = item_attr(item, IDLOC_ILA_A_VNID_MARK);

	say(line, "ila vnid add %u prefix",
	    nla_get_u32(item_attr(item, IDLOC_ILA_A_VNID_VNID)));
	say_prefix(line, nla_data(prefix), 16, 96);
	if (sir) {
		say(line, " sir-prefix");
		say_prefix(line, nla_data(sir), 8, 64);
	}
	say_dev_attr(line, item_attr(item, IDLOC_ILA_A_VNID_SCOPE_IFINDEX));
	say_number(line, "table", item_attr(item, IDLOC_ILA_A_VNID_SCOPE_TABLE));
	say_enum(line, &ila_vnid[IDLOC_ILA_A_VNID_SRC_MODE],
		 item_attr(item, IDLOC_ILA_A_VNID_SRC_MODE));
	if (mark)
		say(line, " mark 0x%x", nla_get_u32(mark));
	say_number(line, "mcast-flags", item_attr(item, IDLOC_ILA_A_VNID_MCAST_FLAGS));
	say_enum(line, &ila_vnid[IDLOC_ILA_A_VNID_CSUM_MODE],
		 item_attr(item, IDLOC_ILA_A_VNID_CSUM_MODE));
}

static void print_group(const struct item *item, struct line *line)
{
	const struct nlattr *group = item_attr(item, IDLOC_ILA_A_GROUP_GROUP);

	say(line, "ila group %s %u", item->kind == KIND_GROUP ? "add" : "join",
	    nla_get_u32(item_attr(item, IDLOC_ILA_A_GROUP_VNID)));
	say_prefix(line, nla_data(group), 16, 128);
	say_locator(line, " locator", item_attr(item, IDLOC_ILA_A_GROUP_LOCATOR));
	say_dev_attr(line, item_attr(item, IDLOC_ILA_A_GROUP_IFINDEX));
}

static void print_locator(const struct item *item, struct line *line)
{
	say(line, "ila locator add");
	say_name(line, nla_data(item_attr(item, IDLOC_ILA_A_LOCATOR_NAME)));
	say_locator(line, "", item_attr(item, IDLOC_ILA_A_LOCATOR_LOCATOR));
	say_flags(line, &ila_locator[IDLOC_ILA_A_LOCATOR_FLAGS],
		  item_attr(item, IDLOC_ILA_A_LOCATOR_FLAGS));
}

static void print_xlat(const struct item *item, struct line *line)
{
	say(line, "ila xlat add");
	say_locator(line, "", item_attr(item, ILA_ATTR_LOCATOR_MATCH));
	say_locator(line, " sir-prefix", item_attr(item, ILA_ATTR_LOCATOR));
	say_dev_attr(line, item_attr(item, ILA_ATTR_IFINDEX));
	say_mode(line, "csum-mode", ila_csum_modes,
		 nla_get_u8(item_attr(item, ILA_ATTR_CSUM_MODE)));
	say_mode(line, "ident-type", ila_ident_types,
		 nla_get_u8(item_attr(item, ILA_ATTR_IDENT_TYPE)));
}

static void print_map(const struct item *item, struct line *line)
{
	const struct nlattr *bits = item_attr(item, IDLOC_ILA_A_MAP_BITS);
	const struct nlattr *source = item_attr(item, IDLOC_ILA_A_MAP_SOURCE);
	const struct nlattr *name = item_attr(item, IDLOC_ILA_A_MAP_LOCATOR_NAME);
	const struct nlattr *left = item_attr(item, IDLOC_ILA_A_MAP_EXPIRES);

	say(line, "ila map add");
	say_prefix(line, nla_data(item_attr(item, IDLOC_ILA_A_MAP_ADDR)), 16,
		   bits ? nla_get_u32(bits) : 128);
	say_number(line, "vnid", item_attr(item, IDLOC_ILA_A_MAP_VNID));
	say_dev_attr(line, item_attr(item, IDLOC_ILA_A_MAP_IFINDEX));
	if (source)
		say_source(line, "source", nla_get_u32(source));
	if (name) {
		say(line, " locator");
		say_name(line, nla_data(name));
	}
	say_locator(line, " locator", item_attr(item, IDLOC_ILA_A_MAP_LOCATOR));
	say_enum(line, &ila_map[IDLOC_ILA_A_MAP_CSUM_MODE],
		 item_attr(item, IDLOC_ILA_A_MAP_CSUM_MODE));
	say_enum(line, &ila_map[IDLOC_ILA_A_MAP_MISS],
		 item_attr(item, IDLOC_ILA_A_MAP_MISS));
	say_number(line, "priority", item_attr(item, IDLOC_ILA_A_MAP_PRIORITY));
	say_number(line, "lifetime",
		   left ?: item_attr(item, IDLOC_ILA_A_MAP_LIFETIME));
	say_flags(line, &ila_map[IDLOC_ILA_A_MAP_FLAGS],
		  item_attr(item, IDLOC_ILA_A_MAP_FLAGS));
}

static void print_encap(const struct route *route, struct line *line)
{
	char text[20];

	if (route->mapped) {
		say(line, " mapped");
	} else {
		locator_print(route->locator, text);
		say(line, " locator %s", text);
	}
	if (!route->mapped) {
		say_mode(line, "csum-mode", ila_csum_modes, route->csum_mode);
		say_mode(line, "ident-type", ila_ident_types, route->ident_type);
	}
	if (route->hook_type != ILA_HOOK_ROUTE_OUTPUT)
		say_mode(line, "hook-type", ila_hook_types, route->hook_type);
	if (route->has_vnid)
		say(line, " vnid %u", route->vnid);
	if (route->underlay_table)
		say(line, " underlay-table %u", route->underlay_table);
}

/* The length is said, of whole addresses, too: so does "ila route show". */
static void print_dst(const struct route *route, struct line *line)
{
	char text[INET6_ADDRSTRLEN];

	inet_ntop(AF_INET6, &route->dst, text, sizeof(text));
	say(line, " %s/%u", text, route->dst_len);
}

static void print_route(const struct item *item, bool more, struct line *line)
{
	const struct route *route = (const void *)item->data;

	say(line, "ila route %s", more ? "append" : "add");
	print_dst(route, line);
	print_encap(route, line);
	if (route->has_via) {
		say(line, " via");
		say_prefix(line, &route->via, 16, 128);
	}
	if (route->dev)
		say_dev(line, route->dev);
	if (route->onlink)
		say(line, " onlink");
	say(line, " table %u metric %u", route->table, route->metric);
	say_source(line, "proto", route->proto);
	if (route->has_src) {
		say(line, " src");
		say_prefix(line, &route->src, 16, 128);
	}
	if (route->weight > 1)
		say(line, " weight %u", route->weight);
}

void item_print(const struct item *item, bool more, struct line *line)
{
	static void (*const print[KINDS])(const struct item *item, struct line *line) = {
		[KIND_SETTING] = print_setting,
		[KIND_UNDERLAY] = print_underlay,
		[KIND_VNID] = print_vnid,
		[KIND_GROUP] = print_group,
		[KIND_MEMBER] = print_group,
		[KIND_LOCATOR] = print_locator,
		[KIND_XLAT] = print_xlat,
		[KIND_MAP] = print_map,
	};

	line->len = 0;
	line->text[0] = '\0';
	if (item->kind == KIND_ROUTE)
		print_route(item, more, line);
	else
		print[item->kind](item, line);
}

bool item_is_more(const struct item *item, const struct item *before)
{
	return item->kind == KIND_ROUTE && before && !item_order(before, item);
}
