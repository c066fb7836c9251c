// SPDX-License-Identifier: GPL-2.0
/*
 * Netlink messages of the families that ILA answers. A valid one is made first,
 * as a list of attributes; about half of them are then damaged: in the list, in
 * the lengths, in the headers, in the bytes. Values come from small pools, so
 * that messages meet what earlier ones have left.
 */
#include <linux/genetlink.h>
#include <linux/nexthop.h>
#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/socket.h>

#include "fuzzgen.h"

#define ENCAP_ILA	3
#define ATTRS		24
#define ATTR_ROOM	640
#define TYPE_FLAGS	(NLA_F_NESTED | NLA_F_NET_BYTEORDER)

struct fattr {
	__u16 type;
	__u16 len;
	__u8 data[ATTR_ROOM];
};

struct flist {
	struct fattr at[ATTRS];
	unsigned int n;
};

const char *const fuzz_names[FUZZ_KINDS] = {
	[FUZZ_ILA_ADD] = "ila-add",
	[FUZZ_ILA_DEL] = "ila-del",
	[FUZZ_ILA_FLUSH] = "ila-flush",
	[FUZZ_ILA_GET] = "ila-get",
	[FUZZ_ILA_DUMP] = "ila-dump",
	[FUZZ_SETTINGS_GET] = "settings-get",
	[FUZZ_SETTINGS_SET] = "settings-set",
	[FUZZ_STATS_GET] = "stats-get",
	[FUZZ_CTRL] = "ctrl",
	[FUZZ_ROUTE_NEW] = "route-new",
	[FUZZ_ROUTE_DEL] = "route-del",
	[FUZZ_ROUTE_DUMP] = "route-dump",
	[FUZZ_NEXTHOP_NEW] = "nexthop-new",
	[FUZZ_NEXTHOP_DEL] = "nexthop-del",
	[FUZZ_NEXTHOP_DUMP] = "nexthop-dump",
};

/* ---- random numbers -------------------------------------------------------- */

static unsigned long long rng;

void fuzz_seed(unsigned long long seed)
{
	rng = seed;
}

static unsigned long long rnd(void)
{
	unsigned long long z;

	rng += 0x9e3779b97f4a7c15ULL;
	z = rng;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
	return z ^ z >> 31;
}

unsigned int fuzz_below(unsigned int limit)
{
	return rnd() % limit;
}

static bool one_in(unsigned int n)
{
	return !fuzz_below(n);
}

static void fill(void *data, size_t len)
{
	__u8 *p = data;

	while (len--)
		*p++ = rnd();
}

/* ---- lists of attributes ---------------------------------------------------- */

static void put(struct flist *l, unsigned int type, const void *data,
		size_t len)
{
	struct fattr *a = &l->at[l->n];

	if (l->n == ATTRS || len > ATTR_ROOM)
		return;
	l->n++;
	a->type = type;
	a->len = len;
	memcpy(a->data, data, len);
}

static void put_u8(struct flist *l, unsigned int type, __u8 val)
{
	put(l, type, &val, sizeof(val));
}

static void put_u32(struct flist *l, unsigned int type, __u32 val)
{
	put(l, type, &val, sizeof(val));
}

static void resize(struct fattr *a, size_t len)
{
	if (len > ATTR_ROOM)
		len = ATTR_ROOM;
	if (len > a->len)
		fill(a->data + a->len, len - a->len);
	a->len = len;
}

/* An attribute that holds itself. */
static void wrap(struct fattr *a)
{
	struct nlattr head = {
		.nla_len = NLA_HDRLEN + a->len,
		.nla_type = a->type,
	};

	if (a->len + sizeof(head) > ATTR_ROOM)
		return;
	memmove(a->data + sizeof(head), a->data, a->len);
	memcpy(a->data, &head, sizeof(head));
	a->len += sizeof(head);
}

static void twin(struct flist *l, const struct fattr *a)
{
	put(l, a->type, a->data, a->len);
	if (one_in(2))
		fill(l->at[l->n - 1].data, l->at[l->n - 1].len);
}

