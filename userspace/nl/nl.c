// SPDX-License-Identifier: GPL-2.0
#include "nl.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <netlink/attr.h>
#include <netlink/genl/genl.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>

#include "idloc.h"
#include "spec.h"

/* One request under way. */
struct exchange {
	struct nl_msg *msg;
	struct verdict *verdict;
	reply_fn reply;
	message_fn message;
	void *arg;
	int max;
	bool done;
};

/* Number of the attribute of the request that starts @offset bytes into it. */
static __u16 blamed_attr(const struct nlmsghdr *nlh, __u32 offset)
{
	const struct nlattr *attr;

	if (offset < NLMSG_HDRLEN + GENL_HDRLEN ||
	    offset + sizeof(*attr) > nlh->nlmsg_len)
		return 0;
	attr = (const void *)((const char *)nlh + offset);
	return nla_type(attr);
}

static void parse_range(struct nlattr *policy, struct verdict *verdict)
{
	struct nlattr *tb[NL_POLICY_TYPE_ATTR_MAX + 1];

	if (nla_parse_nested(tb, NL_POLICY_TYPE_ATTR_MAX, policy, NULL) < 0)
		return;
	if (!tb[NL_POLICY_TYPE_ATTR_MIN_VALUE_U] ||
	    !tb[NL_POLICY_TYPE_ATTR_MAX_VALUE_U])
		return;
	verdict->min = nla_get_u64(tb[NL_POLICY_TYPE_ATTR_MIN_VALUE_U]);
	verdict->max = nla_get_u64(tb[NL_POLICY_TYPE_ATTR_MAX_VALUE_U]);
	verdict->range = true;
}

/* The attributes of the extended acknowledgment, @skip bytes into the payload */
static void parse_extack(const struct nlmsghdr *nlh, size_t skip,
			 const struct nlmsghdr *request, struct verdict *verdict)
{
	struct nlattr *tb[NLMSGERR_ATTR_MAX + 1];
	size_t len = nlmsg_datalen(nlh);

	if (!(nlh->nlmsg_flags & NLM_F_ACK_TLVS) || skip > len)
		return;
	if (nla_parse(tb, NLMSGERR_ATTR_MAX,
		      (struct nlattr *)((char *)nlmsg_data(nlh) + skip),
		      len - skip, NULL) < 0)
		return;

	if (tb[NLMSGERR_ATTR_MSG])
		nla_strlcpy(verdict->text, tb[NLMSGERR_ATTR_MSG],
			    sizeof(verdict->text));
	if (tb[NLMSGERR_ATTR_OFFS])
		verdict->attr = blamed_attr(request,
					    nla_get_u32(tb[NLMSGERR_ATTR_OFFS]));
	if (tb[NLMSGERR_ATTR_MISS_TYPE])
		verdict->missing = nla_get_u32(tb[NLMSGERR_ATTR_MISS_TYPE]);
	if (tb[NLMSGERR_ATTR_POLICY])
		parse_range(tb[NLMSGERR_ATTR_POLICY], verdict);
}

/* They stand behind the error code and, unless the kernel left that out, the
 * request it quotes.
 */
static void parse_ack(const struct nlmsghdr *nlh, const struct nlmsghdr *request,
		      struct verdict *verdict)
{
	const struct nlmsgerr *err = nlmsg_data(nlh);
	size_t skip = sizeof(*err);

	if (!(nlh->nlmsg_flags & NLM_F_CAPPED))
		skip += NLMSG_ALIGN(err->msg.nlmsg_len) - NLMSG_HDRLEN;
	parse_extack(nlh, skip, request, verdict);
}

/* Only an errno may be negated; the kernel has no other. */
static int errno_of(int error)
{
	return error < 0 && error > -4096 ? error : -EPROTO;
}

void conn_verdict(const struct nlmsghdr *answer, const struct nlmsghdr *request,
		  struct verdict *verdict)
{
	const struct nlmsgerr *err = nlmsg_data(answer);

	memset(verdict, 0, sizeof(*verdict));
	verdict->error = err->error ? errno_of(err->error) : 0;
	parse_ack(answer, request, verdict);
}

static int on_error(struct sockaddr_nl *from, struct nlmsgerr *err, void *arg)
{
	struct exchange *ex = arg;

	(void)from;
	ex->verdict->error = errno_of(err->error);
	/* libnl hands out the payload; the flags are in the header before it */
	parse_ack((const void *)((const char *)err - NLMSG_HDRLEN), nlmsg_hdr(ex->msg),
		  ex->verdict);
	ex->done = true;
	return NL_STOP;
}

