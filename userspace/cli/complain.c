// SPDX-License-Identifier: GPL-2.0
#include "complain.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "idloc.h"

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

static struct {
	const char *file;
	unsigned int line;
} place;

void complain_of_line(const char *file, unsigned int line)
{
	place.file = file;
	place.line = line;
}

static void say(const char *fmt, va_list ap)
{
	fputs("idloc: ", stderr);
	if (place.file)
		fprintf(stderr, "%s:%u: ", place.file, place.line);
	vfprintf(stderr, fmt, ap);
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

/* Bytes that begin a character: those that follow in UTF-8 take no column. */
static int columns_of(const char *word)
{
	int n = 0;

	for (; *word; word++)
		n += (*word & 0xc0) != 0x80;
	return n;
}

static void put_word(const char *word)
{
	for (; *word; word++)
		fputc(iscntrl((unsigned char)*word) ? '?' : *word, stderr);
}

static void show_mark(int at)
{
	int i, column = 0, length, width;

	for (i = 0, length = 0; i < command.n; i++)
		length += columns_of(command.words[i]) + 1;
	if (!command.n || length > COLUMNS_MAX)
		return;
	fprintf(stderr, "%*s", INDENT, "");
	for (i = 0; i < command.n; i++) {
		if (i < at)
			column += columns_of(command.words[i]) + 1;
		put_word(command.words[i]);
		fputc(i < command.n - 1 ? ' ' : '\n', stderr);
	}
	width = at < command.n ? columns_of(command.words[at]) : 1;
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
