/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Messages: what is wrong, and where in what was typed. The command under way is known
 * here, so that nobody has to hand it around for the rare case that it is wrong.
 */
#ifndef IDLOC_COMPLAIN_H
#define IDLOC_COMPLAIN_H

#include <stdbool.h>

#ifndef __printf
#define __printf(a, b)	__attribute__((format(gnu_printf, a, b)))
#endif

/* "idloc: ..." on stderr, one line; behind the place in a file if there is one */
__printf(1, 2) void complain(const char *fmt, ...);

/* The same, the command with a mark under the word that was taken last, and a hint
 * where to find help; returns IDLOC_USAGE.
 */
__printf(1, 2) int usage_error(const char *fmt, ...);

/* The mark is behind the last word, where something should be. */
__printf(1, 2) int usage_missing(const char *fmt, ...);

/**
 * struct place - a line of a file
 * @file: its name, or NULL
 * @line: number of the line, the first is 1
 */
struct place {
	const char *file;
	unsigned int line;
};

/* What complaints are about so far */
struct place complain_place(void);

/* What complaints are about from now on: a line of a file; NULL: of none */
void complain_of_line(const char *file, unsigned int line);

/* A command begins. @words stay as they are as long as it runs. */
void command_begin(int n, char *const *words);

/* The noun that it is about, whose help is where to look. */
void command_hint(const char *noun);

/* The word that was taken; the end of the command if it is none of its words */
void command_take(char *const *word);

/* The word that was taken last is, or begins, the value of an attribute. */
void command_mark(unsigned int attr);

/* Show the command, with a mark under the word of an attribute; nothing is shown if no
 * word was marked so.
 */
void command_blame(unsigned int attr);

/* The mark is behind the last word. */
void command_blame_end(void);

#endif
