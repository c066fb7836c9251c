// SPDX-License-Identifier: GPL-2.0
/*
 * Prints the rate of this machine's time-stamp counter in kHz.
 *
 * An emulated guest reads the host's counter, but measures its rate against
 * emulated timers, and on a loaded host gets it wrong by a third or more. So the
 * guest is told. Here each sample is the quickest of many, which a busy
 * machine does not disturb.
 */
#include <stdint.h>
#include <stdio.h>
#include <time.h>
#include <x86intrin.h>

static int64_t now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC_RAW, &ts);
	return ts.tv_sec * 1000000000LL + ts.tv_nsec;
}

static void sample(int64_t *ns, uint64_t *ticks)
{
	uint64_t best = UINT64_MAX;
	int i;

	for (i = 0; i < 1000; i++) {
		uint64_t before = __rdtsc();
		int64_t time = now();
		uint64_t after = __rdtsc();

		if (after - before >= best)
			continue;
		best = after - before;
		*ns = time;
		*ticks = before + best / 2;
	}
}

int main(void)
{
	struct timespec pause = { .tv_nsec = 300000000 };
	int64_t ns[2] = { 0 };
	uint64_t ticks[2] = { 0 };

	sample(&ns[0], &ticks[0]);
	nanosleep(&pause, NULL);
	sample(&ns[1], &ticks[1]);
	printf("%.0f\n", (double)(ticks[1] - ticks[0]) * 1e6 / (double)(ns[1] - ns[0]));
	return 0;
}
