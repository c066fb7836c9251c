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
#define ANSWER_ROOM	0x100000

/* Answers that become items. */
struct taking {
	struct state *state;
	struct unsaid *unsaid;
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

/* Bits that there is no word for */
static bool has_more(struct nlattr *flags, const struct attr_desc *desc)
{
	return flags && nla_get_u32(flags) >> desc->n_words;
}

static void take(struct nlattr **attrs, void *arg)
{
	const struct taking *taking = arg;

	if (taking->kind == KIND_MAP)
		taking->unsaid->flags += has_more(attrs[IDLOC_ILA_A_MAP_FLAGS],
						  &ila_map[IDLOC_ILA_A_MAP_FLAGS]);
	if (taking->kind == KIND_LOCATOR)
		taking->unsaid->flags += has_more(attrs[IDLOC_ILA_A_LOCATOR_FLAGS],
						  &ila_locator[IDLOC_ILA_A_LOCATOR_FLAGS]);
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

/**
 * struct reading - a state that is being read
 * @kernel: from where
 * @state: gets it
 * @unsaid: what there is no word for
 * @verdict: of the first request that fails
 */
struct reading {
	struct kernel *kernel;
	struct state *state;
	struct unsaid unsaid;
	struct verdict verdict;
};

static int dump(struct reading *reading, struct conn *conn, __u8 cmd, enum kind kind,
		reply_fn reply)
{
	struct taking taking = {
		.state = reading->state, .unsaid = &reading->unsaid, .kind = kind,
	};

	return conn_talk(conn, conn_request_dump(conn, cmd), kind_attrs(kind), reply,
			 &taking, &reading->verdict);
}

static int read_settings(struct reading *reading)
{
	struct taking taking = { .state = reading->state, .kind = KIND_SETTING };
	struct conn *ila = &reading->kernel->ila;

	return conn_talk(ila, conn_request(ila, IDLOC_ILA_CMD_SETTINGS_GET),
			 kind_attrs(KIND_SETTING), take, &taking, &reading->verdict);
}

/* What mappings and routes name */
static int read_named(struct reading *reading)
{
	struct conn *ila = &reading->kernel->ila;

	return read_settings(reading) ?:
	       dump(reading, ila, IDLOC_ILA_CMD_UNDERLAY_GET, KIND_UNDERLAY, take) ?:
	       dump(reading, ila, IDLOC_ILA_CMD_VNID_GET, KIND_VNID, take) ?:
	       dump(reading, ila, IDLOC_ILA_CMD_GROUP_GET, KIND_GROUP, take) ?:
	       dump(reading, ila, IDLOC_ILA_CMD_LOCATOR_GET, KIND_LOCATOR, take);
}

/* Both in order; @then has what is named alone. */
static bool same_named(const struct state *state, const struct state *then)
{
	size_t i = 0;

	while (i < then->n && i < state->n && !item_order(state->item[i], then->item[i]) &&
	       item_same(state->item[i], then->item[i]))
		i++;
	return i == then->n && (i == state->n || state->item[i]->kind > KIND_LOCATOR);
}

/* If what is named is another now, a mapping or a route may name what was not there yet, or
 * was gone: -EINTR, as for a list that changes while it is told.
 */
static int look_again(struct reading *reading)
{
	struct state then = { 0 };
	struct reading again = { .kernel = reading->kernel, .state = &then };
	int ret = read_named(&again);

	if (ret) {
		reading->verdict = again.verdict;
	} else {
		state_sort(reading->state);
		state_sort(&then);
		reading->state->failed |= then.failed;
		ret = same_named(reading->state, &then) ? 0 : -EINTR;
		reading->verdict.error = ret;
	}
	state_free(&then);
	return ret;
}

/* Locators come before what may be of a local one. */
static int read_all(struct reading *reading)
{
	struct kernel *kernel = reading->kernel;

	return read_named(reading) ?:
	       dump(reading, &kernel->xlat, ILA_CMD_GET, KIND_XLAT, take_xlat) ?:
	       dump(reading, &kernel->ila, IDLOC_ILA_CMD_MAP_GET, KIND_MAP, take_map) ?:
	       routes_read(&kernel->route, reading->state, &reading->unsaid,
			   &reading->verdict) ?:
	       look_again(reading);
}

static int complain_of(const struct verdict *verdict)
{
	if (verdict->error != -EINTR)
		return conn_complain(verdict, NULL, 0);
	complain("things changed each of %d times that they were read: ask again", TRIES);
	return IDLOC_REFUSED;
}

int state_read(struct kernel *kernel, struct state *state, const bool *tell)
{
	struct reading reading = { .kernel = kernel, .state = state };
	int tries, ret = -EINTR;

	for (tries = 0; tries < TRIES && ret == -EINTR; tries++) {
		state_free(state);
		memset(&reading.unsaid, 0, sizeof(reading.unsaid));
		ret = read_all(&reading);
	}
	if (ret)
		return complain_of(&reading.verdict);
	if (state->failed) {
		complain("no memory");
		return IDLOC_USAGE;
	}
	if (tell)
		unsaid_tell(&reading.unsaid, tell);
	return IDLOC_OK;
}
