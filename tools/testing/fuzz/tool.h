/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The tool in this process, talking to a kernel that is made of bytes.
 */
#ifndef IDLOC_FUZZ_TOOL_H
#define IDLOC_FUZZ_TOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/**
 * struct capture - a stream that is kept as a string
 * @file: what to write to, between capture_begin() and capture_end()
 * @text: what was written, after capture_end()
 * @len: its size
 *
 * Used again and again: opening one costs more than all that is printed.
 */
struct capture {
	FILE *file;
	char *text;
	size_t len;
};

FILE *capture_begin(struct capture *c);
void capture_end(struct capture *c);

/* What the kernel will answer: datagrams, each two bytes of length (little end
 * first) and as many bytes, or what is left of them. An exchange that finds none
 * is acknowledged. @family: the question for the family is answered from these
 * bytes too, not with success.
 */
void tool_replies(const uint8_t *bytes, size_t len, bool family);

/* What stdin has, of the runs from now on. */
void tool_input(const uint8_t *bytes, size_t len);

/* "idloc" with these words behind it. Returns what it printed. */
const char *tool_run(int argc, char **argv);

/* Aborts if that is not one JSON object, or list, and a newline. */
void tool_must_be_json(const char *text);

/* The same, of each line by itself */
void tool_must_be_rows(const char *text);

/* Aborts if a terminal would obey a byte of it. */
void tool_must_be_plain(const char *text);

#endif /* IDLOC_FUZZ_TOOL_H */
