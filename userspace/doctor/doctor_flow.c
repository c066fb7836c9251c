// SPDX-License-Identifier: GPL-2.0
/*
 * nft rules that give flows to a flowtable, which sends them past the ILA routes. What a
 * rule asks of the addresses says whether ILA flows can get there; sets are not looked
 * into, and a rule with one is believed to know.
 */
#include <arpa/inet.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <stdlib.h>
#include <string.h>

#include <netlink/attr.h>
#include <netlink/msg.h>

#include "doctor.h"
#include "nl.h"

#define PREFIXES	32	/* of ILA routes, of one rule */
#define SADDR_OFFSET	8
#define DADDR_OFFSET	24

struct prefix {
	struct in6_addr addr;
	unsigned int len;
};

/* What a rule asks of one of the addresses: to be in @prefix, or not to be */
struct condition {
	struct prefix prefix;
	bool outside;
};

enum side { SIDE_SOURCE, SIDE_DESTINATION, SIDES };

struct side_conditions {
	struct condition condition[PREFIXES];
	size_t n;
	bool by_set;
};

/* What a register holds that a comparison can be about */
enum loaded { LOADED_OTHER, LOADED_NFPROTO, LOADED_PROTOCOL, LOADED_SOURCE, LOADED_DESTINATION };

/**
 * struct flow_rule - a rule that adds flows
 * @family: NFPROTO_* of its table
 * @table: name
 * @chain: name
 * @handle: number of the rule
 * @flowtable: name; empty: the rule adds none
 * @not_ipv6: it is for other packets
 * @side: what it asks of the addresses
 */
struct flow_rule {
	__u8 family;
	char table[NFT_NAME_MAXLEN];
	char chain[NFT_NAME_MAXLEN];
	__u64 handle;
	char flowtable[NFT_NAME_MAXLEN];
	bool not_ipv6;
	struct side_conditions side[SIDES];
};

/* What is known while a rule is read: the last thing that was loaded, and how many bits */
struct reading {
	struct flow_rule *rule;
	enum loaded loaded;
	unsigned int bits;
};

/* A rule that lets flows of an ILA prefix in */
struct found {
	struct flow_rule rule;
	const struct prefix *prefix;
};

/**
 * struct search - the search for such rules
 * @doctor: whom to tell
 * @prefix: of the ILA routes, each once
 * @n: how many
 * @flowtables: that are there and used
 * @found: rules, in the order of the kernel
 * @n_found: how many
 * @conn: nfnetlink
 */
struct search {
	struct doctor *doctor;
	struct prefix prefix[PREFIXES];
	size_t n;
	size_t flowtables;
	struct found *found;
	size_t n_found;
	struct conn conn;
};

static __u32 be32_of(const struct nlattr *attr)
{
	return attr && nla_len(attr) == sizeof(__u32) ? ntohl(nla_get_u32(attr)) : 0;
}

/* ---- what an expression says --------------------------------------------------------- */

static void read_meta(struct reading *reading, struct nlattr *data)
{
	struct nlattr *attrs[NFTA_META_MAX + 1];
	__u32 key;

	reading->loaded = LOADED_OTHER;
	if (nla_parse_nested(attrs, NFTA_META_MAX, data, NULL) < 0 || !attrs[NFTA_META_DREG])
		return;
	key = be32_of(attrs[NFTA_META_KEY]);
	if (key == NFT_META_NFPROTO)
		reading->loaded = LOADED_NFPROTO;
	else if (key == NFT_META_PROTOCOL)
		reading->loaded = LOADED_PROTOCOL;
}

/* Of an address, only as much is loaded as is compared. */
static void read_payload(struct reading *reading, struct nlattr *data)
{
	struct nlattr *attrs[NFTA_PAYLOAD_MAX + 1];
	__u32 offset, len;

	reading->loaded = LOADED_OTHER;
	if (nla_parse_nested(attrs, NFTA_PAYLOAD_MAX, data, NULL) < 0 ||
	    !attrs[NFTA_PAYLOAD_DREG] ||
	    be32_of(attrs[NFTA_PAYLOAD_BASE]) != NFT_PAYLOAD_NETWORK_HEADER)
		return;
	offset = be32_of(attrs[NFTA_PAYLOAD_OFFSET]);
	len = be32_of(attrs[NFTA_PAYLOAD_LEN]);
	if (!len || len > sizeof(struct in6_addr))
		return;
	reading->bits = 8 * len;
	if (offset == SADDR_OFFSET)
		reading->loaded = LOADED_SOURCE;
	else if (offset == DADDR_OFFSET)
		reading->loaded = LOADED_DESTINATION;
}

