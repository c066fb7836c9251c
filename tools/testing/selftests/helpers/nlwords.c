// SPDX-License-Identifier: GPL-2.0
/* Netlink requests from words of a command line. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/genetlink.h>
#include <linux/nexthop.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "nlwords.h"
#include "util.h"

#define ENCAP_ILA	3
#define TEXT_WORDS	32

struct verb {
	const char *name;
	unsigned int type;
	unsigned int flags;
};

static const struct verb route_verbs[] = {
	{ "add", RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL },
	{ "change", RTM_NEWROUTE, NLM_F_REPLACE },
	{ "replace", RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE },
	{ "append", RTM_NEWROUTE, NLM_F_CREATE | NLM_F_APPEND },
	{ "del", RTM_DELROUTE, 0 },
	{ "show", RTM_GETROUTE, NLM_F_DUMP },
	{ }
};

static const struct verb nexthop_verbs[] = {
	{ "add", RTM_NEWNEXTHOP, NLM_F_CREATE | NLM_F_EXCL },
	{ "replace", RTM_NEWNEXTHOP, NLM_F_CREATE | NLM_F_REPLACE },
	{ "del", RTM_DELNEXTHOP, 0 },
	{ "show", RTM_GETNEXTHOP, NLM_F_DUMP },
	{ }
};

bool words_more(const struct words *w)
{
	return w->at < w->end;
}

const char *words_next(struct words *w)
{
	if (w->at == w->end)
		die(RC_USAGE, "a word is missing");
	return *w->at++;
}

static const struct verb *next_verb(struct words *w, const struct verb *verb)
{
	const char *name = words_next(w);

	for (; verb->name; verb++) {
		if (!strcmp(name, verb->name))
			return verb;
	}
	die(RC_USAGE, "unknown verb \"%s\"", name);
}

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
	const char *kind = words_next(w);
	__u16 type = ENCAP_ILA;
	size_t nest;

	if (strcmp(kind, "none") && strcmp(kind, "bare"))
		type = parse_num(kind, 65535);
	if (strcmp(kind, "none"))
		nl_attr(b, type_attr, &type, sizeof(type));
	if (!strcmp(kind, "bare"))
		return;
	nest = nl_nest(b, attr);
	while (words_more(w))
		nl_attr_text(b, words_next(w));
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
	while (words_more(w)) {
		const char *key = words_next(w);
		struct dest gw;

		if (!strcmp(key, "dev")) {
			put_u32(b, RTA_OIF, ifindex_of(words_next(w)));
		} else if (!strcmp(key, "oif")) {
			put_u32(b, RTA_OIF, parse_num(words_next(w), ~0U));
		} else if (!strcmp(key, "via")) {
			parse_host(words_next(w), &gw);
			nl_attr(b, RTA_GATEWAY, gw.addr, gw.len);
		} else if (!strcmp(key, "table")) {
			put_u32(b, RTA_TABLE, parse_num(words_next(w), ~0U));
		} else if (!strcmp(key, "metric")) {
			put_u32(b, RTA_PRIORITY, parse_num(words_next(w), ~0U));
		} else if (!strcmp(key, "nhid")) {
			put_u32(b, RTA_NH_ID, parse_num(words_next(w), ~0U));
		} else if (!strcmp(key, "attr")) {
			nl_attr_text(b, words_next(w));
		} else if (!strcmp(key, "encap")) {
			put_encap(b, w, RTA_ENCAP, RTA_ENCAP_TYPE);
		} else {
			die(RC_USAGE, "unknown word \"%s\"", key);
		}
	}
}

static void make_route(struct words *w, struct request *rq)
{
	const struct verb *verb = next_verb(w, route_verbs);
	struct rtmsg rtm = { .rtm_table = RT_TABLE_MAIN };

	parse_dest(words_next(w), &rq->dest);
	rq->show = verb->type == RTM_GETROUTE;
	rtm.rtm_family = rq->dest.family;
	if (!rq->show) {
		rtm.rtm_dst_len = rq->dest.bits;
		rtm.rtm_protocol = RTPROT_STATIC;
		rtm.rtm_type = RTN_UNICAST;
	}
	nl_start(&rq->msg, verb->type, verb->flags | NLM_F_REQUEST | NLM_F_ACK,
		 &rtm, sizeof(rtm));
	if (rq->show)
		return;
	nl_attr(&rq->msg, RTA_DST, rq->dest.addr, rq->dest.len);
	put_route_words(&rq->msg, w);
}

static void make_nexthop(struct words *w, struct request *rq)
{
	const struct verb *verb = next_verb(w, nexthop_verbs);
	struct nhmsg nhm = { .nh_family = AF_UNSPEC };
	struct nlbuf *b = &rq->msg;
	unsigned int id = parse_num(words_next(w), ~0U);

	rq->show = verb->type == RTM_GETNEXTHOP;
	if (verb->type == RTM_NEWNEXTHOP)
		nhm.nh_family = AF_INET6;
	nl_start(b, verb->type, verb->flags | NLM_F_REQUEST | NLM_F_ACK, &nhm,
		 sizeof(nhm));
	if (!rq->show)
		put_u32(b, NHA_ID, id);
	while (words_more(w)) {
		const char *key = words_next(w);
		struct dest gw;

		if (!strcmp(key, "dev")) {
			put_u32(b, NHA_OIF, ifindex_of(words_next(w)));
		} else if (!strcmp(key, "via")) {
			parse_host(words_next(w), &gw);
			nl_attr(b, NHA_GATEWAY, gw.addr, gw.len);
		} else if (!strcmp(key, "encap")) {
			put_encap(b, w, NHA_ENCAP | NLA_F_NESTED,
				  NHA_ENCAP_TYPE);
		} else {
			die(RC_USAGE, "unknown word \"%s\"", key);
		}
	}
}

static bool make_genl(struct words *w, struct request *rq,
		      struct nlanswer *ans)
{
	struct genlmsghdr gh = { .version = 1 };
	const char *name = words_next(w);
	unsigned int flags = NLM_F_REQUEST | NLM_F_ACK;
	__u16 family = nl_genl_family(name, ans);

	if (!family)
		return false;
	gh.cmd = parse_num(words_next(w), 255);
	if (words_more(w) && !strcmp(*w->at, "dump")) {
		flags |= NLM_F_DUMP;
		w->at++;
	}
	if (words_more(w) && !strcmp(*w->at, "version")) {
		w->at++;
		gh.version = parse_num(words_next(w), 255);
	}
	nl_start(&rq->msg, family, flags, &gh, sizeof(gh));
	while (words_more(w))
		nl_attr_text(&rq->msg, words_next(w));
	return true;
}

bool words_request(struct words *w, struct request *rq, struct nlanswer *ans)
{
	const char *kind = words_next(w);

	rq->show = false;
	rq->protocol = NETLINK_ROUTE;
	if (!strcmp(kind, "route")) {
		rq->kind = REQUEST_ROUTE;
		make_route(w, rq);
	} else if (!strcmp(kind, "nexthop")) {
		rq->kind = REQUEST_NEXTHOP;
		make_nexthop(w, rq);
	} else {
		if (strcmp(kind, "genl"))
			die(RC_USAGE, "unknown kind \"%s\"", kind);
		rq->kind = REQUEST_GENL;
		rq->protocol = NETLINK_GENERIC;
		return make_genl(w, rq, ans);
	}
	return true;
}

bool words_text(char *text, struct request *rq)
{
	char *at[TEXT_WORDS], *save = NULL;
	struct words w = { .at = at };
	struct nlanswer ans;
	unsigned int n = 0;

	for (at[n] = strtok_r(text, " ", &save); at[n];
	     at[n] = strtok_r(NULL, " ", &save)) {
		if (++n == TEXT_WORDS)
			die(RC_USAGE, "too many words");
	}
	w.end = at + n;
	return words_request(&w, rq, &ans);
}
