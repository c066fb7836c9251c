// SPDX-License-Identifier: GPL-2.0
#include "link.h"

#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>

#include <netlink/attr.h>
#include <netlink/msg.h>

#include "idloc.h"
#include "nl.h"
#include "out.h"

__u32 link_index(const char *name)
{
	__u32 index = if_nametoindex(name);

	if (!index)
		complain("there is no interface \"%s\"", name);
	return index;
}

void link_print(struct out *out, __u32 index)
{
	char name[IF_NAMESIZE];

	if (if_indextoname(index, name))
		out_word(out, "dev", name);
	else
		out_number(out, "ifindex", index);
}

static __u32 table_of(struct nlattr **attrs)
{
	struct nlattr *info[IFLA_INFO_MAX + 1], *vrf[IFLA_VRF_MAX + 1];

	if (!attrs[IFLA_LINKINFO] ||
	    nla_parse_nested(info, IFLA_INFO_MAX, attrs[IFLA_LINKINFO], NULL) < 0 ||
	    !info[IFLA_INFO_KIND] || !info[IFLA_INFO_DATA] ||
	    nla_strcmp(info[IFLA_INFO_KIND], "vrf") ||
	    nla_parse_nested(vrf, IFLA_VRF_MAX, info[IFLA_INFO_DATA], NULL) < 0)
		return 0;
	if (!vrf[IFLA_VRF_TABLE] || nla_len(vrf[IFLA_VRF_TABLE]) != sizeof(__u32))
		return 0;
	return nla_get_u32(vrf[IFLA_VRF_TABLE]);
}

static bool parse_link(struct nlmsghdr *nlh, struct nlattr **attrs)
{
	return nlh->nlmsg_type == RTM_NEWLINK &&
	       nlmsg_parse(nlh, sizeof(struct ifinfomsg), attrs, IFLA_MAX, NULL) >= 0;
}

static void see_one(struct nlmsghdr *nlh, void *arg)
{
	struct nlattr *attrs[IFLA_MAX + 1];
	__u32 *table = arg;

	if (parse_link(nlh, attrs))
		*table = table_of(attrs);
}

__u32 vrf_table(struct conn *conn, const char *name)
{
	struct ifinfomsg ifi = { .ifi_index = if_nametoindex(name) };
	struct verdict verdict;
	struct nl_msg *msg;
	__u32 table = 0;

	msg = ifi.ifi_index ?
	      nlmsg_alloc_simple(RTM_GETLINK, NLM_F_ACK) : NULL;
	if (msg && nlmsg_append(msg, &ifi, sizeof(ifi), NLMSG_ALIGNTO) >= 0)
		conn_dump(conn, msg, see_one, &table, &verdict);
	return table;
}

static void see_each(struct nlmsghdr *nlh, void *arg)
{
	struct nlattr *attrs[IFLA_MAX + 1];
	struct vrfs *vrfs = arg;
	struct vrf *vrf;
	__u32 table;

	if (!parse_link(nlh, attrs))
		return;
	table = table_of(attrs);
	if (!table || !attrs[IFLA_IFNAME])
		return;
	vrf = reallocarray(vrfs->vrf, vrfs->n + 1, sizeof(*vrf));
	if (!vrf)
		return;
	vrfs->vrf = vrf;
	vrf += vrfs->n++;
	vrf->table = table;
	nla_strlcpy(vrf->name, attrs[IFLA_IFNAME], sizeof(vrf->name));
}

/* All links of the kind; the kernel need not describe the others. */
static struct nl_msg *request_vrfs(void)
{
	struct nl_msg *msg = nlmsg_alloc_simple(RTM_GETLINK, NLM_F_DUMP);
	struct ifinfomsg ifi = { 0 };
	struct nlattr *info = NULL;

	if (msg && nlmsg_append(msg, &ifi, sizeof(ifi), NLMSG_ALIGNTO) >= 0)
		info = nla_nest_start(msg, IFLA_LINKINFO);
	if (info && nla_put_string(msg, IFLA_INFO_KIND, "vrf") >= 0) {
		nla_nest_end(msg, info);
		return msg;
	}
	nlmsg_free(msg);
	return NULL;
}

void vrfs_load(struct vrfs *vrfs)
{
	struct verdict verdict;
	struct conn conn;

	vrfs->n = 0;
	vrfs->vrf = NULL;
	if (!conn_open_route(&conn, &verdict))
		conn_dump(&conn, request_vrfs(), see_each, vrfs, &verdict);
	conn_close(&conn);
}

const char *vrfs_name(const struct vrfs *vrfs, __u32 table)
{
	size_t i;

	for (i = 0; i < vrfs->n; i++)
		if (vrfs->vrf[i].table == table)
			return vrfs->vrf[i].name;
	return NULL;
}

void vrfs_free(struct vrfs *vrfs)
{
	free(vrfs->vrf);
}
