// SPDX-License-Identifier: GPL-2.0
/* "idloc addr show": an address, part by part. */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "addr.h"
#include "addr_form.h"
#include "addr_words.h"
#include "command.h"
#include "locator.h"
#include "out.h"

static const char *const type_docs[] = {
	[ILA_ATYPE_IID] = "Of ordinary IPv6: only ident-type luid translates it.",
	[ILA_ATYPE_LUID] = "A locally unique identifier, 60 bits.",
	[ILA_ATYPE_VIRT_V4] = "An IPv4 address of a virtual network.",
	[ILA_ATYPE_VIRT_UNI_V6] = "The end of an IPv6 address of a virtual network.",
	[ILA_ATYPE_VIRT_MULTI_V6] = "A multicast group of a virtual network.",
	[ILA_ATYPE_NONLOCAL_ADDR] = "What the mapping system knows by 60 bits.",
	[ILA_ATYPE_RSVD_1] = "Nobody has given this type a meaning.",
	[ILA_ATYPE_RSVD_2] = "Nobody has given this type a meaning.",
};

/* ---- the parts of an identifier -------------------------------------------------- */

static void show_value(struct ctx *ctx, const struct in6_addr *addr)
{
	char text[24];

	snprintf(text, sizeof(text), "0x%llx",
		 (ntohl(addr->s6_addr32[2]) & 0xfffffffULL) << 32 |
		 ntohl(addr->s6_addr32[3]));
	addr_line(ctx, "value", text, "What is behind type and C-bit.");
}

static void show_ipv4(struct ctx *ctx, const struct in6_addr *addr)
{
	char text[INET_ADDRSTRLEN];

	inet_ntop(AF_INET, &addr->s6_addr32[3], text, sizeof(text));
	addr_line(ctx, "ipv4", text, "The address within the virtual network.");
}

static void show_low32(struct ctx *ctx, const struct in6_addr *addr)
{
	struct in6_addr low = { .s6_addr32[3] = ila_low32(addr) };
	char text[INET6_ADDRSTRLEN];

	/* Not by inet_ntop(), which would make an IPv4 address of some. */
	snprintf(text, sizeof(text), "::%x:%x", ntohs(low.s6_addr16[6]),
		 ntohs(low.s6_addr16[7]));
	addr_line(ctx, "low32", text,
		  "The last 32 bits of the tenant's address; prefix makes a whole one of them.");
}

static void show_group(struct ctx *ctx, const struct addr_words *words,
		       const struct in6_addr *addr)
{
	struct in6_addr group;

	ila_mcast_decode(&group, words->mcast_flags, ila_low32(addr));
	addr_line_addr(ctx, "group", &group, "As the tenant sees it, a multicast group.");
}

static void show_rest(struct ctx *ctx, const struct addr_words *words,
		      const struct in6_addr *addr)
{
	switch (ila_type(addr)) {
	case ILA_ATYPE_VIRT_V4:
		show_ipv4(ctx, addr);
		break;
	case ILA_ATYPE_VIRT_UNI_V6:
		show_low32(ctx, addr);
		break;
	case ILA_ATYPE_VIRT_MULTI_V6:
		show_group(ctx, words, addr);
		break;
	default:
		show_value(ctx, addr);
	}
}

static bool has_vnid(const struct in6_addr *addr)
{
	return ila_type(addr) >= ILA_ATYPE_VIRT_V4 &&
	       ila_type(addr) <= ILA_ATYPE_VIRT_MULTI_V6;
}

static void show_vnid(struct ctx *ctx, const struct in6_addr *addr)
{
	out_hex(ctx->out, "vnid", ila_vnid(addr));
	if (ctx->details)
		out_explain(ctx->out, NULL, "The virtual network.");
}

/* ---- the halves ------------------------------------------------------------------ */

