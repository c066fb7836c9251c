// SPDX-License-Identifier: GPL-2.0
/*
 * Mappings as netlink attributes. What can be said of one attribute alone is in the
 * spec's policies (netlink-gen.c).
 */
#include "map_attr.h"

#include <net/ipv6.h>
#include <uapi/linux/rtnetlink.h>

#include "attr.h"
#include "net.h"

static u32 number_or(const struct nlattr *attr, u32 def)
{
	return attr ? nla_get_u32(attr) : def;
}

/* ---- in -------------------------------------------------------------------------- */

static int parse_addr(struct ila_mapping_key *key, struct nlattr **attrs,
		      struct netlink_ext_ack *extack)
{
	struct nlattr *attr = attrs[IDLOC_ILA_A_MAP_ADDR];
	struct in6_addr prefix;

	if (!attr) {
		NL_SET_ERR_MSG(extack, "ILA: addr is required");
		return -EINVAL;
	}
	key->addr = nla_get_in6_addr(attr);
	key->bits = number_or(attrs[IDLOC_ILA_A_MAP_BITS], 128);
	ipv6_addr_prefix(&prefix, &key->addr, key->bits);
	if (ipv6_addr_equal(&prefix, &key->addr))
		return 0;
	NL_SET_ERR_MSG_ATTR(extack, attr, "ILA: addr has bits set behind the prefix");
	return -EINVAL;
}

static int check_bits(const struct ila_mapping_key *key, struct nlattr **attrs,
		      struct netlink_ext_ack *extack)
{
	bool tenant = key->vnid != ILA_NO_VNID;

	if (key->bits == 128 ||
	    key->bits == (tenant ? ILA_TENANT_LEN : ILA_LOCATOR_LEN))
		return 0;
	if (tenant)
		NL_SET_ERR_MSG_ATTR(extack, attrs[IDLOC_ILA_A_MAP_BITS],
				    "ILA: a mapping of a virtual network is of one address (128) or of all (96)");
	else
		NL_SET_ERR_MSG_ATTR(extack, attrs[IDLOC_ILA_A_MAP_BITS],
				    "ILA: a mapping is of one address (128) or of a SIR prefix (64)");
	return -EINVAL;
}

/**
 * ila_map_parse_id() - which mapping a request is about
 * @id: to fill
 * @attrs: of the request; values are in range
 * @extack: text for the user
 *
 * Return: 0 or -EINVAL.
 */
int ila_map_parse_id(struct ila_map_id *id, struct nlattr **attrs,
		     struct netlink_ext_ack *extack)
{
	struct nlattr *vnid = attrs[IDLOC_ILA_A_MAP_VNID];
	int err = parse_addr(&id->key, attrs, extack);

	if (err)
		return err;
	id->key.vnid = ILA_NO_VNID;
	if (vnid) {
		err = ila_attr_vnid(&id->key.vnid, vnid, extack);
		if (err)
			return err;
	}
	id->ifindex = number_or(attrs[IDLOC_ILA_A_MAP_IFINDEX], 0);
	id->source = number_or(attrs[IDLOC_ILA_A_MAP_SOURCE], RTPROT_STATIC);
	return check_bits(&id->key, attrs, extack);
}

/* The virtual network gives the form of the addresses. */
static int parse_tenant(struct ila_mapping *m, struct ila_net *ilan,
			struct nlattr **attrs, struct netlink_ext_ack *extack)
{
	struct nlattr *mode = attrs[IDLOC_ILA_A_MAP_CSUM_MODE];
	const struct ila_tenant *t;

	m->vnid = ila_vnid_get(&ilan->vnids, m->key.vnid);
	if (!m->vnid) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[IDLOC_ILA_A_MAP_VNID],
				    "ILA: no virtual network of this VNID");
		return -ENOENT;
	}
	t = &m->vnid->tenant;
	if (!ila_same96(&m->key.addr, &t->prefix)) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[IDLOC_ILA_A_MAP_ADDR],
				    "ILA: addr is not in the tenant prefix of the virtual network");
		return -EINVAL;
	}
	m->csum_mode = number_or(mode, t->csum_mode);
	if (m->csum_mode != t->csum_mode) {
		NL_SET_ERR_MSG_ATTR(extack, mode,
				    "ILA: the virtual network has another checksum mode");
		return -EINVAL;
	}
	m->sum = t->diff;
	return 0;
}

