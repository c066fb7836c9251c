/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Netlink messages put together byte by byte. Nothing here checks that a
 * message makes sense: most of them should not.
 */
#ifndef SELFTEST_NLMSG_H
#define SELFTEST_NLMSG_H

#include <linux/netlink.h>
#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

#define NLMSG_ROOM	65536

/**
 * struct nlbuf - a message being built
 * @data: the bytes, starting with struct nlmsghdr
 * @len: bytes used
 */
struct nlbuf {
	union {
		struct nlmsghdr hdr;
		__u8 data[NLMSG_ROOM];
	};
	size_t len;
};

/**
 * struct nlanswer - how the kernel answered
 * @error: errno value, 0 for success
 * @text: extack text, "" if none
 * @has_offset: the kernel pointed at an attribute
 * @offset: where it is in the message
 * @miss_type: number of an attribute that is missing, 0 if not told
 */
struct nlanswer {
	int error;
	char text[256];
	bool has_offset;
	unsigned int offset;
	unsigned int miss_type;
};

/* Called for every message that is not an error, acknowledgment or end. */
typedef void (*nl_reply_fn)(const struct nlmsghdr *nh, void *ctx);

/**
 * nl_open() - open a netlink socket that returns extack text
 * @protocol: NETLINK_ROUTE or NETLINK_GENERIC
 *
 * Return: the socket.
 */
int nl_open(int protocol);

/**
 * nl_start() - begin a message
 * @b: buffer
 * @type: message type
 * @flags: NLM_F_*
 * @head: the family's header
 * @head_len: its length
 */
void nl_start(struct nlbuf *b, unsigned int type, unsigned int flags,
	      const void *head, size_t head_len);

/**
 * nl_attr() - append an attribute
 * @b: buffer
 * @type: its number, with whatever flag bits
 * @data: its payload
 * @len: length of that
 */
void nl_attr(struct nlbuf *b, unsigned int type, const void *data, size_t len);

/**
 * nl_raw() - append bytes as they are, padded to 4
 * @b: buffer
 * @data: the bytes
 * @len: how many
 */
void nl_raw(struct nlbuf *b, const void *data, size_t len);

/**
 * nl_nest() - begin a nested attribute
 * @b: buffer
 * @type: its number
 *
 * Return: what nl_nest_end() wants.
 */
size_t nl_nest(struct nlbuf *b, unsigned int type);

/**
 * nl_nest_end() - end a nested attribute
 * @b: buffer
 * @at: from nl_nest()
 */
void nl_nest_end(struct nlbuf *b, size_t at);

/**
 * nl_attr_text() - append the attribute that "NR:HEX" or "raw:HEX" describes
 * @b: buffer
 * @text: attribute number and payload; "raw:" appends bare bytes, which makes
 *        attributes with a false length possible
 */
void nl_attr_text(struct nlbuf *b, const char *text);

/**
 * nl_talk() - send a message and read until it is answered
 * @fd: socket
 * @b: message
 * @fn: called for every reply, may be NULL
 * @ctx: given to @fn
 * @ans: the answer
 */
void nl_talk(int fd, struct nlbuf *b, nl_reply_fn fn, void *ctx,
	     struct nlanswer *ans);

/**
 * nl_genl_family() - number of a generic netlink family
 * @name: of the family
 * @ans: the kernel's answer to the question
 *
 * Return: the number, 0 if there is no such family.
 */
__u16 nl_genl_family(const char *name, struct nlanswer *ans);

/**
 * nl_answer() - read an error, an acknowledgment or the end of a dump
 * @nh: a message from the kernel
 * @ans: filled if it is one
 *
 * Return: true if it is one.
 */
bool nl_answer(const struct nlmsghdr *nh, struct nlanswer *ans);

/**
 * nl_find() - find an attribute
 * @data: attributes
 * @len: their length
 * @type: number wanted
 *
 * Return: the attribute or NULL.
 */
const struct nlattr *nl_find(const void *data, size_t len, unsigned int type);

/**
 * nl_print_attrs() - print " NR:HEX" for every attribute
 * @data: attributes
 * @len: their length
 */
void nl_print_attrs(const void *data, size_t len);

#endif
