// SPDX-License-Identifier: GPL-2.0
/* What failnth does besides sending messages, and what it compares. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/genetlink.h>
#include <linux/nexthop.h>
#include <linux/rtnetlink.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "failnth.h"
#include "util.h"

const char *module_file, *module_name;

/* ---- state ---------------------------------------------------------------------- */

static unsigned long long mix(unsigned long long sum, const void *data,
			      size_t len)
{
	const __u8 *p = data;

	while (len--)
		sum = (sum ^ *p++) * 0x100000001b3ULL;
	return sum;
}

/* Ages and reference counts of a route are no state. */
static unsigned long long mix_route(unsigned long long sum,
				    const struct nlmsghdr *nh)
{
	size_t head = NLMSG_SPACE(sizeof(struct rtmsg));
	const __u8 *p = (const __u8 *)nh + head;
	size_t left = nh->nlmsg_len - head, step;

	sum = mix(sum, NLMSG_DATA(nh), sizeof(struct rtmsg));
	for (; left >= NLA_HDRLEN; p += step, left -= step) {
		const struct nlattr *a = (const void *)p;

		if (a->nla_len < NLA_HDRLEN || a->nla_len > left)
			break;
		if (a->nla_type != RTA_CACHEINFO)
			sum = mix(sum, p, a->nla_len);
		step = NLA_ALIGN(a->nla_len);
		if (step > left)
			break;
	}
	return sum;
}

unsigned long long state_of_message(const struct nlmsghdr *nh)
{
	unsigned long long sum = 0xcbf29ce484222325ULL;

	if (nh->nlmsg_type == RTM_NEWROUTE &&
	    nh->nlmsg_len >= NLMSG_SPACE(sizeof(struct rtmsg)))
		return mix_route(sum, nh);
	return mix(sum, NLMSG_DATA(nh), nh->nlmsg_len - NLMSG_HDRLEN);
}

static void add_state(const struct nlmsghdr *nh, void *sum)
{
	*(unsigned long long *)sum += state_of_message(nh);
}

static void ask(int protocol, unsigned int type, unsigned int flags,
		const void *head, size_t len, nl_reply_fn fn, void *ctx)
{
	static struct nlbuf b;
	struct nlanswer ans;
	int fd = nl_open(protocol);

	nl_start(&b, type, flags | NLM_F_REQUEST | NLM_F_ACK, head, len);
	nl_talk(fd, &b, fn, ctx, &ans);
	if (ans.error)
		die(RC_KERNEL, "no answer about the state, errno %d", ans.error);
	close(fd);
}

unsigned long long state_of_namespace(void)
{
	struct genlmsghdr maps = { .cmd = 3, .version = 1 };
	struct genlmsghdr settings = { .cmd = 1, .version = 1 };
	struct genlmsghdr groups = { .cmd = 39, .version = 1 };
	struct genlmsghdr mappings = { .cmd = 19, .version = 1 };
	struct genlmsghdr locators = { .cmd = 29, .version = 1 };
	struct rtmsg rtm = { .rtm_family = AF_INET6 };
	struct nhmsg nhm = { .nh_family = AF_UNSPEC };
	static __u16 ila, idloc;
	unsigned long long sum = 0;
	struct nlanswer ans;

	if (!ila) {
		ila = nl_genl_family("ila", &ans);
		idloc = nl_genl_family("idloc-ila", &ans);
	}
	if (!ila || !idloc)
		die(RC_KERNEL, "a family is not there");
	ask(NETLINK_GENERIC, ila, NLM_F_DUMP, &maps, sizeof(maps), add_state,
	    &sum);
	ask(NETLINK_GENERIC, idloc, 0, &settings, sizeof(settings), add_state,
	    &sum);
	ask(NETLINK_GENERIC, idloc, NLM_F_DUMP, &groups, sizeof(groups),
	    add_state, &sum);
	ask(NETLINK_GENERIC, idloc, NLM_F_DUMP, &mappings, sizeof(mappings),
	    add_state, &sum);
	ask(NETLINK_GENERIC, idloc, NLM_F_DUMP, &locators, sizeof(locators),
	    add_state, &sum);
	ask(NETLINK_ROUTE, RTM_GETROUTE, NLM_F_DUMP, &rtm, sizeof(rtm),
	    add_state, &sum);
	ask(NETLINK_ROUTE, RTM_GETNEXTHOP, NLM_F_DUMP, &nhm, sizeof(nhm),
	    add_state, &sum);
	return sum;
}

