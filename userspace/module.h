/* SPDX-License-Identifier: GPL-2.0 */
/* Why a family of ours is not there: which ila module the kernel has, if any. */
#ifndef IDLOC_MODULE_H
#define IDLOC_MODULE_H

/* Explain on stderr; returns the exit code. */
int module_explain(void);

#endif
