// SPDX-License-Identifier: GPL-2.0
/*
 * Floods the netlink interfaces of ILA with messages, valid and damaged, in
 * several namespaces, and counts what the kernel answers. It looks for crashes,
 * not for wrong answers: the kernel's log is the judge.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <linux/genetlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fuzzgen.h"
#include "util.h"

static const char usage[] =
"nlfuzz [-s SEED] [-n COUNT] [-t SECONDS] -N NETNS...\n"
"-n  messages (10000); -t  stop after this time\n"
"prints: total messages=N sends=N answers=N seconds=N rate=N lost=N abandoned=N\n"
"        kind NAME sent=N damaged=N ok=N, for each kind of message\n"
"        errno NAME=N, for each answer\n";

#define PLACES		8
#define ERRNOS		4096
#define SEQS		4096
#define SEND_ROOM	65536
#define FLUSH_EVERY	1024
#define BOUNCE_EVERY	8192

/* A socket of the host's root, and one that nobody opened. */
enum { ROOT, NOBODY, CALLERS };
enum { ROUTE, GENERIC, PROTOCOLS };

struct netns {
	int fd;
	int sock[PROTOCOLS][CALLERS];
	struct fuzz_place place;
};

static struct netns nets[PLACES];
static unsigned int n_nets;

static struct {
	unsigned long messages, sends, answers, lost, abandoned, no_send;
	unsigned long sent[FUZZ_KINDS], damaged[FUZZ_KINDS], ok[FUZZ_KINDS];
	unsigned long errnos[ERRNOS];
} count;

/* What the latest messages were, by their sequence number. */
static unsigned char kinds[SEQS];

static void open_socket(struct netns *ns, unsigned int proto, unsigned int who)
{
	if (setns(ns->fd, CLONE_NEWNET))
		die(RC_SYSTEM, "enter a namespace");
	/* The kernel asks who opened the socket as well as who sends. */
	if (who == NOBODY && seteuid(65534))
		die(RC_SYSTEM, "become nobody");
	ns->sock[proto][who] = nl_open(proto == ROUTE ? NETLINK_ROUTE :
				       NETLINK_GENERIC);
	if (who == NOBODY && seteuid(0))
		die(RC_SYSTEM, "become root again");
}

static void add_namespace(const char *name)
{
	struct netns *ns = &nets[n_nets++];
	struct if_nameindex *list, *i;
	struct nlanswer ans;
	unsigned int n;

	if (n_nets > PLACES)
		die(RC_USAGE, "more than %u namespaces", PLACES);
	enter_netns(name);
	ns->fd = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	if (ns->fd < 0)
		die(RC_SYSTEM, "open a namespace");
	list = if_nameindex();
	for (i = list; i->if_index && ns->place.devices < FUZZ_DEVICES; i++)
		ns->place.device[ns->place.devices++] = i->if_index;
	if_freenameindex(list);
	ns->place.ila = nl_genl_family("ila", &ans);
	if (!ns->place.ila)
		die(RC_KERNEL, "no family ila");
	ns->place.idloc = nl_genl_family("idloc-ila", &ans);
	for (n = 0; n < PROTOCOLS * CALLERS; n++)
		open_socket(ns, n / CALLERS, n % CALLERS);
}

/* ---- answers ---------------------------------------------------------------- */

static void take_answer(const struct nlmsghdr *nh)
{
	struct nlanswer ans = { };
	unsigned int kind = kinds[nh->nlmsg_seq % SEQS];

	if (!nl_answer(nh, &ans))
		return;
	count.answers++;
	if (ans.error < 0 || ans.error >= ERRNOS)
		ans.error = ERRNOS - 1;
	count.errnos[ans.error]++;
	if (!ans.error)
		count.ok[kind]++;
}

static void drain(int fd)
{
	static union {
		struct nlmsghdr hdr;
		__u8 data[NLMSG_ROOM];
	} in;
	struct nlmsghdr *nh;
	int left;

	for (;;) {
		left = recv(fd, in.data, sizeof(in.data), MSG_DONTWAIT);
		if (left < 0 && errno == ENOBUFS) {
			count.lost++;
			continue;
		}
		if (left <= 0)
			return;
		for (nh = &in.hdr; NLMSG_OK(nh, (unsigned int)left);
		     nh = NLMSG_NEXT(nh, left))
			take_answer(nh);
	}
}

/* ---- keeping it small --------------------------------------------------------- */

static void talk_in(struct netns *ns, int protocol, struct nlbuf *b)
{
	struct nlanswer ans;
	int fd;

	if (setns(ns->fd, CLONE_NEWNET))
		die(RC_SYSTEM, "enter a namespace");
	fd = nl_open(protocol);
	nl_talk(fd, b, NULL, NULL, &ans);
	close(fd);
}

static void flush_mappings(struct netns *ns)
{
	struct genlmsghdr gh = { .cmd = 4, .version = 1 };
	static struct nlbuf b;

	nl_start(&b, ns->place.ila, NLM_F_REQUEST | NLM_F_ACK, &gh, sizeof(gh));
	talk_in(ns, NETLINK_GENERIC, &b);
}

