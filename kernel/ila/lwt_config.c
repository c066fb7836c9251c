// SPDX-License-Identifier: GPL-2.0
/*
 * ILA routes: what `ip -6 route ... encap ila` says, and says back.
 *
 * Attributes, defaults and refusals are those of the in-tree module
 * (include/uapi/linux/ila.h); each refusal has a text. Ours beside them
 * (include/uapi/linux/idloc_ila_route.h) are refused where they are not known.
 *
 * Context: the core calls without RTNL on newer kernels and may hold
 * rcu_read_lock() on others, so nothing here sleeps.
 */
#include "lwt.h"

#include <net/ip6_fib.h>
#include <net/netlink.h>
#include <uapi/linux/idloc_ila_route.h>
#include <uapi/linux/ila.h>
#include <uapi/linux/lwtunnel.h>

#include "attr.h"

static const struct nla_policy ila_lwt_policy[ILA_ATTR_MAX + 1] = {
	[ILA_ATTR_LOCATOR] = { .type = NLA_U64 },
	[ILA_ATTR_CSUM_MODE] = { .type = NLA_U8 },
	[ILA_ATTR_IDENT_TYPE] = { .type = NLA_U8 },
	[ILA_ATTR_HOOK_TYPE] = { .type = NLA_U8 },
};

/**
 * struct ila_lwt_config - what userspace asked for
 * @locator: bytes b0 to b7 to write, as they are on the wire
 * @csum_mode: ILA_CSUM_*
 * @ident_type: ILA_ATYPE_*
 * @hook_type: ILA_HOOK_ROUTE_*
 * @underlay_table: where to look the locator up; 0: by the rules
 * @vnid: the virtual network, if @has_vnid
 * @has_vnid: is there one
 */
struct ila_lwt_config {
	__be64 locator;
	u32 underlay_table;
	u32 vnid;
	bool has_vnid;
	u8 csum_mode;
	u8 ident_type;
	u8 hook_type;
};

/* A route that names what we cannot do must not come to do something else. */
static int parse_one(struct ila_lwt_config *c, const struct nlattr *attr,
		     struct netlink_ext_ack *extack)
{
	switch (nla_type(attr)) {
	case IDLOC_ILA_ROUTE_A_UNDERLAY_TABLE:
		return ila_attr_table(&c->underlay_table, attr, extack);
	case IDLOC_ILA_ROUTE_A_VNID:
		c->has_vnid = true;
		return ila_attr_vnid(&c->vnid, attr, extack);
	default:
		NL_SET_ERR_MSG_ATTR(extack, attr, "ILA: unknown attribute");
		return -EINVAL;
	}
}

static int parse_own(struct ila_lwt_config *c, const struct nlattr *nla,
		     struct netlink_ext_ack *extack)
{
	const struct nlattr *attr;
	int rem, err;

	nla_for_each_nested(attr, nla, rem) {
		if (nla_type(attr) < IDLOC_ILA_ROUTE_A_FIRST)
			continue;
		err = parse_one(c, attr, extack);
		if (err)
			return err;
	}
	return 0;
}

static int parse(struct ila_lwt_config *c, struct nlattr *nla,
		 struct netlink_ext_ack *extack)
{
	struct nlattr *tb[ILA_ATTR_MAX + 1];
	int err;

	err = nla_parse_nested_deprecated(tb, ILA_ATTR_MAX, nla,
					  ila_lwt_policy, extack);
	if (err)
		return err;

	if (!tb[ILA_ATTR_LOCATOR]) {
		NL_SET_ERR_MSG(extack, "ILA: a locator is required");
		return -EINVAL;
	}
	err = ila_attr_be64(&c->locator, tb[ILA_ATTR_LOCATOR], extack) ?:
	      ila_attr_csum_mode(&c->csum_mode, tb[ILA_ATTR_CSUM_MODE],
				 extack) ?:
	      ila_attr_u8(&c->ident_type, tb[ILA_ATTR_IDENT_TYPE],
			  ILA_ATYPE_USE_FORMAT, extack) ?:
	      ila_attr_u8(&c->hook_type, tb[ILA_ATTR_HOOK_TYPE],
			  ILA_HOOK_ROUTE_OUTPUT, extack);
	if (err)
		return err;

	if (c->hook_type > ILA_HOOK_ROUTE_INPUT) {
		NL_SET_ERR_MSG_ATTR(extack, tb[ILA_ATTR_HOOK_TYPE],
				    "ILA: unknown hook type");
		return -EINVAL;
	}
	return parse_own(c, nla, extack);
}

