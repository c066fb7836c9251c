/* SPDX-License-Identifier: GPL-2.0 */
/* Shape of the tables that tools/netlink/names.py makes from a netlink spec. */
#ifndef IDLOC_SPEC_H
#define IDLOC_SPEC_H

/* one value of an enum */
struct word {
	const char *name;
	const char *doc;
};

/**
 * struct attr_desc - one attribute, at the index of its number
 * @name: name in the spec, on the command line and in JSON; NULL: no such
 *	attribute, or one without a value
 * @doc: one or more sentences
 * @words: names of its values if it is an enum, else NULL
 * @n_words: how many
 */
struct attr_desc {
	const char *name;
	const char *doc;
	const struct word *words;
	unsigned int n_words;
};

#endif
