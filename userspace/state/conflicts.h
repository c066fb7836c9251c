/* SPDX-License-Identifier: GPL-2.0 */
/* What has to go before what shall come can. */
#ifndef IDLOC_CONFLICTS_H
#define IDLOC_CONFLICTS_H

#include <stdbool.h>

#include "state.h"

/* A virtual network cannot be changed, nor a local locator, and two cannot have one
 * place. Fill @between with what can stay of @have, in order: what is in the way, and
 * what needs that, is left out. False if nothing is.
 */
bool conflicts_find(const struct state *have, const struct state *want,
		    struct state *between);

#endif
