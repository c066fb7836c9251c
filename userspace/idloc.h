/* SPDX-License-Identifier: GPL-2.0 */
/* What every object of the tool shares: exit codes, options, messages. */
#ifndef IDLOC_H
#define IDLOC_H

#include <stdbool.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))
#define __printf(a, b)	__attribute__((format(gnu_printf, a, b)))

/* Exit codes. They are ABI: scripts tell a typing error from a refusal. */
enum idloc_exit {
	IDLOC_OK	= 0,
	IDLOC_USAGE	= 1,	/* bad argument, or a failure on this side */
	IDLOC_REFUSED	= 2,	/* the kernel said no, or cannot be asked */
};

struct out;
struct args;

/**
 * struct ctx - options and output of one call of the tool
 * @out: printer, text or JSON
 * @netns: -n NETNS, or NULL for the caller's own namespace
 * @details: -d, explain what is printed
 */
struct ctx {
	struct out *out;
	const char *netns;
	bool details;
};

/**
 * struct object - a noun of the command line
 * @name: the word
 * @run: does it, returns an enum idloc_exit
 * @help: prints its grammar on stdout
 */
struct object {
	const char *name;
	int (*run)(struct ctx *ctx, struct args *args);
	void (*help)(void);
};

extern const struct object ila_object;
extern const struct object monitor_object;

/* "idloc: ..." on stderr, one line */
__printf(1, 2) void complain(const char *fmt, ...);

/* the same, and a hint where to find help; returns IDLOC_USAGE */
__printf(1, 2) int usage_error(const char *fmt, ...);

#endif
