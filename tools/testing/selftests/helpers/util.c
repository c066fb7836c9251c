// SPDX-License-Identifier: GPL-2.0
/* What every helper needs: errors, numbers, hex, clocks, namespaces. */
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "util.h"

void die(int rc, const char *fmt, ...)
{
	int err = errno;
	va_list ap;

	fflush(stdout);
	fprintf(stderr, "%s: ", program_invocation_short_name);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	if (err && rc != RC_USAGE)
		fprintf(stderr, ": %s", strerror(err));
	fputc('\n', stderr);
	exit(rc);
}

unsigned long long parse_num(const char *text, unsigned long long max)
{
	unsigned long long val;
	char *end;

	errno = 0;
	val = strtoull(text, &end, 0);
	if (errno || end == text || *end || val > max || *text == '-')
		die(RC_USAGE, "bad number \"%s\"", text);
	return val;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

size_t parse_hex(const char *text, __u8 *out, size_t room)
{
	size_t len = 0;

	while (*text) {
		int hi, lo;

		if (isspace((unsigned char)*text) || strchr(":.", *text)) {
			text++;
			continue;
		}
		hi = hex_digit(text[0]);
		lo = hi < 0 ? -1 : hex_digit(text[1]);
		if (lo < 0)
			die(RC_USAGE, "bad hex at \"%.8s\"", text);
		if (len == room)
			die(RC_USAGE, "more than %zu bytes of hex", room);
		out[len++] = hi << 4 | lo;
		text += 2;
	}
	return len;
}

void print_hex(const __u8 *data, size_t len)
{
	while (len--)
		printf("%02x", *data++);
}

long long now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000LL + ts.tv_nsec / 1000000;
}

void enter_netns(const char *name)
{
	char path[256];
	int fd;

	snprintf(path, sizeof(path), "/var/run/netns/%s", name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		die(RC_SYSTEM, "open %s", path);
	if (setns(fd, CLONE_NEWNET))
		die(RC_SYSTEM, "enter %s", name);
	close(fd);
}

static void on_alarm(int sig)
{
	static const char text[] = "timeout\n";

	(void)sig;
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(RC_SYSTEM);
	_exit(RC_TIMEOUT);
}

void limit_time(unsigned int seconds)
{
	signal(SIGALRM, on_alarm);
	alarm(seconds);
}