/* The value of NFTA_*_DATA; its length */
static int value_of(struct nlattr *nest, __u8 value[16])
{
	struct nlattr *attrs[NFTA_DATA_MAX + 1], *attr;

	if (!nest || nla_parse_nested(attrs, NFTA_DATA_MAX, nest, NULL) < 0)
		return 0;
	attr = attrs[NFTA_DATA_VALUE];
	if (!attr || nla_len(attr) > 16)
		return 0;
	memset(value, 0, 16);
	memcpy(value, nla_data(attr), nla_len(attr));
	return nla_len(attr);
}

/* A mask is good for a prefix if it begins with all its ones. */
static void read_bitwise(struct reading *reading, struct nlattr *data)
{
	struct nlattr *attrs[NFTA_BITWISE_MAX + 1];
	unsigned int ones = 0, i;
	__u8 mask[16];
	int len;

	if (nla_parse_nested(attrs, NFTA_BITWISE_MAX, data, NULL) < 0) {
		reading->loaded = LOADED_OTHER;
		return;
	}
	len = value_of(attrs[NFTA_BITWISE_MASK], mask);
	while (ones < 8U * len && mask[ones / 8] & 0x80 >> ones % 8)
		ones++;
	for (i = ones; i < 8U * len; i++)
		if (mask[i / 8] & 0x80 >> i % 8)
			reading->loaded = LOADED_OTHER;
	if (ones < reading->bits)
		reading->bits = ones;
}

static struct side_conditions *side_of(const struct reading *reading)
{
	if (reading->loaded == LOADED_SOURCE)
		return &reading->rule->side[SIDE_SOURCE];
	if (reading->loaded == LOADED_DESTINATION)
		return &reading->rule->side[SIDE_DESTINATION];
	return NULL;
}

static void read_cmp(struct reading *reading, struct nlattr *data)
{
	struct side_conditions *side = side_of(reading);
	struct nlattr *attrs[NFTA_CMP_MAX + 1];
	struct condition *condition;
	__u8 value[16];
	__u32 op;
	int len;

	if (nla_parse_nested(attrs, NFTA_CMP_MAX, data, NULL) < 0)
		return;
	op = be32_of(attrs[NFTA_CMP_OP]);
	len = value_of(attrs[NFTA_CMP_DATA], value);
	if (op == NFT_CMP_EQ && reading->loaded == LOADED_NFPROTO && len)
		reading->rule->not_ipv6 |= value[0] != NFPROTO_IPV6;
	if (op == NFT_CMP_EQ && reading->loaded == LOADED_PROTOCOL && len >= 2)
		reading->rule->not_ipv6 |= value[0] != 0x86 || value[1] != 0xdd;
	if (!side || side->n == PREFIXES || !len || (op != NFT_CMP_EQ && op != NFT_CMP_NEQ))
		return;
	condition = &side->condition[side->n++];
	memcpy(&condition->prefix.addr, value, sizeof(value));
	condition->prefix.len = reading->bits;
	condition->outside = op == NFT_CMP_NEQ;
}

static void read_expression(struct reading *reading, const char *name, struct nlattr *data)
{
	struct side_conditions *side = side_of(reading);
	struct nlattr *attrs[NFTA_FLOW_MAX + 1];

	if (!strcmp(name, "meta"))
		read_meta(reading, data);
	else if (!strcmp(name, "payload"))
		read_payload(reading, data);
	else if (!strcmp(name, "bitwise"))
		read_bitwise(reading, data);
	else if (!strcmp(name, "cmp"))
		read_cmp(reading, data);
	else if (!strcmp(name, "lookup") && side)
		side->by_set = true;
	else if (!strcmp(name, "flow_offload") &&
		 nla_parse_nested(attrs, NFTA_FLOW_MAX, data, NULL) >= 0 &&
		 attrs[NFTA_FLOW_TABLE_NAME])
		nla_strlcpy(reading->rule->flowtable, attrs[NFTA_FLOW_TABLE_NAME],
			    sizeof(reading->rule->flowtable));
}

static void read_expressions(struct flow_rule *rule, struct nlattr *list)
{
	struct reading reading = { .rule = rule };
	struct nlattr *expr, *attrs[NFTA_EXPR_MAX + 1];
	int left;

	nla_for_each_nested(expr, list, left) {
		/* behind the flow nothing is asked of it */
		if (*rule->flowtable)
			return;
		if (nla_parse_nested(attrs, NFTA_EXPR_MAX, expr, NULL) >= 0 &&
		    attrs[NFTA_EXPR_NAME] && attrs[NFTA_EXPR_DATA])
			read_expression(&reading, nla_get_string(attrs[NFTA_EXPR_NAME]),
					attrs[NFTA_EXPR_DATA]);
	}
}

