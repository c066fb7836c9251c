// SPDX-License-Identifier: GPL-2.0
/*
 * Many lives of the module, or of network namespaces, in one process: on a kernel
 * that watches itself, starting a program takes longer than a life.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <linux/genetlink.h>
#include <net/if.h>
#include <sched.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "flood.h"
#include "nlwords.h"
#include "util.h"

static const char usage[] =
"lives [OPTION]... module FILE NAME\n"
"    each time: load FILE, send what -d says, wait until the module has translated\n"
"    both ways, send what -u says, unload NAME\n"
"lives [OPTION]... netns LEFT RIGHT BATCH\n"
"    each time: a new namespace, in it \"ip -b BATCH\", which has an eth0 in the\n"
"    namespace LEFT and an eth1 in RIGHT come up; -p packets flood it from LEFT and\n"
"    go on when it is left alone, which is when it has translated both ways\n"
"-n COUNT     how many lives (1)\n"
"-N NETNS     module: where all this happens\n"
"-d WORDS, -u WORDS    a netlink message\n"
NLWORDS_USAGE
"-p HEX       an IPv6 packet; -m MAC  where to; -g US  pause after each\n"
"-t SECONDS   how long anything may take (20)\n"
"prints: lives=N sent=N; exit 1 with a line that says why if they are fewer\n";

#define MESSAGES	4

/* Counters of the family idloc-ila */
#define OUT_TRANSLATED		2
#define IN_MAP_TRANSLATED	4

static struct {
	unsigned int count;
	long long patience_ms;
	char *done[MESSAGES], *undone[MESSAGES];
	unsigned int n_done, n_undone;
} options = { .count = 1, .patience_ms = 20000 };

static struct flood flood = { .iface = "eth0", .gap_us = 200 };

/* Says why a life ended early. */
static bool failed(const char *what)
{
	printf("%s: %s\n", what, strerror(errno));
	return false;
}

static bool within(bool (*holds)(const void *arg), const void *arg)
{
	long long end = now_ms() + options.patience_ms;

	while (!holds(arg)) {
		if (now_ms() > end) {
			errno = ETIMEDOUT;
			return false;
		}
		usleep(10000);
	}
	return true;
}

static bool send_all(char *const *texts, unsigned int n)
{
	static struct request rq;
	struct nlanswer ans;
	unsigned int i;
	char text[512];
	int fd;

	for (i = 0; i < n; i++) {
		snprintf(text, sizeof(text), "%s", texts[i]);
		errno = ENOENT;
		if (!words_text(text, &rq))
			return failed(texts[i]);
		fd = nl_open(rq.protocol);
		nl_talk(fd, &rq.msg, NULL, NULL, &ans);
		close(fd);
		errno = ans.error;
		if (ans.error)
			return failed(texts[i]);
	}
	return true;
}

/* ---- what the module counts --------------------------------------------------------- */

static bool above_zero(const struct nlmsghdr *nh, unsigned int id)
{
	const __u8 *attrs = (const __u8 *)NLMSG_DATA(nh) + GENL_HDRLEN;
	const struct nlattr *a;
	__u64 value;

	a = nl_find(attrs, nh->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN), id);
	if (!a || a->nla_len != NLA_HDRLEN + sizeof(value))
		return false;
	memcpy(&value, a + 1, sizeof(value));
	return value;
}

static void see_counters(const struct nlmsghdr *nh, void *both)
{
	*(bool *)both = above_zero(nh, OUT_TRANSLATED) &&
			above_zero(nh, IN_MAP_TRANSLATED);
}

static bool has_translated(const void *unused)
{
	char text[] = "genl idloc-ila 3";
	static struct request rq;
	struct nlanswer ans;
	bool both = false;
	int fd;

	(void)unused;
	if (!words_text(text, &rq))
		return false;
	fd = nl_open(rq.protocol);
	nl_talk(fd, &rq.msg, see_counters, &both, &ans);
	close(fd);
	return both;
}

/* ---- the module ---------------------------------------------------------------------- */

static bool load(const char *file)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	long err;

	if (fd < 0)
		die(RC_SYSTEM, "%s", file);
	err = syscall(SYS_finit_module, fd, "", 0);
	close(fd);
	return !err;
}

/* A route that is gone keeps it for a grace period. */
static bool unloaded(const void *name)
{
	return !syscall(SYS_delete_module, name, O_NONBLOCK);
}

