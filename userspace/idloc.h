/* SPDX-License-Identifier: GPL-2.0 */
/* What every object of the tool shares: exit codes, options, messages. */
#ifndef IDLOC_H
#define IDLOC_H

#include <stdbool.h>

#include "complain.h"

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

/* Exit codes. They are ABI: scripts tell a typing error from a refusal. */
enum idloc_exit {
	IDLOC_OK	= 0,
	IDLOC_USAGE	= 1,	/* bad argument, or a failure on this side */
	IDLOC_REFUSED	= 2,	/* the kernel said no, or cannot be asked */
	IDLOC_DIFFERS	= 3,	/* what was asked is not so: no error of anybody */
};

struct out;
struct args;
struct noun;

/**
 * struct ctx - options and output of one call of the tool
 * @out: printer, text or JSON
 * @netns: -n NETNS, or NULL for the caller's own namespace
 * @details: -d, explain what is printed
 * @stats: -s, with counters
 * @timestamp: -t, when it was
 * @stdin_taken: commands come from stdin, which nobody else may read
 */
struct ctx {
	struct out *out;
	const char *netns;
	bool details;
	bool stats;
	bool timestamp;
	bool stdin_taken;
};

/**
 * struct object - a noun of the command line
 * @name: the word
 * @run: does it, returns an enum idloc_exit
 * @help: prints its grammar on stdout
 * @noun: of those in it that have a help of their own, the one of this name, or NULL;
 *	NULL: there are none
 */
struct object {
	const char *name;
	int (*run)(struct ctx *ctx, struct args *args);
	void (*help)(void);
	const struct noun *(*noun)(const char *name);
};

extern const struct object addr_object;
extern const struct object complete_object;
extern const struct object ila_object;
extern const struct object monitor_object;
extern const struct object save_object;
extern const struct object restore_object;
extern const struct object doctor_object;

/* The object of this name, or NULL; and the grammar of all, on stdout */
const struct object *object_find(const char *name);
void object_help(void);

#endif
