// SPDX-License-Identifier: GPL-2.0
#include "listen.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <netlink/attr.h>
#include <netlink/handlers.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/socket.h>

#include "family.h"

/* What is kept in this process while a list is read: some hundred thousand events. */
#define KEPT_MIN	0x10000
#define KEPT_MAX	0x1000000

/* More than a socket can hold: who reads as many has read all that came before a loss. */
#define LATE_MAX	0x100000

#define GROUPS_MAX	8

/* The groups that are wanted, and the numbers of those that there are. */
struct search {
	struct listener *listener;
	__u32 found[GROUPS_MAX];
	size_t n_found;
};

static bool is_wanted(const struct listener *listener, struct nlattr *name)
{
	size_t i;

	for (i = 0; i < listener->n_groups; i++)
		if (!nla_strcmp(name, listener->groups[i]))
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
	    search->n_found == GROUPS_MAX || !is_wanted(search->listener, name))
		return;
	search->found[search->n_found++] = nla_get_u32(id);
}

static void take_family(struct nlattr **attrs, void *arg)
{
	struct search *search = arg;
	struct nlattr *nest;
	int left;

	if (attrs[CTRL_ATTR_FAMILY_ID])
		search->listener->conn.family = nla_get_u16(attrs[CTRL_ATTR_FAMILY_ID]);
	if (attrs[CTRL_ATTR_MCAST_GROUPS])
		nla_for_each_nested(nest, attrs[CTRL_ATTR_MCAST_GROUPS], left)
			take_group(nest, search);
}

/* Not by libnl, which loses the errno. */
static int join(const struct conn *conn, __u32 group, struct verdict *verdict)
{
	if (!setsockopt(nl_socket_get_fd(conn->sk), SOL_NETLINK, NETLINK_ADD_MEMBERSHIP,
			&group, sizeof(group)))
		return 0;
	verdict->error = -errno;
	return verdict->error;
}

int listener_join(struct listener *listener, struct verdict *verdict)
{
	struct search search = { .listener = listener };
	size_t i;

	listener->conn.family = 0;
	if (family_find(listener->family, take_family, &search, verdict))
		return verdict->error;
	for (i = 0; i < search.n_found; i++)
		if (join(&listener->conn, search.found[i], verdict))
			break;
	return verdict->error;
}

/* Past the system's limit if that is allowed, else up to it. */
static void set_buffer(const struct conn *conn, unsigned int size)
{
	int fd = nl_socket_get_fd(conn->sk);

	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)))
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
}

int listener_open(struct listener *listener, unsigned int buffer, struct verdict *verdict)
{
	int ret;

	ret = conn_open_ctrl(&listener->conn, verdict);
	listener->conn.family = 0;
	if (ret)
		return ret;
	set_buffer(&listener->conn, buffer);
	ret = nl_socket_set_nonblocking(listener->conn.sk);
	if (ret < 0)
		return conn_failure(verdict, ret);
	return join(&listener->conn, FAMILY_GROUP, verdict);
}

void listener_close(struct listener *listener)
{
	free(listener->kept);
	conn_close(&listener->conn);
}

int listener_fd(const struct listener *listener)
{
	return nl_socket_get_fd(listener->conn.sk);
}

/* ---- one message ----------------------------------------------------------------- */

static void hand_out(struct listener *listener, struct nlmsghdr *nlh)
{
	if (nlh->nlmsg_type == GENL_ID_CTRL ||
	    (listener->conn.family && nlh->nlmsg_type == listener->conn.family))
		listener->message(nlh, listener->arg);
}

static int on_message(struct nl_msg *msg, void *arg)
{
	hand_out(arg, nlmsg_hdr(msg));
	return NL_OK;
}

/* Room for one more: false, if that would be too much. */
static bool make_room(struct listener *listener, size_t len)
{
	size_t size = listener->kept_size ? listener->kept_size : KEPT_MIN;
	char *kept;

	while (size < listener->kept_end + len)
		size *= 2;
	if (size == listener->kept_size)
		return true;
	kept = size <= KEPT_MAX ? realloc(listener->kept, size) : NULL;
	if (!kept)
		return false;
	listener->kept = kept;
	listener->kept_size = size;
	return true;
}

/* One that cannot be kept is lost, and so are all behind it until these are handed out. */
static int on_kept(struct nl_msg *msg, void *arg)
{
	const struct nlmsghdr *nlh = nlmsg_hdr(msg);
	size_t len = NLMSG_ALIGN(nlh->nlmsg_len);
	struct listener *listener = arg;

	if (listener->lost || !make_room(listener, len)) {
		listener->lost = true;
		return NL_OK;
	}
	memcpy(listener->kept + listener->kept_end, nlh, nlh->nlmsg_len);
	listener->kept_end += len;
	return NL_OK;
}

/* Events have no number of a request. */
static int any_sequence(struct nl_msg *msg, void *arg)
{
	(void)msg;
	(void)arg;
	return NL_OK;
}

/* One datagram off the socket: 0 or an NLE_*. */
static int receive(struct listener *listener, nl_recvmsg_msg_cb_t take)
{
	struct nl_cb *cb = nl_cb_alloc(NL_CB_DEFAULT);
	int ret;

	if (!cb)
		return -NLE_FAILURE;
	nl_cb_set(cb, NL_CB_SEQ_CHECK, NL_CB_CUSTOM, any_sequence, NULL);
	nl_cb_set(cb, NL_CB_VALID, NL_CB_CUSTOM, take, listener);
	ret = nl_recvmsgs(listener->conn.sk, cb);
	nl_cb_put(cb);
	/* ENOBUFS of the socket, which is usable as before */
	if (ret == -NLE_NOMEM) {
		listener->lost = true;
		ret = 0;
	}
	return ret;
}

/* ---- all of them ----------------------------------------------------------------- */

void listener_keep(struct listener *listener)
{
	/* Some were lost: it makes no difference any more. */
	while (!receive(listener, on_kept))
		;
}

static bool hear_kept(struct listener *listener)
{
	struct nlmsghdr *nlh;

	if (listener->kept_begin == listener->kept_end) {
		free(listener->kept);
		listener->kept = NULL;
		listener->kept_size = 0;
		listener->kept_begin = 0;
		listener->kept_end = 0;
		return false;
	}
	nlh = (struct nlmsghdr *)(listener->kept + listener->kept_begin);
	listener->kept_begin += NLMSG_ALIGN(nlh->nlmsg_len);
	hand_out(listener, nlh);
	return true;
}

static enum heard lost(struct listener *listener)
{
	listener->lost = false;
	listener->late = 0;
	return HEARD_LOST;
}

/* Until a socket that was full has been read to its end it takes nothing new. */
enum heard listener_hear(struct listener *listener, struct verdict *verdict)
{
	int ret;

	if (hear_kept(listener))
		return HEARD_SOME;
	if (listener->lost && ++listener->late > LATE_MAX)
		return lost(listener);
	ret = receive(listener, on_message);
	if (!ret)
		return HEARD_SOME;
	if (ret != -NLE_AGAIN && ret != -NLE_INTR) {
		memset(verdict, 0, sizeof(*verdict));
		conn_failure(verdict, ret);
		return HEARD_FAILED;
	}
	return listener->lost ? lost(listener) : HEARD_NONE;
}
