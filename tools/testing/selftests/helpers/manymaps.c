// SPDX-License-Identifier: GPL-2.0
/*
 * Changes many mappings of the mapping table, or one: in one transaction, many messages
 * at a time; or one by one, each answered before the next goes out.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "mapkeys.h"
#include "nlmsg.h"
#include "util.h"

static const char usage[] =
"manymaps OP [-N NETNS] [OPTIONS]\n"
"  add, replace, del  mappings: -a ADDR[/BITS], or many:\n"
"      -n COUNT [-f FIRST] [-P PREFIX] [-k sequential|random|adversarial]\n"
"      -L LOCATOR  [-l NUMBER] several, in turn, that count up from it\n"
"                  [-o OFFSET] the first mapping has so many more\n"
"      -M NAME     of a locator\n"
"      -m forward|fallback|queue|drop   -C no counters   -S SOURCE\n"
"      -t  in a transaction    -A ... that is given up\n"
"      -R ROUNDS  -r RATE a second: again and again, the locators moving on by one\n"
"  flush, count\n"
"  name, local, set  locator -L its name -M\n"
"  print  the addresses as hex  [-j STEP] the first of so many\n"
"  listen -s SECONDS: \"ready\", then how many events of each kind came; SIGTERM ends it;\n"
"                     others are misses outside of the PREFIX\n"
"add, replace, del: changes=N us=N late_us=N\n";

enum {
	CMD_ADD = 15, CMD_REPLACE, CMD_DEL, CMD_FLUSH, CMD_GET,
	NTF_ADD, NTF_REPLACE, NTF_DEL, NTF_EXPIRE, NTF_MISS, NTF_REDIRECT,
	CMD_LOCATOR_ADD, CMD_LOCATOR_SET,
	CMD_TXN_BEGIN = 33, CMD_TXN_COMMIT, CMD_TXN_ABORT,
};

enum {
	A_ADDR = 2, A_BITS, A_SOURCE = 6, A_LOCATOR = 8, A_NAME, A_MISS = 12, A_FLAGS,
	A_SUPPRESSED = 19,
	L_NAME = 2, L_LOCATOR, L_FLAGS,
};

struct opts {
	const char *op;
	const char *netns;
	const char *name;
	struct mapkeys_at keys;
	__u8 addr[16];
	bool single;
	unsigned int bits;
	unsigned int count;
	unsigned int first;
	unsigned int step;
	__u8 locator[8];
	bool has_locator;
	unsigned int locators;
	unsigned int offset;
	int miss;
	int source;
	bool no_counters;
	bool txn;
	bool give_up;
	unsigned int rounds;
	unsigned int rate;
	unsigned int seconds;
};

struct sock {
	int fd;
	unsigned int family;
	size_t used;
	__u8 batch[NLMSG_ROOM];
};

static long long now_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000LL + ts.tv_nsec / 1000;
}

static void start(const struct sock *s, struct nlbuf *b, int cmd, unsigned int flags)
{
	struct genlmsghdr gh = { .cmd = cmd, .version = 1 };

	nl_start(b, s->family, NLM_F_REQUEST | flags, &gh, sizeof(gh));
}

static void refused(const char *what, const struct nlanswer *ans)
{
	errno = ans->error;
	die(RC_KERNEL, "%s: %s", what, ans->text);
}

/* A command that has to succeed. */
static void talk(const struct sock *s, struct nlbuf *b, const char *what, nl_reply_fn fn,
		 void *ctx)
{
	struct nlanswer ans;

	nl_talk(s->fd, b, fn, ctx, &ans);
	if (ans.error)
		refused(what, &ans);
}

static void command(const struct sock *s, int cmd, const char *what)
{
	static struct nlbuf b;

	start(s, &b, cmd, NLM_F_ACK);
	talk(s, &b, what, NULL, NULL);
}

/* ---- mappings -------------------------------------------------------------------- */

