/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What all fuzz targets share: how one says that something is wrong, and where
 * a target starts.
 */
#ifndef IDLOC_FUZZ_H
#define IDLOC_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Not assert(): it stays in every build. */
#define must(condition)							\
	do {								\
		if (!(condition)) {					\
			fprintf(stderr, "%s:%d: violated: %s\n",	\
				__FILE__, __LINE__, #condition);	\
			abort();					\
		}							\
	} while (0)

/* One input, of any bytes. libFuzzer wants it by a name of its own. */
int fuzz_one(const uint8_t *data, size_t size) __asm__("LLVMFuzzerTestOneInput");

#endif /* IDLOC_FUZZ_H */
