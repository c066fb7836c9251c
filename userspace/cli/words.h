/* SPDX-License-Identifier: GPL-2.0 */
/* A line of text as the words of a command. */
#ifndef IDLOC_WORDS_H
#define IDLOC_WORDS_H

#include <stdbool.h>

#define WORDS_MAX	64

/**
 * struct words - a command that was written in a file
 * @n: how many words, 0 of an empty line and of a comment
 * @word: each of them, in the line that was split
 */
struct words {
	int n;
	char *word[WORDS_MAX + 1];
};

/* Split a line where there is white space, in place. Quotes, "..." or '...', keep words
 * together, a backslash keeps the character that follows, and a # at the beginning of a
 * word begins a comment. False and a complaint if a quote does not end, or there are
 * too many words.
 */
bool words_split(char *line, struct words *words);

#endif
