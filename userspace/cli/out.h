/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The printer: one set of calls, two forms. Text is "name value" in columns,
 * JSON is one object with the same names.
 */
#ifndef IDLOC_OUT_H
#define IDLOC_OUT_H

#include <stdbool.h>
#include <linux/types.h>

/**
 * struct out - where and how to print
 * @json: JSON, else text
 * @pretty: JSON with line breaks and indentation
 * @oneline: text: an answer is one line, whatever it is
 * @color: text: addresses and interfaces stand out
 * @width: column of the values in text, set by out_width()
 * @depth: open objects
 * @empty: nothing printed yet in the innermost object, or on the line of an item
 * @line: between out_item() and out_item_end(), those of a row, or of an answer that
 *	has to be one line, in text: names and values follow each other on one line
 */
struct out {
	bool json;
	bool pretty;
	bool oneline;
	bool color;
	bool line;
	int width;
	int depth;
	bool empty;
};

/* One answer stands between these two. */
void out_begin(struct out *out);
void out_end(struct out *out);

/* Or a list of items; in text a line each. */
void out_list(struct out *out);
void out_list_end(struct out *out);
void out_item(struct out *out);
void out_item_end(struct out *out);

/* An object in the object; in text its members follow as they are. */
void out_open(struct out *out, const char *name);
void out_close(struct out *out);

/* Make the column of names at least so wide that this one fits. */
void out_width(struct out *out, const char *name);

/* Or lines that come one by one, as if each were alone: an object each in JSON. */
void out_row(struct out *out);
void out_row_end(struct out *out);
/* An array in the object; in text its words are members of one name. */
void out_array(struct out *out, const char *name);
void out_array_word(struct out *out, const char *name, const char *value);
void out_array_end(struct out *out);

/* The first member of an item; in text its value alone. */
void out_lead(struct out *out, const char *name, const char *value);
void out_word(struct out *out, const char *name, const char *value);
void out_number(struct out *out, const char *name, __u64 value);

/* A number that is hexadecimal in text; JSON has no such form. */
void out_hex(struct out *out, const char *name, __u64 value);

/* Something that is so: in text its name alone. */
void out_flag(struct out *out, const char *name);

/* Something that is so or not: yes or no in text. */
void out_bool(struct out *out, const char *name, bool value);

/* JSON only: a number of seconds with a fraction */
void out_seconds(struct out *out, const char *name, __u64 seconds, __u32 micro);

/* Text only: an explanation below the line it belongs to, wrapped; @lead, if
 * any, is a word that it explains.
 */
void out_explain(struct out *out, const char *lead, const char *doc);

/* Flush; false and a complaint if what was printed did not arrive. */
bool out_flush(void);

#endif
