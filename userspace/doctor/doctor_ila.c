// SPDX-License-Identifier: GPL-2.0
/*
 * What the families of ILA say. Neither is asked unless a module that has them is
 * loaded: the kernel would load one. "ila" answers for the in-tree module as well.
 */
#include <errno.h>
#include <linux/ila.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>

#include <netlink/attr.h>
#include <netlink/msg.h>

#include "doctor_host.h"
#include "idloc.h"
#include "nl.h"

static bool has(const struct nlattr *attr, size_t size)
{
	return attr && nla_len(attr) == (int)size;
}

static __u32 number_of(const struct nlattr *attr, __u32 otherwise)
{
	return attr && nla_len(attr) >= (int)sizeof(__u32) ? nla_get_u32(attr) : otherwise;
}

/* ---- locators of this host -------------------------------------------------------- */

static struct host_in *new_in(struct host *host)
{
	struct host_in *ins = host_more(host, host->ins, host->n_ins, sizeof(*ins));

	if (!ins)
		return NULL;
	host->ins = ins;
	return memset(ins + host->n_ins++, 0, sizeof(*ins));
}

/* Of "ip ila" */
static void see_in(struct nlattr **attrs, void *arg)
{
	struct host *host = arg;
	struct host_in *in;

	if (!has(attrs[ILA_ATTR_LOCATOR_MATCH], sizeof(in->locator)) ||
	    !has(attrs[ILA_ATTR_LOCATOR], sizeof(in->sir)))
		return;
	in = new_in(host);
	if (!in)
		return;
	memcpy(in->locator, nla_data(attrs[ILA_ATTR_LOCATOR_MATCH]), sizeof(in->locator));
	memcpy(in->sir, nla_data(attrs[ILA_ATTR_LOCATOR]), sizeof(in->sir));
	if (has(attrs[ILA_ATTR_CSUM_MODE], 1))
		in->csum_mode = nla_get_u8(attrs[ILA_ATTR_CSUM_MODE]);
	if (has(attrs[ILA_ATTR_IDENT_TYPE], 1))
		in->ident_type = nla_get_u8(attrs[ILA_ATTR_IDENT_TYPE]);
}

static void see_locator(struct nlattr **attrs, void *arg)
{
	struct host *host = arg;
	struct host_in *in;

	if (!has(attrs[IDLOC_ILA_A_LOCATOR_LOCATOR], sizeof(in->locator)) ||
	    !(number_of(attrs[IDLOC_ILA_A_LOCATOR_FLAGS], 0) & IDLOC_ILA_LOCATOR_FLAGS_LOCAL))
		return;
	in = new_in(host);
	if (!in)
		return;
	memcpy(in->locator, nla_data(attrs[IDLOC_ILA_A_LOCATOR_LOCATOR]), sizeof(in->locator));
	in->named = true;
}

static int compare_ins(const void *a, const void *b)
{
	const struct host_in *left = a, *right = b;

	return memcmp(left->locator, right->locator, sizeof(left->locator)) ?:
	       right->named - left->named;
}

/* ---- mappings -------------------------------------------------------------------- */

/* What the host itself has for the address goes before any mapping. */
static void compare_with_routes(struct host *host, const struct in6_addr *addr,
				const __u8 *locator)
{
	const struct host_route *route = host_route_local(host, addr);

	if (!route)
		route = host_route_find(host, RT_TABLE_MAIN, addr, 128);
	if (!route || route->ila)
		return;
	if (host->clashes < HOST_CLASHES) {
		host->clash[host->clashes].addr = *addr;
		memcpy(host->clash[host->clashes].locator, locator, 8);
		host->clash[host->clashes].route = route - host->routes;
	}
	host->clashes++;
}

static void see_remote(struct host *host, struct nlattr **attrs,
		       const struct in6_addr *addr, const __u8 *locator, __u32 bits)
{
	__u32 mode = number_of(attrs[IDLOC_ILA_A_MAP_CSUM_MODE], 0);
	struct host_sir *sir = host_sir_get(host, addr);

	if (!sir || mode >= CSUM_MODES)
		return;
	sir->remote++;
	if (bits == 128 && !attrs[IDLOC_ILA_A_MAP_IFINDEX])
		compare_with_routes(host, addr, locator);
	sir->out_modes |= 1U << mode;
	if (sir->map_modes & 1U << mode)
		return;
	sir->map_modes |= 1U << mode;
	sir->mapping[mode] = *addr;
	sir->bits[mode] = bits;
	memcpy(sir->locator[mode], locator, 8);
}

