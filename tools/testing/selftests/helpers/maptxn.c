// SPDX-License-Identifier: GPL-2.0
/*
 * Changes the mapping table line by line on one socket, so that a transaction can be kept
 * open while others look. Each line of the input is answered by "ok", or by the error.
 */
#include <arpa/inet.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nlmsg.h"
#include "util.h"

static const char usage[] =
	"maptxn [-N NETNS]\n"
	"input: begin | commit | expect CHANGES | abort\n"
	"       add ADDR LOCATOR | replace ADDR LOCATOR | del ADDR | flush\n"
	"       addn ADDR NAME | name NAME LOCATOR | set NAME LOCATOR | unname NAME\n"
	"LOCATOR: as an address, 2001:0:87:0::\n"
	"output: \"ok\", \"ok CHANGES\" of a commit or expect, or \"error ERRNO TEXT\"\n";

enum { REPLY_CHANGES = 2 };

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

static const char blanks[] = "\n ";

/* What a word of the input is sent as */
enum kind { NOTHING, ADDR, LOCATOR, NAME, NUMBER };

static const struct line {
	const char *word;
	__u8 cmd;
	struct {
		enum kind kind;
		__u16 attr;
	} arg[2];
} lines[] = {
	{ "begin", 33, { { 0, 0 } } },
	{ "commit", 34, { { 0, 0 } } },
	{ "expect", 34, { { NUMBER, 2 } } },
	{ "abort", 35, { { 0, 0 } } },
	{ "add", 15, { { ADDR, 2 }, { LOCATOR, 8 } } },
	{ "addn", 15, { { ADDR, 2 }, { NAME, 9 } } },
	{ "replace", 16, { { ADDR, 2 }, { LOCATOR, 8 } } },
	{ "del", 17, { { ADDR, 2 } } },
	{ "flush", 18, { { 0, 0 } } },
	{ "name", 26, { { NAME, 2 }, { LOCATOR, 3 } } },
	{ "set", 27, { { NAME, 2 }, { LOCATOR, 3 } } },
	{ "unname", 28, { { NAME, 2 } } },
};

static const struct line *find(const char *word)
{
	size_t i;

	for (i = 0; word && i < ARRAY_SIZE(lines); i++)
		if (!strcmp(lines[i].word, word))
			return &lines[i];
	die(RC_USAGE, "%s", usage);
}

static void put(struct nlbuf *b, enum kind how, __u16 attr, const char *word)
{
	__u8 addr[16];
	__u32 number;

	if (!word)
		die(RC_USAGE, "%s", usage);
	if (how == NAME) {
		nl_attr(b, attr, word, strlen(word) + 1);
		return;
	}
	if (how == NUMBER) {
		number = parse_num(word, 0xffffffff);
		nl_attr(b, attr, &number, sizeof(number));
		return;
	}
	if (inet_pton(AF_INET6, word, addr) != 1)
		die(RC_USAGE, "no address: %s", word);
	nl_attr(b, attr, addr, how == ADDR ? 16 : 8);
}

static void take_changes(const struct nlmsghdr *nh, void *ctx)
{
	const size_t head = NLMSG_HDRLEN + GENL_HDRLEN;
	const struct nlattr *a;

	a = nl_find((const char *)nh + head, nh->nlmsg_len - head, REPLY_CHANGES);
	if (a)
		memcpy(ctx, (const char *)a + NLA_HDRLEN, sizeof(__u32));
}

static void one(int fd, __u16 family, char *text)
{
	const struct line *line = find(strtok(text, blanks));
	struct genlmsghdr gh = { .cmd = line->cmd, .version = 1 };
	static struct nlbuf b;
	struct nlanswer ans;
	__u32 changes = 0;
	int i;

	nl_start(&b, family, NLM_F_REQUEST | NLM_F_ACK, &gh, sizeof(gh));
	for (i = 0; i < 2 && line->arg[i].kind; i++)
		put(&b, line->arg[i].kind, line->arg[i].attr, strtok(NULL, blanks));
	nl_talk(fd, &b, take_changes, &changes, &ans);
	if (ans.error)
		printf("error %d %s\n", ans.error, ans.text);
	else if (changes)
		printf("ok %u\n", changes);
	else
		puts("ok");
	fflush(stdout);
}

int main(int argc, char **argv)
{
	struct nlanswer ans;
	char text[256];
	__u16 family;
	int fd;

	if (argc == 3 && !strcmp(argv[1], "-N"))
		enter_netns(argv[2]);
	else if (argc != 1)
		die(RC_USAGE, "%s", usage);
	fd = nl_open(NETLINK_GENERIC);
	family = nl_genl_family("idloc-ila", &ans);
	if (!family)
		die(RC_SYSTEM, "no family idloc-ila");
	while (fgets(text, sizeof(text), stdin))
		one(fd, family, text);
	return 0;
}
