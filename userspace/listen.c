// SPDX-License-Identifier: GPL-2.0
#include "listen.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include <netlink/attr.h>
#include <netlink/handlers.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/socket.h>

/* Room for some thousand events while nobody reads; the system may allow less. */
#define BUFFER_SIZE	0x100000

#define GROUPS_MAX	8

/* The groups that are wanted by name, and the numbers of those that there are. */
struct search {
	const char *const *names;
	size_t n;
	__u32 found[GROUPS_MAX];
	size_t n_found;
};

/* Events as they come in. */
struct hearing {
	const struct conn *conn;
	const struct listener *listener;
	bool enough;
};

static bool is_wanted(const struct search *search, struct nlattr *name)
{
	size_t i;

	for (i = 0; i < search->n; i++)
		if (!nla_strcmp(name, search->names[i]))
			return true;
	return false;
}

static void take_group(struct nlattr *nest, struct search *search)
{
	struct nlattr *attrs[CTRL_ATTR_MCAST_GRP_MAX + 1];
	struct nlattr *name, *id;

	if (nla_parse_nested(attrs, CTRL_ATTR_MCAST_GRP_MAX, nest, NULL) < 0)
		return;
	name = attrs[CTRL_ATTR_MCAST_GRP_NAME];
	id = attrs[CTRL_ATTR_MCAST_GRP_ID];
	if (!name || !id || nla_len(id) < (int)sizeof(__u32) ||
	    search->n_found == GROUPS_MAX || !is_wanted(search, name))
		return;
	search->found[search->n_found++] = nla_get_u32(id);
}

static void take_groups(struct nlattr **attrs, void *arg)
{
	struct nlattr *nest;
	int left;

	if (attrs[CTRL_ATTR_MCAST_GROUPS])
		nla_for_each_nested(nest, attrs[CTRL_ATTR_MCAST_GROUPS], left)
			take_group(nest, arg);
}

/* All are looked up before the first is joined: an event among the answers would be
 * taken for one.
 */
int conn_join(struct conn *conn, const char *family, const char *const *groups,
	      size_t n, struct verdict *verdict)
{
	struct search search = { .names = groups, .n = n };
	size_t i;

	if (conn_ask_family(conn, family, take_groups, &search, verdict))
		return verdict->error;
	if (!search.n_found) {
		verdict->error = -ENOENT;
		snprintf(verdict->text, sizeof(verdict->text),
			 "the family has no events");
		return verdict->error;
	}
	nl_socket_set_buffer_size(conn->sk, BUFFER_SIZE, 0);
	/* Not by libnl, which loses the errno. */
	for (i = 0; i < search.n_found; i++) {
		if (!setsockopt(nl_socket_get_fd(conn->sk), SOL_NETLINK,
				NETLINK_ADD_MEMBERSHIP, &search.found[i],
				sizeof(search.found[i])))
			continue;
		verdict->error = -errno;
		break;
	}
	return verdict->error;
}

/* Events have no number of a request. */
static int any_sequence(struct nl_msg *msg, void *arg)
{
	(void)msg;
	(void)arg;
	return NL_OK;
}

static int on_event(struct nl_msg *msg, void *arg)
{
	struct nlmsghdr *nlh = nlmsg_hdr(msg);
	struct hearing *hearing = arg;

	if (hearing->enough || nlh->nlmsg_type != hearing->conn->family)
		return NL_OK;
	hearing->enough = !hearing->listener->event(nlh, hearing->listener->arg);
	return NL_OK;
}

int conn_listen(struct conn *conn, const struct listener *listener,
		struct verdict *verdict)
{
	struct hearing hearing = { .conn = conn, .listener = listener };
	struct nl_cb *cb = nl_cb_alloc(NL_CB_DEFAULT);
	int ret = 0;

	memset(verdict, 0, sizeof(*verdict));
	if (!cb)
		return conn_failure(verdict, -NLE_NOMEM);
	nl_cb_set(cb, NL_CB_SEQ_CHECK, NL_CB_CUSTOM, any_sequence, NULL);
	nl_cb_set(cb, NL_CB_VALID, NL_CB_CUSTOM, on_event, &hearing);
	while (ret >= 0 && !hearing.enough) {
		ret = nl_recvmsgs(conn->sk, cb);
		/* ENOBUFS of the socket, which is usable as before */
		if (ret != -NLE_NOMEM)
			continue;
		hearing.enough = !listener->lost(listener->arg);
		ret = 0;
	}
	nl_cb_put(cb);
	return ret < 0 ? conn_failure(verdict, ret) : 0;
}
