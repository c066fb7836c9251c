// SPDX-License-Identifier: GPL-2.0
/*
 * Captures IPv6 packets on an interface and judges every transport checksum
 * by summing it in full. One line per packet, one line of totals.
 *
 * A command after "--" is started once the socket listens, so that nothing it
 * causes can be missed.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "util.h"
#include "wire6.h"

static const char usage[] =
"pktcap [-N NETNS] -i IFACE [-n COUNT] [-t MS] [-g MS] [-s SRC] [-d DST[/LEN]]\n"
"       [-p PROTO] [-T ICMP_TYPE] [-I | -O] [-q] [-o FILE] [-- COMMAND...]\n"
"  -n  leave with 0 after COUNT packets; with 1 if there were fewer in time\n"
"      (default 0: go on until the time is over, leave with 0)\n"
"  -t  time limit (default 3000)\n"
"  -g  once COMMAND has ended, stop after MS without a packet\n"
"  -I/-O  incoming or outgoing packets only\n"
"  -q  print only bad packets (10 at most) and the totals\n"
"  -o  print to FILE; standard output is then COMMAND's, else that is stderr\n"
"line:  pkt DIR src=A dst=A hlim=N nh=N l4=N len=N csum=V ... hex=H\n"
"csum:  ok bad zero frag none short; partial = left to the device, then\n"
"       seed=ok|bad judges the pseudo-header sum that it starts from\n";

struct filter {
	struct in6_addr src;
	struct in6_addr dst;
	bool by_src;
	unsigned int dst_bits;
	int proto;
	int icmp_type;
	int dir;		/* PACKET_HOST, PACKET_OUTGOING or -1 */
};

struct totals {
	unsigned int packets;
	unsigned int verdict[CSUM_SHORT + 1];
	unsigned int partial;
	unsigned int seed_bad;
	unsigned int gso;	/* larger than the link's MTU */
	unsigned int other;	/* not IPv6 or cut off */
};

struct cap {
	struct filter f;
	struct totals t;
	const char *netns;
	const char *iface;
	const char *output;
	unsigned int want;
	unsigned int time_ms;
	unsigned int grace_ms;
	bool quiet;
	int fd;
	pid_t child;
};

static const char *const verdict_name[] = {
	[CSUM_OK] = "ok",
	[CSUM_BAD] = "bad",
	[CSUM_ZERO] = "zero",
	[CSUM_FRAGMENT] = "frag",
	[CSUM_NOT_OURS] = "none",
	[CSUM_SHORT] = "short",
};

static void bad_usage(void)
{
	fputs(usage, stderr);
	exit(RC_USAGE);
}

static void parse_prefix(const char *text, struct filter *f)
{
	char addr[64];
	unsigned int bits = 128;

	if (sscanf(text, "%63[^/]/%u", addr, &bits) < 1 || bits > 128 ||
	    inet_pton(AF_INET6, addr, &f->dst) != 1)
		die(RC_USAGE, "bad prefix \"%s\"", text);
	f->dst_bits = bits;
}

static bool in_prefix(const struct in6_addr *a, const struct in6_addr *b,
		      unsigned int bits)
{
	unsigned int whole = bits / 8, rest = bits % 8;

	if (memcmp(a, b, whole))
		return false;
	return !rest || !((a->s6_addr[whole] ^ b->s6_addr[whole]) >> (8 - rest));
}

static bool wanted(const struct filter *f, const __u8 *pkt,
		   const struct wire6 *w)
{
	if (f->by_src && memcmp(&f->src, &w->src, sizeof(f->src)))
		return false;
	if (!in_prefix(&f->dst, &w->dst, f->dst_bits))
		return false;
	if (f->proto >= 0 && (unsigned int)f->proto != w->proto)
		return false;
	if (f->icmp_type < 0)
		return true;
	return w->proto == IPPROTO_ICMPV6 && w->len && !w->later &&
	       pkt[w->off] == f->icmp_type;
}

/* CHECKSUM_PARTIAL: the field must hold the pseudo-header sum. */
static bool seed_ok(const __u8 *pkt, const struct wire6 *w)
{
	int at = wire6_csum_at(w->proto);
	unsigned int field;

	if (at < 0 || w->len < (size_t)at + 2)
		return true;
	field = pkt[w->off + at] << 8 | pkt[w->off + at + 1];
	return field % 0xffff == wire6_pseudo(w) % 0xffff;
}

