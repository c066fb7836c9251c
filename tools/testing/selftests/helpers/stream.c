// SPDX-License-Identifier: GPL-2.0
/*
 * One TCP connection that carries a byte stream known in advance. The receiver
 * verifies every byte and reports the longest silence; the sender reports
 * retransmits. There is no reconnecting: a broken connection is a failure.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "util.h"

static const char usage[] =
"stream server [-N NETNS] -p PORT [-T SECONDS] [-v]\n"
"stream client [-N NETNS] -p PORT -c ADDR [-B SOURCE] [-b BYTES | -t SECONDS]\n"
"       [-r KBYTES_PER_SECOND] [-z CHUNK] [-w MS] [-T SECONDS]\n"
"       [-i IFACE] [-e FILE]\n"
"  -T  give up (exit 3) after so long (default 60)\n"
"  -i  SO_BINDTODEVICE\n"
"  -e  send until FILE is there\n"
"  -v  a line every half second: time bytes longest-gap\n"
"  -w  how long to wait for the server to listen (default 5000)\n"
"server: recv bytes=N bad=N gap_ms=N gap_at_ms=N ms=N\n"
"client: sent bytes=N retrans=N ms=N rtt_us=N ok=0|1\n";

#define CHUNK_MAX	65536

struct opts {
	bool server;
	bool verbose;
	const char *netns;
	const char *iface;
	struct sockaddr_in6 addr;
	struct sockaddr_in6 source;
	unsigned long long bytes;
	unsigned int seconds;
	const char *until;
	unsigned int rate_kb;
	size_t chunk;
	unsigned int wait_ms;
	unsigned int limit;
};

/* What the server tells the client after the last byte. */
struct verdict {
	__u64 bytes;
	__u64 bad;
};

struct progress {
	__u64 bytes;
	__u64 bad;
	long long begin;
	long long last;
	long long gap;
	long long gap_at;
	long long printed;
};

/* Eight bytes of the stream, by their number: any byte lost, doubled or
 * swapped gives a different value.
 */
static __u64 block(__u64 n)
{
	n += 0x9e3779b97f4a7c15ULL;
	n = (n ^ (n >> 30)) * 0xbf58476d1ce4e5b9ULL;
	n = (n ^ (n >> 27)) * 0x94d049bb133111ebULL;
	return n ^ (n >> 31);
}

static void fill(__u8 *buf, size_t len, __u64 at)
{
	__u64 b = block(at / 8);

	for (; len; len--, at++, buf++) {
		if (!(at % 8))
			b = block(at / 8);
		*buf = b >> (at % 8 * 8);
	}
}

static __u64 count_bad(const __u8 *buf, size_t len, __u64 at)
{
	static __u8 want[CHUNK_MAX];
	__u64 bad = 0;
	size_t i;

	fill(want, len, at);
	if (!memcmp(buf, want, len))
		return 0;
	for (i = 0; i < len; i++)
		bad += buf[i] != want[i];
	return bad;
}

static int new_socket(void)
{
	int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		die(RC_SYSTEM, "socket");
	return fd;
}

static int accept_one(const struct opts *o)
{
	int fd = new_socket(), one = 1, conn;

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(fd, (const void *)&o->addr, sizeof(o->addr)) || listen(fd, 1))
		die(RC_SYSTEM, "listen");
	conn = accept(fd, NULL, NULL);
	if (conn < 0)
		die(RC_SYSTEM, "accept");
	close(fd);
	return conn;
}

static void note_read(const struct opts *o, struct progress *p, size_t n)
{
	long long now = now_ms();

	if (!p->begin) {
		p->begin = now;
		p->printed = now;
	} else if (now - p->last > p->gap) {
		p->gap = now - p->last;
		p->gap_at = p->last - p->begin;
	}
	p->last = now;
	p->bytes += n;
	if (o->verbose && now - p->printed >= 500) {
		p->printed = now;
		printf("progress ms=%lld bytes=%llu gap_ms=%lld\n",
		       now - p->begin, p->bytes, p->gap);
		fflush(stdout);
	}
}

static int serve(const struct opts *o)
{
	static __u8 buf[CHUNK_MAX];
	struct progress p = { 0 };
	struct verdict v;
	int fd = accept_one(o);
	ssize_t n;

	while ((n = recv(fd, buf, sizeof(buf), 0)) > 0) {
		p.bad += count_bad(buf, n, p.bytes);
		note_read(o, &p, n);
	}
	if (n < 0)
		die(RC_FAIL, "receive after %llu bytes", p.bytes);
	printf("recv bytes=%llu bad=%llu gap_ms=%lld gap_at_ms=%lld ms=%lld\n",
	       p.bytes, p.bad, p.gap, p.gap_at, p.last - p.begin);
	v.bytes = p.bytes;
	v.bad = p.bad;
	if (send(fd, &v, sizeof(v), MSG_NOSIGNAL) != sizeof(v))
		die(RC_FAIL, "send the verdict");
	close(fd);
	return p.bad ? RC_FAIL : RC_OK;
}

