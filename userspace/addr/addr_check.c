// SPDX-License-Identifier: GPL-2.0
/* "idloc addr check": does one address become the other on the wire? */
#include <arpa/inet.h>

#include "addr.h"
#include "addr_form.h"
#include "addr_words.h"
#include "command.h"
#include "out.h"
#include "spec.h"

#define MODES	4

/**
 * struct check - what became of the question
 * @expected: what is on the wire, by mode
 * @done: or why nothing is
 * @same: this mode makes the one of the other
 * @any: one of the modes that were asked for does
 */
struct check {
	struct in6_addr expected[MODES];
	enum ila_rewritten done[MODES];
	bool same[MODES];
	bool any;
};

static const struct difference {
	const char *name;
	const char *doc;
} differences[] = {
	{ "c-bit-in-sir", "The address has the C-bit, which no SIR address has." },
	{ "reserved-word", "The address ends in ffff, which the neutral modes drop." },
	{ "type", "The identifiers are not of the same type." },
	{ "c-bit", "Neutral-map sets the C-bit on the wire, the other modes do not." },
	{ "vnid", "The virtual networks are not the same." },
	{ "identifier", "The identifiers are not the same." },
	{ "adjustment", "The last word on the wire does not make up for the rest." },
};

enum { CBIT_IN_SIR, RESERVED_WORD, TYPE, CBIT, VNID, IDENTIFIER, ADJUSTMENT };

static void check_all(const struct addr_words *words, struct check *check)
{
	const struct in6_addr *wire = &words->addr[1];
	int i;

	for (i = 0; i < MODES; i++) {
		check->expected[i] = words->addr[0];
		check->done[i] = addr_to_wire(words, i, ila_upper(wire), &check->expected[i]);
		check->same[i] = check->done[i] == ILA_REWRITTEN &&
				 IN6_ARE_ADDR_EQUAL(&check->expected[i], wire);
		if (words->given & ADDR_CSUM_MODE && words->csum_mode != (__u32)i)
			check->same[i] = false;
		check->any |= check->same[i];
	}
}

/* Of the modes that could be meant, the one that the C-bit speaks for */
static __u32 likely_mode(const struct addr_words *words)
{
	if (words->given & ADDR_CSUM_MODE)
		return words->csum_mode;
	return ila_cbit(&words->addr[1]) ? ILA_CSUM_NEUTRAL_MAP : ILA_CSUM_NEUTRAL_MAP_AUTO;
}

/* What lies between type and last word; the virtual formats have the VNID there. */
static unsigned int compare_middle(const struct in6_addr *a, const struct in6_addr *b)
{
	bool virt = ila_type(a) >= ILA_ATYPE_VIRT_V4 && ila_type(a) <= ILA_ATYPE_VIRT_MULTI_V6;
	unsigned int found = 0;

	if (ila_vnid(a) != ila_vnid(b))
		found |= 1 << (virt ? VNID : IDENTIFIER);
	if (a->s6_addr16[6] != b->s6_addr16[6])
		found |= 1 << IDENTIFIER;
	return found;
}

static unsigned int compare(const struct in6_addr *expected, const struct in6_addr *wire,
			    bool neutral)
{
	unsigned int found = compare_middle(expected, wire);

	if (ila_type(expected) != ila_type(wire))
		found |= 1 << TYPE;
	if (ila_cbit(expected) != ila_cbit(wire))
		found |= 1 << CBIT;
	if (expected->s6_addr16[ILA_WORD_ADJUST] != wire->s6_addr16[ILA_WORD_ADJUST])
		found |= 1 << (neutral ? ADJUSTMENT : IDENTIFIER);
	return found;
}

static unsigned int find_differences(const struct addr_words *words,
				     const struct check *check, __u32 mode)
{
	if (check->done[mode] == ILA_REFUSED_CBIT)
		return 1 << CBIT_IN_SIR;
	if (check->done[mode] == ILA_REFUSED_RESERVED)
		return 1 << RESERVED_WORD;
	return compare(&check->expected[mode], &words->addr[1], addr_neutral(mode));
}

static void print_same(struct ctx *ctx, const struct check *check)
{
	int i;

	out_array(ctx->out, "csum-modes");
	for (i = 0; i < MODES; i++) {
		if (!check->same[i])
			continue;
		out_array_word(ctx->out, "csum-modes", addr_csum_mode(i)->name);
		if (ctx->details)
			out_explain(ctx->out, NULL, addr_csum_mode(i)->doc);
	}
	out_array_end(ctx->out);
}

static void print_different(struct ctx *ctx, const struct addr_words *words,
			    const struct check *check)
{
	__u32 mode = likely_mode(words);
	unsigned int found = find_differences(words, check, mode);
	size_t i;

	addr_line_mode(ctx, mode);
	if (check->done[mode] == ILA_REWRITTEN)
		addr_line_addr(ctx, "expected", &check->expected[mode],
			       "What the module makes of it in this mode.");
	out_array(ctx->out, "differences");
	for (i = 0; i < ARRAY_SIZE(differences); i++) {
		if (!(found & 1 << i))
			continue;
		out_array_word(ctx->out, "differences", differences[i].name);
		if (ctx->details)
			out_explain(ctx->out, NULL, differences[i].doc);
	}
	out_array_end(ctx->out);
}

int addr_check(struct ctx *ctx, struct args *args, const struct command *command)
{
	struct addr_words words = { 0 };
	struct check check = { 0 };

	if (!addr_parse(args, command->name, 2, ADDR_CSUM_MODE | ADDR_VNID | ADDR_PREFIX |
			ADDR_SRC_MODE | ADDR_SIR_PREFIX | ADDR_FLAGS, &words) ||
	    !addr_may_leave(&words, &words.addr[0]))
		return IDLOC_USAGE;
	check_all(&words, &check);
	out_width(ctx->out, "differences");
	out_begin(ctx->out);
	addr_line_form(ctx, &words, &words.addr[0]);
	addr_line_addr(ctx, "wire", &words.addr[1], "As the underlay sees it.");
	addr_line_bool(ctx, "consistent", check.any,
		       "Does the first address become the second on the wire?");
	if (check.any)
		print_same(ctx, &check);
	else
		print_different(ctx, &words, &check);
	out_end(ctx->out);
	return check.any ? IDLOC_OK : IDLOC_DIFFERS;
}
