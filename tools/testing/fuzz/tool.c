// SPDX-License-Identifier: GPL-2.0
/*
 * See tool.h. The linker puts the functions below in the place of those that reach
 * out of the process (--wrap in the Makefile); libnl's own parser of datagrams
 * stays, as does all of the tool.
 */
#include "tool.h"

#include <errno.h>
#include <json-c/json.h>
#include <linux/genetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <netlink/attr.h>
#include <netlink/genl/genl.h>
#include <netlink/handlers.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>

#include "../../../userspace/idloc.h"
#include "../../../userspace/nl/module.h"
#include "fuzz.h"

int idloc_main(int argc, char **argv);

static struct {
	const uint8_t *next;
	size_t left;
	bool family;
} replies;

/* The request that waits for an answer; @told: the number of the family is given.
 * @done: it has its answer, whatever comes is an event.
 */
static struct {
	bool family;
	bool told;
	bool done;
	uint32_t seq;
} request;

/* The tool runs, else the fuzzer itself. */
static bool running;

void tool_replies(const uint8_t *bytes, size_t len, bool family)
{
	replies.next = bytes;
	replies.left = len;
	replies.family = family;
}

static struct {
	const uint8_t *bytes;
	size_t len;
} input;

void tool_input(const uint8_t *bytes, size_t len)
{
	input.bytes = bytes;
	input.len = len;
}

int __wrap_nl_connect(struct nl_sock *sk, int protocol)
{
	(void)sk;
	(void)protocol;
	return 0;
}

int __wrap_nl_send_auto(struct nl_sock *sk, struct nl_msg *msg)
{
	nl_complete_msg(sk, msg);
	request.told = false;
	request.done = false;
	request.family = nlmsg_hdr(msg)->nlmsg_type == GENL_ID_CTRL;
	request.seq = nlmsg_hdr(msg)->nlmsg_seq;
	return nlmsg_hdr(msg)->nlmsg_len;
}

/* Groups are joined, and there is no socket that has options. */
int __wrap_setsockopt(int fd, int level, int name, const void *value, socklen_t len)
{
	(void)fd;
	(void)level;
	(void)name;
	(void)value;
	(void)len;
	return 0;
}

/* Nothing is waited for: what comes next is there, or it is the end. */
int __wrap_nl_socket_set_nonblocking(const struct nl_sock *sk)
{
	(void)sk;
	return 0;
}

/* Any file may be named, but no namespace is entered; a queue is not waited for. */
int __wrap_setns(int fd, int kind)
{
	(void)kind;
	return fd < 0 ? -1 : 0;
}

int __wrap_open(const char *path, int flags)
{
	(void)path;
	(void)flags;
	errno = ENOENT;
	return -1;
}

/* Nor does a word of the fuzzer name a file of this machine. The fuzzer keeps what it has
 * found by the same function.
 */
FILE *__real_fopen(const char *path, const char *mode);
FILE *__wrap_fopen(const char *path, const char *mode)
{
	if (!running)
		return __real_fopen(path, mode);
	errno = ENOENT;
	return NULL;
}

/* These ask this machine's files, not the kernel that is played here. */
int __wrap_module_explain(void)
{
	complain("there is no such family");
	return IDLOC_REFUSED;
}

enum holder __wrap_module_holder(char *version, size_t size)
{
	snprintf(version, size, "fuzz");
	return HOLDER_OURS;
}

bool __wrap_module_present(const char *name)
{
	(void)name;
	return true;
}

static int acknowledge(unsigned char **buf)
{
	struct nlmsghdr *nlh = calloc(1, NLMSG_LENGTH(sizeof(struct nlmsgerr)));

	must(nlh);
	nlh->nlmsg_len = NLMSG_LENGTH(sizeof(struct nlmsgerr));
	nlh->nlmsg_type = NLMSG_ERROR;
	nlh->nlmsg_seq = request.seq;
	request.done = true;
	*buf = (unsigned char *)nlh;
	return nlh->nlmsg_len;
}

static void put_group(struct nl_msg *msg, uint32_t number, const char *name)
{
	struct nlattr *nest = nla_nest_start(msg, number);

	must(nest && !nla_put_u32(msg, CTRL_ATTR_MCAST_GRP_ID, number));
	must(!nla_put_string(msg, CTRL_ATTR_MCAST_GRP_NAME, name));
	nla_nest_end(msg, nest);
}

static void put_groups(struct nl_msg *msg)
{
	struct nlattr *nest = nla_nest_start(msg, CTRL_ATTR_MCAST_GROUPS);

	must(nest);
	put_group(msg, 1, "vnid");
	put_group(msg, 2, "map");
	nla_nest_end(msg, nest);
}