/* ---- can a flow of an ILA prefix get there? -------------------------------------------- */

static bool covers(const struct prefix *wide, const struct prefix *narrow)
{
	return wide->len <= narrow->len && prefix_has(&wide->addr, wide->len, &narrow->addr);
}

static bool keeps_out(const struct side_conditions *side, const struct prefix *prefix)
{
	const struct condition *c;
	size_t i;

	for (i = 0; i < side->n; i++) {
		c = &side->condition[i];
		if (c->outside ? covers(&c->prefix, prefix) :
				 !covers(&c->prefix, prefix) && !covers(prefix, &c->prefix))
			return true;
	}
	return side->by_set;
}

/* Either direction of a flow may add it: both sides have to keep it out. */
static const struct prefix *let_in(const struct search *search, const struct flow_rule *rule)
{
	size_t i;

	for (i = 0; i < search->n; i++)
		if (!keeps_out(&rule->side[SIDE_SOURCE], &search->prefix[i]) ||
		    !keeps_out(&rule->side[SIDE_DESTINATION], &search->prefix[i]))
			return &search->prefix[i];
	return NULL;
}

/* " ip6 saddr != P ip6 daddr != P" for each; false: it does not fit. */
static bool print_conditions(const struct search *search, char *text, size_t size)
{
	char prefix[PREFIX_TEXT];
	size_t used = 0, i;

	for (i = 0; i < search->n && used < size; i++) {
		prefix_print(&search->prefix[i].addr, search->prefix[i].len, prefix);
		used += snprintf(text + used, size - used, " ip6 saddr != %s ip6 daddr != %s",
				 prefix, prefix);
	}
	return used < size;
}

/* Where both families pass, the other one keeps its rule. */
static void fix_rule(struct finding *f, const struct search *search,
		     const struct flow_rule *rule)
{
	static const char flows[] = "meta l4proto { tcp, udp } flow add";
	char place[2 * QUOTED_MAX + 64], table[QUOTED_MAX], chain[QUOTED_MAX];
	const char *family = rule->family == NFPROTO_IPV6 ? "ip6" : "inet";
	char conditions[320], flowtable[QUOTED_MAX];

	if (rule->family != NFPROTO_IPV6 && rule->family != NFPROTO_INET)
		return;
	if (!print_conditions(search, conditions, sizeof(conditions)))
		return;
	snprintf(place, sizeof(place), "%s %s %s handle %llu", family,
		 shell_word(rule->table, table), shell_word(rule->chain, chain),
		 (unsigned long long)rule->handle);
	shell_word(rule->flowtable, flowtable);
	if (rule->family == NFPROTO_INET)
		finding_fix(f, search->doctor, "nft insert rule %s meta nfproto ipv4 %s @%s",
			    place, flows, flowtable);
	finding_fix(f, search->doctor, "nft replace rule %s%s %s @%s", place, conditions, flows,
		    flowtable);
}

static void find_rule(const struct search *search, const struct flow_rule *rule,
		      const struct prefix *prefix)
{
	struct finding f = { .id = "flowtable" };
	char text[PREFIX_TEXT];

	prefix_print(&prefix->addr, prefix->len, text);
	finding_subject(&f, "nft rule %s %s handle %llu", rule->table, rule->chain,
			(unsigned long long)rule->handle);
	finding_what(&f, "adds flows of %s to the flowtable %s", text, rule->flowtable);
	finding_why(&f, "a flowtable sends packets past the ILA route: they leave\n"
			"untranslated, and are lost. Keep them out by their addresses, in\n"
			"both directions; the rule's other conditions, if it has any, are\n"
			"yours to add");
	fix_rule(&f, search, rule);
	doctor_report(search->doctor, &f);
}

/* It is told when all are read: they may have to be read again. */
static void keep(struct search *search, const struct flow_rule *rule,
		 const struct prefix *prefix)
{
	struct found *found;

	found = host_more(&search->doctor->host, search->found, search->n_found, sizeof(*found));
	if (!found)
		return;
	search->found = found;
	found[search->n_found++] = (struct found){ .rule = *rule, .prefix = prefix };
}

static bool parse_rule(struct flow_rule *rule, struct nlmsghdr *nlh)
{
	const struct nfgenmsg *nfg = nlmsg_data(nlh);
	struct nlattr *attrs[NFTA_RULE_MAX + 1];

	if (nlh->nlmsg_type != (NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWRULE) ||
	    nlmsg_parse(nlh, sizeof(*nfg), attrs, NFTA_RULE_MAX, NULL) < 0 ||
	    !attrs[NFTA_RULE_TABLE] || !attrs[NFTA_RULE_CHAIN] ||
	    !attrs[NFTA_RULE_HANDLE] || !attrs[NFTA_RULE_EXPRESSIONS])
		return false;
	rule->family = nfg->nfgen_family;
	nla_strlcpy(rule->table, attrs[NFTA_RULE_TABLE], sizeof(rule->table));
	nla_strlcpy(rule->chain, attrs[NFTA_RULE_CHAIN], sizeof(rule->chain));
	rule->handle = be64toh(nla_get_u64(attrs[NFTA_RULE_HANDLE]));
	read_expressions(rule, attrs[NFTA_RULE_EXPRESSIONS]);
	return true;
}

