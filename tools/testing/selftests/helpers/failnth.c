// SPDX-License-Identifier: GPL-2.0
/*
 * Does one thing again and again while its first, second, third ... allocation
 * fails, until it is done without any failing, by /proc/self/fail-nth. After
 * each time the caller must know, and nothing may be half done.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "failnth.h"
#include "nlwords.h"
#include "util.h"

static const char usage[] =
"failnth [-v] [-x MAX] [-s STEP] [-N NETNS] [-p \"MESSAGE\"]... MESSAGE\n"
"failnth [-v] [-x MAX] [-s STEP] netns\n"
"failnth [-v] [-x MAX] [-s STEP] module FILE NAME\n"
NLWORDS_USAGE
"-p  sent before each time, whatever the answer, to have the same state again\n"
"-x  give up after this many allocations (5000); -s  only each STEP-th of them\n"
"prints: points=N failed=N survived=N lost=N bad=N NAME=N..., with how often each\n"
"        errno was the answer; lost: the answer itself was what failed;\n"
"        exit 1 if something bad was seen, which is told on a line each\n";

#define PREPARATIONS	4

static struct {
	unsigned int max, step;
	bool verbose;
} options = { .max = 5000, .step = 1 };

static struct {
	unsigned int points, failed, survived, lost, bad;
	unsigned int errnos[ERRNOS];
} count;

/* ---- the kernel's part ------------------------------------------------------- */

static int fail_nth = -1;

void fault_open(void)
{
	fail_nth = open("/proc/self/fail-nth", O_RDWR | O_CLOEXEC);
	if (fail_nth < 0)
		die(RC_SYSTEM, "/proc/self/fail-nth");
}

void fault_arm(unsigned int nth)
{
	char text[16];
	int len = snprintf(text, sizeof(text), "%u", nth);

	if (write(fail_nth, text, len) != len && nth)
		die(RC_SYSTEM, "write to fail-nth");
}

bool fault_done(void)
{
	char text[16] = "";
	/* It may fail itself, and then nothing before it has. */
	bool done = pread(fail_nth, text, sizeof(text) - 1, 0) > 0 &&
		    !atoi(text);

	fault_arm(0);
	return done;
}

/* ---- what one attempt is judged by ------------------------------------------- */

void wrong(unsigned int nth, const char *what)
{
	count.bad++;
	printf("bad nth=%u: %s\n", nth, what);
}

void attempt_count(unsigned int nth, const struct attempt *a)
{
	const char *name = a->error ? strerrorname_np(a->error) : "OK";

	count.points++;
	if (a->lost)
		count.lost++;
	else if (a->error)
		count.failed++;
	else
		count.survived++;
	if (!a->lost && a->error < ERRNOS)
		count.errnos[a->error]++;
	if (options.verbose)
		printf("nth=%u %s%s\n", nth, name, a->lost ? " lost" : "");
}

/* Without a fault, the last attempt has to have worked. */
static void judge_end(unsigned int nth, const struct attempt *a)
{
	if (nth > options.max)
		wrong(nth, "no end");
	else if (a->error)
		wrong(nth, "no fault, and it failed");
}

static int summary(void)
{
	unsigned int i;

	printf("points=%u failed=%u survived=%u lost=%u bad=%u", count.points,
	       count.failed, count.survived, count.lost, count.bad);
	for (i = 1; i < ERRNOS; i++) {
		if (count.errnos[i])
			printf(" %s=%u", strerrorname_np(i), count.errnos[i]);
	}
	putchar('\n');
	return count.bad ? RC_FAIL : RC_OK;
}

/* ---- messages ------------------------------------------------------------------ */

static struct request prepare[PREPARATIONS], subject;
static unsigned int preparations;

static void take_preparation(char *text)
{
	if (preparations == PREPARATIONS)
		die(RC_USAGE, "more than %u preparations", PREPARATIONS);
	if (!words_text(text, &prepare[preparations++]))
		die(RC_KERNEL, "no such family");
}

static void prepare_all(void)
{
	struct nlanswer ans;
	unsigned int i;
	int fd;

	for (i = 0; i < preparations; i++) {
		fd = nl_open(prepare[i].protocol);
		nl_talk(fd, &prepare[i].msg, NULL, NULL, &ans);
		close(fd);
	}
}

