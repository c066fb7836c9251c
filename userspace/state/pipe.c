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

static struct nlmsghdr *request_at(struct pipe *pipe, unsigned int i)
{
	return (void *)(pipe->batch + pipe->at[i]);
}

static bool is_verdict(const struct nlmsghdr *nlh)
{
	return nlh->nlmsg_type == NLMSG_ERROR &&
	       nlh->nlmsg_len >= NLMSG_LENGTH(sizeof(struct nlmsgerr));
}

/* True if it is the answer to the last request. One to a request that has been given up
 * has a number that none of these has.
 */
static bool take_answer(struct pipe *pipe, const struct nlmsghdr *nlh)
{
	__u32 i = nlh->nlmsg_seq - request_at(pipe, 0)->nlmsg_seq;
	struct verdict verdict;

	if (i >= pipe->messages || !is_verdict(nlh))
		return false;
	conn_verdict(nlh, request_at(pipe, i), &verdict);
	if (verdict.error)
		pipe->refused(pipe->tag[i], &verdict, pipe->arg);
	return i == pipe->messages - 1;
}

/* All answers are there when the requests have been sent. If some were lost, the others
 * count, and none may stay for who reads next: 0 or the errno of the loss.
 */
static int take_answers(struct pipe *pipe)
{
	static __u8 bytes[ANSWER_BYTES] __attribute__((aligned(4)));
	int fd = nl_socket_get_fd(pipe->conn->sk), error = 0, left;
	const struct nlmsghdr *nlh;
	bool done = false;
	ssize_t got;

	while (!done) {
		got = recv(fd, bytes, sizeof(bytes), error ? MSG_DONTWAIT : 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 && (error || errno != ENOBUFS))
			return error ?: errno;
		if (got < 0)
			error = errno;
		nlh = (const void *)bytes;
		for (left = got; left > 0 && NLMSG_OK(nlh, (unsigned int)left);
		     nlh = NLMSG_NEXT(nlh, left))
			done |= take_answer(pipe, nlh);
	}
	return error;
}

void pipe_drop(struct pipe *pipe)
{
	static const struct verdict none;
	unsigned int i;

	for (i = 0; i < pipe->messages; i++)
		pipe->refused(pipe->tag[i], &none, pipe->arg);
	pipe->messages = 0;
	pipe->used = 0;
}

bool pipe_flush(struct pipe *pipe)
{
	int error;

	if (!pipe->messages)
		return true;
	/* The others are answered only if they are refused. */
	request_at(pipe, pipe->messages - 1)->nlmsg_flags |= NLM_F_ACK;
	if (send(nl_socket_get_fd(pipe->conn->sk), pipe->batch, pipe->used, 0) < 0) {
		complain("netlink: %s", strerror(errno));
		pipe_drop(pipe);
		return false;
	}
	error = take_answers(pipe);
	if (error)
		complain("netlink: %s", strerror(error));
	pipe->messages = 0;
	pipe->used = 0;
	return !error;
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
	copy->nlmsg_seq = ++*pipe->seq;
	copy->nlmsg_flags |= NLM_F_REQUEST;
	pipe->at[pipe->messages] = pipe->used;
	pipe->tag[pipe->messages++] = tag;
	pipe->used += size;
	return true;
}
