// SPDX-License-Identifier: GPL-2.0
/*
 * Numbered UDP datagrams with known contents, optionally many per system call
 * (UDP_SEGMENT) and merged at the receiver (UDP_GRO). The receiver counts what
 * came, what came twice and what came damaged.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "util.h"

#ifndef UDP_SEGMENT
#define UDP_SEGMENT	103
#endif
#ifndef UDP_GRO
#define UDP_GRO		104
#endif

static const char usage[] =
"dgram recv [-N NETNS] -p PORT -n COUNT -l SIZE [-w MS] [-G 1] [-i IFACE -j GROUP]\n"
"dgram send [-N NETNS] -p PORT -c ADDR -n COUNT -l SIZE [-G PER_CALL]\n"
"           [-i IFACE] [-M 1]\n"
"  -l  bytes per datagram, at least 4\n"
"  -G  sender: so many datagrams per call; receiver: accept merged ones\n"
"  -i  SO_BINDTODEVICE\n"
"  -j  receive what is sent to a multicast address on IFACE\n"
"  -M  forbid fragments; print the path MTU first\n"
"  -w  receiver: stop after so long without any (default 1500)\n"
"recv: got=N unique=N bad=N merged=N\n";

#define BUF_MAX		65536
#define COUNT_MAX	1000000

struct opts {
	bool recv;
	const char *netns;
	struct sockaddr_in6 addr;
	unsigned int count;
	size_t size;
	unsigned int per_call;
	unsigned int wait_ms;
	const char *iface;
	struct ipv6_mreq group;
	bool joins;
	bool whole;
};

struct totals {
	unsigned int got;
	unsigned int unique;
	unsigned int bad;
	unsigned int merged;
	__u8 *seen;
};

static void fill(__u8 *p, size_t size, unsigned int n)
{
	size_t i;

	for (i = 4; i < size; i++)
		p[i] = n * 31 + i * 7 + (i >> 8);
	p[0] = n >> 24;
	p[1] = n >> 16;
	p[2] = n >> 8;
	p[3] = n;
}

static void judge(const struct opts *o, struct totals *t, const __u8 *p,
		  size_t len)
{
	static __u8 want[BUF_MAX];
	unsigned int n;

	t->got++;
	if (len != o->size) {
		t->bad++;
		return;
	}
	n = (unsigned int)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3];
	fill(want, len, n);
	if (n >= o->count || memcmp(p, want, len)) {
		t->bad++;
		return;
	}
	t->unique += !t->seen[n];
	t->seen[n] = 1;
}

static size_t segment_size(struct msghdr *msg, size_t all)
{
	struct cmsghdr *cm;
	int size;

	for (cm = CMSG_FIRSTHDR(msg); cm; cm = CMSG_NXTHDR(msg, cm)) {
		if (cm->cmsg_level != SOL_UDP || cm->cmsg_type != UDP_GRO)
			continue;
		memcpy(&size, CMSG_DATA(cm), sizeof(size));
		return size;
	}
	return all;
}

static void receive(const struct opts *o, struct totals *t, int fd)
{
	static __u8 buf[BUF_MAX];
	char control[CMSG_SPACE(sizeof(int))];
	struct iovec iov = { buf, sizeof(buf) };
	struct msghdr msg = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	size_t seg, off;
	ssize_t n;

	n = recvmsg(fd, &msg, 0);
	if (n < 0)
		die(RC_SYSTEM, "receive");
	seg = segment_size(&msg, n);
	if (!seg)
		return;
	t->merged += seg < (size_t)n;
	for (off = 0; off < (size_t)n; off += seg)
		judge(o, t, buf + off, n - off < seg ? n - off : seg);
}

static void join(const struct opts *o, int fd)
{
	struct ipv6_mreq group = o->group;

	group.ipv6mr_interface = o->iface ? if_nametoindex(o->iface) : 0;
	if (!group.ipv6mr_interface)
		die(RC_USAGE, "-j needs an interface");
	if (setsockopt(fd, IPPROTO_IPV6, IPV6_JOIN_GROUP, &group, sizeof(group)))
		die(RC_SYSTEM, "IPV6_JOIN_GROUP");
}

static int run_recv(const struct opts *o)
{
	int fd = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0), one = 1;
	int room = 8 << 20;
	struct pollfd p = { .fd = fd, .events = POLLIN };
	struct totals t = { 0 };

	t.seen = calloc(1, o->count);
	if (fd < 0 || !t.seen)
		die(RC_SYSTEM, "socket");
	setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof(room));
	if (o->per_call && setsockopt(fd, SOL_UDP, UDP_GRO, &one, sizeof(one)))
		die(RC_SYSTEM, "UDP_GRO");
	if (bind(fd, (const void *)&o->addr, sizeof(o->addr)))
		die(RC_SYSTEM, "bind");
	if (o->joins)
		join(o, fd);
	printf("ready\n");
	fflush(stdout);
	/* The first may take long: the sender is not even started. */
	while (t.unique < o->count &&
	       poll(&p, 1, t.got ? o->wait_ms : o->wait_ms + 4000) > 0)
		receive(o, &t, fd);
	printf("got=%u unique=%u bad=%u merged=%u\n", t.got, t.unique, t.bad,
	       t.merged);
	return t.unique == o->count && !t.bad ? RC_OK : RC_FAIL;
}