/*
 * The kernel answers before send() returns, and goes on with a dump in recv().
 * What is not there then will never come.
 */
static void read_answers(int fd, struct attempt *a)
{
	static union {
		struct nlmsghdr hdr;
		__u8 data[NLMSG_ROOM];
	} in;
	struct nlmsghdr *nh;
	struct nlanswer ans;
	int left;

	for (;;) {
		left = recv(fd, in.data, sizeof(in.data), MSG_DONTWAIT);
		if (left < 0) {
			a->error = errno;
			a->lost = true;
			return;
		}
		for (nh = &in.hdr; NLMSG_OK(nh, (unsigned int)left);
		     nh = NLMSG_NEXT(nh, left)) {
			if (nl_answer(nh, &ans)) {
				a->error = ans.error;
				return;
			}
			a->replies += state_of_message(nh);
		}
	}
}

static void try_message(unsigned int nth, struct attempt *a)
{
	int fd = nl_open(subject.protocol);

	memset(a, 0, sizeof(*a));
	if (nth)
		fault_arm(nth);
	if (send(fd, subject.msg.data, subject.msg.len, 0) < 0)
		a->error = errno;
	else
		read_answers(fd, a);
	if (nth)
		a->hit = fault_done();
	close(fd);
}

/* The two states there may be: before it, and when it is done. */
static void judge_message(unsigned int nth, const struct attempt *a,
			  const struct attempt *well, unsigned long long before,
			  unsigned long long after)
{
	unsigned long long now = state_of_namespace();

	if (a->lost) {
		if (now != before && now != after)
			wrong(nth, "the answer is lost, and it is half done");
	} else if (a->error) {
		if (now != before)
			wrong(nth, "it failed, and something has changed");
	} else {
		if (now != after)
			wrong(nth, "it was done, and something is missing");
		if (a->replies != well->replies)
			wrong(nth, "it was answered, and something is missing");
	}
}

static void run_message(void)
{
	unsigned long long before, after;
	struct attempt well, a;
	unsigned int nth;

	prepare_all();
	before = state_of_namespace();
	try_message(0, &well);
	if (well.error)
		die(RC_KERNEL, "fails without a fault, errno %d", well.error);
	after = state_of_namespace();
	for (nth = 1; nth <= options.max; nth += options.step) {
		prepare_all();
		if (state_of_namespace() != before)
			wrong(nth, "the preparations do not bring the state back");
		try_message(nth, &a);
		judge_message(nth, &a, &well, before, after);
		if (!a.hit)
			break;
		attempt_count(nth, &a);
	}
	judge_end(nth, &a);
}

/* ---- all ------------------------------------------------------------------------ */

static void run_other(bool (*fn)(unsigned int nth, struct attempt *a))
{
	struct attempt a = { };
	unsigned int nth;

	for (nth = 1; nth <= options.max; nth += options.step) {
		memset(&a, 0, sizeof(a));
		if (!fn(nth, &a))
			wrong(nth, "see above");
		if (!a.hit)
			break;
		attempt_count(nth, &a);
	}
	judge_end(nth, &a);
}

static void parse_options(int argc, char **argv)
{
	int opt;

	while ((opt = getopt(argc, argv, "+vx:s:N:p:")) != -1) {
		if (opt == 'v') {
			options.verbose = true;
		} else if (opt == 'x') {
			options.max = parse_num(optarg, 1000000);
		} else if (opt == 's') {
			options.step = parse_num(optarg, 1000);
		} else if (opt == 'N') {
			enter_netns(optarg);
		} else if (opt == 'p') {
			take_preparation(optarg);
		} else {
			fputs(usage, stderr);
			exit(RC_USAGE);
		}
	}
}

int main(int argc, char **argv)
{
	struct nlanswer ans;
	struct words w;

	parse_options(argc, argv);
	w.at = argv + optind;
	w.end = argv + argc;
	if (!words_more(&w)) {
		fputs(usage, stderr);
		return RC_USAGE;
	}
	fault_open();
	if (!strcmp(*w.at, "netns")) {
		run_other(try_netns);
	} else if (!strcmp(*w.at, "module")) {
		words_next(&w);
		module_file = words_next(&w);
		module_name = words_next(&w);
		run_other(try_module);
	} else {
		if (!words_request(&w, &subject, &ans))
			die(RC_KERNEL, "no such family");
		run_message();
	}
	return summary();
}
