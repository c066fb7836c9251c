/* SPDX-License-Identifier: GPL-2.0 */
/* Netlink requests from words of a command line, sensible or broken. */
#ifndef SELFTEST_NLWORDS_H
#define SELFTEST_NLWORDS_H

#include "nlmsg.h"

/* What words_request() understands, for a usage text. */
#define NLWORDS_USAGE \
"  route add|change|replace|append|del|show DST/LEN [dev IF] [via ADDR]\n" \
"        [table N] [metric N] [nhid N] [oif N] [attr ATTR]...\n" \
"        [encap TYPE|none|bare ATTR...]\n" \
"  nexthop add|replace|del|show ID [dev IF] [via ADDR] [encap TYPE ATTR...]\n" \
"  genl FAMILY CMD [dump] [version N] [ATTR...]\n" \
"ATTR: NR:HEX, or raw:HEX for bytes as they are\n" \
"encap none: no RTA_ENCAP_TYPE; encap bare: a type (3) and no RTA_ENCAP\n"

/**
 * struct words - a command line not read yet
 * @at: the next word
 * @end: after the last
 */
struct words {
	char **at;
	char **end;
};

/**
 * struct dest - an address or a prefix
 * @family: AF_INET or AF_INET6
 * @bits: length of the prefix
 * @len: bytes of @addr in use
 * @addr: the address
 */
struct dest {
	int family;
	unsigned int bits;
	size_t len;
	__u8 addr[16];
};

enum request_kind {
	REQUEST_ROUTE,
	REQUEST_NEXTHOP,
	REQUEST_GENL,
};

/**
 * struct request - a message, and how to send it
 * @kind: what it is about
 * @protocol: NETLINK_ROUTE or NETLINK_GENERIC
 * @show: for routes and nexthops: it asks for all there are
 * @dest: of a route
 * @msg: the message
 */
struct request {
	enum request_kind kind;
	int protocol;
	bool show;
	struct dest dest;
	struct nlbuf msg;
};

/**
 * words_more() - is there another word
 * @w: words
 *
 * Return: true if there is.
 */
bool words_more(const struct words *w);

/**
 * words_next() - take a word, or leave with a usage error
 * @w: words
 *
 * Return: the word.
 */
const char *words_next(struct words *w);

/**
 * words_request() - make the request that the words describe
 * @w: words; all are taken
 * @rq: the request
 * @ans: what the kernel says of a generic family that is not there
 *
 * Leaves with a usage error if the words make no sense.
 *
 * Return: true, or false if the family is not there.
 */
bool words_request(struct words *w, struct request *rq, struct nlanswer *ans);

/**
 * words_text() - the same for words in one string
 * @text: words with blanks between; strtok_r() has been there afterwards
 * @rq: the request
 *
 * Return: true, or false if the family is not there.
 */
bool words_text(char *text, struct request *rq);

#endif