static void put_locator(struct nlbuf *b, const struct opts *o, unsigned int n)
{
	__u8 upper[8];
	unsigned int low;

	if (o->name)
		nl_attr(b, A_NAME, o->name, strlen(o->name) + 1);
	if (!o->has_locator)
		return;
	memcpy(upper, o->locator, sizeof(upper));
	low = (upper[6] << 8 | upper[7]) + n % o->locators;
	upper[6] = low >> 8;
	upper[7] = low;
	nl_attr(b, A_LOCATOR, upper, sizeof(upper));
}

static void put_number(struct nlbuf *b, int attr, __u32 n)
{
	nl_attr(b, attr, &n, sizeof(n));
}

static void put_mapping(struct nlbuf *b, const struct opts *o, const __u8 addr[16],
			unsigned int n)
{
	nl_attr(b, A_ADDR, addr, 16);
	if (o->bits != 128)
		put_number(b, A_BITS, o->bits);
	if (o->source >= 0)
		put_number(b, A_SOURCE, o->source);
	if (!strcmp(o->op, "del"))
		return;
	put_locator(b, o, n);
	if (o->miss >= 0)
		put_number(b, A_MISS, o->miss);
	if (o->no_counters)
		put_number(b, A_FLAGS, 1);
}

/* What the kernel has refused, if it says so; does not wait. */
static void look_for_errors(const struct sock *s)
{
	static union {
		struct nlmsghdr hdr;
		__u8 data[NLMSG_ROOM];
	} in;
	struct nlanswer ans = { 0 };
	struct nlmsghdr *nh;
	int left;

	while ((left = recv(s->fd, in.data, sizeof(in.data), MSG_DONTWAIT)) > 0) {
		for (nh = &in.hdr; NLMSG_OK(nh, (unsigned int)left);
		     nh = NLMSG_NEXT(nh, left))
			if (nl_answer(nh, &ans) && ans.error)
				refused("mapping in a transaction", &ans);
	}
}

static void send_batch(struct sock *s)
{
	if (s->used && send(s->fd, s->batch, s->used, 0) < 0)
		die(RC_SYSTEM, "send");
	s->used = 0;
	look_for_errors(s);
}

static void add_to_batch(struct sock *s, const struct nlbuf *b)
{
	if (s->used + b->len > sizeof(s->batch))
		send_batch(s);
	memcpy(s->batch + s->used, b->data, b->len);
	s->used += b->len;
}

static int command_of(const struct opts *o)
{
	if (!strcmp(o->op, "add"))
		return CMD_ADD;
	return strcmp(o->op, "del") ? CMD_REPLACE : CMD_DEL;
}

/* Waits for the time of change number @n; returns by how much it is late. */
static long long pace(const struct opts *o, long long begin, unsigned long long n)
{
	long long due = begin + (long long)(n * 1000000 / o->rate), now = now_us();

	if (now >= due)
		return now - due;
	usleep(due - now);
	return 0;
}

static void change(struct sock *s, const struct opts *o, const __u8 addr[16],
		   unsigned int n)
{
	static struct nlbuf b;

	start(s, &b, command_of(o), o->txn ? 0 : NLM_F_ACK);
	put_mapping(&b, o, addr, n);
	if (o->txn)
		add_to_batch(s, &b);
	else
		talk(s, &b, "mapping", NULL, NULL);
}

static void change_round(struct sock *s, const struct opts *o, unsigned int round)
{
	struct mapkeys_at at = o->keys;
	__u8 addr[16];
	unsigned int i;

	if (o->txn)
		command(s, CMD_TXN_BEGIN, "begin");
	for (i = 0; i < o->first + o->count; i++) {
		mapkeys_next(&at, addr);
		if (o->single)
			memcpy(addr, o->addr, sizeof(addr));
		if (i >= o->first)
			change(s, o, addr, i + o->offset + round);
	}
	if (!o->txn)
		return;
	send_batch(s);
	command(s, o->give_up ? CMD_TXN_ABORT : CMD_TXN_COMMIT, "commit");
}

