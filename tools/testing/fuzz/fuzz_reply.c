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
};

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
	/* One answer, one object; several answers are the kernel's mistake. */
	if (argv[1][0] == '-' && argv[1][1] != 'd' && *printed && !strstr(printed, "}\n{"))
		tool_must_be_json(printed);
	return 0;
}
