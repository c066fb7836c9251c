// SPDX-License-Identifier: GPL-2.0
/*
 * The random packets of helpers/random6.h through the pure code, judged by
 * helpers/judge6.h: every mode, both directions, addresses that nobody chose. The
 * environment's UNIT_CASES says how many; every processor takes its share.
 */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../selftests/helpers/judge6.h"
#include "oracle.h"
#include "plain.h"
#include "tap.h"

#define USUAL_CASES	1000000
#define BATCH		1000000
#define DST_AT		24

/* The same order as xlate.c: the checksum, then the address. */
static bool through_module(struct plain *p, const struct random6 *in,
			   const struct random6_plan *plan, bool fixed)
{
	struct ila_rewrite r;
	__be64 from, to;

	memcpy(&from, in->pkt + DST_AT, sizeof(from));
	memcpy(&to, in->map.to, sizeof(to));
	ila_rewrite_init(&r, to, plan->mode);
	if (fixed)
		ila_rewrite_fix(&r, from, plan->to_wire);
	if (plan->mode == MODE_ADJ_TRANSPORT) {
		u16 delta = ila_rewrite_delta(plain_dst(p), &r);
		bool own = in->partial && in->csum_start + in->csum_offset == in->check;

		/* Both ways through the code, where there are two. */
		if (own || !(in->number & 16) || !plain_patch_usual(p, delta)) {
			if (plain_patch(p, delta, own) == in->unknown)
				return false;
		}
	}
	if (!plan->to_wire) {
		ila_to_sir(plain_dst(p), &r);
		return true;
	}
	return ila_to_wire(plain_dst(p), &r, false) == ILA_REWRITTEN;
}

static const char *one(const struct random6_plan *plan, struct random6 *in,
		       unsigned int number)
{
	static u8 out[RANDOM6_MAX];
	struct plain p = { .data = out };
	struct got6 got = { .pkt = out };
	struct judge6 j;
	bool done;

	random6_address(in, plan, number);
	judge6_address(&j, in, plan, 0);
	random6_rest(in, plan, j.dst);
	memcpy(out, in->pkt, in->len);
	p.len = in->len;
	done = through_module(&p, in, plan, number & 8);
	if (judge6_drops(&j) == done)
		return done ? "a packet that had to be dropped" : "dropped, or not understood";
	if (!done)
		return NULL;
	got.len = in->len;
	got.partial = in->partial;
	got.csum_start = in->csum_start;
	got.csum_offset = in->csum_offset;
	got.gso_size = in->gso_size;
	return judge6_whole(&j, &got);
}

static void print_bytes(const u8 *bytes, size_t len)
{
	for (; len; len--)
		printf("%02x", *bytes++);
}

/* Numbers @first, @first + @step and so on below @end. Returns 0 if all are right. */
static int run(unsigned long first, unsigned long end, unsigned long step)
{
	static struct random6 in;
	const char *why;
	unsigned long i;

	for (i = first; i < end; i += step) {
		struct random6_plan plan = {
			.seed = i / BATCH,
			.mode = i / 2 % 4,
			.to_wire = i % 2,
			.udp_gso = true,
		};

		why = one(&plan, &in, i % BATCH);
		if (!why)
			continue;
		printf("# packet %lu (mode %d, %s the wire): %s\n# ", i, plan.mode,
		       plan.to_wire ? "to" : "from", why);
		print_bytes(in.pkt, in.len);
		printf("\n# to ");
		print_bytes(in.map.to, sizeof(in.map.to));
		putchar('\n');
		return 1;
	}
	return 0;
}

int main(void)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN), cpu;
	int cases = oracle_cases(USUAL_CASES), status;
	bool good = true;

	for (cpu = 0; cpu < cpus; cpu++) {
		pid_t pid = fork();

		if (!pid)
			exit(run(cpu, cases, cpus));
		good &= pid > 0;
	}
	while (wait(&status) > 0)
		good &= !status;
	ok(good, "%d random packets are as judged", cases);
	return done_testing();
}
