// SPDX-License-Identifier: GPL-2.0
/*
 * What the kernel answers to the tool: datagrams, messages, attributes, extended
 * acknowledgments, of any bytes.
 *
 * Input: a byte that chooses the command line, with bit 7 set if the question for the
 * family is answered from the input too; then datagrams, see tool.h.
 */
#include <assert.h>
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
	{ "idloc", "ila", "vnid", "7" },
	{ "idloc", "doctor" },
	{ "idloc", "ila", "group" },
	{ "idloc", "-j", "ila", "group" },
	{ "idloc", "ila", "group", "7", "ff0e::1" },
	{ "idloc", "ila", "underlay" },
	{ "idloc", "-j", "ila", "underlay" },
	{ "idloc", "ila", "route" },
	{ "idloc", "-j", "ila", "route" },
	{ "idloc", "-p", "ila", "route" },
	{ "idloc", "ila", "map", "-s", "-c=always" },
	{ "idloc", "-j", "ila", "map", "-s" },
	{ "idloc", "ila", "locator", "show", "west" },
	{ "idloc", "-j", "monitor", "state", "map", "group" },
	{ "idloc", "-j", "doctor" },
	{ "idloc", "monitor", "state", "-t" },
};

/* Bit 7 of the byte that chooses has to say nothing about the choice. */
static_assert(FROM_FAMILY % ARRAY_SIZE(lines) == 0, "not a power of two");

int fuzz_one(const uint8_t *data, size_t size)
{
	char *argv[9] = { NULL };
	const char *printed;
	unsigned int i;
	int argc;

	if (!size)
		return 0;
	i = (data[0] & ~FROM_FAMILY) % ARRAY_SIZE(lines);
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
		tool_must_be_rows(printed);
	else if (*printed && !strstr(printed, "}\n{"))
		tool_must_be_json(printed);
	return 0;
}
