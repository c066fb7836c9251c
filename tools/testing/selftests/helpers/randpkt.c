// SPDX-License-Identifier: GPL-2.0
/*
 * Sends random packets through this kernel, from one device to another, and judges
 * each one that comes out before the next goes in: nothing can be lost, doubled or
 * out of order unnoticed. The first thing that is wrong ends it.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "judge6.h"
#include "random6.h"
#include "tun.h"
#include "util.h"
#include "wire6.h"

#define MAX_MAPS	32

static const char usage[] =
"randpkt [-N NETNS] -s SEED -n COUNT [-f FIRST] [-w MS] [-F] -m MODE -d wire|sir\n"
"        -M FROM/BITS=TO [-M ...] [-- SET-UP COMMAND]\n"
"  Makes devices in0, in1 (with GRO) and out0, runs the command, sends.\n"
"  -f  begin with this packet: -n 1 -f N repeats packet N of a seed\n"
"  -w  wait so long for a packet (default 5000)\n"
"  -F  out0 takes finished checksums and cut segments only\n"
"  -m  adj-transport, neutral-map, no-action or neutral-map-auto\n"
"  -M  destinations in FROM/BITS leave with the upper half of TO\n"
"prints: total sent=N out=N cbit=N reserved=N plain=N unhandled=N partial=N\n"
"        finished=N whole_gso=N cut_gso=N valid=N parts=N ms=N\n";

struct totals {
	unsigned int sent;
	unsigned int out;		/* came out, as they had to */
	unsigned int cbit;		/* dropped, as they had to be */
	unsigned int reserved;
	unsigned int plain;		/* among those that came out */
	unsigned int unhandled;		/* with a checksum that nobody can find */
	unsigned int partial;
	unsigned int finished;
	unsigned int whole_gso;
	unsigned int cut_gso;
	unsigned int valid;
	unsigned int parts;		/* all that came out, each part of a cut packet too */
	long long ms;			/* that it took */
};

struct run {
	struct random6_plan plan;
	struct random6_map maps[MAX_MAPS];
	struct totals t;
	const char *netns;
	unsigned int count;
	unsigned int first;
	int wait_ms;
	bool finish;
	int in[2];
	int out;
};

static void bad_usage(void)
{
	fputs(usage, stderr);
	exit(RC_USAGE);
}

/* ---- what is told when something is wrong ------------------------------------- */

static void dump(const char *what, const __u8 *bytes, size_t len)
{
	printf("%-5s ", what);
	print_hex(bytes, len);
	putchar('\n');
}

[[gnu::noreturn]]
static void fail(const struct run *r, const struct random6 *p, const struct judge6 *j,
		 const struct got6 *got, const char *why)
{
	__u8 want[RANDOM6_MAX];

	printf("seed=%llu number=%u: %s\n", (unsigned long long)r->plan.seed, p->number, why);
	printf("proto=%u l4=%zu check=%zu cover=%zu right=%d head=%zu\n", p->proto, p->l4,
	       p->check, p->cover, p->right, p->head);
	printf("partial=%d start=%zu offset=%zu gso=%u\n", p->partial, p->csum_start,
	       p->csum_offset, p->gso_size);
	dump("in", p->pkt, p->len);
	if (judge6_drops(j)) {
		puts("want  nothing");
	} else {
		judge6_expect(j, want);
		dump("want", want, p->len);
		if (p->check && j->mode == MODE_ADJ_TRANSPORT)
			printf("      but the checksum at %zu, for the new address\n", p->check);
	}
	if (!got) {
		puts("got   nothing");
		exit(RC_FAIL);
	}
	dump("got", got->pkt, got->len);
	printf("      partial=%d start=%zu offset=%zu gso=%u\n", got->partial, got->csum_start,
	       got->csum_offset, got->gso_size);
	exit(RC_FAIL);
}

/* ---- sending --------------------------------------------------------------------- */

static void expect_out(struct run *r, const struct random6 *p, struct judge6 *j)
{
	struct tun_said said;
	struct got6 got;
	const char *why;

	do {
		if (!tun_read(r->out, r->wait_ms, &got, &said))
			fail(r, p, j, NULL, "nothing came out");
		if (p->gso_size && !got.gso_size)
			why = judge6_part(j, &got);
		else
			why = judge6_whole(j, &got);
		if (why)
			fail(r, p, j, &got, why);
		r->t.parts++;
	} while (p->gso_size && !got.gso_size && !judge6_complete(j));

	r->t.out++;
	r->t.plain += j->fate == FATE_PLAIN;
	r->t.partial += got.partial;
	r->t.finished += p->partial && !got.partial;
	r->t.whole_gso += got.gso_size != 0;
	r->t.cut_gso += p->gso_size && !got.gso_size;
	r->t.valid += said.valid;
}

