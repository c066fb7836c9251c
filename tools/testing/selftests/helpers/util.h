/* SPDX-License-Identifier: GPL-2.0 */
/* What every helper needs: errors, numbers, hex, clocks, namespaces. */
#ifndef SELFTEST_UTIL_H
#define SELFTEST_UTIL_H

#include <linux/types.h>
#include <stddef.h>
#include <stdbool.h>

/* Exit codes shared by the helpers, so that a test can tell them apart. */
enum {
	RC_OK = 0,
	RC_FAIL = 1,		/* the thing looked for did not happen */
	RC_KERNEL = 2,		/* the kernel refused */
	RC_TIMEOUT = 3,
	RC_USAGE = 64,
	RC_SYSTEM = 71,		/* a system call that should work did not */
};

/**
 * die() - print a message, with errno's text unless errno is 0, and leave
 * @rc: exit code
 * @fmt: what happened
 */
[[gnu::noreturn, gnu::format(printf, 2, 3)]]
void die(int rc, const char *fmt, ...);

/**
 * parse_num() - read a number or leave with a usage error
 * @text: decimal, 0x hexadecimal or 0 octal
 * @max: largest value that makes sense
 *
 * Return: the number.
 */
unsigned long long parse_num(const char *text, unsigned long long max);

/**
 * parse_hex() - turn hex digits into bytes or leave with a usage error
 * @text: digits; spaces, colons and dots between them are skipped
 * @out: where the bytes go
 * @room: bytes that fit there
 *
 * Return: the number of bytes.
 */
size_t parse_hex(const char *text, __u8 *out, size_t room);

/**
 * print_hex() - print bytes as hex digits on standard output
 * @data: the bytes
 * @len: how many
 */
void print_hex(const __u8 *data, size_t len);

/**
 * now_ms() - milliseconds of the monotonic clock
 *
 * Return: the time.
 */
long long now_ms(void);

/**
 * enter_netns() - move this process into a namespace made by ip-netns
 * @name: its name
 */
void enter_netns(const char *name);

/**
 * limit_time() - end the process with RC_TIMEOUT after a while
 * @seconds: 0 for never
 */
void limit_time(unsigned int seconds);

#endif
