// SPDX-License-Identifier: GPL-2.0
#include "stop.h"

#include <poll.h>
#include <stdatomic.h>
#include <stddef.h>

/* A lock-free one, which a handler may write. */
static atomic_bool asked;

static void ask(int number)
{
	(void)number;
	asked = true;
}

static void replace(int number, struct sigaction *old)
{
	/* No SA_RESTART: a write to someone who does not read ends, too. */
	struct sigaction new = { .sa_handler = ask, .sa_flags = SA_RESETHAND };

	sigaction(number, &new, old);
	if (old->sa_handler == SIG_IGN)
		sigaction(number, old, NULL);
}

void stop_begin(struct stop *stop)
{
	asked = false;
	replace(SIGINT, &stop->interrupt);
	replace(SIGTERM, &stop->terminate);
}

void stop_end(const struct stop *stop)
{
	sigaction(SIGINT, &stop->interrupt, NULL);
	sigaction(SIGTERM, &stop->terminate, NULL);
}

bool stop_asked(void)
{
	return asked;
}

/* The signals come in during ppoll() and at no other time here: none is between the look
 * and the wait.
 */
void stop_wait(int fd)
{
	struct pollfd poll = { .fd = fd, .events = POLLIN };
	sigset_t both, before;

	sigemptyset(&both);
	sigaddset(&both, SIGINT);
	sigaddset(&both, SIGTERM);
	sigprocmask(SIG_BLOCK, &both, &before);
	if (!asked)
		ppoll(&poll, 1, NULL, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
}