static void print_l4(const __u8 *pkt, const struct wire6 *w)
{
	const __u8 *l4 = pkt + w->off;
	char target[INET6_ADDRSTRLEN];

	if (w->later || w->len < 8)
		return;
	if (w->proto == IPPROTO_TCP || w->proto == IPPROTO_UDP) {
		printf(" ports=%u:%u", l4[0] << 8 | l4[1], l4[2] << 8 | l4[3]);
	} else if (w->proto == IPPROTO_ICMPV6) {
		printf(" type=%u code=%u", l4[0], l4[1]);
		if ((l4[0] == 135 || l4[0] == 136) && w->len >= 24)
			printf(" target=%s", inet_ntop(AF_INET6, l4 + 8, target,
						       sizeof(target)));
	}
}

static void print_packet(const __u8 *pkt, size_t len, const struct wire6 *w,
			 const char *dir, const char *verdict)
{
	char src[INET6_ADDRSTRLEN], dst[INET6_ADDRSTRLEN];

	printf("pkt %s src=%s dst=%s hlim=%u nh=%u l4=%u len=%zu csum=%s", dir,
	       inet_ntop(AF_INET6, &w->src, src, sizeof(src)),
	       inet_ntop(AF_INET6, &w->dst, dst, sizeof(dst)),
	       w->hop_limit, pkt[6], w->proto, len, verdict);
	print_l4(pkt, w);
	printf(" hex=");
	print_hex(pkt, len);
	putchar('\n');
	fflush(stdout);
}

static void count_packet(struct cap *c, const __u8 *pkt, size_t len,
			 const char *dir, bool partial)
{
	enum csum_verdict v;
	struct wire6 w;
	const char *text;
	bool bad;

	if (!wire6_parse(pkt, len, &w)) {
		c->t.other++;
		return;
	}
	if (!wanted(&c->f, pkt, &w))
		return;
	c->t.packets++;
	if (len > 1500)
		c->t.gso++;
	if (partial) {
		bad = !seed_ok(pkt, &w);
		c->t.partial++;
		c->t.seed_bad += bad;
		text = bad ? "partial seed=bad" : "partial seed=ok";
	} else {
		v = wire6_check(pkt, &w);
		c->t.verdict[v]++;
		bad = v == CSUM_BAD || v == CSUM_SHORT;
		text = verdict_name[v];
	}
	if (!c->quiet || (bad && c->t.verdict[CSUM_BAD] + c->t.seed_bad <= 10))
		print_packet(pkt, len, &w, dir, text);
}

static bool csum_not_ready(struct msghdr *msg)
{
	struct tpacket_auxdata aux;
	struct cmsghdr *cm;

	for (cm = CMSG_FIRSTHDR(msg); cm; cm = CMSG_NXTHDR(msg, cm)) {
		if (cm->cmsg_level != SOL_PACKET ||
		    cm->cmsg_type != PACKET_AUXDATA)
			continue;
		memcpy(&aux, CMSG_DATA(cm), sizeof(aux));
		return aux.tp_status & TP_STATUS_CSUMNOTREADY;
	}
	return false;
}

