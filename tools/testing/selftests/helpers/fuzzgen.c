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
#include "fuzzlist.h"
#include "fuzzmap.h"

#define ENCAP_ILA	3

const char *const fuzz_names[FUZZ_KINDS] = {
	[FUZZ_ILA_ADD] = "ila-add",
	[FUZZ_ILA_DEL] = "ila-del",
	[FUZZ_ILA_FLUSH] = "ila-flush",
	[FUZZ_ILA_GET] = "ila-get",
	[FUZZ_ILA_DUMP] = "ila-dump",
	[FUZZ_SETTINGS_GET] = "settings-get",
	[FUZZ_SETTINGS_SET] = "settings-set",
	[FUZZ_STATS_GET] = "stats-get",
	[FUZZ_VNID_ADD] = "vnid-add",
	[FUZZ_VNID_DEL] = "vnid-del",
	[FUZZ_VNID_FLUSH] = "vnid-flush",
	[FUZZ_VNID_GET] = "vnid-get",
	[FUZZ_VNID_DUMP] = "vnid-dump",
	[FUZZ_UNDERLAY_ADD] = "underlay-add",
	[FUZZ_UNDERLAY_DEL] = "underlay-del",
	[FUZZ_UNDERLAY_GET] = "underlay-get",
	[FUZZ_UNDERLAY_DUMP] = "underlay-dump",
	[FUZZ_GROUP_ADD] = "group-add",
	[FUZZ_GROUP_DEL] = "group-del",
	[FUZZ_GROUP_FLUSH] = "group-flush",
	[FUZZ_GROUP_GET] = "group-get",
	[FUZZ_GROUP_DUMP] = "group-dump",
	[FUZZ_GROUP_JOIN] = "group-join",
	[FUZZ_GROUP_LEAVE] = "group-leave",
	[FUZZ_MAP_ADD] = "map-add",
	[FUZZ_MAP_REPLACE] = "map-replace",
	[FUZZ_MAP_DEL] = "map-del",
	[FUZZ_MAP_FLUSH] = "map-flush",
	[FUZZ_MAP_GET] = "map-get",
	[FUZZ_MAP_DUMP] = "map-dump",
	[FUZZ_LOCATOR_ADD] = "locator-add",
	[FUZZ_LOCATOR_SET] = "locator-set",
	[FUZZ_LOCATOR_DEL] = "locator-del",
	[FUZZ_LOCATOR_GET] = "locator-get",
	[FUZZ_LOCATOR_DUMP] = "locator-dump",
	[FUZZ_TXN_BEGIN] = "txn-begin",
	[FUZZ_TXN_COMMIT] = "txn-commit",
	[FUZZ_TXN_ABORT] = "txn-abort",
	[FUZZ_CTRL] = "ctrl",
	[FUZZ_ROUTE_NEW] = "route-new",
	[FUZZ_ROUTE_DEL] = "route-del",
	[FUZZ_ROUTE_DUMP] = "route-dump",
	[FUZZ_NEXTHOP_NEW] = "nexthop-new",
	[FUZZ_NEXTHOP_DEL] = "nexthop-del",
	[FUZZ_NEXTHOP_DUMP] = "nexthop-dump",
};

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

static void put_vnid(struct flist *l, unsigned int type)
{
	put_u32(l, type, fuzz_below(one_in(64) ? 0xffffffff : 16));
}

static void vnid_attrs(struct flist *l, const struct fuzz_place *p)
{
	__u8 prefix[16] = { 0xfd, [11] = fuzz_below(4) };

	put_vnid(l, 2);
	put(l, 3, prefix, sizeof(prefix));
	if (one_in(2))
		put_locator(l, 4);
	if (one_in(3))
		put_u32(l, 5, device(p));
	else if (one_in(8))
		put_u32(l, 6, 100);
	if (one_in(4))
		put_u32(l, 7, fuzz_below(2));
	if (one_in(4))
		put_u32(l, 8, rnd());
	if (one_in(4))
		put_u32(l, 9, fuzz_below(16));
	if (one_in(2))
		put_u32(l, 10, fuzz_below(4));
}

/* Few, so that members find their group, and who leaves has joined. */
static void group_attrs(struct flist *l)
{
	__u8 group[16] = { 0xff, 0x0e, [15] = fuzz_below(2) };

	if (one_in(8))
		group[1] = rnd();
	put_u32(l, 2, fuzz_below(one_in(64) ? 0xffffffff : 4));
	put(l, 3, group, sizeof(group));
}

static void member_attrs(struct flist *l, const struct fuzz_place *p)
{
	__u8 loc[8] = { 0x20, 0x01, [5] = fuzz_below(4) };

	group_attrs(l);
	if (!one_in(3))
		put(l, 4, loc, sizeof(loc));
	else
		put_u32(l, 5, device(p));
}

