// SPDX-License-Identifier: GPL-2.0
#include "state_read.h"

#include <errno.h>
#include <linux/ila.h>
#include <string.h>
#include <sys/socket.h>

#include <netlink/attr.h>
#include <netlink/msg.h>
#include <netlink/socket.h>

#include "ila.h"
#include "ila_nl.h"
#include "ila_xlat.h"
#include "route_read.h"

#define TRIES	10

/* For many refusals, and for a dump while others write */
#define ANSWER_ROOM	(1 << 20)

/* Answers that become items. */
struct taking {
	struct state *state;
	enum kind kind;
};

/* Without it there is the usual room. */
static void make_room(const struct conn *conn)
{
	int fd = nl_socket_get_fd(conn->sk), room = ANSWER_ROOM;

	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof(room)))
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof(room));
}

int kernel_open(struct ctx *ctx, struct kernel *kernel)
{
	struct verdict verdict;
	int ret;

	memset(kernel, 0, sizeof(*kernel));
	ret = ila_open(ctx, &kernel->ila);
	if (!ret)
		ret = xlat_open(&kernel->xlat);
	if (!ret && conn_open_route(&kernel->route, &verdict))
		ret = conn_complain(&verdict, NULL, 0);
	if (ret)
		return ret;
	make_room(&kernel->ila);
	make_room(&kernel->xlat);
	make_room(&kernel->route);
	return IDLOC_OK;
}

void kernel_close(struct kernel *kernel)
{
	conn_close(&kernel->ila);
	conn_close(&kernel->xlat);
	conn_close(&kernel->route);
}

static void take(struct nlattr **attrs, void *arg)
{
	const struct taking *taking = arg;

	state_take(taking->state, taking->kind, 0, attrs);
}

/* What the family "ila" has made is told of by that one, which says more. */
static void take_map(struct nlattr **attrs, void *arg)
{
	struct nlattr *flags = attrs[IDLOC_ILA_A_MAP_FLAGS];

	if (!attrs[IDLOC_ILA_A_MAP_ADDR] ||
	    (flags && nla_get_u32(flags) & IDLOC_ILA_MAP_FLAGS_IN_ONLY))
		return;
	take(attrs, arg);
}

static bool is_at(const struct item *locator, const struct nlattr *upper)
{
	const struct nlattr *at = item_attr(locator, IDLOC_ILA_A_LOCATOR_LOCATOR);

	return item_attr(locator, IDLOC_ILA_A_LOCATOR_FLAGS) && at &&
	       !memcmp(nla_data(at), nla_data(upper), 8);
}

/* Those of a local locator are mappings. */
static void take_xlat(struct nlattr **attrs, void *arg)
{
	struct nlattr *match = attrs[ILA_ATTR_LOCATOR_MATCH];
	struct nlattr *ifindex = attrs[ILA_ATTR_IFINDEX];
	const struct taking *taking = arg;
	const struct state *state = taking->state;
	bool any = !ifindex || !nla_get_u32(ifindex);
	size_t i;

	if (!match || nla_len(match) != 8)
		return;
	for (i = 0; any && i < state->n; i++)
		if (state->item[i]->kind == KIND_LOCATOR && is_at(state->item[i], match))
			return;
	take(attrs, arg);
}

static int dump(struct conn *conn, __u8 cmd, enum kind kind, reply_fn reply,
		struct state *state, struct verdict *verdict)
{
	struct taking taking = { .state = state, .kind = kind };

	return conn_talk(conn, conn_request_dump(conn, cmd), kind_attrs(kind), reply,
			 &taking, verdict);
}

static int read_settings(struct kernel *kernel, struct state *state,
			 struct verdict *verdict)
{
	struct taking taking = { .state = state, .kind = KIND_SETTING };

	return conn_talk(&kernel->ila,
			 conn_request(&kernel->ila, IDLOC_ILA_CMD_SETTINGS_GET),
			 kind_attrs(KIND_SETTING), take, &taking, verdict);
}

/* Locators come before what may be of a local one. */
static int read_all(struct kernel *kernel, struct state *state, struct unsaid *unsaid,
		    struct verdict *verdict)
{
	struct conn *ila = &kernel->ila;

	return read_settings(kernel, state, verdict) ?:
	       dump(ila, IDLOC_ILA_CMD_UNDERLAY_GET, KIND_UNDERLAY, take, state, verdict) ?:
	       dump(ila, IDLOC_ILA_CMD_VNID_GET, KIND_VNID, take, state, verdict) ?:
	       dump(ila, IDLOC_ILA_CMD_GROUP_GET, KIND_GROUP, take, state, verdict) ?:
	       dump(ila, IDLOC_ILA_CMD_LOCATOR_GET, KIND_LOCATOR, take, state, verdict) ?:
	       dump(&kernel->xlat, ILA_CMD_GET, KIND_XLAT, take_xlat, state, verdict) ?:
	       dump(ila, IDLOC_ILA_CMD_MAP_GET, KIND_MAP, take_map, state, verdict) ?:
	       routes_read(&kernel->route, state, unsaid, verdict);
}

int state_read(struct kernel *kernel, struct state *state, bool tell)
{
	struct verdict verdict;
	struct unsaid unsaid;
	int tries, ret;

	for (tries = 0; tries < TRIES; tries++) {
		memset(&unsaid, 0, sizeof(unsaid));
		ret = read_all(kernel, state, &unsaid, &verdict);
		if (ret != -EINTR)
			break;
		state_free(state);
	}
	if (ret)
		return conn_complain(&verdict, NULL, 0);
	if (state->failed) {
		complain("no memory");
		return IDLOC_USAGE;
	}
	if (tell)
		unsaid_tell(&unsaid);
	state_sort(state);
	return IDLOC_OK;
}