static void see_rule(struct nlmsghdr *nlh, void *arg)
{
	struct flow_rule rule = { 0 };
	struct search *search = arg;
	const struct prefix *prefix;

	if (!parse_rule(&rule, nlh) || !*rule.flowtable || rule.not_ipv6 ||
	    rule.family == NFPROTO_IPV4)
		return;
	prefix = let_in(search, &rule);
	if (prefix)
		keep(search, &rule, prefix);
}

/* ---- the search ------------------------------------------------------------------- */

static void see_flowtable(struct nlmsghdr *nlh, void *arg)
{
	struct nlattr *attrs[NFTA_FLOWTABLE_MAX + 1];
	struct search *search = arg;

	if (nlh->nlmsg_type == (NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWFLOWTABLE) &&
	    nlmsg_parse(nlh, sizeof(struct nfgenmsg), attrs, NFTA_FLOWTABLE_MAX, NULL) >= 0)
		search->flowtables += be32_of(attrs[NFTA_FLOWTABLE_USE]);
}

static int dump(struct search *search, int type, message_fn see)
{
	struct nfgenmsg nfg = { .nfgen_family = NFPROTO_UNSPEC, .version = NFNETLINK_V0 };
	struct nl_msg *msg = nlmsg_alloc_simple(NFNL_SUBSYS_NFTABLES << 8 | type, NLM_F_DUMP);
	struct verdict verdict;

	if (msg && nlmsg_append(msg, &nfg, sizeof(nfg), NLMSG_ALIGNTO) < 0) {
		nlmsg_free(msg);
		msg = NULL;
	}
	if (!conn_dump(&search->conn, msg, see, search, &verdict))
		return IDLOC_OK;
	return host_refused(&verdict);
}

static void add_prefix(struct search *search, const struct in6_addr *addr, unsigned int len)
{
	struct prefix *prefix = &search->prefix[search->n];
	size_t i;

	if (search->n == PREFIXES)
		return;
	*prefix = (struct prefix){ .len = len };
	memcpy(&prefix->addr, addr, len / 8);
	if (len % 8)
		prefix->addr.s6_addr[len / 8] = addr->s6_addr[len / 8] & 0xff << (8 - len % 8);
	for (i = 0; i < search->n; i++)
		if (covers(&search->prefix[i], prefix))
			return;
	search->n++;
}

/* All of a SIR prefix, or of a virtual network, to which an ILA route leads */
static void collect(struct search *search)
{
	const struct host *host = &search->doctor->host;
	const struct host_route *route;
	size_t i;

	for (i = 0; i < host->n_routes; i++) {
		route = &host->routes[i];
		if (!route->ila || route->encap.input)
			continue;
		if (route->encap.has_vnid)
			add_prefix(search, &route->dst, route->len < 96 ? route->len : 96);
		else
			add_prefix(search, &route->dst, route->len < 64 ? route->len : 64);
	}
}

static int look(void *arg)
{
	struct search *search = arg;
	int ret;

	free(search->found);
	search->found = NULL;
	search->n_found = 0;
	search->flowtables = 0;
	ret = dump(search, NFT_MSG_GETFLOWTABLE, see_flowtable);
	if (!ret && search->flowtables)
		ret = dump(search, NFT_MSG_GETRULE, see_rule);
	return ret;
}

static int tell(const struct search *search)
{
	size_t i;

	if (search->doctor->host.no_memory) {
		complain("no memory for the nft rules of this host");
		return IDLOC_USAGE;
	}
	for (i = 0; i < search->n_found; i++)
		find_rule(search, &search->found[i].rule, search->found[i].prefix);
	return IDLOC_OK;
}

int doctor_flowtable(struct doctor *doctor)
{
	struct search search = { .doctor = doctor };
	struct verdict verdict;
	int ret;

	collect(&search);
	/* asking for what is not there would load it */
	if (!search.n || !module_present("nf_tables"))
		return IDLOC_OK;
	if (conn_open_netfilter(&search.conn, &verdict))
		ret = conn_complain(&verdict, NULL, 0);
	else
		ret = host_look(look, &search) ?: tell(&search);
	conn_close(&search.conn);
	free(search.found);
	return ret;
}
