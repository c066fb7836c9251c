/* SPDX-License-Identifier: GPL-2.0 */
/* Attributes of mappings, locators and transactions. */
#ifndef SELFTEST_FUZZMAP_H
#define SELFTEST_FUZZMAP_H

#include "fuzzgen.h"
#include "fuzzlist.h"

/**
 * fuzz_is_map() - is a message about these
 * @kind: what it is
 *
 * Return: true if so.
 */
bool fuzz_is_map(enum fuzz_kind kind);

/**
 * fuzz_map_weight() - how often a message is of a kind
 * @kind: one that fuzz_is_map()
 *
 * Return: a weight among those of the family.
 */
unsigned char fuzz_map_weight(enum fuzz_kind kind);

/**
 * fuzz_map_cmd() - the command of a message
 * @kind: one that fuzz_is_map()
 *
 * Return: its number.
 */
unsigned char fuzz_map_cmd(enum fuzz_kind kind);

/**
 * fuzz_map_attrs() - a valid message's attributes
 * @l: where they go
 * @p: the namespace
 * @kind: one that fuzz_is_map()
 */
void fuzz_map_attrs(struct flist *l, const struct fuzz_place *p,
		    enum fuzz_kind kind);

#endif