/* No packet is for locator 0: it stands for "what the mapping table says". */
static bool is_mapped(const struct ila_lwt_config *c)
{
	return !c->locator && c->hook_type == ILA_HOOK_ROUTE_OUTPUT;
}

static int check_ident(const struct ila_lwt_config *c,
		       const struct fib6_config *cfg,
		       struct netlink_ext_ack *extack)
{
	/* Mappings have been looked at one by one. */
	if (is_mapped(c))
		return 0;
	/* Its destination is no identifier: the virtual network knows the type. */
	if (c->has_vnid)
		return 0;
	if (c->ident_type != ILA_ATYPE_USE_FORMAT)
		return ila_attr_ident_type(c->ident_type, extack);

	if (cfg->fc_dst_len < ILA_TYPE_LEN) {
		NL_SET_ERR_MSG(extack,
			       "ILA: ident-type use-format needs a destination of /67 or longer; give ident-type luid");
		return -EINVAL;
	}
	return ila_attr_ident_type(ila_type(&cfg->fc_dst), extack);
}

static int check_neutral(const struct ila_lwt_config *c,
			 const struct fib6_config *cfg,
			 struct netlink_ext_ack *extack)
{
	bool map = c->csum_mode == ILA_CSUM_NEUTRAL_MAP;

	/* An input route names wire addresses: both are at home there. */
	if (c->hook_type == ILA_HOOK_ROUTE_INPUT || is_mapped(c))
		return 0;
	if (map && !c->has_vnid && ila_cbit(&cfg->fc_dst)) {
		NL_SET_ERR_MSG(extack,
			       "ILA: the C-bit must be clear in a SIR address");
		return -EINVAL;
	}
	if (!map && c->csum_mode != ILA_CSUM_NEUTRAL_MAP_AUTO)
		return 0;
	if (cfg->fc_dst_len == 128 && ila_reserved(&cfg->fc_dst)) {
		NL_SET_ERR_MSG(extack,
			       "ILA: identifiers that end in ffff are reserved in the checksum-neutral modes");
		return -EINVAL;
	}
	return 0;
}

static int check_underlay(const struct ila_lwt_config *c,
			  const struct fib6_config *cfg,
			  struct netlink_ext_ack *extack)
{
	if (!c->underlay_table)
		return 0;
	if (c->hook_type == ILA_HOOK_ROUTE_INPUT) {
		NL_SET_ERR_MSG(extack,
			       "ILA: an underlay table is for hook-type output");
		return -EINVAL;
	}
	if (cfg->fc_flags & RTF_GATEWAY) {
		NL_SET_ERR_MSG(extack,
			       "ILA: an underlay table is for a route without gateway");
		return -EINVAL;
	}
	return 0;
}

/* A tenant's route is for the tenant alone. */
static int check_vnid(const struct ila_lwt_config *c,
		      const struct fib6_config *cfg, const struct ila_vnid *v,
		      struct netlink_ext_ack *extack)
{
	if (cfg->fc_dst_len < ILA_TENANT_LEN ||
	    !ila_same96(&cfg->fc_dst, &v->tenant.prefix)) {
		NL_SET_ERR_MSG(extack,
			       "ILA: the destination is not in the tenant prefix of the virtual network");
		return -EINVAL;
	}
	if (!is_mapped(c) && c->csum_mode != v->tenant.csum_mode) {
		NL_SET_ERR_MSG(extack,
			       "ILA: the virtual network has another checksum mode");
		return -EINVAL;
	}
	if (v->table && cfg->fc_table != v->table) {
		NL_SET_ERR_MSG(extack,
			       "ILA: the virtual network's routes belong into the table of its VRF");
		return -EINVAL;
	}
	return 0;
}

static int open_vnid(struct ila_lwt *lwt, const struct ila_lwt_config *c,
		     const struct fib6_config *cfg,
		     struct netlink_ext_ack *extack)
{
	struct ila_vnid *vnid;
	int err;

