/* SPDX-License-Identifier: GPL-2.0 */
/*
 * TAP from a C program: ok() per behaviour, done_testing() at the end.
 */
#ifndef IDLOC_UNIT_TAP_H
#define IDLOC_UNIT_TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

static int tap_count, tap_failed;

static inline bool ok(bool good, const char *fmt, ...)
{
	va_list args;

	printf("%sok %d - ", good ? "" : "not ", ++tap_count);
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	putchar('\n');
	if (!good)
		tap_failed++;
	return good;
}

static inline int done_testing(void)
{
	printf("1..%d\n", tap_count);
	return tap_failed || !tap_count;
}

#endif /* IDLOC_UNIT_TAP_H */