static void see_local(struct host *host, struct nlattr **attrs,
		      const struct in6_addr *addr)
{
	__u32 mode = number_of(attrs[IDLOC_ILA_A_MAP_CSUM_MODE], 0);
	struct host_sir *sir = host_sir_get(host, addr);

	if (sir && mode < CSUM_MODES)
		sir->in_modes |= 1U << mode;
}

static void see_mapping(struct nlattr **attrs, void *arg)
{
	struct nlattr *addr = attrs[IDLOC_ILA_A_MAP_ADDR];
	struct nlattr *locator = attrs[IDLOC_ILA_A_MAP_LOCATOR];
	__u32 bits = number_of(attrs[IDLOC_ILA_A_MAP_BITS], 128);
	struct host *host = arg;
	struct host_vnid *vnid;
	struct in6_addr key;
	bool local;

	host->mappings++;
	/* those of "ip ila" are known */
	if (!has(addr, sizeof(key)) || !has(locator, 8) || bits > 128 ||
	    number_of(attrs[IDLOC_ILA_A_MAP_FLAGS], 0) & IDLOC_ILA_MAP_FLAGS_IN_ONLY)
		return;
	memcpy(&key, nla_data(addr), sizeof(key));
	local = host_in_find(host, nla_data(locator));
	if (attrs[IDLOC_ILA_A_MAP_VNID]) {
		vnid = host_vnid_find(host, number_of(attrs[IDLOC_ILA_A_MAP_VNID], 0));
		if (vnid && !local)
			vnid->remote++;
	} else if (local) {
		see_local(host, attrs, &key);
	} else {
		see_remote(host, attrs, &key, nla_data(locator), bits);
	}
}

/* ---- settings, virtual networks ---------------------------------------------------- */

static void see_settings(struct nlattr **attrs, void *arg)
{
	struct host *host = arg;
	unsigned int i;

	for (i = 1; i <= IDLOC_ILA_A_SETTINGS_MAX; i++)
		host->settings[i] = number_of(attrs[i], 0);
}

static void see_vnid(struct nlattr **attrs, void *arg)
{
	struct host_vnid *vnids, *vnid;
	struct host *host = arg;

	if (!has(attrs[IDLOC_ILA_A_VNID_TENANT_PREFIX], sizeof(vnid->prefix)))
		return;
	vnids = host_more(host, host->vnids, host->n_vnids, sizeof(*vnids));
	if (!vnids)
		return;
	host->vnids = vnids;
	vnid = memset(vnids + host->n_vnids++, 0, sizeof(*vnids));
	vnid->vnid = number_of(attrs[IDLOC_ILA_A_VNID_VNID], 0);
	memcpy(&vnid->prefix, nla_data(attrs[IDLOC_ILA_A_VNID_TENANT_PREFIX]),
	       sizeof(vnid->prefix));
	vnid->ifindex = number_of(attrs[IDLOC_ILA_A_VNID_SCOPE_IFINDEX], 0);
	vnid->table = number_of(attrs[IDLOC_ILA_A_VNID_SCOPE_TABLE], 0);
	vnid->csum_mode = number_of(attrs[IDLOC_ILA_A_VNID_CSUM_MODE], 0);
}

static int compare_vnids(const void *left, const void *right)
{
	const struct host_vnid *a = left, *b = right;

	return a->vnid < b->vnid ? -1 : a->vnid > b->vnid;
}

static void see_group(struct nlattr **attrs, void *arg)
{
	struct host_vnid *vnid;

	vnid = host_vnid_find(arg, number_of(attrs[IDLOC_ILA_A_GROUP_VNID], 0));
	if (vnid)
		vnid->named++;
}

static void see_underlay(struct nlattr **attrs, void *arg)
{
	struct host *host = arg;
	__u32 *underlay;

	underlay = host_more(host, host->underlay, host->n_underlay, sizeof(*underlay));
	if (!underlay)
		return;
	host->underlay = underlay;
	underlay[host->n_underlay++] = number_of(attrs[IDLOC_ILA_A_UNDERLAY_IFINDEX], 0);
}

/* ---- families -------------------------------------------------------------------- */

static int ask(struct conn *conn, struct nl_msg *msg, int max, reply_fn see,
	       struct host *host)
{
	struct verdict verdict;

	if (!conn_talk(conn, msg, max, see, host, &verdict))
		return IDLOC_OK;
	return host_refused(&verdict);
}

