// SPDX-License-Identifier: GPL-2.0
/* A mapping as "idloc ila map" prints it: what is not there is left out. */
#include <arpa/inet.h>
#include <linux/rtnetlink.h>
#include <stdio.h>

#include <netlink/attr.h>

#include "locator.h"
#include "ila_map.h"
#include "ila_nl.h"
#include "link.h"
#include "out.h"
#include "source.h"

#define ADDR_BITS	128

static bool print_addr(const struct nlattr *attr, char text[INET6_ADDRSTRLEN])
{
	return attr && nla_len(attr) == sizeof(struct in6_addr) &&
	       inet_ntop(AF_INET6, nla_data(attr), text, INET6_ADDRSTRLEN);
}

static void print_key(struct out *out, struct nlattr **attrs)
{
	struct nlattr *bits = attrs[IDLOC_ILA_A_MAP_BITS];
	char addr[INET6_ADDRSTRLEN], text[INET6_ADDRSTRLEN + 12];
	__u32 len = ila_has_u32(bits) ? nla_get_u32(bits) : ADDR_BITS;

	if (!print_addr(attrs[IDLOC_ILA_A_MAP_ADDR], addr))
		return;
	snprintf(text, sizeof(text), "%s/%u", addr, len);
	out_lead(out, "addr", len == ADDR_BITS ? addr : text);
}

static void print_scope(struct ctx *ctx, struct nlattr **attrs)
{
	struct nlattr *ifindex = attrs[IDLOC_ILA_A_MAP_IFINDEX];

	ila_print_number(ctx, "vnid", attrs[IDLOC_ILA_A_MAP_VNID]);
	if (ila_has_u32(ifindex))
		link_print(ctx->out, nla_get_u32(ifindex));
}

static void print_word(struct ctx *ctx, struct nlattr **attrs, unsigned int i)
{
	if (ila_has_u32(attrs[i]))
		ila_print_word(ctx, &ila_map[i], nla_get_u32(attrs[i]));
}

/* Text has a name if there is one, and nothing of the usual source. */
static void print_source(struct out *out, struct nlattr *attr)
{
	const char *name;
	__u32 source;

	if (!ila_has_u32(attr))
		return;
	source = nla_get_u32(attr);
	name = out->json ? NULL : source_name(source);
	if (name && source != RTPROT_STATIC)
		out_word(out, "source", name);
	else if (!name)
		out_number(out, "source", source);
}

/* A number that is usually 0; JSON has it in any case. */
static void print_unusual(struct ctx *ctx, const char *name, struct nlattr *attr)
{
	if (ila_has_u32(attr) && (ctx->out->json || nla_get_u32(attr)))
		ila_print_number(ctx, name, attr);
}

static void print_count(struct out *out, const char *name, struct nlattr *attr)
{
	if (attr && nla_len(attr) >= (int)sizeof(__u64))
		out_number(out, name, nla_get_u64(attr));
}

static void print_counters(struct ctx *ctx, struct nlattr **attrs)
{
	print_count(ctx->out, "packets", attrs[IDLOC_ILA_A_MAP_PACKETS]);
	print_count(ctx->out, "bytes", attrs[IDLOC_ILA_A_MAP_BYTES]);
	ila_print_number(ctx, "used", attrs[IDLOC_ILA_A_MAP_USED]);
}

/* In an event: whose packet it was, and what was not told */
static void print_cause(struct ctx *ctx, struct nlattr **attrs)
{
	char addr[INET6_ADDRSTRLEN];

	if (print_addr(attrs[IDLOC_ILA_A_MAP_SADDR], addr))
		out_word(ctx->out, "saddr", addr);
	print_unusual(ctx, "suppressed", attrs[IDLOC_ILA_A_MAP_SUPPRESSED]);
}

void ila_map_print(struct nlattr **attrs, void *arg)
{
	struct ctx *ctx = arg;
	struct out *out = ctx->out;

	print_key(out, attrs);
	print_scope(ctx, attrs);
	locator_print_attr(out, attrs[IDLOC_ILA_A_MAP_LOCATOR]);
	locator_print_name(out, "locator-name", attrs[IDLOC_ILA_A_MAP_LOCATOR_NAME]);
	print_word(ctx, attrs, IDLOC_ILA_A_MAP_CSUM_MODE);
	print_word(ctx, attrs, IDLOC_ILA_A_MAP_MISS);
	print_source(out, attrs[IDLOC_ILA_A_MAP_SOURCE]);
	print_unusual(ctx, "priority", attrs[IDLOC_ILA_A_MAP_PRIORITY]);
	print_unusual(ctx, "lifetime", attrs[IDLOC_ILA_A_MAP_LIFETIME]);
	ila_print_number(ctx, "expires", attrs[IDLOC_ILA_A_MAP_EXPIRES]);
	ila_print_flags(ctx, &ila_map[IDLOC_ILA_A_MAP_FLAGS],
			attrs[IDLOC_ILA_A_MAP_FLAGS]);
	if (ctx->stats || out->json)
		print_counters(ctx, attrs);
	print_cause(ctx, attrs);
}
