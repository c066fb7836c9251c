/* SPDX-License-Identifier: GPL-2.0 */
/* The words of the command line that are left after the options. */
#ifndef IDLOC_ARGS_H
#define IDLOC_ARGS_H

#include <stdbool.h>
#include <linux/types.h>

struct attr_desc;
struct in6_addr;

/**
 * struct args - words of a command that nobody has taken yet
 * @left: how many
 * @next: the first of them
 */
struct args {
	int left;
	char **next;
};

/* All words of a command, which complaints are about from now on. */
void args_begin(struct args *args, int n, char **words);

/* The next word, taken off; NULL when there is none. */
const char *args_next(struct args *args);

/* Complains if a word is left that nothing wants. */
bool args_end(struct args *args);

/* Number of the attribute with this name, 0 if there is none. */
unsigned int args_attr(const struct attr_desc *table, unsigned int max,
		       const char *name);

/* A number, decimal or 0x... */
bool args_number(const char *word, __u32 *value);

/* ADDRESS/LENGTH; @len is -1 if there is no length. */
bool args_prefix(const char *word, struct in6_addr *addr, int *len);

/* Value of a word of the attribute's enum, or of a plain number. */
bool args_value(const struct attr_desc *attr, const char *word,
		__u32 *value);

/* The same, of what the command line calls @name; complains if it is none. */
bool args_take(const struct attr_desc *attr, const char *name, const char *word,
	       __u32 *value);

/* "a, b or c" of the attribute names in a table, of the words of an enum */
const char *args_names(const struct attr_desc *table, unsigned int max);
const char *args_words(const struct attr_desc *attr);

#endif
