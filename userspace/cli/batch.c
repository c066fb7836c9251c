// SPDX-License-Identifier: GPL-2.0
#include "batch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "complain.h"
#include "idloc.h"
#include "words.h"

static int run_line(char *line, command_fn run, void *arg)
{
	struct words words;

	if (!words_split(line, &words))
		return IDLOC_USAGE;
	return words.n ? run(&words, arg) : IDLOC_OK;
}

static int run_lines(FILE *f, const char *name, bool force, command_fn run, void *arg)
{
	unsigned int number = 0;
	char *line = NULL;
	size_t size = 0;
	int ret, first = IDLOC_OK;

	while ((force || !first) && getline(&line, &size, f) >= 0) {
		complain_of_line(name, ++number);
		ret = run_line(line, run, arg);
		/* Who follows the output of another program sees each answer at once. */
		fflush(stdout);
		first = first ?: ret;
	}
	complain_of_line(NULL, 0);
	free(line);
	return first;
}

int batch_run(const char *file, bool force, command_fn run, void *arg)
{
	bool is_stdin = !strcmp(file, "-");
	FILE *f = is_stdin ? stdin : fopen(file, "re");
	int ret;

	if (!f) {
		complain("cannot open %s: %s", file, strerror(errno));
		return IDLOC_USAGE;
	}
	ret = run_lines(f, is_stdin ? "stdin" : file, force, run, arg);
	if (ferror(f)) {
		complain("cannot read %s: %s", file, strerror(errno));
		ret = ret ?: IDLOC_USAGE;
	}
	if (!is_stdin)
		fclose(f);
	return ret;
}
