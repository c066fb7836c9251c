/* SPDX-License-Identifier: GPL-2.0 */
/* "idloc monitor": what it shares among its files. */
#ifndef IDLOC_MONITOR_H
#define IDLOC_MONITOR_H

#include <stdbool.h>

#include "idloc.h"
#include "listen.h"

/* What can be listened to; a set of them is a number. */
enum monitor_kind {
	MONITOR_VNID		= 1 << 0,
	MONITOR_UNDERLAY	= 1 << 1,
	MONITOR_GROUP		= 1 << 2,
	MONITOR_LOCATOR		= 1 << 3,
	MONITOR_MAP		= 1 << 4,
	MONITOR_MISS		= 1 << 5,
	MONITOR_REDIRECT	= 1 << 6,
	MONITOR_MODULE		= 1 << 7,
	MONITOR_ALL		= (1 << 8) - 1,
};

/* By which groups of the family they come */
#define MONITOR_BY_VNID	(MONITOR_VNID | MONITOR_UNDERLAY | MONITOR_GROUP)
#define MONITOR_BY_MAP	(MONITOR_LOCATOR | MONITOR_MAP | MONITOR_MISS | MONITOR_REDIRECT)

/**
 * struct monitor - one call of "idloc monitor"
 * @ctx: options and output
 * @kinds: what is listened to
 * @listener: the events
 * @reason: why the state is to be told, NULL if it is not
 * @gone: the module is not loaded
 * @failed: nobody reads what is printed
 */
struct monitor {
	struct ctx *ctx;
	unsigned int kinds;
	struct listener listener;
	const char *reason;
	bool gone;
	bool failed;
};

/* A line of an event; between the two stand its members. */
void monitor_begin(struct monitor *monitor, const char *event);
void monitor_end(struct monitor *monitor);

/* One without members */
void monitor_tell(struct monitor *monitor, const char *event);

/* An event of the family: a line, if it is listened to. */
void monitor_event(struct monitor *monitor, struct nlmsghdr *nlh);

/* Tell the state of all that is listened to, each object as an event of its own. What
 * happens meanwhile is kept and told after it. Returns an exit code.
 */
int monitor_state(struct monitor *monitor);

#endif
