/* SPDX-License-Identifier: GPL-2.0 */
/* What it takes to make one state of another. */
#ifndef IDLOC_CHANGES_H
#define IDLOC_CHANGES_H

#include <stdbool.h>
#include <stddef.h>

#include "state.h"

/* What is done to an item. */
enum verb {
	VERB_NONE	= 0,
	VERB_ADD	= 1,
	VERB_REPLACE	= 2,
	VERB_DEL	= 4,
};

/**
 * struct change - of one item
 * @old: what is there, or NULL
 * @new: what shall be there, or NULL
 * @alone: of a route: no other nexthop of it is there, of whatever kind
 * @done: it has happened
 */
struct change {
	const struct item *old;
	const struct item *new;
	bool alone;
	bool done;
};

/**
 * struct changes - in the order of their items
 * @change: each of them
 * @n: how many
 * @room: how many there is room for
 * @failed: there was no memory for one
 */
struct changes {
	struct change *change;
	size_t n;
	size_t room;
	bool failed;
};

/* Both states are in order. */
void changes_find(struct changes *changes, const struct state *have,
		  const struct state *want);
void changes_free(struct changes *changes);

/* Make the opposite of what has happened. */
void changes_turn(struct changes *changes);

enum verb change_verb(const struct change *change);
enum kind change_kind(const struct change *change);

#endif