static void send_one(struct run *r, unsigned int number)
{
	static struct random6 p;
	struct tun_said said;
	struct judge6 j;
	struct got6 got;

	random6_address(&p, &r->plan, number);
	judge6_address(&j, &p, &r->plan, 1);
	random6_rest(&p, &r->plan, j.dst);
	r->t.sent++;
	r->t.cbit += j.fate == FATE_CBIT;
	r->t.reserved += j.fate == FATE_RESERVED;
	r->t.unhandled += p.unknown && r->plan.mode == MODE_ADJ_TRANSPORT;
	tun_write(r->in[number & 1], &p);
	if (!judge6_drops(&j))
		expect_out(r, &p, &j);
	else if (tun_read(r->out, 0, &got, &said))
		fail(r, &p, &j, &got, "something came out");
}

static void send_all(struct run *r)
{
	struct tun_said said;
	struct got6 got;
	unsigned int i;

	r->t.ms = now_ms();
	for (i = 0; i < r->count; i++)
		send_one(r, r->first + i);
	r->t.ms = now_ms() - r->t.ms;
	if (tun_read(r->out, 100, &got, &said))
		die(RC_FAIL, "a packet too many came out");
}

static void print_totals(const struct totals *t)
{
	printf("total sent=%u out=%u cbit=%u reserved=%u plain=%u unhandled=%u ", t->sent, t->out,
	       t->cbit, t->reserved, t->plain, t->unhandled);
	printf("partial=%u finished=%u whole_gso=%u cut_gso=%u valid=%u parts=%u ms=%lld\n",
	       t->partial, t->finished, t->whole_gso, t->cut_gso, t->valid, t->parts, t->ms);
}

/* ---- what to do -------------------------------------------------------------------- */

static enum random6_mode parse_mode(const char *text)
{
	static const char *const name[] = {
		[MODE_ADJ_TRANSPORT] = "adj-transport",
		[MODE_NEUTRAL_MAP] = "neutral-map",
		[MODE_NO_ACTION] = "no-action",
		[MODE_NEUTRAL_MAP_AUTO] = "neutral-map-auto",
	};
	unsigned int i;

	for (i = 0; i <= MODE_NEUTRAL_MAP_AUTO; i++) {
		if (!strcmp(text, name[i]))
			return i;
	}
	die(RC_USAGE, "bad mode \"%s\"", text);
}

static void parse_map(struct run *r, const char *text)
{
	struct random6_map *m = &r->maps[r->plan.n_maps++];
	struct in6_addr from_addr, to_addr;
	char from[64], to[64];

	if (r->plan.n_maps > MAX_MAPS ||
	    sscanf(text, "%63[^/]/%u=%63s", from, &m->bits, to) != 3 || m->bits > 64 ||
	    inet_pton(AF_INET6, from, &from_addr) != 1 || inet_pton(AF_INET6, to, &to_addr) != 1)
		die(RC_USAGE, "bad mapping \"%s\"", text);
	memcpy(m->from, &from_addr, 8);
	memcpy(m->to, &to_addr, 8);
}

static void set_option(struct run *r, int opt)
{
	switch (opt) {
	case 'N':
		r->netns = optarg;
		break;
	case 's':
		r->plan.seed = parse_num(optarg, ~0ULL);
		break;
	case 'n':
		r->count = parse_num(optarg, 4000000000);
		break;
	case 'f':
		r->first = parse_num(optarg, 4000000000);
		break;
	case 'w':
		r->wait_ms = parse_num(optarg, 600000);
		break;
	case 'F':
		r->finish = true;
		break;
	case 'm':
		r->plan.mode = parse_mode(optarg);
		break;
	case 'd':
		r->plan.to_wire = !strcmp(optarg, "wire");
		break;
	case 'M':
		parse_map(r, optarg);
		break;
	default:
		bad_usage();
	}
}

static void make_devices(struct run *r)
{
	int probe;

	if (r->netns)
		enter_netns(r->netns);
	r->in[0] = tun_open("in0", false);
	r->in[1] = tun_open("in1", true);
	r->out = tun_open("out0", false);
	/* What the kernel takes in is what it would hand out. */
	probe = tun_open("probe%d", false);
	r->plan.udp_gso = tun_offload(probe);
	close(probe);
	if (!r->finish)
		tun_offload(r->out);
}

static void set_up(char **argv)
{
	char line[4096] = "";
	size_t len = 0;

	for (; *argv; argv++) {
		len += snprintf(line + len, sizeof(line) - len, "%s ", *argv);
		if (len >= sizeof(line))
			die(RC_USAGE, "command too long");
	}
	errno = 0;
	if (*line && system(line))
		die(RC_SYSTEM, "the set-up failed");
}

int main(int argc, char **argv)
{
	static struct run r = { .wait_ms = 5000 };
	int opt;

	while ((opt = getopt(argc, argv, "+N:s:n:f:w:Fm:d:M:")) != -1)
		set_option(&r, opt);
	r.plan.maps = r.maps;
	if (!r.count || !r.plan.n_maps)
		bad_usage();
	make_devices(&r);
	set_up(argv + optind);
	send_all(&r);
	print_totals(&r.t);
	return RC_OK;
}