/* One thing goes wrong with one attribute. */
static void damage_list(struct flist *l)
{
	struct fattr *a = &l->at[l->n ? fuzz_below(l->n) : 0], other;

	if (!l->n) {
		fill(&other, 64);
		put(l, fuzz_below(32), &other, fuzz_below(64));
		return;
	}
	switch (fuzz_below(11)) {
	case 0:
		*a = l->at[--l->n];
		break;
	case 1:
		twin(l, a);
		break;
	case 2:
		resize(a, fuzz_below(a->len + 1));
		break;
	case 3:
		resize(a, a->len + 1 + fuzz_below(16));
		break;
	case 4:
		a->type = one_in(2) ? fuzz_below(34) : fuzz_below(65536);
		break;
	case 5:
		a->type ^= TYPE_FLAGS & fuzz_below(65536);
		break;
	case 6:
		fill(a->data, a->len);
		break;
	case 7:
		memset(a->data, one_in(2) ? 0 : 0xff, a->len);
		break;
	case 8:
		wrap(a);
		break;
	case 9:
		other = *a;
		*a = l->at[0];
		l->at[0] = other;
		break;
	case 10:
		fill(&other, 64);
		put(l, fuzz_below(65536), &other, fuzz_below(64));
		break;
	}
}

/* lie: one attribute in so many has a false length; 0 for none */
static size_t pack(const struct flist *l, __u8 *out, size_t room,
		   unsigned int lie)
{
	size_t at = 0;
	unsigned int i;

	for (i = 0; i < l->n; i++) {
		const struct fattr *a = &l->at[i];
		struct nlattr head = {
			.nla_len = NLA_HDRLEN + a->len,
			.nla_type = a->type,
		};
		size_t step = NLA_ALIGN(NLA_HDRLEN + a->len);

		if (at + step > room)
			break;
		if (lie && one_in(lie))
			head.nla_len = fuzz_below(one_in(4) ? 65536 : 24);
		memset(out + at, 0, step);
		memcpy(out + at, &head, sizeof(head));
		memcpy(out + at + sizeof(head), a->data, a->len);
		at += step;
	}
	return at;
}

/* ---- valid messages --------------------------------------------------------- */

static void put_locator(struct flist *l, unsigned int type)
{
	__u8 loc[8] = { 0x20, 0x01, 0, 0, 0, fuzz_below(64), 0, 0 };

	put(l, type, loc, sizeof(loc));
}

static unsigned int device(const struct fuzz_place *p)
{
	return p->device[fuzz_below(p->devices)];
}

static void key_attrs(struct flist *l, const struct fuzz_place *p)
{
	put_locator(l, 3);
	if (one_in(4))
		put_u32(l, 4, one_in(8) ? fuzz_below(100) : device(p));
}

static void map_attrs(struct flist *l, const struct fuzz_place *p)
{
	key_attrs(l, p);
	put_locator(l, 1);
	if (!one_in(3))
		put_u8(l, 7, fuzz_below(4));
	if (!one_in(3))
		put_u8(l, 8, one_in(8) ? 32 : fuzz_below(8));
}

/* The encapsulation of a route; one in so many is damaged. */
static size_t encap(__u8 *out, size_t room, unsigned int damaged)
{
	static struct flist l;
	unsigned int lie = 0;

	l.n = 0;
	put_locator(&l, 1);
	put_u8(&l, 8, one_in(8) ? 32 : 1);
	if (!one_in(3))
		put_u8(&l, 7, fuzz_below(4));
	if (one_in(2))
		put_u8(&l, 9, one_in(3));
	while (damaged && one_in(damaged)) {
		damage_list(&l);
		if (one_in(6))
			lie = 3;
	}
	return pack(&l, out, room, lie);
}

/* Types that are ours, or that make the core look for no module. */
static void put_encap(struct flist *l, unsigned int attr,
		      unsigned int type_attr, unsigned int damaged)
{
	static const __u16 others[] = { 0, 2, 4, 11, 12, 255, 65535 };
	__u16 type = ENCAP_ILA;
	__u8 bytes[256];
	size_t len;

	if (damaged && one_in(24))
		type = others[fuzz_below(sizeof(others) / sizeof(*others))];
	len = encap(bytes, sizeof(bytes), damaged);
	put(l, type_attr, &type, sizeof(type));
	put(l, attr, bytes, len);
}

