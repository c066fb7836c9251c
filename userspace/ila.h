/* SPDX-License-Identifier: GPL-2.0 */
/* The object "ila": settings and counters of the family idloc-ila. */
#ifndef IDLOC_ILA_H
#define IDLOC_ILA_H

#include <linux/idloc_ila.h>

#include "idloc.h"
#include "spec.h"

extern const struct attr_desc ila_settings[IDLOC_ILA_A_SETTINGS_MAX + 1];
extern const struct attr_desc ila_stats[IDLOC_ILA_A_STATS_MAX + 1];

int ila_show(struct ctx *ctx, struct args *args);
int ila_set(struct ctx *ctx, struct args *args);
int ila_show_stats(struct ctx *ctx, struct args *args);

#endif