static int on_ack(struct nl_msg *msg, void *arg)
{
	struct exchange *ex = arg;

	parse_ack(nlmsg_hdr(msg), nlmsg_hdr(ex->msg), ex->verdict);
	ex->done = true;
	return NL_STOP;
}

/* A dump that fails under way says so in its last message. */
static int on_dump_end(struct nl_msg *msg, void *arg)
{
	const struct nlmsghdr *nlh = nlmsg_hdr(msg);
	struct exchange *ex = arg;
	int error = 0;

	if (nlmsg_datalen(nlh) >= (int)sizeof(error))
		memcpy(&error, nlmsg_data(nlh), sizeof(error));
	if (error < 0) {
		ex->verdict->error = errno_of(error);
		parse_extack(nlh, NLMSG_ALIGN(sizeof(error)), nlmsg_hdr(ex->msg),
			     ex->verdict);
	}
	ex->done = true;
	return NL_STOP;
}

int conn_parse(struct nlmsghdr *nlh, int max, reply_fn reply, void *arg)
{
	struct nlattr **attrs = calloc(max + 1, sizeof(*attrs));

	if (!attrs)
		return -NLE_NOMEM;
	if (genlmsg_parse(nlh, 0, attrs, max, NULL) >= 0)
		reply(attrs, arg);
	free(attrs);
	return 0;
}

static int on_reply(struct nl_msg *msg, void *arg)
{
	struct exchange *ex = arg;

	if (ex->message) {
		ex->message(nlmsg_hdr(msg), ex->arg);
		return NL_OK;
	}
	if (!ex->reply)
		return NL_SKIP;
	return conn_parse(nlmsg_hdr(msg), ex->max, ex->reply, ex->arg);
}

int conn_failure(struct verdict *verdict, int nle)
{
	verdict->error = nle == -NLE_NOMEM ? -ENOMEM : -EIO;
	snprintf(verdict->text, sizeof(verdict->text), "netlink: %s",
		 nl_geterror(nle));
	return verdict->error;
}

/* Sends and frees the message, and waits for the end of the answer. */
static int converse(struct conn *conn, struct exchange *ex)
{
	struct nl_cb *cb = NULL;
	int ret;

	memset(ex->verdict, 0, sizeof(*ex->verdict));
	ret = -NLE_NOMEM;
	if (!ex->msg)
		goto out;
	cb = nl_cb_alloc(NL_CB_DEFAULT);
	if (!cb)
		goto out;
	nl_cb_set(cb, NL_CB_VALID, NL_CB_CUSTOM, on_reply, ex);
	nl_cb_set(cb, NL_CB_ACK, NL_CB_CUSTOM, on_ack, ex);
	nl_cb_set(cb, NL_CB_FINISH, NL_CB_CUSTOM, on_dump_end, ex);
	nl_cb_err(cb, NL_CB_CUSTOM, on_error, ex);

	ret = nl_send_auto(conn->sk, ex->msg);
	while (ret >= 0 && !ex->done)
		ret = nl_recvmsgs(conn->sk, cb);
	if (ex->done && ret == -NLE_DUMP_INTR)
		ex->verdict->error = -EINTR;
out:
	if (!ex->done)
		conn_failure(ex->verdict, ret);
	nl_cb_put(cb);
	nlmsg_free(ex->msg);
	return ex->verdict->error;
}

int conn_talk(struct conn *conn, struct nl_msg *msg, int max, reply_fn reply,
	      void *arg, struct verdict *verdict)
{
	struct exchange ex = {
		.msg = msg, .verdict = verdict,
		.reply = reply, .arg = arg, .max = max,
	};

	return converse(conn, &ex);
}

int conn_dump(struct conn *conn, struct nl_msg *msg, message_fn message,
	      void *arg, struct verdict *verdict)
{
	struct exchange ex = {
		.msg = msg, .verdict = verdict, .message = message, .arg = arg,
	};

	return converse(conn, &ex);
}

static void take_family(struct nlattr **attrs, void *arg)
{
	struct conn *conn = arg;

	if (attrs[CTRL_ATTR_FAMILY_ID])
		conn->family = nla_get_u16(attrs[CTRL_ATTR_FAMILY_ID]);
}

/* Not genl_ctrl_resolve(): it has one error for "no such family" and for
 * everything else. The kernel loads a module that has the family's alias.
 */
