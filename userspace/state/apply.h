/* SPDX-License-Identifier: GPL-2.0 */
/* Making changes, all of them or none. */
#ifndef IDLOC_APPLY_H
#define IDLOC_APPLY_H

#include "changes.h"
#include "nl.h"
#include "state_read.h"

/**
 * struct refusal - the first change that the kernel has refused
 * @change: the change; NULL: the end of the transaction
 * @verdict: why; without an error after a failure on this side, which has been
 *	complained of
 */
struct refusal {
	const struct change *change;
	struct verdict verdict;
};

enum applied {
	APPLIED_ALL,
	APPLIED_NONE,		/* refused, or failed on this side */
	APPLIED_SOME,		/* the same, and some could not be taken back */
};

typedef void (*tell_fn)(const struct refusal *refusal, void *arg);

/* Make all changes, in the order that they need. Mappings and locators change in one
 * transaction, which is begun unless kernel->in_txn. What is refused is told.
 */
enum applied apply(struct kernel *kernel, struct changes *changes, tell_fn tell,
		   void *arg);

#endif
