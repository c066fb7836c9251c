/* SPDX-License-Identifier: GPL-2.0 */
/* The nexthops of a route that has several. */
#ifndef IDLOC_HOPS_H
#define IDLOC_HOPS_H

#include <stdbool.h>

struct nlattr;
struct rtnexthop;

/* Called with each, and the attributes that the route has for it, RTA_*. */
typedef void (*hop_fn)(struct nlattr **attrs, const struct rtnexthop *rtnh, void *arg);

/* Hand out those in RTA_MULTIPATH; false if some could not be read. */
bool hops_each(struct nlattr *multipath, hop_fn hop, void *arg);

#endif
