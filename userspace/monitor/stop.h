/* SPDX-License-Identifier: GPL-2.0 */
/* SIGINT and SIGTERM as a request to come to an end, for what goes on until it is stopped. */
#ifndef IDLOC_STOP_H
#define IDLOC_STOP_H

#include <signal.h>
#include <stdbool.h>

/* What the signals did before. */
struct stop {
	struct sigaction interrupt;
	struct sigaction terminate;
};

/* From here to stop_end() they only ask; the second of a kind ends the process as ever.
 * One that is ignored stays so.
 */
void stop_begin(struct stop *stop);
void stop_end(const struct stop *stop);
bool stop_asked(void);

/* Wait until @fd can be read or somebody asks. */
void stop_wait(int fd);

#endif