	if (c->hook_type != ILA_HOOK_ROUTE_OUTPUT) {
		NL_SET_ERR_MSG(extack,
			       "ILA: a virtual network is for hook-type output");
		return -EINVAL;
	}
	vnid = ila_vnid_get(&lwt->ilan->vnids, c->vnid);
	if (!vnid) {
		NL_SET_ERR_MSG(extack, "ILA: no virtual network of this VNID");
		return -ENOENT;
	}
	err = check_vnid(c, cfg, vnid, extack);
	if (err) {
		ila_vnid_put(vnid);
		return err;
	}
	lwt->vnid = vnid;
	/* Not fixed: it is not what the usual way does. */
	lwt->rewrite.diff = ila_tenant_diff(&vnid->tenant, c->locator);
	lwt->rewrite.fixed = false;
	return 0;
}

static void close_vnid(struct ila_lwt *lwt)
{
	if (lwt->vnid)
		ila_vnid_put(lwt->vnid);
}

/* A shorter prefix, or a nexthop object, leaves it to the packet. */
static bool names_sir_prefix(const struct fib6_config *cfg)
{
	return cfg->fc_dst_len >= ILA_LOCATOR_LEN;
}

static void fill_state(struct ila_lwt *lwt, struct net *net,
		       const struct ila_lwt_config *c,
		       const struct fib6_config *cfg)
{
	bool output = c->hook_type == ILA_HOOK_ROUTE_OUTPUT;

	lwt->ilan = ila_net(net);
	lwt->ident_type = c->ident_type;
	lwt->hook_type = c->hook_type;
	lwt->underlay.table = c->underlay_table;

	ila_rewrite_init(&lwt->rewrite, c->locator, c->csum_mode);
	lwt->mapped = is_mapped(c);
	if (names_sir_prefix(cfg) && !lwt->mapped)
		ila_rewrite_fix(&lwt->rewrite, ila_upper(&cfg->fc_dst), output);
}

/* Gives a route to the wire its underlay route. */
static int open_underlay(struct ila_lwt *lwt, const struct fib6_config *cfg)
{
	/* In a table that is named, each packet is looked up; locators of the mapping table
	 * remember for themselves.
	 */
	if (cfg->fc_flags & RTF_GATEWAY || lwt->underlay.table || lwt->mapped)
		return 0;
	return ila_underlay_init(&lwt->underlay,
				 cfg->fc_dst_len == 128 ? 128 : ILA_LOCATOR_LEN);
}

/* Lets ICMPv6 errors find back to a route to the wire. */
static int open_reverse(struct ila_lwt *lwt, struct net *net,
			const struct fib6_config *cfg)
{
	struct ila_reverse *reverse = NULL;

	if (lwt->vnid || lwt->mapped)
		return 0;
	if (names_sir_prefix(cfg))
		reverse = ila_reverse_add(net, lwt->rewrite.upper,
					  ila_upper(&cfg->fc_dst),
					  lwt->rewrite.csum_mode, cfg->fc_table);
	if (IS_ERR(reverse))
		return PTR_ERR(reverse);
	lwt->reverse = reverse;
	/* Packets leave a trace only if they are not the usual ones. */
	if (!reverse)
		lwt->rewrite.fixed = false;
	return 0;
}

static int open_output(struct ila_lwt *lwt, struct net *net,
		       const struct fib6_config *cfg)
{
	int err = open_underlay(lwt, cfg);

	if (err)
		return err;
	err = open_reverse(lwt, net, cfg);
	if (err) {
		ila_underlay_destroy(&lwt->underlay);
		return err;
	}
	lwt->routes = lwt->ilan->routes;
	ila_routes_add(lwt->routes);
	return 0;
}

/**
 * ila_lwt_build() - an ILA route from what userspace sent
 * @net: the route's namespace
 * @nla: RTA_ENCAP
 * @family: of the route
 * @cfg: the route, a struct fib6_config
 * @ts: where the new state goes
 * @extack: text for the user
 *
 * Does not sleep.
 *
 * Return: 0, -EINVAL, -ERANGE (attribute too short), -ENOMEM, -ENOENT without the
 * virtual network, or -E2BIG if there are too many ILA routes.
 */
int ila_lwt_build(struct net *net, struct nlattr *nla, unsigned int family,
		  const void *cfg, struct lwtunnel_state **ts,
		  struct netlink_ext_ack *extack)
{
	const struct fib6_config *cfg6 = cfg;
	struct lwtunnel_state *state;
	struct ila_lwt_config c = {};
	int err;

	if (family != AF_INET6) {
		NL_SET_ERR_MSG(extack, "ILA: only IPv6 routes can have encap ila");
		return -EINVAL;
	}
	err = parse(&c, nla, extack) ?: check_ident(&c, cfg6, extack) ?:
	      check_neutral(&c, cfg6, extack) ?:
	      check_underlay(&c, cfg6, extack);
	if (err)
		return err;

