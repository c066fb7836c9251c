/* SPDX-License-Identifier: GPL-2.0 */
/* The family "ila": what "ip ila" makes, from a locator to a SIR prefix. */
#ifndef IDLOC_ILA_XLAT_H
#define IDLOC_ILA_XLAT_H

#include "nl.h"

/* Open it in the namespace that was entered; an exit code, after a complaint if it is
 * not 0. conn_close() is needed in either case.
 */
int xlat_open(struct conn *conn);

#endif
