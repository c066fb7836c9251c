// SPDX-License-Identifier: GPL-2.0
/*
 * The tool's command line, with a kernel that agrees to everything; and its
 * printer, with any text.
 *
 * Input: words, each ended by a byte of zero; behind a byte of 0xff, what stdin has,
 * for the lines of -batch.
 */
#include <string.h>

#include "../../../userspace/cli/args.h"
#include "../../../userspace/cli/out.h"
#include "../../../userspace/nl/spec.h"
#include "fuzz.h"
#include "tool.h"

#define MAX_WORDS 24
#define INPUT 0xff

/* A number is what strtoull() says, or a word of the table is its index. */
static void check_value(const char *text)
{
	static const struct word words[] = {
		{ "rfc", "one" }, { "intree", "other" },
	};
	static const struct attr_desc attr = {
		.name = "x", .doc = "y", .words = words, .n_words = 2,
	};
	unsigned int value = 77;
	char back[16];

	if (!args_value(&attr, text, &value)) {
		must(value == 77);
		must(strcmp(text, "rfc") && strcmp(text, "0"));
		return;
	}
	if (!strcmp(text, "rfc") || !strcmp(text, "intree"))
		must(value == (*text == 'i'));
	else
		must(*text >= '0' && *text <= '9' &&
		     strtoull(text, NULL, 0) == value);
	snprintf(back, sizeof(back), "%u", value);
	must(args_value(&attr, back, &value) && (unsigned int)atoll(back) == value);
}

/* What is printed as JSON is JSON, whatever the names and values are; and text, whose names
 * are the tool's own, sends no value to a terminal that this would obey.
 */
static void check_printer(const char *name, const char *value, bool pretty)
{
	struct out out = { .json = true, .pretty = pretty };
	static struct capture printed;
	FILE *real = stdout;

	stdout = capture_begin(&printed);
	out_begin(&out);
	out_word(&out, name, value);
	out_open(&out, value);
	out_number(&out, "n", strlen(value));
	out_close(&out);
	out_end(&out);
	capture_end(&printed);
	tool_must_be_json(printed.text);

	out = (struct out){ .width = 0 };
	capture_begin(&printed);
	out_width(&out, "name");
	out_word(&out, "name", value);
	out_explain(&out, "name", value);
	capture_end(&printed);
	tool_must_be_plain(printed.text);
	stdout = real;
}

int fuzz_one(const uint8_t *data, size_t size)
{
	char *argv[MAX_WORDS + 2] = { (char *)"idloc" }, *bytes, *end, *word;
	const uint8_t *input = size ? memchr(data, INPUT, size) : NULL;
	int argc = 1, i;
	const char *printed;
	bool json;

	tool_input(input ? input + 1 : NULL, input ? data + size - input - 1 : 0);
	if (input)
		size = input - data;
	bytes = malloc(size + 1);
	memcpy(bytes, data, size);
	bytes[size] = '\0';
	end = bytes + size;
	for (word = bytes; word < end && argc <= MAX_WORDS; word += strlen(word) + 1)
		argv[argc++] = word;
	for (i = 1; i < argc; i++)
		check_value(argv[i]);
	check_printer(argv[argc / 2], argv[argc - 1], size & 1);
	tool_replies(NULL, 0, false);
	/* Options are taken out. Among lines, there may be a call for help, which is text. */
	json = argc > 1 && !strcmp(argv[1], "-j") && !input;
	printed = tool_run(argc, argv);
	if (json && (*printed == '{' || *printed == '[') && printed[1] != '\n')
		tool_must_be_rows(printed);
	free(bytes);
	return 0;
}
