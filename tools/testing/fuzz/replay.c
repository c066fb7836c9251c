// SPDX-License-Identifier: GPL-2.0
/*
 * The corpus of a fuzz target as a unit test: no libFuzzer, any compiler.
 * The Makefile says which file of inputs it is.
 */
#include <string.h>

#include "../unit/tap.h"
#include "fuzz.h"

#define MAX_INPUT 8192

static size_t unhex(const char *line, uint8_t *out)
{
	size_t n;

	for (n = 0; n < MAX_INPUT; n++) {
		if (sscanf(line + 2 * n, "%2hhx", out + n) != 1)
			break;
	}
	return n;
}

int main(void)
{
	static char line[2 * MAX_INPUT + 256];
	static uint8_t input[MAX_INPUT];
	FILE *file = fopen(CORPUS, "r");
	unsigned int count = 0;
	uint8_t *exact;
	size_t len;

	while (file && fgets(line, sizeof(line), file)) {
		len = line[0] == '#' ? 0 : unhex(line, input);
		if (!len)
			continue;
		/* Of its exact size, so that ASan sees the first byte behind it. */
		exact = malloc(len);
		memcpy(exact, input, len);
		/* It aborts if something is wrong, and is a failure then. */
		fuzz_one(exact, len);
		free(exact);
		count++;
	}
	if (file)
		fclose(file);
	ok(count > 0, "%u inputs of the fuzzer's corpus", count);
	return done_testing();
}