/* How big a packet the socket's route takes; larger ones are refused. */
static void forbid_fragments(int fd)
{
	int one = 1, mtu;
	socklen_t len = sizeof(mtu);

	if (setsockopt(fd, IPPROTO_IPV6, IPV6_DONTFRAG, &one, sizeof(one)) ||
	    getsockopt(fd, IPPROTO_IPV6, IPV6_MTU, &mtu, &len))
		die(RC_SYSTEM, "IPV6_MTU");
	printf("mtu=%d\n", mtu);
}

static void connect_socket(const struct opts *o, int fd)
{
	int hops = 64;

	/* One by default. */
	if (setsockopt(fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, &hops, sizeof(hops)))
		die(RC_SYSTEM, "IPV6_MULTICAST_HOPS");
	if (o->iface && setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, o->iface,
				   strlen(o->iface) + 1))
		die(RC_SYSTEM, "bind to %s", o->iface);
	if (connect(fd, (const void *)&o->addr, sizeof(o->addr)))
		die(RC_SYSTEM, "connect");
	if (o->whole)
		forbid_fragments(fd);
}

static int run_send(const struct opts *o)
{
	static __u8 buf[BUF_MAX];
	int fd = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	unsigned int n, k, per = o->per_call ? o->per_call : 1;
	int size = o->size;

	if (fd < 0)
		die(RC_SYSTEM, "socket");
	if (o->size * per > sizeof(buf) - 48)
		die(RC_USAGE, "too many bytes per call");
	if (o->per_call &&
	    setsockopt(fd, SOL_UDP, UDP_SEGMENT, &size, sizeof(size)))
		die(RC_SYSTEM, "UDP_SEGMENT");
	connect_socket(o, fd);
	for (n = 0; n < o->count; n += k) {
		for (k = 0; k < per && n + k < o->count; k++)
			fill(buf + k * o->size, o->size, n + k);
		if (send(fd, buf, k * o->size, 0) < 0)
			die(RC_SYSTEM, "send datagram %u", n);
		if (n / per % 8 == 7)
			usleep(1000);
	}
	return RC_OK;
}

static void bad_usage(void)
{
	fputs(usage, stderr);
	exit(RC_USAGE);
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
		if (inet_pton(AF_INET6, optarg, &o->addr.sin6_addr) != 1)
			die(RC_USAGE, "bad address \"%s\"", optarg);
		break;
	case 'n':
		o->count = parse_num(optarg, COUNT_MAX);
		break;
	case 'l':
		o->size = parse_num(optarg, BUF_MAX - 48);
		break;
	case 'G':
		o->per_call = parse_num(optarg, 64);
		break;
	case 'i':
		o->iface = optarg;
		break;
	case 'j':
		if (inet_pton(AF_INET6, optarg, &o->group.ipv6mr_multiaddr) != 1)
			die(RC_USAGE, "bad address \"%s\"", optarg);
		o->joins = true;
		break;
	case 'M':
		o->whole = parse_num(optarg, 1);
		break;
	case 'w':
		o->wait_ms = parse_num(optarg, 600000);
		break;
	default:
		bad_usage();
	}
}

int main(int argc, char **argv)
{
	struct opts o = {
		.addr = { .sin6_family = AF_INET6 },
		.wait_ms = 1500,
	};
	int opt;

	if (argc < 2)
		bad_usage();
	o.recv = !strcmp(argv[1], "recv");
	if (!o.recv && strcmp(argv[1], "send"))
		bad_usage();
	optind = 2;
	while ((opt = getopt(argc, argv, "N:p:c:n:l:G:w:i:j:M:")) != -1)
		set_option(&o, opt);
	if (optind != argc || !o.addr.sin6_port || !o.count || o.size < 4)
		bad_usage();
	if (o.netns)
		enter_netns(o.netns);
	limit_time(60);
	return o.recv ? run_recv(&o) : run_send(&o);
}