static int parse_sir(struct ila_mapping *m, struct nlattr **attrs,
		     struct netlink_ext_ack *extack)
{
	const struct in6_addr *addr = &m->key.addr;

	ila_mapping_set_mode(m, number_or(attrs[IDLOC_ILA_A_MAP_CSUM_MODE],
					  IDLOC_ILA_CSUM_MODE_NEUTRAL_MAP));
	if (ipv6_addr_is_multicast(addr) ||
	    ipv6_addr_type(addr) & IPV6_ADDR_LINKLOCAL) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[IDLOC_ILA_A_MAP_ADDR],
				    "ILA: a SIR prefix is for addresses that are routed");
		return -EINVAL;
	}
	return 0;
}

static bool is_neutral(const struct ila_mapping *m)
{
	return m->csum_mode == ILA_CSUM_NEUTRAL_MAP ||
	       m->csum_mode == ILA_CSUM_NEUTRAL_MAP_AUTO;
}

static int check_ident(const struct ila_mapping *m, struct nlattr **attrs,
		       struct netlink_ext_ack *extack)
{
	struct nlattr *attr = attrs[IDLOC_ILA_A_MAP_ADDR];
	int err;

	if (m->key.bits != 128)
		return 0;
	err = m->vnid ? 0 : ila_attr_ident_type(ila_type(&m->key.addr), extack);
	if (err)
		return err;
	if (!m->vnid && m->csum_mode == ILA_CSUM_NEUTRAL_MAP &&
	    ila_cbit(&m->key.addr)) {
		NL_SET_ERR_MSG_ATTR(extack, attr,
				    "ILA: the C-bit must be clear in a SIR address");
		return -EINVAL;
	}
	if (is_neutral(m) && ila_reserved(&m->key.addr)) {
		NL_SET_ERR_MSG_ATTR(extack, attr,
				    "ILA: identifiers that end in ffff are reserved in the checksum-neutral modes");
		return -EINVAL;
	}
	return 0;
}

/* What is for whole prefixes is for them alone. */
static int check_miss(const struct ila_mapping *m, struct nlattr **attrs,
		      struct netlink_ext_ack *extack)
{
	bool locator = attrs[IDLOC_ILA_A_MAP_LOCATOR] ||
		       attrs[IDLOC_ILA_A_MAP_LOCATOR_NAME];

	if (m->flags & IDLOC_ILA_MAP_FLAGS_IN_ONLY) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[IDLOC_ILA_A_MAP_FLAGS],
				    "ILA: in-only mappings are made by the family ila (ip ila add)");
		return -EOPNOTSUPP;
	}
	if (m->key.bits == 128 && m->miss != IDLOC_ILA_MISS_FORWARD) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[IDLOC_ILA_A_MAP_MISS],
				    "ILA: miss is for mappings of a whole prefix");
		return -EINVAL;
	}
	if (m->key.bits == 128 && m->flags & IDLOC_ILA_MAP_FLAGS_REDIRECT) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[IDLOC_ILA_A_MAP_FLAGS],
				    "ILA: redirect is for mappings of a whole prefix");
		return -EINVAL;
	}
	if (attrs[IDLOC_ILA_A_MAP_LOCATOR] && attrs[IDLOC_ILA_A_MAP_LOCATOR_NAME]) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[IDLOC_ILA_A_MAP_LOCATOR_NAME],
				    "ILA: a mapping has one locator, by its value or by its name");
		return -EINVAL;
	}
	if (!locator && m->miss != IDLOC_ILA_MISS_QUEUE &&
	    m->miss != IDLOC_ILA_MISS_DROP) {
		NL_SET_ERR_MSG(extack, "ILA: locator or locator-name is required");
		return -EINVAL;
	}
	if (attrs[IDLOC_ILA_A_MAP_LOCATOR] &&
	    !nla_get_be64(attrs[IDLOC_ILA_A_MAP_LOCATOR])) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[IDLOC_ILA_A_MAP_LOCATOR],
				    "ILA: 0 is no locator");
		return -EINVAL;
	}
	return 0;
}

