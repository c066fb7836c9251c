/* SPDX-License-Identifier: GPL-2.0 */
/* Names that there are now, for the values of a command that is being typed. */
#ifndef IDLOC_LIVE_H
#define IDLOC_LIVE_H

#include <stdbool.h>

struct ctx;

/* Are there names for this value of a grammar, such as DEV? */
bool live_is_known(const char *value);

/* Hand out those that begin with @begin, in the namespace of @ctx, which is entered: not
 * more than a person would read, and nothing is loaded for it.
 */
void live_names(struct ctx *ctx, const char *value, const char *begin,
		void (*take)(const char *name, void *arg), void *arg);

#endif
