/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Generic netlink by libnl, with what libnl leaves out: the kernel's extended
 * acknowledgment, and the errno that the NLE_* codes lose.
 */
#ifndef IDLOC_NL_H
#define IDLOC_NL_H

#include <stdbool.h>
#include <linux/types.h>

struct nl_msg;
struct nlattr;
struct nlmsghdr;
struct nl_sock;
struct attr_desc;

#define VERDICT_TEXT_MAX	256

/**
 * struct verdict - what the kernel said to a request
 * @error: 0 or a negative errno
 * @text: its own words, empty if it had none
 * @attr: number of the attribute of the request that it blames, 0: none
 * @missing: number of the attribute that it misses, 0: none
 * @range: @min and @max are valid
 * @min: smallest value allowed for @attr
 * @max: largest value allowed for @attr
 */
struct verdict {
	int error;
	char text[VERDICT_TEXT_MAX];
	__u16 attr;
	__u16 missing;
	bool range;
	__u64 min;
	__u64 max;
};

/**
 * struct conn - a socket and the family it talks to
 * @sk: the socket
 * @family: number of the family, a different one at each load of the module
 * @version: of the family's commands
 */
struct conn {
	struct nl_sock *sk;
	__u16 family;
	__u8 version;
};

/* Called with the top-level attributes of the reply, indexed by number. */
typedef void (*reply_fn)(struct nlattr **attrs, void *arg);

/* Open a socket and look the family up: 0 or the error in @verdict, which is
 * -ENOENT if there is no such family. conn_close() is needed in either case.
 */
int conn_open(struct conn *conn, const char *family, __u8 version,
	      struct verdict *verdict);

/* The same for the controller of all families, which is always there. */
int conn_open_ctrl(struct conn *conn, struct verdict *verdict);

/* The same for rtnetlink, which is no family and has no commands. */
int conn_open_route(struct conn *conn, struct verdict *verdict);

/* And for nfnetlink */
int conn_open_netfilter(struct conn *conn, struct verdict *verdict);
void conn_close(struct conn *conn);

/* Hand @reply what the kernel says of a family; 0 or verdict->error. */
int conn_ask_family(const struct conn *conn, const char *family, reply_fn reply,
		    void *arg, struct verdict *verdict);

/* An empty request for a command of the family; NULL: no memory. */
struct nl_msg *conn_request(const struct conn *conn, __u8 cmd);

/* The same for the command's dump: conn_talk() hands each reply out. */
struct nl_msg *conn_request_dump(const struct conn *conn, __u8 cmd);

/* Send @msg, which asks for a dump, free it, and hand out each message of the
 * answer; 0 or verdict->error. -EINTR: things changed meanwhile.
 */
typedef void (*message_fn)(struct nlmsghdr *nlh, void *arg);
int conn_dump(struct conn *conn, struct nl_msg *msg, message_fn message,
	      void *arg, struct verdict *verdict);

/* Send @msg, free it, wait for the verdict; 0 or verdict->error. Attributes of
 * a reply up to @max go to @reply, larger ones are from a newer kernel.
 */
int conn_talk(struct conn *conn, struct nl_msg *msg, int max, reply_fn reply,
	      void *arg, struct verdict *verdict);

/* The attributes of a message up to @max, for @reply; 0 or an NLE_*. */
int conn_parse(struct nlmsghdr *nlh, int max, reply_fn reply, void *arg);

/* What an answer of the type NLMSG_ERROR says, which is at least as long as a struct
 * nlmsgerr.
 */
void conn_verdict(const struct nlmsghdr *answer, const struct nlmsghdr *request,
		  struct verdict *verdict);

/* A failure on this side of the socket is nobody's verdict but libnl's. */
int conn_failure(struct verdict *verdict, int nle);

/* Say on stderr why the kernel refused; @table names the attributes of the
 * request. Returns the exit code.
 */
int conn_complain(const struct verdict *verdict,
		  const struct attr_desc *table, unsigned int max);

#endif
