// SPDX-License-Identifier: GPL-2.0
/*
 * What a virtual network computes before it meets a packet, and its multicast
 * addresses, whose words differ in other places.
 */
#include "tenant.h"

/* Number of 16-bit words in the part that is replaced, and in all of an address. */
#define WORDS_96	6
#define WORDS_128	8

/* The sum of some words, or of their complements. */
static u16 sum_words(const struct in6_addr *a, int words, bool complement)
{
	u16 sum = 0, word;
	int i;

	for (i = 0; i < words; i++) {
		word = (__force u16)a->s6_addr16[i];
		sum = idloc_csum_add(sum, complement ? (u16)~word : word);
	}
	return sum;
}

/* Words w4 and w5 of an address on the wire, nothing before them. */
static struct in6_addr wire_head(const struct ila_tenant *t, u8 type)
{
	struct in6_addr a = {};

	ila_set_vnid(&a, type, t->vnid);
	if (t->csum_mode == ILA_CSUM_NEUTRAL_MAP)
		a.s6_addr16[ILA_WORD_TYPE] |= htons(ILA_CBIT);
	return a;
}

/* Two words alone: the others may not add a complemented zero. */
static u16 sum_head(const struct in6_addr *a, bool complement)
{
	u16 w4 = (__force u16)a->s6_addr16[4], w5 = (__force u16)a->s6_addr16[5];

	return complement ? idloc_csum_add((u16)~w4, (u16)~w5) : idloc_csum_add(w4, w5);
}

/**
 * ila_tenant_init() - compute once what every packet of a virtual network will need
 * @t: whose vnid, prefix, modes and flags are set
 * @sir_prefix: upper half of addresses in SIR form, as it is on the wire; of no
 *	meaning without has_sir
 */
void ila_tenant_init(struct ila_tenant *t, __be64 sir_prefix)
{
	struct in6_addr head = wire_head(t, ILA_ATYPE_VIRT_UNI_V6);

	ila_set_upper(&t->sir, sir_prefix);
	ila_set_vnid(&t->sir, ILA_ATYPE_VIRT_UNI_V6, t->vnid);

	t->diff = idloc_csum_add(sum_words(&t->prefix, WORDS_96, false),
				 sum_head(&head, true));
	t->back = idloc_csum_add(sum_head(&head, false),
				 sum_words(&t->prefix, WORDS_96, true));
	if (!t->src_sir)
		return;
	t->diff = idloc_csum_add(t->diff, sum_words(&t->prefix, WORDS_96, false));
	t->diff = idloc_csum_add(t->diff, sum_words(&t->sir, WORDS_96, true));
	t->back = idloc_csum_add(t->back, sum_words(&t->sir, WORDS_96, false));
	t->back = idloc_csum_add(t->back, sum_words(&t->prefix, WORDS_96, true));
}

/* Makes the low word of @a such that its sum is that of @like. */
static u16 adjust(const struct in6_addr *a, const struct in6_addr *like)
{
	return idloc_csum_add(sum_words(like, WORDS_128, false),
			      sum_words(a, WORDS_128 - 1, true));
}

/* What a sum loses when the first 96 bits of one become those of the other. */
static u16 lost(const struct in6_addr *from, const struct in6_addr *to)
{
	return idloc_csum_add(sum_words(from, WORDS_96, false),
			      sum_words(to, WORDS_96, true));
}

/**
 * ila_tenant_mcast_to_wire() - a multicast packet's addresses to wire form
 * @t: the virtual network; the source is in its prefix
 * @locator: of one of the hosts that have members
 * @saddr: the source; rewritten if the virtual network says so
 * @daddr: the group, rewritten
 *
 * In the modes that are not neutral, the checksum is the caller's to see to. Any
 * context.
 *
 * Return: ILA_REWRITTEN, or ILA_REFUSED_RESERVED with both untouched if the group
 * ends in 0xffff or cannot be said in 32 bits.
 */
enum ila_rewritten ila_tenant_mcast_to_wire(const struct ila_tenant *t,
					    __be64 locator,
					    struct in6_addr *saddr,
					    struct in6_addr *daddr)
{
	struct in6_addr wire = wire_head(t, ILA_ATYPE_VIRT_MULTI_V6);
	__be32 low;
	u16 word;

	if (!ila_mcast_encode(daddr, t->mcast_flags, &low) ||
	    (ila_tenant_neutral(t) && ila_reserved(daddr)))
		return ILA_REFUSED_RESERVED;
	ila_set_upper(&wire, locator);
	wire.s6_addr32[3] = low;
	if (ila_tenant_neutral(t)) {
		word = adjust(&wire, daddr);
		if (t->src_sir)
			word = idloc_csum_add(word, lost(&t->prefix, &t->sir));
		wire.s6_addr16[ILA_WORD_ADJUST] = (__force __be16)word;
	}
	*daddr = wire;
	if (t->src_sir)
		ila_set96(saddr, &t->sir);
	return ILA_REWRITTEN;
}

/**
 * ila_tenant_mcast_from_wire() - a multicast packet's addresses from wire form
 * @t: the virtual network
 * @saddr: the source, in SIR form if the virtual network says so; rewritten then
 * @daddr: the address on the wire, of type ILA_ATYPE_VIRT_MULTI_V6, rewritten
 *
 * Any context.
 *
 * Return: false if the mode is neutral-map and the C-bit was clear: the low word has
 * stayed.
 */
bool ila_tenant_mcast_from_wire(const struct ila_tenant *t,
				struct in6_addr *saddr, struct in6_addr *daddr)
{
	bool plain = t->csum_mode == ILA_CSUM_NEUTRAL_MAP && !ila_cbit(daddr);
	struct in6_addr group;
	u16 word;

	ila_mcast_decode(&group, t->mcast_flags, ila_low32(daddr));
	if (ila_tenant_neutral(t) && !plain) {
		word = adjust(&group, daddr);
		if (t->src_sir)
			word = idloc_csum_add(word, lost(&t->sir, &t->prefix));
		group.s6_addr16[ILA_WORD_ADJUST] =
			(__force __be16)idloc_csum_canon(word);
	}
	*daddr = group;
	if (t->src_sir)
		ila_set96(saddr, &t->prefix);
	return !plain;
}
