// SPDX-License-Identifier: GPL-2.0
/*
 * Sends one netlink message made by hand, sensible or broken, and prints what
 * the kernel answered: errno, its name and the extack text.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <grp.h>
#include <linux/genetlink.h>
#include <linux/nexthop.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "nlmsg.h"
#include "util.h"

static const char usage[] =
"nlraw [-N NETNS] [-u UID | -U | -W] MESSAGE\n"
"  route add|change|replace|append|del|show DST/LEN [dev IF] [via ADDR]\n"
"        [table N] [metric N] [nhid N] [oif N] [encap TYPE|none|bare ATTR...]\n"
"  nexthop add|replace|del ID [dev IF] [via ADDR] [encap TYPE ATTR...]\n"
"  genl FAMILY CMD [dump] [version N] [ATTR...]\n"
"ATTR: NR:HEX, or raw:HEX for bytes as they are\n"
"encap none: no RTA_ENCAP_TYPE; encap bare: a type (3) and no RTA_ENCAP\n"
"-u  as this user; -U as root of a new user and network namespace;\n"
"-W  as root of a new user namespace in this network namespace\n"
"prints: errno=N name=NAME extack=\"TEXT\" [offset=N] [missing=N];\n"
"        exit 0 for success, 2 if the kernel refused\n";

#define ENCAP_ILA	3

static void bad_usage(void)
{
	fputs(usage, stderr);
	exit(RC_USAGE);
}

struct words {
	char **at;
	char **end;
};

static const char *next_word(struct words *w)
{
	if (w->at == w->end)
		bad_usage();
	return *w->at++;
}

static bool more_words(const struct words *w)
{
	return w->at < w->end;
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

struct dest {
	int family;
	unsigned int bits;
	size_t len;
	__u8 addr[16];
};

static void parse_host(const char *text, struct dest *d)
{
	d->family = strchr(text, ':') ? AF_INET6 : AF_INET;
	d->len = d->family == AF_INET6 ? 16 : 4;
	if (inet_pton(d->family, text, d->addr) != 1)
		die(RC_USAGE, "bad address \"%s\"", text);
}

static void parse_dest(const char *text, struct dest *d)
{
	char addr[64];

	if (sscanf(text, "%63[^/]/%u", addr, &d->bits) != 2)
		die(RC_USAGE, "bad prefix \"%s\"", text);
	parse_host(addr, d);
}

static void put_encap(struct nlbuf *b, struct words *w, unsigned int attr,
		      unsigned int type_attr)
{
	const char *kind = next_word(w);
	__u16 type = ENCAP_ILA;
	size_t nest;

	if (strcmp(kind, "none") && strcmp(kind, "bare"))
		type = parse_num(kind, 65535);
	if (strcmp(kind, "none"))
		nl_attr(b, type_attr, &type, sizeof(type));
	if (!strcmp(kind, "bare"))
		return;
	nest = nl_nest(b, attr);
	while (more_words(w))
		nl_attr_text(b, next_word(w));
	nl_nest_end(b, nest);
}

static void put_u32(struct nlbuf *b, unsigned int attr, unsigned int val)
{
	nl_attr(b, attr, &val, sizeof(val));
}

static unsigned int ifindex_of(const char *name)
{
	unsigned int index = if_nametoindex(name);

	if (!index)
		die(RC_SYSTEM, "interface %s", name);
	return index;
}

static void put_route_words(struct nlbuf *b, struct words *w)
{
	while (more_words(w)) {
		const char *key = next_word(w);
		struct dest gw;

		if (!strcmp(key, "dev")) {
			put_u32(b, RTA_OIF, ifindex_of(next_word(w)));
		} else if (!strcmp(key, "oif")) {
			put_u32(b, RTA_OIF, parse_num(next_word(w), ~0U));
		} else if (!strcmp(key, "via")) {
			parse_host(next_word(w), &gw);
			nl_attr(b, RTA_GATEWAY, gw.addr, gw.len);
		} else if (!strcmp(key, "table")) {
			put_u32(b, RTA_TABLE, parse_num(next_word(w), ~0U));
		} else if (!strcmp(key, "metric")) {
			put_u32(b, RTA_PRIORITY, parse_num(next_word(w), ~0U));
		} else if (!strcmp(key, "nhid")) {
			put_u32(b, RTA_NH_ID, parse_num(next_word(w), ~0U));
		} else if (!strcmp(key, "encap")) {
			put_encap(b, w, RTA_ENCAP, RTA_ENCAP_TYPE);
		} else {
			die(RC_USAGE, "unknown word \"%s\"", key);
		}
	}
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

static int do_route(struct words *w)
{
	static const struct {
		const char *name;
		unsigned int type;
		unsigned int flags;
	} verbs[] = {
		{ "add", RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL },
		{ "change", RTM_NEWROUTE, NLM_F_REPLACE },
		{ "replace", RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE },
		{ "append", RTM_NEWROUTE, NLM_F_CREATE | NLM_F_APPEND },
		{ "del", RTM_DELROUTE, 0 },
		{ "show", RTM_GETROUTE, NLM_F_DUMP },
	};
	const char *verb = next_word(w);
	static struct nlbuf b;
	struct nlanswer ans;
	struct rtmsg rtm = { .rtm_table = RT_TABLE_MAIN };
	struct dest d;
	unsigned int i;
	bool show;

	for (i = 0; strcmp(verb, verbs[i].name); i++)
		if (i + 1 == sizeof(verbs) / sizeof(*verbs))
			bad_usage();
	parse_dest(next_word(w), &d);
	show = verbs[i].type == RTM_GETROUTE;
	rtm.rtm_family = d.family;
	if (!show) {
		rtm.rtm_dst_len = d.bits;
		rtm.rtm_protocol = RTPROT_STATIC;
		rtm.rtm_type = RTN_UNICAST;
	}
	nl_start(&b, verbs[i].type, verbs[i].flags | NLM_F_REQUEST | NLM_F_ACK,
		 &rtm, sizeof(rtm));
	if (!show) {
		nl_attr(&b, RTA_DST, d.addr, d.len);
		put_route_words(&b, w);
	}
	nl_talk(nl_open(NETLINK_ROUTE), &b, show ? show_route : NULL, &d, &ans);
	return report(&ans);
}

static int do_nexthop(struct words *w)
{
	const char *verb = next_word(w);
	struct nhmsg nhm = { .nh_family = AF_INET6 };
	unsigned int type = RTM_NEWNEXTHOP, flags = NLM_F_CREATE | NLM_F_EXCL;
	static struct nlbuf b;
	struct nlanswer ans;

	if (!strcmp(verb, "replace"))
		flags = NLM_F_CREATE | NLM_F_REPLACE;
	else if (!strcmp(verb, "del"))
		type = RTM_DELNEXTHOP;
	else if (strcmp(verb, "add"))
		bad_usage();
	if (type == RTM_DELNEXTHOP)
		nhm.nh_family = AF_UNSPEC;
	nl_start(&b, type, flags | NLM_F_REQUEST | NLM_F_ACK, &nhm,
		 sizeof(nhm));
	put_u32(&b, NHA_ID, parse_num(next_word(w), ~0U));
	while (more_words(w)) {
		const char *key = next_word(w);
		struct dest gw;

		if (!strcmp(key, "dev")) {
			put_u32(&b, NHA_OIF, ifindex_of(next_word(w)));
		} else if (!strcmp(key, "via")) {
			parse_host(next_word(w), &gw);
			nl_attr(&b, NHA_GATEWAY, gw.addr, gw.len);
		} else if (!strcmp(key, "encap")) {
			put_encap(&b, w, NHA_ENCAP, NHA_ENCAP_TYPE);
		} else {
			bad_usage();
		}
	}
	nl_talk(nl_open(NETLINK_ROUTE), &b, NULL, NULL, &ans);
	return report(&ans);
}

static void take_family(const struct nlmsghdr *nh, void *ctx)
{
	const __u8 *attrs = (const __u8 *)NLMSG_DATA(nh) + GENL_HDRLEN;
	const struct nlattr *a;

	a = nl_find(attrs, nh->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN),
		    CTRL_ATTR_FAMILY_ID);
	if (a)
		memcpy(ctx, a + 1, sizeof(__u16));
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

static int do_genl(struct words *w)
{
	struct genlmsghdr gh = { .cmd = CTRL_CMD_GETFAMILY, .version = 1 };
	const char *name = next_word(w);
	unsigned int flags = NLM_F_REQUEST | NLM_F_ACK;
	int fd = nl_open(NETLINK_GENERIC);
	static struct nlbuf b;
	struct nlanswer ans;
	__u16 family = 0;

	nl_start(&b, GENL_ID_CTRL, flags, &gh, sizeof(gh));
	nl_attr(&b, CTRL_ATTR_FAMILY_NAME, name, strlen(name) + 1);
	nl_talk(fd, &b, take_family, &family, &ans);
	if (!family) {
		printf("family %s: ", name);
		return report(&ans);
	}

	gh.cmd = parse_num(next_word(w), 255);
	if (more_words(w) && !strcmp(*w->at, "dump")) {
		flags |= NLM_F_DUMP;
		w->at++;
	}
	if (more_words(w) && !strcmp(*w->at, "version")) {
		w->at++;
		gh.version = parse_num(next_word(w), 255);
	}
	nl_start(&b, family, flags, &gh, sizeof(gh));
	while (more_words(w))
		nl_attr_text(&b, next_word(w));
	nl_talk(fd, &b, print_reply, NULL, &ans);
	return report(&ans);
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
	struct words w;
	const char *kind;
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
	limit_time(30);
	kind = next_word(&w);
	if (!strcmp(kind, "route"))
		return do_route(&w);
	if (!strcmp(kind, "nexthop"))
		return do_nexthop(&w);
	if (!strcmp(kind, "genl"))
		return do_genl(&w);
	bad_usage();
}