/**
 * ila_map_parse() - a mapping from what userspace sent
 * @m: to fill, but for its locator
 * @ilan: the namespace's ILA
 * @attrs: of the request; values are in range
 * @extack: text for the user
 *
 * May sleep.
 *
 * Return: 0, -EINVAL, -ENOENT without the virtual network, or -ENOMEM; @m has to be
 * freed in either case.
 */
int ila_map_parse(struct ila_mapping *m, struct ila_net *ilan,
		  struct nlattr **attrs, struct netlink_ext_ack *extack)
{
	struct ila_map_id id;
	int err;

	err = ila_map_parse_id(&id, attrs, extack);
	if (err)
		return err;
	m->key = id.key;
	m->ifindex = id.ifindex;
	m->source = id.source;
	m->priority = number_or(attrs[IDLOC_ILA_A_MAP_PRIORITY], 0);
	m->lifetime = number_or(attrs[IDLOC_ILA_A_MAP_LIFETIME], 0);
	m->miss = number_or(attrs[IDLOC_ILA_A_MAP_MISS], IDLOC_ILA_MISS_FORWARD);
	m->flags = number_or(attrs[IDLOC_ILA_A_MAP_FLAGS], 0);
	return (m->key.vnid == ILA_NO_VNID ? parse_sir(m, attrs, extack) :
					     parse_tenant(m, ilan, attrs, extack)) ?:
	       check_ident(m, attrs, extack) ?: check_miss(m, attrs, extack) ?:
	       ila_mapping_complete(m);
}

/* ---- filters --------------------------------------------------------------------- */

static bool given(const struct ila_map_filter *filter, unsigned int attr)
{
	return filter->attrs & BIT(attr);
}

/**
 * ila_map_parse_filter() - which mappings a request is about
 * @filter: to fill; zeroed
 * @attrs: of the request; values are in range
 * @extack: text for the user
 *
 * Return: 0 or -EINVAL.
 */
int ila_map_parse_filter(struct ila_map_filter *filter, struct nlattr **attrs,
			 struct netlink_ext_ack *extack)
{
	struct ila_mapping_key key;
	unsigned int i;
	int err = 0;

	for (i = 1; i <= IDLOC_ILA_A_MAP_EXPIRES; i++)
		if (attrs[i])
			filter->attrs |= BIT(i);
	if (given(filter, IDLOC_ILA_A_MAP_BITS) && !given(filter, IDLOC_ILA_A_MAP_ADDR)) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[IDLOC_ILA_A_MAP_BITS],
				    "ILA: bits are for addr");
		return -EINVAL;
	}
	if (given(filter, IDLOC_ILA_A_MAP_ADDR)) {
		err = parse_addr(&key, attrs, extack);
		filter->addr = key.addr;
		filter->bits = key.bits;
	}
	if (!err && given(filter, IDLOC_ILA_A_MAP_VNID))
		err = ila_attr_vnid(&filter->vnid, attrs[IDLOC_ILA_A_MAP_VNID], extack);
	if (err)
		return err;
	filter->ifindex = number_or(attrs[IDLOC_ILA_A_MAP_IFINDEX], 0);
	filter->source = number_or(attrs[IDLOC_ILA_A_MAP_SOURCE], 0);
	filter->expires = number_or(attrs[IDLOC_ILA_A_MAP_EXPIRES], 0);
	if (given(filter, IDLOC_ILA_A_MAP_LOCATOR))
		filter->locator = nla_get_be64(attrs[IDLOC_ILA_A_MAP_LOCATOR]);
	if (given(filter, IDLOC_ILA_A_MAP_LOCATOR_NAME))
		nla_strscpy(filter->name, attrs[IDLOC_ILA_A_MAP_LOCATOR_NAME],
			    sizeof(filter->name));
	return 0;
}

