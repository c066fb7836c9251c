/* SPDX-License-Identifier: GPL-2.0 */
/* Commands from a file, one after the other. */
#ifndef IDLOC_BATCH_H
#define IDLOC_BATCH_H

#include <stdbool.h>

struct words;

/* Runs a command; returns an enum idloc_exit. */
typedef int (*command_fn)(struct words *words, void *arg);

/* Run each line of a file, "-" for stdin, as a command; one that fails is the last unless
 * @force. Returns what the first that failed did.
 */
int batch_run(const char *file, bool force, command_fn run, void *arg);

#endif
