// SPDX-License-Identifier: GPL-2.0
#include "out.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "idloc.h"
#include "plain.h"

#define TEXT_COLUMNS	78
#define EXPLAIN_INDENT	4

/* Of terminals (ECMA-48 section 8.3.117), the ones that "ip" uses for the same */
#define PLAIN		"\033[0m"
#define BLUE		"\033[34m"
#define MAGENTA		"\033[35m"
#define CYAN		"\033[36m"

/* What is no UTF-8 becomes the character for that: JSON has no others (RFC 8259 8.1). */
static void json_character(const char *s, size_t len)
{
	if (!len)
		fputs("\\ufffd", stdout);
	else if (*s == '"' || *s == '\\')
		printf("\\%c", *s);
	else if (plain_is_control(s))
		printf("\\u%04x", (unsigned char)s[len - 1]);
	else
		fwrite(s, 1, len, stdout);
}

static void json_string(const char *s)
{
	size_t len;

	putchar('"');
	for (; *s; s += len ?: 1) {
		len = plain_length(s);
		json_character(s, len);
	}
	putchar('"');
}

static void json_newline(const struct out *out)
{
	if (out->pretty)
		printf("\n%*s", 4 * out->depth, "");
}

/* What stands before a member: a comma unless it is the first, and its name. */
static void json_member(struct out *out, const char *name)
{
	if (!out->empty)
		putchar(',');
	out->empty = false;
	json_newline(out);
	json_string(name);
	fputs(out->pretty ? ": " : ":", stdout);
}

static void json_brace(struct out *out)
{
	putchar('{');
	out->depth++;
	out->empty = true;
}

static void json_unbrace(struct out *out)
{
	out->depth--;
	if (!out->empty)
		json_newline(out);
	putchar('}');
	out->empty = false;
}

void out_begin(struct out *out)
{
	if (out->json) {
		json_brace(out);
		return;
	}
	out->line = out->oneline;
	out->empty = true;
}

void out_end(struct out *out)
{
	if (out->json)
		json_unbrace(out);
	if (out->json || out->line)
		putchar('\n');
	out->line = false;
}

void out_list(struct out *out)
{
	if (!out->json)
		return;
	putchar('[');
	out->depth++;
	out->empty = true;
}

void out_list_end(struct out *out)
{
	if (!out->json)
		return;
	out->depth--;
	if (!out->empty)
		json_newline(out);
	fputs("]\n", stdout);
}

void out_item(struct out *out)
{
	out->line = true;
	if (!out->json) {
		out->empty = true;
		return;
	}
	if (!out->empty)
		putchar(',');
	json_newline(out);
	json_brace(out);
}

void out_item_end(struct out *out)
{
	out->line = false;
	if (out->json)
		json_unbrace(out);
	else
		putchar('\n');
}

void out_row(struct out *out)
{
	out->line = true;
	out->empty = true;
	if (out->json)
		json_brace(out);
}

void out_row_end(struct out *out)
{
	out->line = false;
	if (out->json)
		json_unbrace(out);
	putchar('\n');
}

void out_open(struct out *out, const char *name)
{
	if (!out->json)
		return;
	json_member(out, name);
	json_brace(out);
}

void out_close(struct out *out)
{
	if (out->json)
		json_unbrace(out);
}

void out_width(struct out *out, const char *name)
{
	int width = strlen(name) + 2;

	if (width > out->width)
		out->width = width;
}

/* What stands out of a line, by the name of the member */
static const struct {
	const char *name;
	const char *color;
} colors[] = {
	{ "addr", BLUE },
	{ "dev", CYAN },
	{ "dst", BLUE },
	{ "group", BLUE },
	{ "locator", MAGENTA },
	{ "prefix", BLUE },
	{ "saddr", BLUE },
	{ "sir-prefix", BLUE },
	{ "via", BLUE },
	{ "vrf", CYAN },
};