/* The C-bit settles it; without it, who knows the SIR prefix can tell. */
static void show_upper(struct ctx *ctx, const struct addr_words *words,
		       const struct in6_addr *addr)
{
	bool known = words->given & ADDR_SIR_PREFIX;
	char text[20];

	locator_print(addr->s6_addr, text);
	if (ila_cbit(addr) || words->given & ADDR_PREFIX ||
	    (known && ila_upper(addr) != words->sir_prefix))
		addr_line_locator(ctx, addr);
	else if (known)
		addr_line(ctx, "sir-prefix", text, "The first half, the same for all.");
	else
		addr_line(ctx, "upper", text,
			  "The first half: a SIR prefix, or a locator if the mode is not neutral-map.");
}

static void show_lower(struct ctx *ctx, const struct in6_addr *addr)
{
	char text[20];

	locator_print(addr->s6_addr + 8, text);
	addr_line(ctx, "identifier", text, "Who it is: the second half.");
	addr_line(ctx, "type", addr_type_name(ila_type(addr)), type_docs[ila_type(addr)]);
	addr_line_bool(ctx, "c-bit", ila_cbit(addr),
		       "Set on the wire in mode neutral-map: the last word is adjusted.");
}

static void show_adjusted(struct ctx *ctx, const struct in6_addr *addr)
{
	char text[8];

	snprintf(text, sizeof(text), "0x%04x", ntohs(addr->s6_addr16[ILA_WORD_ADJUST]));
	addr_line(ctx, "adjusted", text,
		  "The last word, which makes up for the locator; sir-prefix, or prefix of a tenant, brings back what it was.");
}

/* In neutral modes, the last word is not what it was; the VNID is. */
static bool is_adjusted(const struct addr_words *words, const struct in6_addr *addr)
{
	bool sir = words->given & ADDR_SIR_PREFIX && !(words->given & ADDR_PREFIX) &&
		   ila_upper(addr) == words->sir_prefix;

	return words->csum_mode == ILA_CSUM_NEUTRAL_MAP_AUTO ? !sir :
	       words->csum_mode == ILA_CSUM_NEUTRAL_MAP && ila_cbit(addr);
}

/* What the parts are of once they are back in SIR form; tenants have no such form. */
static void show_parts(struct ctx *ctx, const struct addr_words *words,
		       const struct in6_addr *addr, const struct in6_addr *back)
{
	bool tenant = words->given & ADDR_PREFIX;
	struct in6_addr parts = *addr;
	bool restored = words->given & (ADDR_SIR_PREFIX | ADDR_PREFIX);

	if (has_vnid(addr))
		show_vnid(ctx, addr);
	if (is_adjusted(words, addr))
		show_adjusted(ctx, addr);
	if (tenant)
		return;
	if (restored)
		parts = *back;
	if (restored || !is_adjusted(words, addr))
		show_rest(ctx, words, &parts);
}

int addr_show(struct ctx *ctx, struct args *args, const struct command *command)
{
	struct addr_words words = { 0 };
	struct in6_addr back;

	if (!addr_parse(args, command->name, 1, ADDR_SIR_PREFIX | ADDR_PREFIX | ADDR_CSUM_MODE |
			ADDR_SRC_MODE | ADDR_FLAGS, &words) ||
	    !addr_may_return(&words, &words.addr[0]))
		return IDLOC_USAGE;
	back = words.addr[0];
	addr_from_wire(&words, &back);
	out_width(ctx->out, "identifier");
	out_begin(ctx->out);
	addr_line_addr(ctx, "address", &words.addr[0], "As it was given.");
	show_upper(ctx, &words, &words.addr[0]);
	show_lower(ctx, &words.addr[0]);
	show_parts(ctx, &words, &words.addr[0], &back);
	if (words.given & (ADDR_SIR_PREFIX | ADDR_PREFIX)) {
		addr_line_mode(ctx, words.csum_mode);
		addr_line_form(ctx, &words, &back);
	}
	out_end(ctx->out);
	return IDLOC_OK;
}