static int connect_once(const struct opts *o)
{
	long long end = now_ms() + o->wait_ms;
	int fd;

	for (;;) {
		fd = new_socket();
		if (o->iface && setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE,
					   o->iface, strlen(o->iface) + 1))
			die(RC_SYSTEM, "bind to %s", o->iface);
		if (o->source.sin6_family &&
		    bind(fd, (const void *)&o->source, sizeof(o->source)))
			die(RC_SYSTEM, "bind");
		if (!connect(fd, (const void *)&o->addr, sizeof(o->addr)))
			return fd;
		/* Nobody listens yet; anything else is the test's finding. */
		if (errno != ECONNREFUSED || now_ms() >= end)
			die(RC_FAIL, "connect");
		close(fd);
		usleep(20000);
	}
}

/* Sleeps until the stream is no longer ahead of the rate asked for. */
static void pace(const struct opts *o, __u64 sent, long long begin)
{
	long long due;

	if (!o->rate_kb)
		return;
	due = begin + (long long)(sent / o->rate_kb);
	while (now_ms() < due)
		usleep(1000);
}

static __u64 pump(const struct opts *o, int fd)
{
	static __u8 buf[CHUNK_MAX];
	long long begin = now_ms();
	__u64 sent = 0;

	for (;;) {
		size_t len = o->chunk, done = 0;

		if (o->bytes && o->bytes - sent < len)
			len = o->bytes - sent;
		if (!len || (o->until && !access(o->until, F_OK)) ||
		    (o->seconds && now_ms() - begin >= o->seconds * 1000LL))
			return sent;
		fill(buf, len, sent);
		while (done < len) {
			ssize_t n = send(fd, buf + done, len - done,
					 MSG_NOSIGNAL);

			if (n < 0)
				die(RC_FAIL, "send after %llu bytes",
				    sent + done);
			done += n;
		}
		sent += len;
		pace(o, sent, begin);
	}
}

static int run_client(const struct opts *o)
{
	struct tcp_info ti = { 0 };
	socklen_t len = sizeof(ti);
	struct verdict v = { 0 };
	long long begin;
	__u64 sent;
	int fd, ok;

	fd = connect_once(o);
	begin = now_ms();
	sent = pump(o, fd);
	shutdown(fd, SHUT_WR);
	if (recv(fd, &v, sizeof(v), MSG_WAITALL) != sizeof(v))
		die(RC_FAIL, "no verdict after %llu bytes", sent);
	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &ti, &len))
		die(RC_SYSTEM, "TCP_INFO");
	ok = v.bytes == sent && !v.bad;
	printf("sent bytes=%llu retrans=%u ms=%lld rtt_us=%u ok=%d\n", sent,
	       ti.tcpi_total_retrans, now_ms() - begin, ti.tcpi_rtt, ok);
	close(fd);
	return ok ? RC_OK : RC_FAIL;
}

static void bad_usage(void)
{
	fputs(usage, stderr);
	exit(RC_USAGE);
}

static void parse_addr(const char *text, struct sockaddr_in6 *sa)
{
	sa->sin6_family = AF_INET6;
	if (inet_pton(AF_INET6, text, &sa->sin6_addr) != 1)
		die(RC_USAGE, "bad address \"%s\"", text);
}

static void set_option(struct opts *o, int opt)
{
	switch (opt) {
	case 'N':
		o->netns = optarg;
		break;
	case 'p':
		o->addr.sin6_port = htons(parse_num(optarg, 65535));
		break;
	case 'c':
		parse_addr(optarg, &o->addr);
		break;
	case 'B':
		parse_addr(optarg, &o->source);
		break;
	case 'b':
		o->bytes = parse_num(optarg, 1ULL << 50);
		break;
	case 't':
		o->seconds = parse_num(optarg, 86400);
		break;
	case 'r':
		o->rate_kb = parse_num(optarg, 100000000);
		break;
	case 'z':
		o->chunk = parse_num(optarg, CHUNK_MAX);
		break;
	case 'w':
		o->wait_ms = parse_num(optarg, 600000);
		break;
	case 'T':
		o->limit = parse_num(optarg, 86400);
		break;
	case 'e':
		o->until = optarg;
		break;
	case 'i':
		o->iface = optarg;
		break;
	case 'v':
		o->verbose = true;
		break;
	default:
		bad_usage();
	}
}

int main(int argc, char **argv)
{
	struct opts o = {
		.addr = { .sin6_family = AF_INET6 },
		.chunk = 16384,
		.wait_ms = 5000,
		.limit = 60,
	};
	int opt;

	if (argc < 2)
		bad_usage();
	o.server = !strcmp(argv[1], "server");
	if (!o.server && strcmp(argv[1], "client"))
		bad_usage();
	optind = 2;
	while ((opt = getopt(argc, argv, "N:p:c:B:b:t:r:z:w:T:i:e:v")) != -1)
		set_option(&o, opt);
	if (optind != argc || !o.addr.sin6_port || !o.chunk ||
	    (!o.server && !o.bytes && !o.seconds && !o.until))
		bad_usage();
	if (o.netns)
		enter_netns(o.netns);
	limit_time(o.limit);
	return o.server ? serve(&o) : run_client(&o);
}
