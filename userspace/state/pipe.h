/* SPDX-License-Identifier: GPL-2.0 */
/* Many requests to the kernel that change something, several in a write. */
#ifndef IDLOC_PIPE_H
#define IDLOC_PIPE_H

#include <stdbool.h>
#include <stddef.h>

#include "nl.h"

/* All of them can be refused, each with a text: more could be more than a socket keeps. */
#define PIPE_MESSAGES	32
#define PIPE_BYTES	0x8000

/* Called with each request that is refused; without an error if it was not sent. */
typedef void (*refused_fn)(__u32 tag, const struct verdict *verdict, void *arg);

/**
 * struct pipe - requests that have not been sent yet
 * @conn: where they go
 * @seq: the number of the last that was put in, of all that go there: an answer that comes
 *	too late is of none of those that wait for one
 * @refused: who is told
 * @arg: for @refused
 * @messages: how many there are
 * @used: their bytes
 * @at: where each of them begins
 * @tag: and what it was put in under
 * @batch: one behind the other
 */
struct pipe {
	struct conn *conn;
	__u32 *seq;
	refused_fn refused;
	void *arg;
	unsigned int messages;
	size_t used;
	size_t at[PIPE_MESSAGES];
	__u32 tag[PIPE_MESSAGES];
	__u8 batch[PIPE_BYTES] __attribute__((aligned(4)));
};

/* Put a copy of a request in, under a number. False after a complaint if something failed
 * on this side: what has been put in before may have happened, or not.
 */
bool pipe_put(struct pipe *pipe, const struct nl_msg *msg, __u32 tag);

/* Forget those that have not been sent. */
void pipe_drop(struct pipe *pipe);

/* Send what there is, and wait until all of it is answered. */
bool pipe_flush(struct pipe *pipe);

#endif
