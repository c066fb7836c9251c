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
 */
struct unsaid {
	unsigned int hops;
	unsigned int nexthops;
	unsigned int objects;
};

/* Read them; 0 or verdict->error. */
int routes_read(struct conn *conn, struct state *state, struct unsaid *unsaid,
		struct verdict *verdict);

/* On stderr */
void unsaid_tell(const struct unsaid *unsaid);

#endif