static bool module_life(char **args)
{
	if (!load(args[0]))
		return failed("load");
	if (!send_all(options.done, options.n_done))
		return false;
	if (!within(has_translated, NULL))
		return failed("translating");
	if (!send_all(options.undone, options.n_undone))
		return false;
	return within(unloaded, args[1]) || failed("unload");
}

/* ---- a namespace --------------------------------------------------------------------- */

static bool bring_up(const char *netns, const char *iface)
{
	struct ifreq ifr = { .ifr_flags = IFF_UP };
	int fd, err;

	enter_netns(netns);
	snprintf(ifr.ifr_name, sizeof(ifr.ifr_name), "%s", iface);
	fd = socket(AF_INET6, SOCK_DGRAM, 0);
	err = ioctl(fd, SIOCSIFFLAGS, &ifr);
	close(fd);
	return !err || failed(iface);
}

static bool run_batch(char *file)
{
	char *const argv[] = { "ip", "-b", file, NULL };
	int status;
	pid_t pid;

	errno = posix_spawnp(&pid, argv[0], NULL, NULL, argv, environ);
	if (errno || waitpid(pid, &status, 0) != pid)
		return failed("ip");
	errno = EINVAL;
	return !status || failed("the batch");
}

static bool forward(void)
{
	int fd = open("/proc/sys/net/ipv6/conf/all/forwarding", O_WRONLY);
	bool done = fd >= 0 && write(fd, "1", 1) == 1;

	close(fd);
	return done || failed("forwarding");
}

static bool is_gone(const void *iface)
{
	return !if_nametoindex(iface);
}

/* Nobody is in the namespace any more; the flood goes on until it has noticed. */
static bool ends(char **args)
{
	enter_netns(args[0]);
	if (!within(is_gone, "eth0"))
		return failed("the left interface stays");
	flood_wait(&flood);
	enter_netns(args[1]);
	return within(is_gone, "eth1") || failed("the right interface stays");
}

static bool lives(int self, char **args)
{
	if (!run_batch(args[2]) || !forward() || !bring_up(args[0], "eth0") ||
	    !bring_up(args[1], "eth1"))
		return false;
	if (setns(self, CLONE_NEWNET))
		die(RC_SYSTEM, "setns");
	flood_start(&flood);
	return within(has_translated, NULL) || failed("translating");
}

static bool netns_life(char **args)
{
	bool done;
	int self;

	if (unshare(CLONE_NEWNET))
		die(RC_SYSTEM, "unshare");
	self = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	flood.netns = args[0];
	done = lives(self, args);
	close(self);
	return done && ends(args);
}

/* ---- the command line ---------------------------------------------------------------- */

static void take_message(char **texts, unsigned int *n)
{
	if (*n == MESSAGES)
		die(RC_USAGE, "more than %u messages", MESSAGES);
	texts[(*n)++] = optarg;
}

static void take_packet(void)
{
	if (flood.count == FLOOD_PACKETS)
		die(RC_USAGE, "more than %u packets", FLOOD_PACKETS);
	flood.len[flood.count] = parse_hex(optarg, flood.data[flood.count],
					   FLOOD_ROOM);
	flood.count++;
}

static void parse_options(int argc, char **argv)
{
	int opt;

	while ((opt = getopt(argc, argv, "n:N:d:u:p:m:g:t:")) != -1) {
		switch (opt) {
		case 'n':
			options.count = parse_num(optarg, 1000000);
			break;
		case 'N':
			enter_netns(optarg);
			break;
		case 'd':
			take_message(options.done, &options.n_done);
			break;
		case 'u':
			take_message(options.undone, &options.n_undone);
			break;
		case 'p':
			take_packet();
			break;
		case 'm':
			parse_hex(optarg, flood.mac, sizeof(flood.mac));
			break;
		case 'g':
			flood.gap_us = parse_num(optarg, 1000000);
			break;
		case 't':
			options.patience_ms = 1000 * parse_num(optarg, 3600);
			break;
		default:
			errno = 0;
			die(RC_USAGE, "%s", usage);
		}
	}
}

int main(int argc, char **argv)
{
	bool (*life)(char **args) = NULL;
	unsigned int n = 0;

	parse_options(argc, argv);
	argv += optind;
	argc -= optind;
	if (argc == 3 && !strcmp(argv[0], "module"))
		life = module_life;
	else if (argc == 4 && !strcmp(argv[0], "netns") && flood.count)
		life = netns_life;
	errno = 0;
	if (!life)
		die(RC_USAGE, "%s", usage);
	while (n < options.count && life(argv + 1))
		n++;
	printf("lives=%u sent=%lu\n", n, flood.sent);
	return n == options.count ? RC_OK : RC_FAIL;
}