/* A round is all mappings in a transaction; or, at a rate, so many changes. */
static void change_all(struct sock *s, const struct opts *o)
{
	long long begin = now_us(), late = 0, by;
	unsigned long long done = 0;
	struct mapkeys_at at = o->keys;
	unsigned int round;
	__u8 addr[16];

	if (!o->rate || o->txn) {
		for (round = 0; round < o->rounds; round++) {
			if (o->rate)
				pace(o, begin, round);
			change_round(s, o, round);
			done += o->count;
		}
	} else {
		for (; done < (unsigned long long)o->rate * o->seconds; done++) {
			if (done % o->count == 0)
				at = o->keys;
			mapkeys_next(&at, addr);
			by = pace(o, begin, done);
			late = by > late ? by : late;
			change(s, o, o->single ? o->addr : addr,
			       done % o->count + done / o->count + 1 + o->offset);
		}
	}
	printf("changes=%llu us=%lld late_us=%lld\n", done, now_us() - begin, late);
}

static void print_all(const struct opts *o)
{
	struct mapkeys_at at = o->keys;
	__u8 addr[16];
	unsigned int i;

	for (i = 0; i < o->first + o->count; i++) {
		mapkeys_next(&at, addr);
		if (i < o->first || (i - o->first) % o->step)
			continue;
		print_hex(addr, sizeof(addr));
		putchar('\n');
	}
}

static void count_one(const struct nlmsghdr *nh, void *ctx)
{
	(void)nh;
	++*(unsigned long long *)ctx;
}

static void count_all(const struct sock *s)
{
	unsigned long long n = 0;
	static struct nlbuf b;

	start(s, &b, CMD_GET, NLM_F_DUMP);
	talk(s, &b, "dump", count_one, &n);
	printf("%llu\n", n);
}

/* ---- locators -------------------------------------------------------------------- */

static void change_locator(const struct sock *s, const struct opts *o)
{
	bool set = !strcmp(o->op, "set");
	static struct nlbuf b;

	if (!o->name || !o->has_locator)
		die(RC_USAGE, "%s", usage);
	start(s, &b, set ? CMD_LOCATOR_SET : CMD_LOCATOR_ADD, NLM_F_ACK);
	nl_attr(&b, L_NAME, o->name, strlen(o->name) + 1);
	nl_attr(&b, L_LOCATOR, o->locator, sizeof(o->locator));
	if (!strcmp(o->op, "local"))
		put_number(&b, L_FLAGS, 1);
	talk(s, &b, "locator", NULL, NULL);
}

/* ---- events ---------------------------------------------------------------------- */

/* Of one group among those of the family: its number, if it is ours. */
static void take_if_ours(const struct nlattr *group, __u32 *number)
{
	size_t len = group->nla_len - NLA_HDRLEN;
	const struct nlattr *name = nl_find(group + 1, len, CTRL_ATTR_MCAST_GRP_NAME);
	const struct nlattr *id = nl_find(group + 1, len, CTRL_ATTR_MCAST_GRP_ID);

	if (name && id && !strcmp((const char *)(name + 1), "map"))
		memcpy(number, id + 1, sizeof(*number));
}

static void take_group(const struct nlmsghdr *nh, void *ctx)
{
	const __u8 *attrs = (const __u8 *)NLMSG_DATA(nh) + GENL_HDRLEN;
	const struct nlattr *groups, *group;
	size_t at, len;

	groups = nl_find(attrs, nh->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN),
			 CTRL_ATTR_MCAST_GROUPS);
	if (!groups)
		return;
	len = groups->nla_len - NLA_HDRLEN;
	for (at = 0; at + NLA_HDRLEN <= len; at += NLA_ALIGN(group->nla_len)) {
		group = (const void *)((const __u8 *)(groups + 1) + at);
		take_if_ours(group, ctx);
	}
}

