// SPDX-License-Identifier: GPL-2.0
/*
 * Makes many virtual networks: one message each, on one socket. Their numbers are spread
 * over the 28 bits, their tenant prefixes begin with fd80.
 */
#include <arpa/inet.h>
#include <getopt.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nlmsg.h"
#include "util.h"

static const char usage[] = "manyvnids [-N NETNS] [-d SCOPE-DEV] -n COUNT\n";

enum { CMD_VNID_ADD = 4, A_VNID = 2, A_PREFIX = 3, A_IFINDEX = 5 };

/* An odd factor: no number comes twice. */
static __u32 spread(__u32 i)
{
	return i * 2654435761u & 0xfffffff;
}

static void add(int fd, unsigned int family, __u32 i, __u32 ifindex)
{
	struct genlmsghdr gh = { .cmd = CMD_VNID_ADD, .version = 1 };
	__u8 prefix[16] = { 0xfd, 0x80 };
	struct nlanswer ans;
	__u32 vnid = spread(i), number = htonl(i);
	static struct nlbuf b;

	memcpy(prefix + 8, &number, sizeof(number));
	nl_start(&b, family, NLM_F_REQUEST | NLM_F_ACK, &gh, sizeof(gh));
	nl_attr(&b, A_VNID, &vnid, sizeof(vnid));
	nl_attr(&b, A_PREFIX, prefix, sizeof(prefix));
	if (ifindex)
		nl_attr(&b, A_IFINDEX, &ifindex, sizeof(ifindex));
	nl_talk(fd, &b, NULL, NULL, &ans);
	if (ans.error)
		die(RC_SYSTEM, "virtual network %u: error %d %s", i, ans.error, ans.text);
}

int main(int argc, char **argv)
{
	unsigned int count = 0, family, ifindex = 0, i;
	const char *dev = NULL;
	struct nlanswer ans;
	int fd, opt;

	while ((opt = getopt(argc, argv, "N:d:n:")) != -1) {
		if (opt == 'N')
			enter_netns(optarg);
		else if (opt == 'd')
			dev = optarg;
		else if (opt == 'n')
			count = parse_num(optarg, 0xfffffff);
		else
			die(RC_USAGE, "%s", usage);
	}
	if (dev)
		ifindex = if_nametoindex(dev);
	if (!count || (dev && !ifindex))
		die(RC_USAGE, "%s", usage);
	fd = nl_open(NETLINK_GENERIC);
	family = nl_genl_family("idloc-ila", &ans);
	if (!family)
		die(RC_SYSTEM, "no family idloc-ila");
	for (i = 1; i <= count; i++)
		add(fd, family, i, ifindex);
	printf("virtual networks=%u\n", count);
	return 0;
}