/* A link-local gateway needs no route to it. */
static void put_gateway(struct flist *l, unsigned int type)
{
	__u8 gw[16] = { 0xfe, 0x80, [15] = 1 + fuzz_below(4) };

	put(l, type, gw, sizeof(gw));
}

static void put_multipath(struct flist *l, const struct fuzz_place *p,
			  unsigned int damaged)
{
	static struct flist leg;
	__u8 bytes[ATTR_ROOM];
	size_t at = 0, len;
	unsigned int n;

	for (n = 1 + fuzz_below(3); n; n--) {
		struct rtnexthop nh = { .rtnh_ifindex = device(p) };

		leg.n = 0;
		put_gateway(&leg, RTA_GATEWAY);
		put_encap(&leg, RTA_ENCAP, RTA_ENCAP_TYPE, damaged);
		if (damaged && one_in(4))
			damage_list(&leg);
		len = pack(&leg, bytes + at + sizeof(nh),
			   sizeof(bytes) - at - sizeof(nh),
			   damaged && one_in(8) ? 3 : 0);
		nh.rtnh_len = sizeof(nh) + len;
		if (damaged && one_in(16))
			nh.rtnh_len = fuzz_below(300);
		memcpy(bytes + at, &nh, sizeof(nh));
		at += sizeof(nh) + len;
		if (at + 150 > sizeof(bytes))
			break;
	}
	put(l, RTA_MULTIPATH, bytes, at);
}

static unsigned int put_dst(struct flist *l)
{
	static const unsigned int bits[] = { 128, 128, 128, 96, 67, 64, 56, 0 };
	__u8 dst[16] = { 0x33, 0x33, [7] = 1, [8] = 0x20, [11] = 1 };
	unsigned int len = bits[fuzz_below(8)];

	dst[15] = fuzz_below(32);
	if (one_in(8))
		dst[8] = rnd();
	if (len)
		put(l, RTA_DST, dst, sizeof(dst));
	return len;
}

static void route_attrs(struct flist *l, struct rtmsg *rtm,
			const struct fuzz_place *p, unsigned int damaged)
{
	rtm->rtm_family = AF_INET6;
	rtm->rtm_table = one_in(4) ? 100 : RT_TABLE_MAIN;
	rtm->rtm_protocol = RTPROT_STATIC;
	rtm->rtm_type = RTN_UNICAST;
	rtm->rtm_dst_len = put_dst(l);
	if (one_in(3))
		put_u32(l, RTA_PRIORITY, 1000 + fuzz_below(4));
	switch (fuzz_below(8)) {
	case 0:
		put_multipath(l, p, damaged);
		return;
	case 1:
		put_u32(l, RTA_NH_ID, 1 + fuzz_below(16));
		return;
	case 2:
	case 3:
	case 4:
		put_gateway(l, RTA_GATEWAY);
	}
	put_u32(l, RTA_OIF, device(p));
	put_encap(l, RTA_ENCAP, RTA_ENCAP_TYPE, damaged);
}

static void nexthop_attrs(struct flist *l, const struct fuzz_place *p,
			  unsigned int damaged)
{
	put_u32(l, NHA_ID, 1 + fuzz_below(16));
	put_u32(l, NHA_OIF, device(p));
	if (one_in(2))
		put_gateway(l, NHA_GATEWAY);
	put_encap(l, NHA_ENCAP | NLA_F_NESTED, NHA_ENCAP_TYPE, damaged);
}

static void settings_attrs(struct flist *l)
{
	unsigned int i, first = fuzz_below(4);

	for (i = 0; i < 4; i++) {
		if (i == first || one_in(2))
			put_u32(l, 2 + i, fuzz_below(2));
	}
}

/* ---- whole messages --------------------------------------------------------- */

static void finish(struct nlbuf *b, const struct flist *l, unsigned int lie)
{
	static __u8 bytes[8192];

	nl_raw(b, bytes, pack(l, bytes, sizeof(bytes), lie));
}

