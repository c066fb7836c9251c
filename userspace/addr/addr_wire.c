// SPDX-License-Identifier: GPL-2.0
/* "idloc addr wire" and "idloc addr build": an address that is not there yet. */
#include <arpa/inet.h>
#include <string.h>

#include "addr.h"
#include "addr_form.h"
#include "addr_words.h"
#include "command.h"
#include "out.h"

#define WIRE_DOC	"As the underlay sees it."

/* ---- wire ------------------------------------------------------------------------ */

static void print_wire(struct ctx *ctx, const struct addr_words *words,
		       const struct in6_addr *from, const struct in6_addr *wire)
{
	addr_line_form(ctx, words, from);
	addr_line_locator(ctx, wire);
	if (words->given & ADDR_VNID) {
		out_hex(ctx->out, "vnid", words->vnid);
		if (ctx->details)
			out_explain(ctx->out, NULL, "The virtual network.");
	}
	addr_line_mode(ctx, words->csum_mode);
	addr_line_addr(ctx, "wire", wire, WIRE_DOC);
}

int addr_wire(struct ctx *ctx, struct args *args, const struct command *command)
{
	struct addr_words words = { 0 };
	enum ila_rewritten done;
	struct in6_addr wire;

	if (!addr_parse(args, command->name, 1, ADDR_LOCATOR | ADDR_CSUM_MODE | ADDR_VNID |
			ADDR_PREFIX | ADDR_SRC_MODE | ADDR_SIR_PREFIX | ADDR_FLAGS, &words))
		return IDLOC_USAGE;
	if (!(words.given & ADDR_LOCATOR))
		return usage_missing("addr wire needs a locator");
	wire = words.addr[0];
	if (!addr_may_leave(&words, &wire))
		return IDLOC_USAGE;
	done = addr_to_wire(&words, words.csum_mode, words.locator, &wire);
	if (done != ILA_REWRITTEN)
		return addr_refused(done, &words.addr[0]);
	out_width(ctx->out, "csum-mode");
	out_begin(ctx->out);
	print_wire(ctx, &words, &words.addr[0], &wire);
	out_end(ctx->out);
	return IDLOC_OK;
}

/* ---- build ----------------------------------------------------------------------- */

/* What an identifier is made of, and the type that it has then. */
static const struct part {
	const char *name;
	enum addr_word bit;
	u8 type;
} parts[] = {
	{ "identifier", ADDR_IDENTIFIER, ILA_ATYPE_IID },
	{ "value", ADDR_VALUE, ILA_ATYPE_LUID },
	{ "ipv4", ADDR_IPV4, ILA_ATYPE_VIRT_V4 },
	{ "low32", ADDR_LOW32, ILA_ATYPE_VIRT_UNI_V6 },
	{ "group", ADDR_GROUP, ILA_ATYPE_VIRT_MULTI_V6 },
};

#define PARTS	(ADDR_IDENTIFIER | ADDR_VALUE | ADDR_IPV4 | ADDR_LOW32 | ADDR_GROUP)

static const struct part *find_part(const struct addr_words *words)
{
	const struct part *part = NULL;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(parts); i++) {
		if (!(words->given & parts[i].bit))
			continue;
		if (part) {
			addr_wrong(parts[i].bit, "%s and %s are two identifiers",
				   part->name, parts[i].name);
			return NULL;
		}
		part = &parts[i];
	}
	if (!part)
		usage_missing("which one? identifier, value, ipv4, low32 or group is missing");
	return part;
}

/* A value may be of two types; any other part has its own, and an identifier all of it. */
static bool type_fits(const struct addr_words *words, const struct part *part)
{
	if (!(words->given & ADDR_TYPE) ||
	    (part->bit != ADDR_IDENTIFIER && words->type == part->type) ||
	    (part->bit == ADDR_VALUE && words->type == ILA_ATYPE_NONLOCAL_ADDR))
		return true;
	return addr_wrong(ADDR_TYPE, "%s is not of type %s", part->name,
			  addr_type_name(words->type));
}