/* The encapsulation of a route; one in so many is damaged. */
static size_t encap(__u8 *out, size_t room, unsigned int damaged)
{
	static const __u8 none[8];
	static struct flist l;
	unsigned int lie = 0;

	l.n = 0;
	if (one_in(4))
		put(&l, 1, none, sizeof(none));
	else
		put_locator(&l, 1);
	put_u8(&l, 8, one_in(8) ? 32 : 1);
	if (!one_in(3))
		put_u8(&l, 7, fuzz_below(4));
	if (one_in(2))
		put_u8(&l, 9, one_in(3));
	if (one_in(4))
		put_vnid(&l, 130);
	if (one_in(8))
		put_u32(&l, 129, one_in(2) ? 254 : 100);
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

	/* Of a tenant. */
	if (one_in(3)) {
		memset(dst, 0, sizeof(dst));
		dst[0] = 0xfd;
		dst[11] = fuzz_below(4);
	}
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
	unsigned int i, first = fuzz_below(5);

	for (i = 0; i < 5; i++) {
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

/* All weights of what there is. */
static unsigned int weight_of(const unsigned char *weight, unsigned int kind)
{
	return fuzz_is_map(kind) ? fuzz_map_weight(kind) : weight[kind];
}

static enum fuzz_kind generic_kind(const struct fuzz_place *p)
{
	static const unsigned char weight[FUZZ_KINDS] = {
		[FUZZ_ILA_ADD] = 34, [FUZZ_ILA_DEL] = 10, [FUZZ_ILA_FLUSH] = 1,
		[FUZZ_ILA_GET] = 10, [FUZZ_ILA_DUMP] = 3,
		[FUZZ_SETTINGS_GET] = 8, [FUZZ_SETTINGS_SET] = 22,
		[FUZZ_STATS_GET] = 8,
		[FUZZ_VNID_ADD] = 30, [FUZZ_VNID_DEL] = 10, [FUZZ_VNID_FLUSH] = 1,
		[FUZZ_VNID_GET] = 5, [FUZZ_VNID_DUMP] = 2,
		[FUZZ_UNDERLAY_ADD] = 5, [FUZZ_UNDERLAY_DEL] = 4,
		[FUZZ_UNDERLAY_GET] = 6, [FUZZ_UNDERLAY_DUMP] = 1,
		[FUZZ_GROUP_ADD] = 20, [FUZZ_GROUP_DEL] = 6,
		[FUZZ_GROUP_FLUSH] = 1, [FUZZ_GROUP_GET] = 4,
		[FUZZ_GROUP_DUMP] = 2, [FUZZ_GROUP_JOIN] = 30,
		[FUZZ_GROUP_LEAVE] = 10,
		[FUZZ_CTRL] = 4,
	};
	unsigned int at = fuzz_below(p->idloc ? 386 : 58), kind;

	for (kind = 0; at >= weight_of(weight, kind); kind++)
		at -= weight_of(weight, kind);
	return kind;
}

static void virtual_attrs(struct flist *l, const struct fuzz_place *p,
			  enum fuzz_kind kind)
{
	switch (kind) {
	case FUZZ_VNID_ADD:
		vnid_attrs(l, p);
		break;
	case FUZZ_VNID_DEL:
	case FUZZ_VNID_GET:
		put_vnid(l, 2);
		break;
	case FUZZ_UNDERLAY_ADD:
	case FUZZ_UNDERLAY_DEL:
	case FUZZ_UNDERLAY_GET:
		put_u32(l, 2, device(p));
		break;
	case FUZZ_GROUP_ADD:
	case FUZZ_GROUP_DEL:
	case FUZZ_GROUP_GET:
		group_attrs(l);
		break;
	case FUZZ_GROUP_FLUSH:
		put_vnid(l, 2);
		break;
	case FUZZ_GROUP_JOIN:
	case FUZZ_GROUP_LEAVE:
		member_attrs(l, p);
		break;
	default:
		break;
	}
}

static void make_generic(struct nlbuf *b, const struct fuzz_place *p,
			 enum fuzz_kind kind, struct flist *l)
{
	static const unsigned char cmds[FUZZ_KINDS] = {
		[FUZZ_ILA_ADD] = 1, [FUZZ_ILA_DEL] = 2, [FUZZ_ILA_FLUSH] = 4,
		[FUZZ_ILA_GET] = 3, [FUZZ_ILA_DUMP] = 3,
		[FUZZ_SETTINGS_GET] = 1, [FUZZ_SETTINGS_SET] = 2,
		[FUZZ_STATS_GET] = 3,
		[FUZZ_VNID_ADD] = 4, [FUZZ_VNID_DEL] = 5, [FUZZ_VNID_FLUSH] = 6,
		[FUZZ_VNID_GET] = 7, [FUZZ_VNID_DUMP] = 7,
		[FUZZ_UNDERLAY_ADD] = 10, [FUZZ_UNDERLAY_DEL] = 11,
		[FUZZ_UNDERLAY_GET] = 12, [FUZZ_UNDERLAY_DUMP] = 12,
		[FUZZ_GROUP_ADD] = 36, [FUZZ_GROUP_DEL] = 37,
		[FUZZ_GROUP_FLUSH] = 38, [FUZZ_GROUP_GET] = 39,
		[FUZZ_GROUP_DUMP] = 39, [FUZZ_GROUP_JOIN] = 40,
		[FUZZ_GROUP_LEAVE] = 41,
		[FUZZ_CTRL] = 3,
	};
	struct genlmsghdr gh = { .version = 1 };
	unsigned int flags = NLM_F_REQUEST | NLM_F_ACK, family = p->ila;

	gh.cmd = fuzz_is_map(kind) ? fuzz_map_cmd(kind) : cmds[kind];

	if (kind == FUZZ_ILA_DUMP || kind == FUZZ_VNID_DUMP ||
	    kind == FUZZ_UNDERLAY_DUMP || kind == FUZZ_GROUP_DUMP ||
	    kind == FUZZ_MAP_DUMP || kind == FUZZ_LOCATOR_DUMP)
		flags |= NLM_F_DUMP;
	virtual_attrs(l, p, kind);
	fuzz_map_attrs(l, p, kind);
	if (kind == FUZZ_ILA_ADD)
		map_attrs(l, p);
	else if (kind == FUZZ_ILA_DEL || kind == FUZZ_ILA_GET)
		key_attrs(l, p);
	if (kind == FUZZ_SETTINGS_SET)
		settings_attrs(l);
	if (kind >= FUZZ_SETTINGS_GET && kind <= FUZZ_TXN_ABORT)
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
		gh->cmd = one_in(2) ? rnd() : fuzz_below(24);
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