static u32 seconds_left(const struct ila_mapping *m)
{
	long left = m->expires - jiffies;

	return left > 0 ? DIV_ROUND_UP(left, HZ) : 0;
}

static bool locator_matches(const struct ila_map_filter *filter,
			    const struct ila_mapping *m, unsigned int view)
{
	if (given(filter, IDLOC_ILA_A_MAP_LOCATOR) &&
	    (!m->locator || ila_locator_upper(m->locator, view) != filter->locator))
		return false;
	return !given(filter, IDLOC_ILA_A_MAP_LOCATOR_NAME) ||
	       (m->locator && !strcmp(m->locator->key.name, filter->name));
}

/**
 * ila_map_matches() - is a mapping among those that a request is about
 * @filter: the request
 * @m: the mapping
 * @view: 0 or 1
 *
 * Caller holds rcu_read_lock().
 *
 * Return: true if so.
 */
bool ila_map_matches(const struct ila_map_filter *filter,
		     const struct ila_mapping *m, unsigned int view)
{
	if (!filter->attrs)
		return true;
	if (given(filter, IDLOC_ILA_A_MAP_ADDR) &&
	    (m->key.bits < filter->bits ||
	     !ipv6_prefix_equal(&m->key.addr, &filter->addr, filter->bits)))
		return false;
	if (given(filter, IDLOC_ILA_A_MAP_VNID) && m->key.vnid != filter->vnid)
		return false;
	if (given(filter, IDLOC_ILA_A_MAP_IFINDEX) && m->ifindex != filter->ifindex)
		return false;
	if (given(filter, IDLOC_ILA_A_MAP_SOURCE) && m->source != filter->source)
		return false;
	if (given(filter, IDLOC_ILA_A_MAP_EXPIRES) &&
	    (!m->lifetime || seconds_left(m) > filter->expires))
		return false;
	return locator_matches(filter, m, view);
}

/**
 * ila_map_matches_in_only() - is what the family "ila" has made among those that a request is about
 * @filter: the request
 * @map: from a locator to a SIR prefix
 *
 * Return: true if so.
 */
bool ila_map_matches_in_only(const struct ila_map_filter *filter,
			     const struct ila_map *map)
{
	struct in6_addr addr = {};

	ila_set_upper(&addr, map->rewrite.upper);
	if (given(filter, IDLOC_ILA_A_MAP_VNID) ||
	    given(filter, IDLOC_ILA_A_MAP_LOCATOR_NAME) ||
	    given(filter, IDLOC_ILA_A_MAP_EXPIRES))
		return false;
	if (given(filter, IDLOC_ILA_A_MAP_ADDR) &&
	    (filter->bits > ILA_LOCATOR_LEN ||
	     !ipv6_prefix_equal(&addr, &filter->addr, filter->bits)))
		return false;
	if (given(filter, IDLOC_ILA_A_MAP_IFINDEX) && map->ifindex != filter->ifindex)
		return false;
	if (given(filter, IDLOC_ILA_A_MAP_SOURCE) && filter->source != RTPROT_STATIC)
		return false;
	return !given(filter, IDLOC_ILA_A_MAP_LOCATOR) || map->locator == filter->locator;
}

/* ---- out ------------------------------------------------------------------------- */

static int put_locator(struct sk_buff *msg, const struct ila_mapping *m,
		       unsigned int view)
{
	if (!m->locator)
		return 0;
	if (nla_put_be64(msg, IDLOC_ILA_A_MAP_LOCATOR,
			 ila_locator_upper(m->locator, view), IDLOC_ILA_A_MAP_PAD))
		return -EMSGSIZE;
	if (!m->locator->key.name[0])
		return 0;
	return nla_put_string(msg, IDLOC_ILA_A_MAP_LOCATOR_NAME,
			      m->locator->key.name);
}