/* All routes and nexthops of an interface go when it goes down. */
static void bounce(struct netns *ns, unsigned int ifindex)
{
	struct ifinfomsg ifi = {
		.ifi_index = ifindex,
		.ifi_change = IFF_UP,
	};
	static struct nlbuf b;
	unsigned int up;

	for (up = 0; up < 2; up++) {
		ifi.ifi_flags = up ? IFF_UP : 0;
		nl_start(&b, RTM_NEWLINK, NLM_F_REQUEST | NLM_F_ACK, &ifi,
			 sizeof(ifi));
		talk_in(ns, NETLINK_ROUTE, &b);
	}
}

static void tidy(bool devices)
{
	struct netns *ns;
	unsigned int i;

	for (ns = nets; ns < nets + n_nets; ns++) {
		flush_mappings(ns);
		for (i = 0; devices && i < ns->place.devices; i++)
			bounce(ns, ns->place.device[i]);
	}
}

/* ---- sending ------------------------------------------------------------------ */

/* Puts messages for one socket together; returns the bytes. */
static size_t make_batch(const struct netns *ns, bool generic, __u8 *out,
			 unsigned int n)
{
	static struct nlbuf b;
	size_t at = 0;
	bool damaged;
	unsigned int kind;

	for (; n; n--) {
		kind = fuzz_message(&b, &ns->place, generic, &damaged);
		if (at + b.len > SEND_ROOM)
			break;
		b.hdr.nlmsg_seq = count.messages % SEQS;
		kinds[b.hdr.nlmsg_seq] = kind;
		memcpy(out + at, b.data, b.len);
		at += b.len;
		count.messages++;
		count.sent[kind]++;
		count.damaged[kind] += damaged;
	}
	return at;
}

static void step(void)
{
	static __u8 out[SEND_ROOM];
	struct netns *ns = &nets[fuzz_below(n_nets)];
	unsigned int proto = fuzz_below(PROTOCOLS);
	unsigned int who = fuzz_below(24) ? ROOT : NOBODY;
	unsigned int n = fuzz_below(6) ? 1 : 2 + fuzz_below(6);
	int *fd = &ns->sock[proto][who];
	size_t len = make_batch(ns, proto == GENERIC, out, n);

	count.sends++;
	if (send(*fd, out, len, MSG_DONTWAIT) < 0)
		count.no_send++;
	/* Sometimes nobody waits: for answers, or for the rest of a dump. */
	if (!fuzz_below(32)) {
		count.abandoned++;
		close(*fd);
		open_socket(ns, proto, who);
	} else if (fuzz_below(16)) {
		drain(*fd);
	}
}

static void fuzz(unsigned long messages, unsigned int seconds)
{
	long long start = now_ms();
	unsigned long flushed = 0, bounced = 0;

	while (count.messages < messages) {
		step();
		if (count.messages - flushed >= FLUSH_EVERY) {
			flushed = count.messages;
			tidy(count.messages - bounced >= BOUNCE_EVERY);
			if (count.messages - bounced >= BOUNCE_EVERY)
				bounced = count.messages;
			if (seconds && now_ms() - start >= seconds * 1000LL)
				break;
		}
	}
	start = now_ms() - start;
	printf("total messages=%lu sends=%lu answers=%lu seconds=%lld.%lld ",
	       count.messages, count.sends, count.answers, start / 1000,
	       start / 100 % 10);
	printf("rate=%lld lost=%lu abandoned=%lu unsent=%lu\n",
	       (long long)count.messages * 1000 / (start ? start : 1),
	       count.lost, count.abandoned, count.no_send);
}

static void print_counts(void)
{
	unsigned int i;

	for (i = 0; i < FUZZ_KINDS; i++)
		printf("kind %s sent=%lu damaged=%lu ok=%lu\n", fuzz_names[i],
		       count.sent[i], count.damaged[i], count.ok[i]);
	for (i = 0; i < ERRNOS; i++) {
		const char *name = i ? strerrorname_np(i) : "OK";

		if (!count.errnos[i])
			continue;
		if (name)
			printf("errno %s=%lu\n", name, count.errnos[i]);
		else
			printf("errno %u=%lu\n", i, count.errnos[i]);
	}
}

int main(int argc, char **argv)
{
	unsigned long messages = 10000;
	unsigned long long seed = 1;
	unsigned int seconds = 0;
	int opt;

	while ((opt = getopt(argc, argv, "s:n:t:N:")) != -1) {
		if (opt == 's') {
			seed = parse_num(optarg, ~0ULL);
		} else if (opt == 'n') {
			messages = parse_num(optarg, ~0UL);
		} else if (opt == 't') {
			seconds = parse_num(optarg, 1000000);
		} else if (opt == 'N') {
			add_namespace(optarg);
		} else {
			fputs(usage, stderr);
			return RC_USAGE;
		}
	}
	if (!n_nets || optind != argc) {
		fputs(usage, stderr);
		return RC_USAGE;
	}
	fuzz_seed(seed);
	fuzz(messages, seconds);
	tidy(true);
	print_counts();
	return RC_OK;
}