/* ---- a namespace ------------------------------------------------------------------ */

static void netns_child(unsigned int nth, int out)
{
	struct attempt a = { };

	fault_arm(nth);
	if (unshare(CLONE_NEWNET))
		a.error = errno;
	a.hit = fault_done();
	/* ILA must be there, with all that it answers. */
	if (!a.error)
		a.replies = state_of_namespace();
	if (write(out, &a, sizeof(a)) != sizeof(a))
		_exit(RC_SYSTEM);
	_exit(RC_OK);
}

bool try_netns(unsigned int nth, struct attempt *a)
{
	static unsigned long long well;
	int ends[2], status;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC))
		die(RC_SYSTEM, "pipe");
	pid = fork();
	if (pid < 0)
		die(RC_SYSTEM, "fork");
	if (!pid) {
		/* /proc/self was the parent's when it was opened. */
		fault_open();
		netns_child(nth, ends[1]);
	}
	close(ends[1]);
	if (read(ends[0], a, sizeof(*a)) != sizeof(*a))
		memset(a, 0, sizeof(*a));
	close(ends[0]);
	if (waitpid(pid, &status, 0) != pid || status) {
		wrong(nth, "a namespace is there, and does not answer");
		return false;
	}
	if (a->error)
		return true;
	if (!well)
		well = a->replies;
	return a->replies == well;
}

/* ---- the module --------------------------------------------------------------------- */

static void see_family(const struct nlmsghdr *nh, void *seen)
{
	const __u8 *attrs = (const __u8 *)NLMSG_DATA(nh) + GENL_HDRLEN;
	const struct nlattr *a;

	a = nl_find(attrs, nh->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN),
		    CTRL_ATTR_FAMILY_NAME);
	if (a && (!strcmp((const char *)(a + 1), "ila") ||
		  !strcmp((const char *)(a + 1), "idloc-ila")))
		*(bool *)seen = true;
}

/* Asks in ways that do not make the kernel load the module. */
static bool module_gone(unsigned int nth)
{
	struct genlmsghdr gh = { .cmd = CTRL_CMD_GETFAMILY, .version = 1 };
	char route[] = "route add 3333::1/128 dev lo encap 3 1:2001000000870000";
	static struct request rq;
	struct nlanswer ans;
	char path[64];
	bool seen = false;
	int fd;

	snprintf(path, sizeof(path), "/sys/module/%s", module_name);
	if (!access(path, F_OK))
		wrong(nth, "the module is not loaded and in /sys/module");
	else if (errno != ENOENT)
		wrong(nth, "cannot look into /sys/module");
	ask(NETLINK_GENERIC, GENL_ID_CTRL, NLM_F_DUMP, &gh, sizeof(gh),
	    see_family, &seen);
	if (seen)
		wrong(nth, "the module is not loaded and its family is there");
	words_text(route, &rq);
	fd = nl_open(rq.protocol);
	nl_talk(fd, &rq.msg, NULL, NULL, &ans);
	close(fd);
	if (ans.error != EOPNOTSUPP)
		wrong(nth, "the module is not loaded and its routes are there");
	return access(path, F_OK) && !seen && ans.error == EOPNOTSUPP;
}

/* Its references go when the last of the dying namespaces does. */
static bool unload(void)
{
	long long end = now_ms() + 5000;

	while (syscall(SYS_delete_module, module_name, O_NONBLOCK)) {
		if (errno != EAGAIN && errno != EBUSY)
			return false;
		if (now_ms() > end)
			return false;
		usleep(10000);
	}
	return true;
}

bool try_module(unsigned int nth, struct attempt *a)
{
	int fd = open(module_file, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		die(RC_SYSTEM, "%s", module_file);
	fault_arm(nth);
	if (syscall(SYS_finit_module, fd, "", 0))
		a->error = errno;
	a->hit = fault_done();
	close(fd);
	if (!a->error && !unload()) {
		wrong(nth, "the module does not unload");
		return false;
	}
	return module_gone(nth);
}
