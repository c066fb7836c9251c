/* SPDX-License-Identifier: GPL-2.0 */
/* Events: what the kernel tells without being asked. */
#ifndef IDLOC_LISTEN_H
#define IDLOC_LISTEN_H

#include <stdbool.h>
#include <stddef.h>

#include "nl.h"

/* What an attempt to hear something came to. */
enum heard {
	HEARD_SOME,	/* one message or more, handed out */
	HEARD_NONE,	/* nothing has come */
	HEARD_LOST,	/* some could not be kept; all that were have been handed out */
	HEARD_FAILED,	/* verdict->error */
};

/**
 * struct listener - a socket for the events of a family, and of the family itself
 * @conn: the socket; its family is 0 while the kernel does not have it
 * @family: its name
 * @groups: names of its groups that are wanted; those that it does not have are left out
 * @n_groups: how many; with none, only the family itself is heard of
 * @message: called with each message, of the family or of the kernel's controller
 * @arg: for @message
 * @kept: messages that have come while nobody could be told, one behind the other
 * @kept_size: bytes that there is room for
 * @kept_begin: where the first is that nobody has been told of
 * @kept_end: where the last one ends
 * @lost: some were lost, @message has not been called with all that came before
 * @late: messages since then
 */
struct listener {
	struct conn conn;
	const char *family;
	const char *const *groups;
	size_t n_groups;
	message_fn message;
	void *arg;
	char *kept;
	size_t kept_size;
	size_t kept_begin;
	size_t kept_end;
	bool lost;
	unsigned int late;
};

/* Open the socket, with room for @buffer bytes of messages, and hear of the family itself;
 * 0 or verdict->error. listener_close() is needed in either case.
 */
int listener_open(struct listener *listener, unsigned int buffer, struct verdict *verdict);
void listener_close(struct listener *listener);

/* Join the groups, also again after the family has come back: 0 or verdict->error, which
 * is -ENOENT if there is no such family.
 */
int listener_join(struct listener *listener, struct verdict *verdict);

/* To wait for what comes */
int listener_fd(const struct listener *listener);

/* Hand out what has come, without waiting. */
enum heard listener_hear(struct listener *listener, struct verdict *verdict);

/* Keep what has come for listener_hear(), so that the socket has room for more. */
void listener_keep(struct listener *listener);

#endif
