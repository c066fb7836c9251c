/* SPDX-License-Identifier: GPL-2.0 */
/* The family idloc-ila, as the commands of the object "ila" use it. */
#ifndef IDLOC_ILA_NL_H
#define IDLOC_ILA_NL_H

#include "nl.h"

struct ctx;

/* Enter the namespace, open the family, or explain on stderr why that cannot
 * be; returns an exit code. conn_close() is needed in either case.
 */
int ila_open(struct ctx *ctx, struct conn *conn);

/* One get command from open to close: @print gets the answer and @ctx. */
int ila_ask(struct ctx *ctx, __u8 cmd, int max, reply_fn print);

#endif
