// SPDX-License-Identifier: GPL-2.0
/*
 * Sends one netlink message made by hand, sensible or broken, and prints what
 * the kernel answered: errno, its name and the extack text.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <getopt.h>
#include <grp.h>
#include <linux/genetlink.h>
#include <linux/rtnetlink.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "nlmsg.h"
#include "nlwords.h"
#include "util.h"

static const char usage[] =
"nlraw [-N NETNS] [-u UID | -U | -W] MESSAGE\n"
NLWORDS_USAGE
"-u  as this user; -U as root of a new user and network namespace;\n"
"-W  as root of a new user namespace in this network namespace\n"
"prints: errno=N name=NAME extack=\"TEXT\" [offset=N] [missing=N];\n"
"        exit 0 for success, 2 if the kernel refused\n";

static void bad_usage(void)
{
	fputs(usage, stderr);
	exit(RC_USAGE);
}

static int report(const struct nlanswer *ans)
{
	const char *name = ans->error ? strerrorname_np(ans->error) : "OK";

	printf("errno=%d name=%s extack=\"%s\"", ans->error,
	       name ? name : "UNKNOWN", ans->text);
	if (ans->has_offset)
		printf(" offset=%u", ans->offset);
	if (ans->miss_type)
		printf(" missing=%u", ans->miss_type);
	putchar('\n');
	return ans->error ? RC_KERNEL : RC_OK;
}

/* Prints the encapsulation of one route byte by byte. */
static void show_route(const struct nlmsghdr *nh, void *ctx)
{
	const struct dest *want = ctx;
	const struct rtmsg *rtm = NLMSG_DATA(nh);
	const void *attrs = (const __u8 *)rtm + NLMSG_ALIGN(sizeof(*rtm));
	size_t len = nh->nlmsg_len - NLMSG_LENGTH(sizeof(*rtm));
	const struct nlattr *dst = nl_find(attrs, len, RTA_DST), *a;

	if (rtm->rtm_dst_len != want->bits)
		return;
	if (dst && memcmp(dst + 1, want->addr, want->len))
		return;
	printf("route flags=%u", rtm->rtm_flags);
	a = nl_find(attrs, len, RTA_ENCAP_TYPE);
	if (a)
		printf(" encap_type=%u", *(const __u16 *)(a + 1));
	a = nl_find(attrs, len, RTA_ENCAP);
	if (a) {
		printf(" encap");
		nl_print_attrs(a + 1, a->nla_len - NLA_HDRLEN);
	}
	putchar('\n');
}

static void print_reply(const struct nlmsghdr *nh, void *ctx)
{
	const struct genlmsghdr *gh = NLMSG_DATA(nh);
	size_t head = NLMSG_LENGTH(GENL_HDRLEN);

	(void)ctx;
	printf("reply cmd=%u", gh->cmd);
	nl_print_attrs((const __u8 *)gh + GENL_HDRLEN, nh->nlmsg_len - head);
	putchar('\n');
}

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		die(RC_SYSTEM, "%s", path);
	close(fd);
}

static void become_user(unsigned int uid)
{
	/* Without PR_SET_DUMPABLE /proc/self/uid_map stays root's. */
	if (setgroups(0, NULL) || setresgid(uid, uid, uid) ||
	    setresuid(uid, uid, uid) || prctl(PR_SET_DUMPABLE, 1))
		die(RC_SYSTEM, "become user %u", uid);
}

static void become_userns_root(bool new_net)
{
	char map[64];
	unsigned int uid = geteuid(), gid = getegid();

	if (unshare(CLONE_NEWUSER | (new_net ? CLONE_NEWNET : 0)))
		die(RC_SYSTEM, "new user namespace");
	write_file("/proc/self/setgroups", "deny");
	snprintf(map, sizeof(map), "0 %u 1", uid);
	write_file("/proc/self/uid_map", map);
	snprintf(map, sizeof(map), "0 %u 1", gid);
	write_file("/proc/self/gid_map", map);
}

int main(int argc, char **argv)
{
	static struct request rq;
	struct nlanswer ans;
	nl_reply_fn fn = NULL;
	struct words w;
	int opt;

	while ((opt = getopt(argc, argv, "+N:u:UW")) != -1) {
		if (opt == 'N')
			enter_netns(optarg);
		else if (opt == 'u')
			become_user(parse_num(optarg, 65535));
		else if (opt == 'U' || opt == 'W')
			become_userns_root(opt == 'U');
		else
			bad_usage();
	}
	w.at = argv + optind;
	w.end = argv + argc;
	if (!words_more(&w))
		bad_usage();
	limit_time(30);
	if (!words_request(&w, &rq, &ans)) {
		printf("no such family: ");
		return report(&ans);
	}
	if (rq.kind == REQUEST_GENL)
		fn = print_reply;
	else if (rq.kind == REQUEST_ROUTE && rq.show)
		fn = show_route;
	nl_talk(nl_open(rq.protocol), &rq.msg, fn, &rq.dest, &ans);
	return report(&ans);
}
