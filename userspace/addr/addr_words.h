/* SPDX-License-Identifier: GPL-2.0 */
/* The words of "idloc addr", as addresses and numbers. */
#ifndef IDLOC_ADDR_WORDS_H
#define IDLOC_ADDR_WORDS_H

#include <stdbool.h>
#include <linux/types.h>
#include <netinet/in.h>

#include "complain.h"

struct args;

/* Words that are followed by a value, each a bit; and the addresses. */
enum addr_word {
	ADDR_LOCATOR	= 1 << 0,
	ADDR_SIR_PREFIX	= 1 << 1,
	ADDR_CSUM_MODE	= 1 << 2,
	ADDR_VNID	= 1 << 3,
	ADDR_PREFIX	= 1 << 4,
	ADDR_SRC_MODE	= 1 << 5,
	ADDR_FLAGS	= 1 << 6,
	ADDR_TYPE	= 1 << 7,
	ADDR_IDENTIFIER	= 1 << 8,
	ADDR_VALUE	= 1 << 9,
	ADDR_IPV4	= 1 << 10,
	ADDR_LOW32	= 1 << 11,
	ADDR_GROUP	= 1 << 12,
	/* not followed by a value, but values */
	ADDR_FIRST	= 1 << 13,
	ADDR_SECOND	= 1 << 14,
};

/**
 * struct addr_words - what the command line says
 * @given: enum addr_word of what it says
 * @n_addrs: how many addresses it has
 * @addr: these
 * @locator: upper half of an address on the wire, as it lies there
 * @sir_prefix: the same of one in SIR form
 * @csum_mode: ILA_CSUM_*, neutral-map if not given
 * @src_mode: IDLOC_ILA_SRC_MODE_*
 * @vnid: 28 bits
 * @mcast_flags: 4 bits
 * @type: ILA_ATYPE_*
 * @identifier: lower half of an address, as it lies there
 * @value: 60 bits
 * @ipv4: as it lies there
 * @prefix: of a tenant; its last 32 bits are zero
 * @low32: an address of which the last 32 bits count
 * @group: a multicast address
 */
struct addr_words {
	unsigned int given;
	int n_addrs;
	struct in6_addr addr[2];
	__be64 locator;
	__be64 sir_prefix;
	__u32 csum_mode;
	__u32 src_mode;
	__u32 vnid;
	__u32 mcast_flags;
	__u32 type;
	__be64 identifier;
	__u64 value;
	__be32 ipv4;
	struct in6_addr prefix;
	struct in6_addr low32;
	struct in6_addr group;
};

struct word;

/* Name and meaning of ILA_CSUM_*. The tables of the family are not for those who include
 * the module's own files, which have other things under their names.
 */
const struct word *addr_csum_mode(unsigned int csum_mode);

/* Name of an identifier type, for 0 to 7 */
const char *addr_type_name(unsigned int type);

/* A complaint about one of the words, with a mark under its value. Returns false. */
__printf(2, 3) bool addr_wrong(enum addr_word where, const char *fmt, ...);

/* All words that are left: @addrs addresses, and of the others those in
 * @allowed, for the command @name; complains.
 */
bool addr_parse(struct args *args, const char *name, int addrs, unsigned int allowed,
		struct addr_words *words);

#endif