static void join_group(const struct sock *s)
{
	struct genlmsghdr gh = { .cmd = CTRL_CMD_GETFAMILY, .version = 1 };
	int room = 32 << 20;
	static struct nlbuf b;
	__u32 group = 0;

	nl_start(&b, GENL_ID_CTRL, NLM_F_REQUEST | NLM_F_ACK, &gh, sizeof(gh));
	nl_attr(&b, CTRL_ATTR_FAMILY_NAME, "idloc-ila", sizeof("idloc-ila"));
	talk(s, &b, "family", take_group, &group);
	setsockopt(s->fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof(room));
	if (!group || setsockopt(s->fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group,
				 sizeof(group)))
		die(RC_SYSTEM, "join the group");
}

struct heard {
	unsigned long long event[256];
	unsigned long long others;
	unsigned long long suppressed;
	unsigned int lost;
};

/* Instead of a handler: a descriptor that can be read once SIGTERM has come. */
static int term_fd(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

static void hear_one(struct heard *h, const struct opts *o, const struct nlmsghdr *nh)
{
	const struct genlmsghdr *gh = NLMSG_DATA(nh);
	const void *attrs = (const __u8 *)gh + GENL_HDRLEN;
	size_t len = nh->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN);
	const struct nlattr *a;
	__u32 n;

	h->event[gh->cmd]++;
	a = nl_find(attrs, len, A_ADDR);
	if (gh->cmd == NTF_MISS && a)
		h->others += !!memcmp(a + 1, o->keys.prefix, sizeof(o->keys.prefix));
	a = nl_find(attrs, len, A_SUPPRESSED);
	if (!a)
		return;
	memcpy(&n, a + 1, sizeof(n));
	h->suppressed += n;
}

static void hear(struct heard *h, const struct opts *o, int fd)
{
	static __u8 in[NLMSG_ROOM];
	const struct nlmsghdr *nh = (const void *)in;
	int left = recv(fd, in, sizeof(in), 0);

	if (left < 0)
		h->lost++;
	for (; left > 0 && NLMSG_OK(nh, (unsigned int)left); nh = NLMSG_NEXT(nh, left))
		hear_one(h, o, nh);
}

static void listen_for(const struct sock *s, const struct opts *o)
{
	struct pollfd p[2] = {
		{ .fd = s->fd, .events = POLLIN },
		{ .fd = term_fd(), .events = POLLIN },
	};
	long long end = now_ms() + o->seconds * 1000LL, now;
	static struct heard h;

	join_group(s);
	printf("ready\n");
	fflush(stdout);
	while ((now = now_ms()) < end) {
		if (poll(p, 2, end - now) < 0)
			die(RC_SYSTEM, "poll");
		if (p[0].revents)
			hear(&h, o, s->fd);
		else if (p[1].revents)
			break;
	}
	printf("add=%llu replace=%llu del=%llu expire=%llu miss=%llu others=%llu ",
	       h.event[NTF_ADD], h.event[NTF_REPLACE], h.event[NTF_DEL],
	       h.event[NTF_EXPIRE], h.event[NTF_MISS], h.others);
	printf("redirect=%llu suppressed=%llu overruns=%u\n", h.event[NTF_REDIRECT],
	       h.suppressed, h.lost);
}

/* ---- options --------------------------------------------------------------------- */

static void parse_addr(const char *text, __u8 addr[16], unsigned int *bits)
{
	char copy[64];
	unsigned int n = 128;

	if (sscanf(text, "%63[^/]/%u", copy, &n) < 1 || inet_pton(AF_INET6, copy, addr) != 1)
		die(RC_USAGE, "bad address \"%s\"", text);
	if (bits)
		*bits = n;
}

/* Four words, as "ip ila" has them. */
static void parse_upper(const char *text, __u8 upper[8])
{
	char whole[64];
	__u8 addr[16];

	snprintf(whole, sizeof(whole), "%s::", text);
	parse_addr(whole, addr, NULL);
	memcpy(upper, addr, 8);
}