static int put_counters(struct sk_buff *msg, const struct ila_mapping *m)
{
	unsigned long used = READ_ONCE(m->used);
	struct ila_mapping_counters sum;

	if (m->counters) {
		ila_mapping_sum(m, &sum);
		if (nla_put_u64_64bit(msg, IDLOC_ILA_A_MAP_PACKETS, sum.packets,
				      IDLOC_ILA_A_MAP_PAD) ||
		    nla_put_u64_64bit(msg, IDLOC_ILA_A_MAP_BYTES, sum.bytes,
				      IDLOC_ILA_A_MAP_PAD))
			return -EMSGSIZE;
	}
	if (!used)
		return 0;
	return nla_put_u32(msg, IDLOC_ILA_A_MAP_USED, (jiffies - used) / HZ);
}

static int put_key(struct sk_buff *msg, const struct ila_mapping *m)
{
	if (nla_put_in6_addr(msg, IDLOC_ILA_A_MAP_ADDR, &m->key.addr) ||
	    nla_put_u32(msg, IDLOC_ILA_A_MAP_BITS, m->key.bits) ||
	    (m->key.vnid != ILA_NO_VNID &&
	     nla_put_u32(msg, IDLOC_ILA_A_MAP_VNID, m->key.vnid)) ||
	    (m->ifindex && nla_put_u32(msg, IDLOC_ILA_A_MAP_IFINDEX, m->ifindex)) ||
	    nla_put_u32(msg, IDLOC_ILA_A_MAP_SOURCE, m->source))
		return -EMSGSIZE;
	return 0;
}

/**
 * ila_map_put() - say what a mapping is
 * @msg: the message
 * @m: the mapping
 * @view: 0 or 1
 *
 * Caller holds rcu_read_lock().
 *
 * Return: 0 or -EMSGSIZE.
 */
int ila_map_put(struct sk_buff *msg, const struct ila_mapping *m,
		unsigned int view)
{
	if (put_key(msg, m) || put_locator(msg, m, view) ||
	    nla_put_u32(msg, IDLOC_ILA_A_MAP_PRIORITY, m->priority) ||
	    nla_put_u32(msg, IDLOC_ILA_A_MAP_CSUM_MODE, m->csum_mode) ||
	    nla_put_u32(msg, IDLOC_ILA_A_MAP_LIFETIME, m->lifetime) ||
	    nla_put_u32(msg, IDLOC_ILA_A_MAP_FLAGS, m->flags))
		return -EMSGSIZE;
	if (m->key.bits != 128 &&
	    nla_put_u32(msg, IDLOC_ILA_A_MAP_MISS, m->miss))
		return -EMSGSIZE;
	if (m->lifetime &&
	    nla_put_u32(msg, IDLOC_ILA_A_MAP_EXPIRES, seconds_left(m)))
		return -EMSGSIZE;
	return put_counters(msg, m);
}

/**
 * ila_map_put_in_only() - say what the family "ila" has made
 * @msg: the message
 * @map: from a locator to a SIR prefix
 *
 * Return: 0 or -EMSGSIZE.
 */
int ila_map_put_in_only(struct sk_buff *msg, const struct ila_map *map)
{
	struct in6_addr addr = {};

	ila_set_upper(&addr, map->rewrite.upper);
	if (nla_put_in6_addr(msg, IDLOC_ILA_A_MAP_ADDR, &addr) ||
	    nla_put_u32(msg, IDLOC_ILA_A_MAP_BITS, ILA_LOCATOR_LEN) ||
	    (map->ifindex && nla_put_u32(msg, IDLOC_ILA_A_MAP_IFINDEX, map->ifindex)) ||
	    nla_put_u32(msg, IDLOC_ILA_A_MAP_SOURCE, RTPROT_STATIC) ||
	    nla_put_be64(msg, IDLOC_ILA_A_MAP_LOCATOR, map->locator,
			 IDLOC_ILA_A_MAP_PAD) ||
	    nla_put_u32(msg, IDLOC_ILA_A_MAP_CSUM_MODE, map->rewrite.csum_mode) ||
	    nla_put_u32(msg, IDLOC_ILA_A_MAP_FLAGS, IDLOC_ILA_MAP_FLAGS_IN_ONLY))
		return -EMSGSIZE;
	return 0;
}