static void receive(struct cap *c)
{
	static __u8 pkt[1 << 18];
	char control[CMSG_SPACE(sizeof(struct tpacket_auxdata))];
	struct sockaddr_ll from;
	struct iovec iov = { pkt, sizeof(pkt) };
	struct msghdr msg = {
		.msg_name = &from,
		.msg_namelen = sizeof(from),
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	bool out;
	ssize_t n;

	n = recvmsg(c->fd, &msg, MSG_DONTWAIT);
	if (n < 0) {
		if (errno == EAGAIN || errno == EINTR || errno == ENETDOWN)
			return;
		die(RC_SYSTEM, "receive");
	}
	out = from.sll_pkttype == PACKET_OUTGOING;
	if (c->f.dir == (out ? PACKET_HOST : PACKET_OUTGOING))
		return;
	count_packet(c, pkt, n, out ? "out" : "in", csum_not_ready(&msg));
}

static void open_socket(struct cap *c)
{
	struct sockaddr_ll at = {
		.sll_family = AF_PACKET,
		.sll_protocol = htons(ETH_P_ALL),
	};
	int one = 1, room = 16 << 20, home;

	/* Back home afterwards: COMMAND belongs where the caller is. */
	home = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	if (c->netns)
		enter_netns(c->netns);
	at.sll_ifindex = if_nametoindex(c->iface);
	if (!at.sll_ifindex)
		die(RC_SYSTEM, "interface %s", c->iface);
	c->fd = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (c->fd < 0)
		die(RC_SYSTEM, "packet socket");
	if (setsockopt(c->fd, SOL_PACKET, PACKET_AUXDATA, &one, sizeof(one)))
		die(RC_SYSTEM, "PACKET_AUXDATA");
	setsockopt(c->fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof(room));
	/* ETH_P_ALL, as outgoing packets are shown to nobody else. */
	if (bind(c->fd, (const void *)&at, sizeof(at)))
		die(RC_SYSTEM, "bind to %s", c->iface);
	if (c->netns && setns(home, CLONE_NEWNET))
		die(RC_SYSTEM, "leave %s", c->netns);
	close(home);
}

static void start_command(struct cap *c, char **argv)
{
	c->child = fork();
	if (c->child < 0)
		die(RC_SYSTEM, "fork");
	if (c->child)
		return;
	if (!c->output)
		dup2(STDERR_FILENO, STDOUT_FILENO);
	execvp(argv[0], argv);
	die(RC_SYSTEM, "%s", argv[0]);
}

/* True once the command has ended; a command that failed fails the capture. */
static bool command_done(struct cap *c)
{
	int status;

	if (!c->child)
		return true;
	if (waitpid(c->child, &status, WNOHANG) != c->child)
		return false;
	c->child = 0;
	if (!WIFEXITED(status) || WEXITSTATUS(status)) {
		errno = 0;
		die(RC_SYSTEM, "command failed with status 0x%x", status);
	}
	return true;
}

static void capture(struct cap *c)
{
	long long end = now_ms() + c->time_ms, quiet_since = 0, left;
	struct pollfd p = { .fd = c->fd, .events = POLLIN };
	unsigned int before;

	while ((left = end - now_ms()) > 0) {
		if (c->want && c->t.packets >= c->want)
			break;
		before = c->t.packets;
		if (poll(&p, 1, left < 20 ? left : 20) > 0)
			receive(c);
		if (c->t.packets != before || !command_done(c))
			quiet_since = 0;
		else if (!quiet_since)
			quiet_since = now_ms();
		else if (c->grace_ms && now_ms() - quiet_since >= c->grace_ms)
			break;
	}
	if (c->child) {
		/* Enough packets seen: let the command finish in its time. */
		while (!command_done(c) && now_ms() < end)
			usleep(5000);
		if (c->child)
			kill(c->child, SIGTERM);
	}
}

static void print_totals(struct cap *c)
{
	struct tpacket_stats st = { 0 };
	socklen_t len = sizeof(st);
	unsigned int i;

	getsockopt(c->fd, SOL_PACKET, PACKET_STATISTICS, &st, &len);
	printf("total packets=%u", c->t.packets);
	for (i = 0; i <= CSUM_SHORT; i++)
		printf(" %s=%u", verdict_name[i], c->t.verdict[i]);
	printf(" partial=%u seed_bad=%u gso=%u other=%u lost=%u\n",
	       c->t.partial, c->t.seed_bad, c->t.gso, c->t.other, st.tp_drops);
}

static void set_filter_option(struct cap *c, int opt)
{
	switch (opt) {
	case 's':
		if (inet_pton(AF_INET6, optarg, &c->f.src) != 1)
			die(RC_USAGE, "bad address \"%s\"", optarg);
		c->f.by_src = true;
		break;
	case 'd':
		parse_prefix(optarg, &c->f);
		break;
	case 'p':
		c->f.proto = parse_num(optarg, 255);
		break;
	case 'T':
		c->f.icmp_type = parse_num(optarg, 255);
		break;
	case 'I':
		c->f.dir = PACKET_HOST;
		break;
	case 'O':
		c->f.dir = PACKET_OUTGOING;
		break;
	default:
		bad_usage();
	}
}

static void set_option(struct cap *c, int opt)
{
	switch (opt) {
	case 'N':
		c->netns = optarg;
		break;
	case 'i':
		c->iface = optarg;
		break;
	case 'n':
		c->want = parse_num(optarg, 1000000000);
		break;
	case 't':
		c->time_ms = parse_num(optarg, 600000);
		break;
	case 'g':
		c->grace_ms = parse_num(optarg, 600000);
		break;
	case 'o':
		c->output = optarg;
		break;
	case 'q':
		c->quiet = true;
		break;
	default:
		set_filter_option(c, opt);
	}
}

int main(int argc, char **argv)
{
	struct cap c = {
		.f = { .proto = -1, .icmp_type = -1, .dir = -1 },
		.time_ms = 3000,
	};
	int opt;

	while ((opt = getopt(argc, argv, "+N:i:n:t:g:s:d:p:T:IOo:q")) != -1)
		set_option(&c, opt);
	if (!c.iface)
		bad_usage();
	open_socket(&c);
	if (optind < argc)
		start_command(&c, argv + optind);
	if (c.output && !freopen(c.output, "w", stdout))
		die(RC_SYSTEM, "%s", c.output);
	capture(&c);
	print_totals(&c);
	return c.t.packets < c.want ? RC_FAIL : RC_OK;
}
