/* SPDX-License-Identifier: GPL-2.0 */
/* Who says what a mapping says: the numbers of routes (RTPROT_*), and names for some. */
#ifndef IDLOC_SOURCE_H
#define IDLOC_SOURCE_H

#include <stdbool.h>
#include <linux/types.h>

/* A name, or a number up to 255 */
bool source_parse(const char *word, __u32 *source);

/* Its name, or NULL */
const char *source_name(__u32 source);

#endif