	state = lwtunnel_state_alloc(sizeof(struct ila_lwt));
	if (!state)
		return -ENOMEM;
	fill_state(ila_lwt(state), net, &c, cfg6);
	err = c.has_vnid ? open_vnid(ila_lwt(state), &c, cfg6, extack) : 0;
	if (!err && c.hook_type == ILA_HOOK_ROUTE_OUTPUT)
		err = open_output(ila_lwt(state), net, cfg6);
	if (err) {
		close_vnid(ila_lwt(state));
		kfree(state);
		return err;
	}
	state->type = LWTUNNEL_ENCAP_ILA;
	state->flags |= c.hook_type == ILA_HOOK_ROUTE_OUTPUT ?
			LWTUNNEL_STATE_OUTPUT_REDIRECT :
			LWTUNNEL_STATE_INPUT_REDIRECT;
	*ts = state;
	return 0;
}

/**
 * ila_lwt_destroy() - undo ila_lwt_build(); the core frees the state itself
 * @lwtstate: nobody else's any more
 *
 * Softirq: called from an RCU callback. Does not sleep.
 */
void ila_lwt_destroy(struct lwtunnel_state *lwtstate)
{
	struct ila_lwt *lwt = ila_lwt(lwtstate);

	ila_underlay_destroy(&lwt->underlay);
	ila_reverse_del(lwt->reverse);
	close_vnid(lwt);
	if (lwt->routes)
		ila_routes_del(lwt->routes);
}

/**
 * ila_lwt_fill() - say back what the route was given
 * @skb: the message
 * @lwtstate: the route
 *
 * Return: 0 or -EMSGSIZE.
 */
int ila_lwt_fill(struct sk_buff *skb, struct lwtunnel_state *lwtstate)
{
	const struct ila_lwt *lwt = ila_lwt(lwtstate);

	if (nla_put_u64_64bit(skb, ILA_ATTR_LOCATOR,
			      (__force u64)lwt->rewrite.upper, ILA_ATTR_PAD) ||
	    nla_put_u8(skb, ILA_ATTR_CSUM_MODE, lwt->rewrite.csum_mode) ||
	    nla_put_u8(skb, ILA_ATTR_IDENT_TYPE, lwt->ident_type) ||
	    nla_put_u8(skb, ILA_ATTR_HOOK_TYPE, lwt->hook_type))
		return -EMSGSIZE;
	if (lwt->underlay.table &&
	    nla_put_u32(skb, IDLOC_ILA_ROUTE_A_UNDERLAY_TABLE,
			lwt->underlay.table))
		return -EMSGSIZE;
	if (lwt->vnid &&
	    nla_put_u32(skb, IDLOC_ILA_ROUTE_A_VNID, lwt->vnid->tenant.vnid))
		return -EMSGSIZE;
	return 0;
}

/**
 * ila_lwt_size() - room that ila_lwt_fill() needs
 * @lwtstate: the route
 *
 * Return: bytes.
 */
int ila_lwt_size(struct lwtunnel_state *lwtstate)
{
	const struct ila_lwt *lwt = ila_lwt(lwtstate);
	int own = !!lwt->underlay.table + !!lwt->vnid; /* UNDERLAY_TABLE, VNID */

	return own * nla_total_size(sizeof(u32)) +
	       nla_total_size_64bit(sizeof(u64)) +	/* ILA_ATTR_LOCATOR */
	       nla_total_size(sizeof(u8)) +		/* ILA_ATTR_CSUM_MODE */
	       nla_total_size(sizeof(u8)) +		/* ILA_ATTR_IDENT_TYPE */
	       nla_total_size(sizeof(u8));		/* ILA_ATTR_HOOK_TYPE */
}

/**
 * ila_lwt_differ() - are two ILA routes different nexthops
 * @a: one
 * @b: the other
 *
 * Return: 0 if they are the same, else 1.
 */
int ila_lwt_differ(struct lwtunnel_state *a, struct lwtunnel_state *b)
{
	const struct ila_lwt *x = ila_lwt(a), *y = ila_lwt(b);

	return x->rewrite.upper != y->rewrite.upper ||
	       x->rewrite.csum_mode != y->rewrite.csum_mode ||
	       x->underlay.table != y->underlay.table || x->vnid != y->vnid ||
	       x->ident_type != y->ident_type || x->hook_type != y->hook_type;
}
