// SPDX-License-Identifier: GPL-2.0
/* Netlink messages put together byte by byte. */
#include <errno.h>
#include <linux/genetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "nlmsg.h"
#include "util.h"

int nl_open(int protocol)
{
	struct sockaddr_nl sa = { .nl_family = AF_NETLINK };
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol), one = 1;

	if (fd < 0 || bind(fd, (const void *)&sa, sizeof(sa)))
		die(RC_SYSTEM, "netlink socket");
	setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &one, sizeof(one));
	setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &one, sizeof(one));
	return fd;
}

void nl_raw(struct nlbuf *b, const void *data, size_t len)
{
	size_t padded = NLMSG_ALIGN(len);

	if (b->len + padded > sizeof(b->data))
		die(RC_USAGE, "message too long");
	memset(b->data + b->len, 0, padded);
	if (len)
		memcpy(b->data + b->len, data, len);
	b->len += padded;
	b->hdr.nlmsg_len = b->len;
}

void nl_start(struct nlbuf *b, unsigned int type, unsigned int flags,
	      const void *head, size_t head_len)
{
	memset(&b->hdr, 0, sizeof(b->hdr));
	b->len = NLMSG_HDRLEN;
	nl_raw(b, head, head_len);
	b->hdr.nlmsg_type = type;
	b->hdr.nlmsg_flags = flags;
	b->hdr.nlmsg_seq = 1;
}

void nl_attr(struct nlbuf *b, unsigned int type, const void *data, size_t len)
{
	struct nlattr a = { .nla_len = NLA_HDRLEN + len, .nla_type = type };

	nl_raw(b, &a, sizeof(a));
	nl_raw(b, data, len);
}

size_t nl_nest(struct nlbuf *b, unsigned int type)
{
	size_t at = b->len;

	nl_attr(b, type, NULL, 0);
	return at;
}

void nl_nest_end(struct nlbuf *b, size_t at)
{
	struct nlattr a;

	memcpy(&a, b->data + at, sizeof(a));
	a.nla_len = b->len - at;
	memcpy(b->data + at, &a, sizeof(a));
}

void nl_attr_text(struct nlbuf *b, const char *text)
{
	static __u8 payload[NLMSG_ROOM];
	const char *colon = strchr(text, ':');
	char number[16];
	size_t len;

	if (!colon || colon == text || colon - text >= (int)sizeof(number))
		die(RC_USAGE, "\"%s\" is not NR:HEX", text);
	len = parse_hex(colon + 1, payload, sizeof(payload));
	memcpy(number, text, colon - text);
	number[colon - text] = '\0';
	if (!strcmp(number, "raw"))
		nl_raw(b, payload, len);
	else
		nl_attr(b, parse_num(number, 65535), payload, len);
}

const struct nlattr *nl_find(const void *data, size_t len, unsigned int type)
{
	const __u8 *p = data;

	while (len >= NLA_HDRLEN) {
		const struct nlattr *a = (const void *)p;
		size_t step = NLA_ALIGN(a->nla_len);

		if (a->nla_len < NLA_HDRLEN || a->nla_len > len)
			break;
		if ((unsigned int)(a->nla_type & NLA_TYPE_MASK) == type)
			return a;
		if (step >= len)
			break;
		p += step;
		len -= step;
	}
	return NULL;
}

void nl_print_attrs(const void *data, size_t len)
{
	const __u8 *p = data;

	while (len >= NLA_HDRLEN) {
		const struct nlattr *a = (const void *)p;
		size_t step = NLA_ALIGN(a->nla_len);

		if (a->nla_len < NLA_HDRLEN || a->nla_len > len)
			break;
		printf(" %u:", a->nla_type & NLA_TYPE_MASK);
		print_hex(p + NLA_HDRLEN, a->nla_len - NLA_HDRLEN);
		if (step >= len)
			break;
		p += step;
		len -= step;
	}
}

/* The extack attributes follow the error code and whatever was echoed. */
static void read_extack(const void *data, size_t len, struct nlanswer *ans)
{
	const struct nlattr *a;

	a = nl_find(data, len, NLMSGERR_ATTR_MSG);
	if (a)
		snprintf(ans->text, sizeof(ans->text), "%.*s",
			 (int)(a->nla_len - NLA_HDRLEN), (const char *)(a + 1));
	a = nl_find(data, len, NLMSGERR_ATTR_OFFS);
	if (a) {
		ans->has_offset = true;
		memcpy(&ans->offset, a + 1, sizeof(ans->offset));
	}
	a = nl_find(data, len, NLMSGERR_ATTR_MISS_TYPE);
	if (a)
		memcpy(&ans->miss_type, a + 1, sizeof(ans->miss_type));
}

bool nl_answer(const struct nlmsghdr *nh, struct nlanswer *ans)
{
	const __u8 *payload = NLMSG_DATA(nh);
	size_t len = nh->nlmsg_len - NLMSG_HDRLEN, skip;
	const struct nlmsgerr *e = (const void *)payload;
	int code = 0;

	if (nh->nlmsg_type != NLMSG_ERROR && nh->nlmsg_type != NLMSG_DONE)
		return false;
	if (len >= sizeof(code))
		memcpy(&code, payload, sizeof(code));
	ans->error = -code;
	skip = sizeof(code);
	if (nh->nlmsg_type == NLMSG_ERROR) {
		skip = sizeof(*e);
		if (!(nh->nlmsg_flags & NLM_F_CAPPED) && len >= sizeof(*e))
			skip += NLMSG_ALIGN(e->msg.nlmsg_len) - NLMSG_HDRLEN;
	}
	if (nh->nlmsg_flags & NLM_F_ACK_TLVS && len > skip)
		read_extack(payload + skip, len - skip, ans);
	return true;
}

void nl_talk(int fd, struct nlbuf *b, nl_reply_fn fn, void *ctx,
	     struct nlanswer *ans)
{
	static union {
		struct nlmsghdr hdr;
		__u8 data[NLMSG_ROOM];
	} in;
	struct nlmsghdr *nh;
	int left;

	memset(ans, 0, sizeof(*ans));
	if (send(fd, b->data, b->len, 0) < 0)
		die(RC_SYSTEM, "send");
	for (;;) {
		left = recv(fd, in.data, sizeof(in.data), 0);
		if (left < 0)
			die(RC_SYSTEM, "receive");
		for (nh = &in.hdr; NLMSG_OK(nh, (unsigned int)left);
		     nh = NLMSG_NEXT(nh, left)) {
			if (nl_answer(nh, ans))
				return;
			if (fn)
				fn(nh, ctx);
		}
	}
}

static void take_family(const struct nlmsghdr *nh, void *ctx)
{
	const __u8 *attrs = (const __u8 *)NLMSG_DATA(nh) + GENL_HDRLEN;
	const struct nlattr *a;

	a = nl_find(attrs, nh->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN),
		    CTRL_ATTR_FAMILY_ID);
	if (a)
		memcpy(ctx, a + 1, sizeof(__u16));
}

__u16 nl_genl_family(const char *name, struct nlanswer *ans)
{
	struct genlmsghdr gh = { .cmd = CTRL_CMD_GETFAMILY, .version = 1 };
	int fd = nl_open(NETLINK_GENERIC);
	static struct nlbuf b;
	__u16 family = 0;

	nl_start(&b, GENL_ID_CTRL, NLM_F_REQUEST | NLM_F_ACK, &gh, sizeof(gh));
	nl_attr(&b, CTRL_ATTR_FAMILY_NAME, name, strlen(name) + 1);
	nl_talk(fd, &b, take_family, &family, ans);
	close(fd);
	return family;
}