static int miss_of(const char *text)
{
	static const char *const names[] = { "forward", "fallback", "queue", "drop" };
	int i;

	for (i = 0; i < 4; i++)
		if (!strcmp(text, names[i]))
			return i;
	die(RC_USAGE, "no such miss: \"%s\"", text);
}

static void set_what(struct opts *o, int opt)
{
	if (opt == 'L') {
		parse_upper(optarg, o->locator);
		o->has_locator = true;
	} else if (opt == 'l') {
		o->locators = parse_num(optarg, 65536);
	} else if (opt == 'o') {
		o->offset = parse_num(optarg, 65536);
	} else if (opt == 'M') {
		o->name = optarg;
	} else if (opt == 'm') {
		o->miss = miss_of(optarg);
	} else if (opt == 'S') {
		o->source = parse_num(optarg, 255);
	} else if (opt == 'C') {
		o->no_counters = true;
	} else {
		die(RC_USAGE, "%s", usage);
	}
}

static void set_option(struct opts *o, int opt)
{
	if (opt == 'N') {
		o->netns = optarg;
	} else if (opt == 'a') {
		o->single = true;
		parse_addr(optarg, o->addr, &o->bits);
	} else if (opt == 'n') {
		o->count = parse_num(optarg, 100000000);
	} else if (opt == 'f') {
		o->first = parse_num(optarg, 100000000);
	} else if (opt == 'j') {
		o->step = parse_num(optarg, 100000000);
	} else if (opt == 'P') {
		parse_upper(optarg, o->keys.prefix);
	} else if (opt == 'k') {
		o->keys.kind = mapkeys_kind(optarg);
	} else if (opt == 't' || opt == 'A') {
		o->txn = true;
		o->give_up |= opt == 'A';
	} else if (opt == 'R') {
		o->rounds = parse_num(optarg, 1000000);
	} else if (opt == 'r') {
		o->rate = parse_num(optarg, 1000000);
	} else if (opt == 's') {
		o->seconds = parse_num(optarg, 86400);
	} else {
		set_what(o, opt);
	}
}

static bool is_among(const char *op, const char *words)
{
	const char *at = strstr(words, op);
	size_t len = strlen(op);

	return len && at && (at[len] == ' ' || !at[len]) && (at == words || at[-1] == ' ');
}

static void run(const struct opts *o)
{
	static struct sock s;
	struct nlanswer ans;

	s.fd = nl_open(NETLINK_GENERIC);
	s.family = nl_genl_family("idloc-ila", &ans);
	if (!s.family)
		die(RC_SYSTEM, "no family idloc-ila");
	if (!strcmp(o->op, "flush"))
		command(&s, CMD_FLUSH, "flush");
	else if (!strcmp(o->op, "count"))
		count_all(&s);
	else if (!strcmp(o->op, "listen"))
		listen_for(&s, o);
	else if (is_among(o->op, "name local set"))
		change_locator(&s, o);
	else if (is_among(o->op, "add replace del"))
		change_all(&s, o);
	else
		die(RC_USAGE, "%s", usage);
}

int main(int argc, char **argv)
{
	struct opts o = {
		.bits = 128, .count = 1, .step = 1, .locators = 1,
		.miss = -1, .source = -1, .rounds = 1,
		.keys.prefix = { 0x33, 0x33, 0, 0, 0, 0, 0, 1 },
	};
	int opt;

	if (argc < 2)
		die(RC_USAGE, "%s", usage);
	o.op = argv[1];
	optind = 2;
	while ((opt = getopt(argc, argv, "N:a:n:f:j:P:k:L:l:o:M:m:S:CtAR:r:s:")) != -1)
		set_option(&o, opt);
	if (optind != argc || !o.count || !o.step || !o.locators ||
	    (o.rate && !o.seconds && !o.txn))
		die(RC_USAGE, "%s", usage);
	if (!strcmp(o.op, "print")) {
		print_all(&o);
		return 0;
	}
	if (o.netns)
		enter_netns(o.netns);
	run(&o);
	return 0;
}