/* Nothing is there of a module that is just being unloaded: -ENOENT. */
static int open_family(struct conn *conn, const char *name, __u8 version)
{
	struct verdict verdict;

	conn->sk = NULL;
	if (!conn_open(conn, name, version, &verdict))
		return IDLOC_OK;
	if (verdict.error == -ENOENT)
		return -ENOENT;
	return conn_complain(&verdict, NULL, 0);
}

static int load_ins(struct host *host)
{
	struct conn conn;
	int ret = open_family(&conn, ILA_GENL_NAME, ILA_GENL_VERSION);

	if (!ret)
		ret = ask(&conn, conn_request_dump(&conn, ILA_CMD_GET), ILA_ATTR_MAX,
			  see_in, host);
	conn_close(&conn);
	return ret;
}

static int ask_all(struct conn *conn, struct host *host)
{
	int ret;

	ret = ask(conn, conn_request(conn, IDLOC_ILA_CMD_SETTINGS_GET),
		  IDLOC_ILA_A_SETTINGS_MAX, see_settings, host) ?:
	      ask(conn, conn_request_dump(conn, IDLOC_ILA_CMD_LOCATOR_GET),
		  IDLOC_ILA_A_LOCATOR_MAX, see_locator, host) ?:
	      ask(conn, conn_request_dump(conn, IDLOC_ILA_CMD_VNID_GET),
		  IDLOC_ILA_A_VNID_MAX, see_vnid, host) ?:
	      ask(conn, conn_request_dump(conn, IDLOC_ILA_CMD_UNDERLAY_GET),
		  IDLOC_ILA_A_UNDERLAY_MAX, see_underlay, host);
	if (ret)
		return ret;
	if (host->n_ins)
		qsort(host->ins, host->n_ins, sizeof(*host->ins), compare_ins);
	if (host->n_vnids)
		qsort(host->vnids, host->n_vnids, sizeof(*host->vnids), compare_vnids);
	return ask(conn, conn_request_dump(conn, IDLOC_ILA_CMD_GROUP_GET),
		   IDLOC_ILA_A_GROUP_MAX, see_group, host) ?:
	       ask(conn, conn_request_dump(conn, IDLOC_ILA_CMD_MAP_GET),
		   IDLOC_ILA_A_MAP_MAX, see_mapping, host);
}

static int load_ours(struct host *host)
{
	struct conn conn;
	int ret = open_family(&conn, IDLOC_ILA_FAMILY_NAME, IDLOC_ILA_FAMILY_VERSION);

	if (!ret)
		ret = ask_all(&conn, host);
	host->asked = !ret;
	conn_close(&conn);
	return ret;
}

/* ---- what ILA routes are for ---------------------------------------------------------- */

/* Of a SIR prefix, or of a virtual network */
static void sum_up_route(struct host *host, const struct host_route *route)
{
	const struct host_encap *encap = &route->encap;
	struct host_vnid *vnid;
	struct host_sir *sir;

	if (encap->has_vnid) {
		vnid = host_vnid_find(host, encap->vnid);
		if (vnid)
			vnid->named++;
		return;
	}
	if (!encap->input && route->len < 64)
		return;
	sir = host_sir_get(host, encap->input ? (void *)encap->locator : (void *)&route->dst);
	if (!sir || encap->mapped || encap->csum_mode >= CSUM_MODES)
		return;
	if (encap->input)
		sir->in_modes |= 1U << encap->csum_mode;
	else
		sir->out_modes |= 1U << encap->csum_mode;
}

static void sum_up(struct host *host)
{
	struct host_sir *sir;
	size_t i;

	for (i = 0; i < host->n_ins; i++) {
		sir = host->ins[i].named ? NULL : host_sir_get(host, host->ins[i].sir);
		if (sir && host->ins[i].csum_mode < CSUM_MODES)
			sir->in_modes |= 1U << host->ins[i].csum_mode;
	}
	for (i = 0; i < host->n_routes; i++)
		if (host->routes[i].ila)
			sum_up_route(host, &host->routes[i]);
}

int host_load_ila(struct host *host)
{
	int ret = 0;

	if (host->holder != HOLDER_NONE)
		ret = load_ins(host);
	if (!ret && host->holder == HOLDER_OURS)
		ret = load_ours(host);
	else if (!ret && host->n_ins)
		qsort(host->ins, host->n_ins, sizeof(*host->ins), compare_ins);
	/* as if it had gone a moment earlier */
	if (ret == -ENOENT)
		ret = IDLOC_OK;
	if (!ret)
		sum_up(host);
	return ret;
}