static bool part_fits(const struct addr_words *words, const struct part *part)
{
	bool vnid = words->given & ADDR_VNID;
	bool virt = part->type >= ILA_ATYPE_VIRT_V4;
	__be32 low;

	if (!type_fits(words, part))
		return false;
	if (!virt && vnid)
		return addr_wrong(ADDR_VNID, "%s has no use for a vnid", part->name);
	if (words->given & ADDR_FLAGS && part->bit != ADDR_GROUP)
		return addr_wrong(ADDR_FLAGS, "mcast-flags are those of a group");
	if (part->bit == ADDR_GROUP &&
	    !ila_mcast_encode(&words->group, words->mcast_flags, &low))
		return addr_wrong(ADDR_GROUP,
				  "no group, other mcast-flags, or more than 28 bits");
	if (!virt || vnid)
		return true;
	usage_missing("%s needs the vnid of its virtual network", part->name);
	return false;
}

static void put_value(struct in6_addr *addr, u8 type, __u64 value)
{
	addr->s6_addr32[2] = htonl((__u32)type << 29 | value >> 32);
	addr->s6_addr32[3] = htonl(value & 0xffffffff);
}

static void put_part(struct in6_addr *addr, const struct addr_words *words,
		     const struct part *part)
{
	if (part->bit == ADDR_IDENTIFIER)
		memcpy(addr->s6_addr + 8, &words->identifier, 8);
	else if (part->bit == ADDR_VALUE)
		put_value(addr, words->given & ADDR_TYPE ? words->type : part->type,
			  words->value);
	else
		ila_set_vnid(addr, part->type, words->vnid);
	if (part->bit == ADDR_IPV4)
		addr->s6_addr32[3] = words->ipv4;
	else if (part->bit == ADDR_LOW32)
		addr->s6_addr32[3] = ila_low32(&words->low32);
	else if (part->bit == ADDR_GROUP)
		ila_mcast_encode(&words->group, words->mcast_flags, &addr->s6_addr32[3]);
}

/* The address in SIR form; a wire address is made of it, not of parts. */
static bool build(const struct addr_words *words, struct in6_addr *addr)
{
	const struct part *part = find_part(words);

	if (!part || !part_fits(words, part))
		return false;
	if (!(words->given & ADDR_SIR_PREFIX)) {
		usage_missing("a sir-prefix is missing");
		return false;
	}
	if (words->given & ADDR_CSUM_MODE && !(words->given & ADDR_LOCATOR)) {
		usage_missing("csum-mode is for the way to a locator, which is missing");
		return false;
	}
	ila_set_upper(addr, words->sir_prefix);
	put_part(addr, words, part);
	if (!ila_cbit(addr))
		return true;
	return addr_wrong(ADDR_IDENTIFIER,
			  "the identifier has the C-bit, as only addresses on the wire have");
}

int addr_build(struct ctx *ctx, struct args *args, const struct command *command)
{
	struct addr_words words = { 0 };
	enum ila_rewritten done = ILA_REWRITTEN;
	struct in6_addr sir, wire;

	if (!addr_parse(args, command->name, 0, ADDR_SIR_PREFIX | ADDR_LOCATOR | ADDR_CSUM_MODE |
			ADDR_VNID | ADDR_FLAGS | ADDR_TYPE | PARTS, &words) ||
	    !build(&words, &sir))
		return IDLOC_USAGE;
	/* In SIR form whatever network it is of */
	words.given &= ~ADDR_VNID;
	wire = sir;
	if (words.given & ADDR_LOCATOR)
		done = addr_to_wire(&words, words.csum_mode, words.locator, &wire);
	if (done != ILA_REWRITTEN)
		return addr_refused(done, &sir);
	out_width(ctx->out, "csum-mode");
	out_begin(ctx->out);
	if (words.given & ADDR_LOCATOR)
		print_wire(ctx, &words, &sir, &wire);
	else
		addr_line_form(ctx, &words, &sir);
	out_end(ctx->out);
	return IDLOC_OK;
}
