// SPDX-License-Identifier: GPL-2.0
#include "pipe.h"

#include <errno.h>
#include <linux/netlink.h>
#include <string.h>
#include <sys/socket.h>

#include <netlink/msg.h>
#include <netlink/netlink.h>

#include "complain.h"

#define ANSWER_BYTES	0x8000

/* The request of a number: it asked for something that was refused. */
static const struct nlmsghdr *find(const struct pipe *pipe, __u32 seq)
{
	const struct nlmsghdr *nlh;
	size_t at;

	for (at = 0; at < pipe->used; at += NLMSG_ALIGN(nlh->nlmsg_len)) {
		nlh = (const void *)(pipe->batch + at);
		if (nlh->nlmsg_seq == seq)
			return nlh;
	}
	return NULL;
}

static __u32 last_seq(const struct pipe *pipe)
{
	return ((const struct nlmsghdr *)(pipe->batch + pipe->last))->nlmsg_seq;
}

static bool is_verdict(const struct nlmsghdr *nlh)
{
	return nlh->nlmsg_type == NLMSG_ERROR &&
	       nlh->nlmsg_len >= NLMSG_LENGTH(sizeof(struct nlmsgerr));
}

/* True if it is the answer to the last request. */
static bool take_answer(struct pipe *pipe, const struct nlmsghdr *nlh)
{
	const struct nlmsghdr *request = find(pipe, nlh->nlmsg_seq);
	struct verdict verdict;

	if (!request || !is_verdict(nlh))
		return false;
	conn_verdict(nlh, request, &verdict);
	if (verdict.error)
		pipe->refused(nlh->nlmsg_seq - 1, &verdict, pipe->arg);
	return nlh->nlmsg_seq == last_seq(pipe);
}

static bool take_answers(struct pipe *pipe)
{
	static __u8 bytes[ANSWER_BYTES] __attribute__((aligned(4)));
	int fd = nl_socket_get_fd(pipe->conn->sk);
	const struct nlmsghdr *nlh;
	bool done = false;
	ssize_t got;
	int left;

	while (!done) {
		got = recv(fd, bytes, sizeof(bytes), 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return false;
		nlh = (const void *)bytes;
		for (left = got; NLMSG_OK(nlh, (unsigned int)left);
		     nlh = NLMSG_NEXT(nlh, left))
			done |= take_answer(pipe, nlh);
	}
	return true;
}

bool pipe_flush(struct pipe *pipe)
{
	struct nlmsghdr *last = (void *)(pipe->batch + pipe->last);
	bool sent;

	if (!pipe->messages)
		return true;
	/* The others are answered only if they are refused. */
	last->nlmsg_flags |= NLM_F_ACK;
	sent = send(nl_socket_get_fd(pipe->conn->sk), pipe->batch, pipe->used, 0) >= 0 &&
	       take_answers(pipe);
	if (!sent)
		complain("netlink: %s", strerror(errno));
	pipe->messages = 0;
	pipe->used = 0;
	return sent;
}

bool pipe_put(struct pipe *pipe, const struct nl_msg *msg, __u32 tag)
{
	const struct nlmsghdr *nlh = nlmsg_hdr((struct nl_msg *)msg);
	size_t size = NLMSG_ALIGN(nlh->nlmsg_len);
	struct nlmsghdr *copy;

	if (pipe->messages == PIPE_MESSAGES || pipe->used + size > PIPE_BYTES)
		if (!pipe_flush(pipe))
			return false;
	copy = (void *)(pipe->batch + pipe->used);
	memcpy(copy, nlh, nlh->nlmsg_len);
	copy->nlmsg_seq = tag + 1;
	copy->nlmsg_flags |= NLM_F_REQUEST;
	pipe->last = pipe->used;
	pipe->used += size;
	pipe->messages++;
	return true;
}
