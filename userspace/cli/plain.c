// SPDX-License-Identifier: GPL-2.0
#include "plain.h"

#include <string.h>

#include "idloc.h"

/* What may follow a first byte (Unicode, table 3-7): @low to @high, then any of 80 to bf */
static const struct {
	unsigned char first;
	unsigned char last;
	unsigned char low;
	unsigned char high;
	unsigned char length;
} forms[] = {
	{ 0xc2, 0xdf, 0x80, 0xbf, 2 },
	{ 0xe0, 0xe0, 0xa0, 0xbf, 3 },
	{ 0xe1, 0xec, 0x80, 0xbf, 3 },
	{ 0xed, 0xed, 0x80, 0x9f, 3 },
	{ 0xee, 0xef, 0x80, 0xbf, 3 },
	{ 0xf0, 0xf0, 0x90, 0xbf, 4 },
	{ 0xf1, 0xf3, 0x80, 0xbf, 4 },
	{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
};

size_t plain_length(const char *text)
{
	const unsigned char *byte = (const unsigned char *)text;
	size_t i, n;

	if (*byte < 0x80)
		return 1;
	for (i = 0; i < ARRAY_SIZE(forms); i++)
		if (*byte >= forms[i].first && *byte <= forms[i].last)
			break;
	if (i == ARRAY_SIZE(forms) || byte[1] < forms[i].low || byte[1] > forms[i].high)
		return 0;
	for (n = 2; n < forms[i].length; n++)
		if ((byte[n] & 0xc0) != 0x80)
			return 0;
	return n;
}

bool plain_is_control(const char *text)
{
	const unsigned char *byte = (const unsigned char *)text;

	return *byte < ' ' || *byte == 0x7f || (*byte == 0xc2 && byte[1] < 0xa0);
}

bool plain_is(const char *text)
{
	size_t n;

	for (; *text; text += n) {
		n = plain_length(text);
		if (!n || plain_is_control(text))
			return false;
	}
	return true;
}

void plain_put(const char *text, size_t len, FILE *to)
{
	const char *end = text + strnlen(text, len);
	size_t n;

	for (; text < end; text += n ?: 1) {
		n = plain_length(text);
		if (!n || plain_is_control(text))
			fputc('?', to);
		else
			fwrite(text, 1, n, to);
	}
}

int plain_columns(const char *text)
{
	int columns;

	for (columns = 0; *text; columns++)
		text += plain_length(text) ?: 1;
	return columns;
}
