/* SPDX-License-Identifier: GPL-2.0 */
/* Items as lines of the command language. */
#ifndef IDLOC_STATE_PRINT_H
#define IDLOC_STATE_PRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <net/if.h>

#include "state.h"

#define LINE_MAX_LEN	1024

/**
 * struct line - text that grows
 * @dev: number of the interface that was named last, because many lines name the same
 * @dev_name: its name
 * @lost: an interface has no name any more
 * @len: of the text
 * @text: with a zero behind it
 */
struct line {
	__u32 dev;
	char dev_name[IF_NAMESIZE];
	bool lost;
	size_t len;
	char text[LINE_MAX_LEN];
};

/* The command that makes an item. @more: of a route, one nexthop more */
void item_print(const struct item *item, bool more, struct line *line);

/* Is it one nexthop more of the route of the item before it, which can be NULL? */
bool item_is_more(const struct item *item, const struct item *before);

#endif