static enum fuzz_kind generic_kind(const struct fuzz_place *p)
{
	static const unsigned char weight[] = {
		[FUZZ_ILA_ADD] = 34, [FUZZ_ILA_DEL] = 10, [FUZZ_ILA_FLUSH] = 1,
		[FUZZ_ILA_GET] = 10, [FUZZ_ILA_DUMP] = 3,
		[FUZZ_SETTINGS_GET] = 8, [FUZZ_SETTINGS_SET] = 22,
		[FUZZ_STATS_GET] = 8, [FUZZ_CTRL] = 4,
	};
	unsigned int at = fuzz_below(p->idloc ? 100 : 58), kind;

	for (kind = 0; at >= weight[kind]; kind++)
		at -= weight[kind];
	return kind;
}

static void make_generic(struct nlbuf *b, const struct fuzz_place *p,
			 enum fuzz_kind kind, struct flist *l)
{
	static const unsigned char cmds[] = {
		[FUZZ_ILA_ADD] = 1, [FUZZ_ILA_DEL] = 2, [FUZZ_ILA_FLUSH] = 4,
		[FUZZ_ILA_GET] = 3, [FUZZ_ILA_DUMP] = 3,
		[FUZZ_SETTINGS_GET] = 1, [FUZZ_SETTINGS_SET] = 2,
		[FUZZ_STATS_GET] = 3, [FUZZ_CTRL] = 3,
	};
	struct genlmsghdr gh = { .cmd = cmds[kind], .version = 1 };
	unsigned int flags = NLM_F_REQUEST | NLM_F_ACK, family = p->ila;

	if (kind == FUZZ_ILA_DUMP)
		flags |= NLM_F_DUMP;
	if (kind == FUZZ_ILA_ADD)
		map_attrs(l, p);
	else if (kind == FUZZ_ILA_DEL || kind == FUZZ_ILA_GET)
		key_attrs(l, p);
	if (kind == FUZZ_SETTINGS_SET)
		settings_attrs(l);
	if (kind >= FUZZ_SETTINGS_GET && kind <= FUZZ_STATS_GET)
		family = p->idloc;
	if (kind == FUZZ_CTRL) {
		put(l, CTRL_ATTR_FAMILY_ID, one_in(2) ? &p->ila : &p->idloc, 2);
		family = GENL_ID_CTRL;
		if (one_in(2)) {
			gh.cmd = CTRL_CMD_GETPOLICY;
			flags |= NLM_F_DUMP;
		}
	}
	nl_start(b, family, flags, &gh, sizeof(gh));
}

static enum fuzz_kind route_kind(void)
{
	unsigned int at = fuzz_below(100);

	if (at < 50)
		return FUZZ_ROUTE_NEW;
	if (at < 68)
		return FUZZ_ROUTE_DEL;
	if (at < 69)
		return FUZZ_ROUTE_DUMP;
	if (at < 91)
		return FUZZ_NEXTHOP_NEW;
	return at < 98 ? FUZZ_NEXTHOP_DEL : FUZZ_NEXTHOP_DUMP;
}

static unsigned int new_flags(void)
{
	static const unsigned short some[] = {
		NLM_F_CREATE | NLM_F_EXCL, NLM_F_CREATE | NLM_F_REPLACE,
		NLM_F_CREATE | NLM_F_APPEND, NLM_F_REPLACE,
	};

	return some[fuzz_below(one_in(8) ? 4 : 3)];
}

static void make_route(struct nlbuf *b, const struct fuzz_place *p,
		       enum fuzz_kind kind, struct flist *l,
		       unsigned int damaged)
{
	unsigned int flags = NLM_F_REQUEST | NLM_F_ACK;
	struct rtmsg rtm = { .rtm_family = AF_INET6 };
	struct nhmsg nhm = { .nh_family = AF_INET6 };

	switch (kind) {
	case FUZZ_ROUTE_NEW:
		route_attrs(l, &rtm, p, damaged);
		nl_start(b, RTM_NEWROUTE, flags | new_flags(), &rtm, sizeof(rtm));
		break;
	case FUZZ_ROUTE_DEL:
		rtm.rtm_table = one_in(4) ? 100 : RT_TABLE_MAIN;
		rtm.rtm_dst_len = put_dst(l);
		nl_start(b, RTM_DELROUTE, flags, &rtm, sizeof(rtm));
		break;
	case FUZZ_ROUTE_DUMP:
		nl_start(b, RTM_GETROUTE, flags | NLM_F_DUMP, &rtm, sizeof(rtm));
		break;
	case FUZZ_NEXTHOP_NEW:
		nexthop_attrs(l, p, damaged);
		nl_start(b, RTM_NEWNEXTHOP, flags | new_flags(), &nhm,
			 sizeof(nhm));
		break;
	default:
		nhm.nh_family = AF_UNSPEC;
		if (kind == FUZZ_NEXTHOP_DEL)
			put_u32(l, NHA_ID, 1 + fuzz_below(16));
		else
			flags |= NLM_F_DUMP;
		nl_start(b, kind == FUZZ_NEXTHOP_DEL ? RTM_DELNEXTHOP :
			 RTM_GETNEXTHOP, flags, &nhm, sizeof(nhm));
	}
}

