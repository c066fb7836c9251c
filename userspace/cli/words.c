// SPDX-License-Identifier: GPL-2.0
#include "words.h"

#include <ctype.h>
#include <stddef.h>

#include "complain.h"

/* Copies a word from @from to @to, which is never ahead. Returns where it ends, NULL if
 * one of its quotes does not.
 */
static char *take_word(char *from, char **to)
{
	char quote = '\0';
	char *end = *to;

	for (; *from && (quote || !isspace((unsigned char)*from)); from++) {
		if (quote ? *from == quote : *from == '"' || *from == '\'') {
			quote = quote ? '\0' : *from;
			continue;
		}
		if (*from == '\\' && quote != '\'' && from[1])
			from++;
		*end++ = *from;
	}
	*to = end;
	return quote ? NULL : from;
}

bool words_split(char *line, struct words *words)
{
	char *end, *to;

	words->n = 0;
	for (;;) {
		while (isspace((unsigned char)*line))
			line++;
		if (!*line || *line == '#')
			break;
		if (words->n == WORDS_MAX) {
			complain("more than %d words in a line", WORDS_MAX);
			return false;
		}
		words->word[words->n++] = line;
		to = line;
		end = take_word(line, &to);
		if (!end) {
			complain("a quote does not end");
			return false;
		}
		line = *end ? end + 1 : end;
		*to = '\0';
	}
	words->word[words->n] = NULL;
	return true;
}
