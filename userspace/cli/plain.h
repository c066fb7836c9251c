/* SPDX-License-Identifier: GPL-2.0 */
/* Names that others have chosen, for people to read: any byte may be in them. */
#ifndef IDLOC_PLAIN_H
#define IDLOC_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* How many bytes the character has that @text begins with; 0: it is no UTF-8. */
size_t plain_length(const char *text);

/* Does a terminal obey it instead of showing it? Of a character that is UTF-8. */
bool plain_is_control(const char *text);

/* UTF-8 without control characters */
bool plain_is(const char *text);

/* Print it, at most @len bytes, with a question mark for whatever is not plain. */
void plain_put(const char *text, size_t len, FILE *to);

/* How many columns that takes */
int plain_columns(const char *text);

#endif