/* Types that can do no harm to anything but routes and mappings. */
static unsigned int some_type(const struct fuzz_place *p, bool generic)
{
	const unsigned short routes[] = {
		RTM_NEWROUTE, RTM_DELROUTE, RTM_GETROUTE, RTM_NEWNEXTHOP,
		RTM_DELNEXTHOP, RTM_GETNEXTHOP, NLMSG_NOOP, NLMSG_ERROR,
		NLMSG_DONE, NLMSG_OVERRUN, 5, 15, 0xffff, 0,
	};
	const unsigned short families[] = {
		p->ila, p->idloc, GENL_ID_CTRL, NLMSG_NOOP, NLMSG_ERROR,
		NLMSG_DONE, NLMSG_OVERRUN, 5, 15, 0x7fff, 0xffff, 0,
	};

	if (generic)
		return families[fuzz_below(12)];
	return routes[fuzz_below(14)];
}

static void flip_bytes(struct nlbuf *b)
{
	unsigned int n;

	if (b->len <= NLMSG_HDRLEN)
		return;
	for (n = 1 + fuzz_below(4); n; n--)
		b->data[NLMSG_HDRLEN + fuzz_below(b->len - NLMSG_HDRLEN)] = rnd();
}

/* One thing goes wrong with the message as a whole. */
static void damage_message(struct nlbuf *b, const struct fuzz_place *p,
			   bool generic)
{
	struct genlmsghdr *gh = (void *)(b->data + NLMSG_HDRLEN);

	switch (fuzz_below(generic ? 9 : 6)) {
	case 0:
		b->hdr.nlmsg_flags = rnd();
		break;
	case 1:
		b->hdr.nlmsg_flags ^= NLM_F_DUMP;
		break;
	case 2:
		b->hdr.nlmsg_type = some_type(p, generic);
		break;
	case 3:
		/* Cut off, and whether the header knows is a matter of luck. */
		b->len = NLMSG_ALIGN(fuzz_below(b->len) + 1);
		if (one_in(2))
			b->hdr.nlmsg_len = b->len;
		break;
	case 4:
		b->hdr.nlmsg_len = one_in(2) ? rnd() : fuzz_below(2 * b->len);
		break;
	case 5:
		flip_bytes(b);
		break;
	case 6:
		gh->cmd = one_in(2) ? rnd() : fuzz_below(6);
		break;
	case 7:
		gh->version = rnd();
		break;
	case 8:
		gh->reserved = rnd();
		break;
	}
}

enum fuzz_kind fuzz_message(struct nlbuf *b, const struct fuzz_place *p,
			    bool generic, bool *damaged)
{
	/* 0: all valid; else one in so many steps goes wrong. */
	unsigned int rate = one_in(2) ? 0 : 2 + fuzz_below(3);
	enum fuzz_kind kind = generic ? generic_kind(p) : route_kind();
	static struct flist l;
	unsigned int lie = 0;

	l.n = 0;
	if (generic)
		make_generic(b, p, kind, &l);
	else
		make_route(b, p, kind, &l, rate);
	while (rate && one_in(rate)) {
		damage_list(&l);
		if (one_in(8))
			lie = 3;
	}
	finish(b, &l, lie);
	while (rate && one_in(rate * 2))
		damage_message(b, p, generic);
	*damaged = rate;
	return kind;
}
