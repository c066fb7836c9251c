/* SPDX-License-Identifier: GPL-2.0 */
/* ILA routes of the kernel, as items. */
#ifndef IDLOC_ROUTE_READ_H
#define IDLOC_ROUTE_READ_H

#include "nl.h"
#include "state.h"

/**
 * struct unsaid - what there is no word for
 * @hops: routes and nexthops that have something beside what is said of them
 * @nexthops: routes by a nexthop object
 * @objects: nexthop objects with encap ila
 * @flags: mappings and locators with flags of a newer kernel
 */
struct unsaid {
	unsigned int hops;
	unsigned int nexthops;
	unsigned int objects;
	unsigned int flags;
};

/* Read them; 0 or verdict->error. */
int routes_read(struct conn *conn, struct state *state, struct unsaid *unsaid,
		struct verdict *verdict);

/* On stderr, of these kinds */
void unsaid_tell(const struct unsaid *unsaid, const bool *kinds);

#endif
