// SPDX-License-Identifier: GPL-2.0
#include "complain.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "idloc.h"
#include "plain.h"

#define ATTRS		64
#define INDENT		2

/* Longer ones would be broken by the terminal, and the mark would point nowhere. */
#define COLUMNS_MAX	200

/* The command under way, and whom it is about; @at and @by_attr are indices of @words,
 * @n behind the last.
 */
static struct {
	char *const *words;
	int n;
	int at;
	int by_attr[ATTRS];
	const char *noun;
} command;

static struct place place;

struct place complain_place(void)
{
	return place;
}

void complain_of_line(const char *file, unsigned int line)
{
	place.file = file;
	place.line = line;
}

/* A message may quote what was typed, or name what others have named. */
static void say(const char *fmt, va_list ap)
{
	char *text;

	fputs("idloc: ", stderr);
	if (place.file) {
		plain_put(place.file, SIZE_MAX, stderr);
		fprintf(stderr, ":%u: ", place.line);
	}
	if (vasprintf(&text, fmt, ap) >= 0) {
		plain_put(text, SIZE_MAX, stderr);
		free(text);
	}
	fputc('\n', stderr);
}

void complain(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
}

/* ---- the mark -------------------------------------------------------------------- */

static void show_mark(int at)
{
	int i, column = 0, length, width;

	for (i = 0, length = 0; i < command.n; i++)
		length += plain_columns(command.words[i]) + 1;
	if (!command.n || length > COLUMNS_MAX)
		return;
	fprintf(stderr, "%*s", INDENT, "");
	for (i = 0; i < command.n; i++) {
		if (i < at)
			column += plain_columns(command.words[i]) + 1;
		plain_put(command.words[i], SIZE_MAX, stderr);
		fputc(i < command.n - 1 ? ' ' : '\n', stderr);
	}
	width = at < command.n ? plain_columns(command.words[at]) : 1;
	fprintf(stderr, "%*s", INDENT + column, "");
	for (i = 0; i < width || !i; i++)
		fputc('^', stderr);
	fputc('\n', stderr);
}

static void hint(void)
{
	if (!place.file)
		fprintf(stderr, "Try \"idloc %s%shelp\".\n", command.noun ?: "",
			command.noun ? " " : "");
}

int usage_error(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
	if (command.at >= 0)
		show_mark(command.at);
	hint();
	return IDLOC_USAGE;
}

int usage_missing(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
	show_mark(command.n);
	hint();
	return IDLOC_USAGE;
}

/* ---- the command ----------------------------------------------------------------- */

void command_begin(int n, char *const *words)
{
	int i;

	command.words = words;
	command.n = n;
	command.at = -1;
	command.noun = NULL;
	for (i = 0; i < ATTRS; i++)
		command.by_attr[i] = -1;
}

void command_hint(const char *noun)
{
	command.noun = noun;
}

void command_take(char *const *word)
{
	command.at = word - command.words;
}

void command_mark(unsigned int attr)
{
	if (attr < ATTRS)
		command.by_attr[attr] = command.at;
}

void command_blame(unsigned int attr)
{
	if (attr < ATTRS && command.by_attr[attr] >= 0)
		show_mark(command.by_attr[attr]);
}

void command_blame_end(void)
{
	show_mark(command.n);
}