/* The family is there, these are its number and its groups. */
static int tell_family(unsigned char **buf)
{
	struct nl_msg *msg = nlmsg_alloc();
	int len;

	must(msg && genlmsg_put(msg, 0, request.seq, GENL_ID_CTRL, 0, 0,
				CTRL_CMD_NEWFAMILY, 1));
	must(!nla_put_u16(msg, CTRL_ATTR_FAMILY_ID, GENL_ID_CTRL + 16));
	must(!nla_put_string(msg, CTRL_ATTR_FAMILY_NAME, "idloc-ila"));
	put_groups(msg);
	len = nlmsg_hdr(msg)->nlmsg_len;
	*buf = malloc(len);
	must(*buf);
	memcpy(*buf, nlmsg_hdr(msg), len);
	nlmsg_free(msg);
	request.told = true;
	return len;
}

/* The next datagram, from the kernel as far as libnl can tell. */
static int receive(struct nl_sock *sk, struct sockaddr_nl *from,
		   unsigned char **buf, struct ucred **creds)
{
	size_t len;

	(void)sk;
	*creds = NULL;
	memset(from, 0, sizeof(*from));
	from->nl_family = AF_NETLINK;
	if (request.family && !request.done && !replies.family)
		return request.told ? acknowledge(buf) : tell_family(buf);
	/* Who waits for events would wait forever. */
	if (replies.left < 2)
		return request.done ? -NLE_BAD_SOCK : acknowledge(buf);
	len = replies.next[0] + 256 * replies.next[1];
	replies.next += 2;
	replies.left -= 2;
	if (len > replies.left)
		len = replies.left;
	/* A datagram of nothing would be the end of the socket. */
	if (!len)
		return acknowledge(buf);
	/* Of its exact size, so that ASan sees the first byte behind it. */
	*buf = malloc(len);
	must(*buf);
	memcpy(*buf, replies.next, len);
	replies.next += len;
	replies.left -= len;
	return len;
}

static int any_sequence(struct nl_msg *msg, void *arg)
{
	(void)msg;
	(void)arg;
	return NL_OK;
}

int __real_nl_recvmsgs(struct nl_sock *sk, struct nl_cb *cb);
int __wrap_nl_recvmsgs(struct nl_sock *sk, struct nl_cb *cb)
{
	nl_cb_overwrite_recv(cb, receive);
	/* The fuzzer need not guess the number of the request. */
	nl_cb_set(cb, NL_CB_SEQ_CHECK, NL_CB_CUSTOM, any_sequence, NULL);
	return __real_nl_recvmsgs(sk, cb);
}

FILE *capture_begin(struct capture *c)
{
	if (!c->file)
		c->file = open_memstream(&c->text, &c->len);
	must(c->file);
	rewind(c->file);
	return c->file;
}

void capture_end(struct capture *c)
{
	/* What an earlier run printed stands behind it. */
	fputc('\0', c->file);
	must(!fflush(c->file));
}

void tool_must_be_plain(const char *text)
{
	for (; *text; text++)
		must(*text == '\n' || ((unsigned char)*text >= ' ' && *text != 0x7f));
}

const char *tool_run(int argc, char **argv)
{
	static struct capture out, err;
	FILE *real_in = stdin, *real_out = stdout, *real_err = stderr;
	int status;

	stdout = capture_begin(&out);
	stderr = capture_begin(&err);
	stdin = fmemopen((char *)(input.len ? (const char *)input.bytes : "\n"),
			 input.len ?: 1, "r");
	must(stdin);
	running = true;
	status = idloc_main(argc, argv);
	running = false;
	fclose(stdin);
	stdin = real_in;
	stdout = real_out;
	stderr = real_err;
	capture_end(&out);
	capture_end(&err);
	tool_must_be_plain(err.text);
	must(status >= IDLOC_OK && status <= IDLOC_DIFFERS);
	if (*err.text)
		must(status != IDLOC_OK);
	else
		must(status == IDLOC_OK || status == IDLOC_DIFFERS);
	return out.text;
}

/* json-c lets control characters pass, other readers do not (RFC 8259 section 7). */
static void must_be_escaped(const char *text)
{
	bool string = false;

	for (; *text; text++) {
		if (*text == '"')
			string = !string;
		else if (string && *text == '\\')
			must(*++text);
		else
			must(!string || (unsigned char)*text >= 0x20);
	}
	must(!string);
}

void tool_must_be_json(const char *text)
{
	struct json_tokener *tok = json_tokener_new();
	size_t len = strlen(text);
	struct json_object *object;

	must(len && text[--len] == '\n');
	must_be_escaped(text);
	json_tokener_set_flags(tok, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	object = json_tokener_parse_ex(tok, text, len);
	must(json_tokener_get_error(tok) == json_tokener_success);
	must(json_object_is_type(object, json_type_object) ||
	     json_object_is_type(object, json_type_array));
	must(json_tokener_get_parse_end(tok) == len);
	json_object_put(object);
	json_tokener_free(tok);
}

void tool_must_be_rows(const char *printed)
{
	static char row[65536];
	const char *end;
	size_t len;

	for (; *printed; printed += len) {
		end = strchr(printed, '\n');
		must(end);
		len = end + 1 - printed;
		must(len < sizeof(row));
		memcpy(row, printed, len);
		row[len] = '\0';
		tool_must_be_json(row);
	}
}