static void text_value(const struct out *out, const char *name, const char *value)
{
	const char *color = NULL;
	size_t i;

	for (i = 0; out->color && i < ARRAY_SIZE(colors); i++)
		if (!strcmp(colors[i].name, name))
			color = colors[i].color;
	fputs(color ?: "", stdout);
	plain_put(value, SIZE_MAX, stdout);
	fputs(color ? PLAIN : "", stdout);
}

void out_lead(struct out *out, const char *name, const char *value)
{
	if (out->json) {
		out_word(out, name, value);
		return;
	}
	fputs(out->empty ? "" : " ", stdout);
	text_value(out, name, value);
	out->empty = false;
}

/* What stands in text before a value, and what after it */
static void text_name(struct out *out, const char *name)
{
	if (out->line)
		printf("%s%s ", out->empty ? "" : " ", name);
	else
		printf("%-*s", out->width, name);
	out->empty = false;
}

static const char *text_end(const struct out *out)
{
	return out->line ? "" : "\n";
}

void out_word(struct out *out, const char *name, const char *value)
{
	if (!out->json) {
		text_name(out, name);
		text_value(out, name, value);
		fputs(text_end(out), stdout);
		return;
	}
	json_member(out, name);
	json_string(value);
}

void out_number(struct out *out, const char *name, __u64 value)
{
	if (!out->json) {
		text_name(out, name);
		printf("%llu%s", (unsigned long long)value, text_end(out));
		return;
	}
	json_member(out, name);
	printf("%llu", (unsigned long long)value);
}

void out_hex(struct out *out, const char *name, __u64 value)
{
	if (out->json) {
		out_number(out, name, value);
		return;
	}
	text_name(out, name);
	printf("0x%llx%s", (unsigned long long)value, text_end(out));
}

void out_flag(struct out *out, const char *name)
{
	if (!out->json) {
		printf("%s%s%s", out->line && !out->empty ? " " : "", name,
		       text_end(out));
		out->empty = false;
		return;
	}
	json_member(out, name);
	fputs("true", stdout);
}

void out_bool(struct out *out, const char *name, bool value)
{
	if (!out->json) {
		out_word(out, name, value ? "yes" : "no");
		return;
	}
	json_member(out, name);
	fputs(value ? "true" : "false", stdout);
}

void out_seconds(struct out *out, const char *name, __u64 seconds, __u32 micro)
{
	if (!out->json)
		return;
	json_member(out, name);
	printf("%llu.%06u", (unsigned long long)seconds, micro);
}

void out_array(struct out *out, const char *name)
{
	if (!out->json)
		return;
	json_member(out, name);
	putchar('[');
	out->empty = true;
}

void out_array_word(struct out *out, const char *name, const char *value)
{
	if (!out->json) {
		out_word(out, name, value);
		return;
	}
	if (!out->empty)
		putchar(',');
	out->empty = false;
	json_string(value);
}

void out_array_end(struct out *out)
{
	if (!out->json)
		return;
	putchar(']');
	out->empty = false;
}

void out_explain(struct out *out, const char *lead, const char *doc)
{
	int indent = EXPLAIN_INDENT;
	bool start = true;
	int column;

	if (out->json || out->oneline)
		return;
	column = printf("%*s", indent, "");
	if (lead) {
		column += printf("%s: ", lead);
		indent += EXPLAIN_INDENT;
	}
	while (*doc) {
		int len = strcspn(doc, " ");

		if (!start && column + 1 + len > TEXT_COLUMNS) {
			column = indent;
			printf("\n%*s", indent, "");
		} else if (!start) {
			column += printf(" ");
		}
		start = false;
		plain_put(doc, len, stdout);
		column += len;
		doc += len;
		doc += strspn(doc, " ");
	}
	putchar('\n');
}

bool out_flush(void)
{
	if (!fflush(stdout) && !ferror(stdout))
		return true;
	complain("cannot write the output: %s", strerror(errno));
	return false;
}
