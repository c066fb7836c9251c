// SPDX-License-Identifier: GPL-2.0
/*
 * What the kernel answers to the tool: datagrams, messages, attributes, extended
 * acknowledgments, of any bytes.
 *
 * Input: a byte that chooses the command line, with bit 7 set if the question for the
 * family is answered from the input too; then datagrams, see tool.h.
 */
#include <string.h>

#include "../../../userspace/idloc.h"
#include "fuzz.h"
#include "tool.h"

#define FROM_FAMILY 0x80

static char *const lines[][8] = {
	{ "idloc", "ila", "show" },
	{ "idloc", "-j", "ila", "show" },
	{ "idloc", "-p", "-d", "ila", "show" },
	{ "idloc", "ila", "stats" },
	{ "idloc", "-d", "ila", "stats" },
	{ "idloc", "-d", "-j", "ila", "stats" },
	{ "idloc", "ila", "set", "adj-compat", "intree" },
	{ "idloc", "ila", "set", "csum-reserved", "7", "adj-compat", "rfc" },
	{ "idloc", "ila", "map" },
	{ "idloc", "-j", "ila", "map", "show" },
	{ "idloc", "-p", "ila", "map", "get", "3333::1" },
	{ "idloc", "ila", "locator" },
	{ "idloc", "-j", "ila", "locator" },
	{ "idloc", "monitor" },
	{ "idloc", "-j", "monitor" },
	{ "idloc", "-j", "ila", "vnid" },
};

/* An event a line, each JSON by itself */
static void must_be_rows(const char *printed)
{
	char row[16384];
	const char *end;
	size_t len;

	for (; *printed; printed += len) {
		end = strchr(printed, '\n');
		must(end);
		len = end + 1 - printed;
		must(len < sizeof(row));
		memcpy(row, printed, len);
		row[len] = '\0';
		tool_must_be_json(row);
	}
}

int fuzz_one(const uint8_t *data, size_t size)
{
	char *argv[9] = { NULL };
	const char *printed;
	unsigned int i;
	int argc;

	if (!size)
		return 0;
	i = data[0] % ARRAY_SIZE(lines);
	/* getopt moves the words about. */
	memcpy(argv, lines[i], sizeof(lines[i]));
	for (argc = 0; argv[argc]; argc++)
		;
	tool_replies(data + 1, size - 1, data[0] & FROM_FAMILY);
	printed = tool_run(argc, argv);
	if (lines[i][1][0] != '-' || lines[i][1][1] == 'd')
		return 0;
	/* One answer, one object; several answers are the kernel's mistake. */
	if (!strcmp(lines[i][2], "monitor"))
		must_be_rows(printed);
	else if (*printed && !strstr(printed, "}\n{"))
		tool_must_be_json(printed);
	return 0;
}
