/* SPDX-License-Identifier: GPL-2.0 */
/* The options: words that begin with "-" and are the same for every object. */
#ifndef IDLOC_OPTIONS_H
#define IDLOC_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct ctx;

/**
 * struct options - what the options say, apart from what goes into a struct ctx
 * @batch: file of commands, or NULL
 * @force: go on with the next after one that failed
 * @help: the grammar is asked for
 * @version: the version is
 */
struct options {
	const char *batch;
	bool force;
	bool help;
	bool version;
};

/* Take the options out of @words, which has what is left then: their number, or -1
 * after a complaint. Behind the object only options that there are go, and behind "--"
 * none.
 */
int options_take(int n, char **words, struct options *options, struct ctx *ctx);

/* The name of each option without a dash, and NULL behind the last */
const char *options_name(size_t i);

/* What has to follow @word if it is an option: NETNS, FILE or nothing, NULL */
const char *options_value(const char *word);

#endif
