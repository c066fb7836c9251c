/* SPDX-License-Identifier: GPL-2.0 */
/* Why a family of ours is not there: which ila module the kernel has, if any. */
#ifndef IDLOC_MODULE_H
#define IDLOC_MODULE_H

#include <stdbool.h>
#include <stddef.h>

/* Who has the name "ila" */
enum holder {
	HOLDER_NONE,
	HOLDER_INTREE,
	HOLDER_BUILTIN,
	HOLDER_OURS,
};

/* Find out without asking for a family, which would load a module; @version is that
 * of ours, or empty.
 */
enum holder module_holder(char *version, size_t size);

/* Is a module of the kernel's there, loaded or built in? */
bool module_present(const char *name);

/* Explain on stderr; returns the exit code. */
int module_explain(void);

#endif
