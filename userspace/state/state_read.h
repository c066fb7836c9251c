/* SPDX-License-Identifier: GPL-2.0 */
/* What the kernel keeps, as a state. */
#ifndef IDLOC_STATE_READ_H
#define IDLOC_STATE_READ_H

#include <stdbool.h>

#include "nl.h"
#include "state.h"

struct ctx;

/**
 * struct kernel - the sockets that a state is read from and written to
 * @ila: the family idloc-ila
 * @xlat: the family ila
 * @route: rtnetlink
 * @in_txn: a transaction is open at @ila
 * @requests: number of the last request that a pipe has sent to any
 */
struct kernel {
	struct conn ila;
	struct conn xlat;
	struct conn route;
	bool in_txn;
	__u32 requests;
};

/* Enter the namespace and open all; an exit code. kernel_close() is needed in either
 * case. What a transaction has not finished is forgotten then.
 */
int kernel_open(struct ctx *ctx, struct kernel *kernel);
void kernel_close(struct kernel *kernel);

/* Read all there is, in order; an exit code. @tell: of these kinds, say what cannot be told
 * of in the command language; NULL: of none. Tries again if things change meanwhile, so that
 * nothing names what is not in it.
 */
int state_read(struct kernel *kernel, struct state *state, const bool *tell);

#endif