int conn_ask_family(const struct conn *conn, const char *family, reply_fn reply,
		    void *arg, struct verdict *verdict)
{
	struct conn ctrl = {
		.sk = conn->sk, .family = GENL_ID_CTRL, .version = 1,
	};
	struct nl_msg *msg = conn_request(&ctrl, CTRL_CMD_GETFAMILY);

	if (msg && nla_put_string(msg, CTRL_ATTR_FAMILY_NAME, family) < 0) {
		nlmsg_free(msg);
		msg = NULL;
	}
	return conn_talk(&ctrl, msg, CTRL_ATTR_MAX, reply, arg, verdict);
}

static int open_socket(struct conn *conn, int protocol,
		       struct verdict *verdict)
{
	int on = 1;
	int ret;
	int fd;

	memset(verdict, 0, sizeof(*verdict));
	conn->sk = nl_socket_alloc();
	if (!conn->sk)
		return conn_failure(verdict, -NLE_NOMEM);
	ret = nl_connect(conn->sk, protocol);
	if (ret < 0)
		return conn_failure(verdict, ret);

	/* Both are hints: without them there is an errno and no text. */
	fd = nl_socket_get_fd(conn->sk);
	setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof(on));
	setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof(on));
	return 0;
}

int conn_open(struct conn *conn, const char *family, __u8 version,
	      struct verdict *verdict)
{
	int ret = open_socket(conn, NETLINK_GENERIC, verdict);

	if (ret)
		return ret;
	conn->family = GENL_ID_CTRL;
	conn->version = version;
	return conn_ask_family(conn, family, take_family, conn, verdict);
}

int conn_open_ctrl(struct conn *conn, struct verdict *verdict)
{
	conn->family = GENL_ID_CTRL;
	conn->version = 1;
	return open_socket(conn, NETLINK_GENERIC, verdict);
}

int conn_open_route(struct conn *conn, struct verdict *verdict)
{
	return open_socket(conn, NETLINK_ROUTE, verdict);
}

int conn_open_netfilter(struct conn *conn, struct verdict *verdict)
{
	return open_socket(conn, NETLINK_NETFILTER, verdict);
}

void conn_close(struct conn *conn)
{
	nl_socket_free(conn->sk);
}

struct nl_msg *conn_request(const struct conn *conn, __u8 cmd)
{
	struct nl_msg *msg = nlmsg_alloc();

	if (msg && genlmsg_put(msg, NL_AUTO_PORT, NL_AUTO_SEQ, conn->family, 0,
			       NLM_F_ACK, cmd, conn->version))
		return msg;
	nlmsg_free(msg);
	return NULL;
}

struct nl_msg *conn_request_dump(const struct conn *conn, __u8 cmd)
{
	struct nl_msg *msg = conn_request(conn, cmd);

	if (msg)
		nlmsg_hdr(msg)->nlmsg_flags |= NLM_F_DUMP;
	return msg;
}

static const char *attr_name(const struct attr_desc *table, unsigned int max,
			     unsigned int attr)
{
	static char number[32];

	if (attr <= max && table[attr].name)
		return table[attr].name;
	snprintf(number, sizeof(number), "attribute %u", attr);
	return number;
}

int conn_complain(const struct verdict *verdict,
		  const struct attr_desc *table, unsigned int max)
{
	char detail[128] = "";

	if (verdict->missing)
		snprintf(detail, sizeof(detail), " (missing: %s)",
			 attr_name(table, max, verdict->missing));
	else if (verdict->attr && verdict->range)
		snprintf(detail, sizeof(detail),
			 " (%s: %llu to %llu)",
			 attr_name(table, max, verdict->attr),
			 (unsigned long long)verdict->min,
			 (unsigned long long)verdict->max);
	else if (verdict->attr)
		snprintf(detail, sizeof(detail), " (%s)",
			 attr_name(table, max, verdict->attr));

	if (verdict->error == -EINTR) {
		complain("the list changed while it was told: some may be missing, ask again");
		return IDLOC_REFUSED;
	}
	complain("refused by the kernel: %s%s%s%s", verdict->text,
		 *verdict->text ? ": " : "", strerror(-verdict->error), detail);
	if (verdict->missing)
		command_blame_end();
	else
		command_blame(verdict->attr);
	if (verdict->error == -EPERM)
		complain("this needs CAP_NET_ADMIN in the network namespace's user namespace");
	return IDLOC_REFUSED;
}
