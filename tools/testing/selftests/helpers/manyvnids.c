// SPDX-License-Identifier: GPL-2.0
/*
 * Makes many virtual networks: one message each, on one socket. Their numbers are spread
 * over the 28 bits, their tenant prefixes begin with fd80. Or many multicast groups of one
 * virtual network, or many locators in its group ff0e::1.
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

static const char usage[] =
"manyvnids [-N NETNS] [-d SCOPE-DEV] -n COUNT\n"
"manyvnids [-N NETNS] -g VNID | -l VNID -n COUNT\n"
"  -g  groups ff0e::1 and so on of a virtual network\n"
"  -l  locators 2001:0:0:1 and so on in its group ff0e::1\n";

enum { CMD_VNID_ADD = 4, CMD_GROUP_ADD = 36, CMD_GROUP_JOIN = 40 };
enum { A_VNID = 2, A_PREFIX = 3, A_IFINDEX = 5 };
enum { A_GROUP = 3, A_LOCATOR = 4 };

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

/* A group, or a locator in the first one. */
static void add_group(int fd, unsigned int family, __u32 i, __u32 vnid, bool join)
{
	struct genlmsghdr gh = { .cmd = join ? CMD_GROUP_JOIN : CMD_GROUP_ADD, .version = 1 };
	__u8 group[16] = { 0xff, 0x0e }, locator[8] = { 0x20, 0x01 };
	/* None ends in ffff, which is reserved. */
	__u32 low = htonl(join ? 1 : i + i / 0xffff), number = htonl(i);
	struct nlanswer ans;
	static struct nlbuf b;

	memcpy(group + 12, &low, sizeof(low));
	memcpy(locator + 4, &number, sizeof(number));
	nl_start(&b, family, NLM_F_REQUEST | NLM_F_ACK, &gh, sizeof(gh));
	nl_attr(&b, A_VNID, &vnid, sizeof(vnid));
	nl_attr(&b, A_GROUP, group, sizeof(group));
	if (join)
		nl_attr(&b, A_LOCATOR, locator, sizeof(locator));
	nl_talk(fd, &b, NULL, NULL, &ans);
	if (ans.error)
		die(RC_SYSTEM, "%s %u: error %d %s", join ? "locator" : "group", i,
		    ans.error, ans.text);
}

int main(int argc, char **argv)
{
	unsigned int count = 0, family, ifindex = 0, vnid = 0, i;
	bool groups = false, join = false;
	const char *dev = NULL;
	struct nlanswer ans;
	int fd, opt;

	while ((opt = getopt(argc, argv, "N:d:g:l:n:")) != -1) {
		if (opt == 'N')
			enter_netns(optarg);
		else if (opt == 'd')
			dev = optarg;
		else if (opt == 'g' || opt == 'l')
			vnid = parse_num(optarg, 0xfffffff);
		else if (opt == 'n')
			count = parse_num(optarg, 0xfffffff);
		else
			die(RC_USAGE, "%s", usage);
		groups |= opt == 'g' || opt == 'l';
		join |= opt == 'l';
	}
	if (dev)
		ifindex = if_nametoindex(dev);
	if (!count || (dev && !ifindex))
		die(RC_USAGE, "%s", usage);
	fd = nl_open(NETLINK_GENERIC);
	family = nl_genl_family("idloc-ila", &ans);
	if (!family)
		die(RC_SYSTEM, "no family idloc-ila");
	for (i = 1; i <= count; i++) {
		if (groups)
			add_group(fd, family, i, vnid, join);
		else
			add(fd, family, i, ifindex);
	}
	printf("made=%u\n", count);
	return 0;
}
