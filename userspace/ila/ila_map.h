/* SPDX-License-Identifier: GPL-2.0 */
/* The words of "idloc ila map", and the attributes that they become. */
#ifndef IDLOC_ILA_MAP_H
#define IDLOC_ILA_MAP_H

#include <stdbool.h>
#include <linux/types.h>
#include <netinet/in.h>

#include "ila.h"

#define MAP_MAX	IDLOC_ILA_A_MAP_MAX

struct nl_msg;

/* What words are for: to name a mapping, to say what is in one, to choose some. */
enum map_use {
	MAP_KEY		= 1,
	MAP_CONTENT	= 2,
	MAP_FILTER	= 4,
};

/**
 * struct map_words - what the command line says of mappings
 * @given: by the number of the attribute
 * @value: of those that are numbers
 * @addr: the address, or the prefix
 * @locator: eight bytes as they are sent
 * @name: of a locator
 * @dev: name of the interface, which has its number in the namespace that is entered
 */
struct map_words {
	bool given[MAP_MAX + 1];
	__u32 value[MAP_MAX + 1];
	struct in6_addr addr;
	__u8 locator[8];
	const char *name;
	const char *dev;
};

/* All words that are left, for this use; complains if one is not good for it. */
bool map_parse(struct args *args, enum map_use use, struct map_words *words);

/* Does a filter begin with this word? */
bool map_is_filter(const char *word);

/* Look the interface up; complains if there is none. */
bool map_find_dev(struct map_words *words);

/* Put the attributes into @msg; NULL, and @msg is freed, if there is no memory. */
struct nl_msg *map_fill(struct nl_msg *msg, const struct map_words *words);

#endif
