/* SPDX-License-Identifier: GPL-2.0 */
/* Families of generic netlink as they come and go. */
#ifndef IDLOC_FAMILY_H
#define IDLOC_FAMILY_H

#include "nl.h"

/* The group of the kernel's controller that tells of families. */
#define FAMILY_GROUP	0x10

enum family_news {
	FAMILY_NONE,	/* of others */
	FAMILY_CAME,
	FAMILY_WENT,
};

/* What an event of the controller says of a family. */
enum family_news family_news(struct nlmsghdr *nlh, const char *name);

/* Hand @reply what the kernel says of a family that it has; 0 or verdict->error, which is
 * -ENOENT if there is none. Not as conn_ask_family(), which has the kernel load a module.
 */
int family_find(const char *name, reply_fn reply, void *arg, struct verdict *verdict);

#endif
