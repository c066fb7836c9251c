/* SPDX-License-Identifier: GPL-2.0 */
/* The form of what "idloc save" prints. */
#ifndef IDLOC_SAVE_H
#define IDLOC_SAVE_H

/* The first line: a higher number is for what an older tool would misread. Behind it, of
 * a part, the kinds that were saved.
 */
#define SAVE_HEADER	"# idloc save "
#define SAVE_VERSION	"1"

/* The last: without it, something is missing. */
#define SAVE_END	"# idloc end"

#endif
