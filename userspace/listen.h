/* SPDX-License-Identifier: GPL-2.0 */
/* Events: what the kernel tells without being asked. */
#ifndef IDLOC_LISTEN_H
#define IDLOC_LISTEN_H

#include <stdbool.h>
#include <stddef.h>

#include "nl.h"

/**
 * struct listener - who gets the events of a family
 * @event: called with each; false: enough
 * @lost: called if some could not be kept, with no word on how many; false: enough
 * @arg: for both
 */
struct listener {
	bool (*event)(struct nlmsghdr *nlh, void *arg);
	bool (*lost)(void *arg);
	void *arg;
};

/* Join those of the groups that the family has; 0 or verdict->error, which is
 * -ENOENT if it has none of them.
 */
int conn_join(struct conn *conn, const char *family, const char *const *groups,
	      size_t n, struct verdict *verdict);

/* Wait for events until the listener has enough, 0, or something fails,
 * verdict->error.
 */
int conn_listen(struct conn *conn, const struct listener *listener,
		struct verdict *verdict);

#endif
