// SPDX-License-Identifier: GPL-2.0
/*
 * Changes are made in an order that holds for any two states: first goes what nothing
 * else needs, then comes what others need, and virtual networks go last. Mappings and
 * locators change in a transaction that is open while the routes change, so that it can
 * still be given up. What has happened is taken back in the same way: as the changes to
 * the old state.
 */
#include "apply.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/ila.h>
#include <linux/rtnetlink.h>
#include <string.h>
#include <time.h>

#include <netlink/attr.h>
#include <netlink/genl/genl.h>
#include <netlink/msg.h>

#include "complain.h"
#include "ila.h"
#include "ila_route.h"
#include "pipe.h"

/* What is gone can be in use for another moment. */
#define PATIENCE	250
#define PATIENCE_MS	20

/**
 * struct applying - changes that are being made
 * @kernel: where
 * @changes: which
 * @refusal: the first that was refused
 * @msg: is filled again and again
 * @pipe: takes its copies
 * @patient: what is in use is tried again
 * @busy: how many were
 */
struct applying {
	struct kernel *kernel;
	struct changes *changes;
	struct refusal refusal;
	struct nl_msg *msg;
	struct pipe pipe;
	bool patient;
	size_t busy;
};

/* A step: changes of one kind, as far as they do one of these */
struct stage {
	enum kind kind;
	unsigned int verbs;
};

static const struct stage before_txn[] = {
	{ KIND_SETTING, VERB_ADD | VERB_REPLACE },
	{ KIND_MEMBER, VERB_DEL },
	{ KIND_GROUP, VERB_DEL },
	{ KIND_XLAT, VERB_DEL },
	{ KIND_UNDERLAY, VERB_DEL },
	{ KIND_VNID, VERB_ADD },
	{ KIND_UNDERLAY, VERB_ADD },
	{ KIND_GROUP, VERB_ADD },
	{ KIND_MEMBER, VERB_ADD },
	{ KIND_XLAT, VERB_ADD },
};

static const struct stage in_txn[] = {
	{ KIND_LOCATOR, VERB_ADD | VERB_REPLACE },
	{ KIND_MAP, VERB_DEL },
	{ KIND_MAP, VERB_ADD | VERB_REPLACE },
	{ KIND_LOCATOR, VERB_DEL },
};

static const struct stage routes = { KIND_ROUTE, VERB_ADD | VERB_REPLACE | VERB_DEL };
static const struct stage vnids_gone = { KIND_VNID, VERB_DEL };

/* ---- requests -------------------------------------------------------------------- */

static const struct {
	__u8 add;
	__u8 replace;
	__u8 del;
} commands[KINDS] = {
	[KIND_SETTING] = {
		.add = IDLOC_ILA_CMD_SETTINGS_SET, .replace = IDLOC_ILA_CMD_SETTINGS_SET,
	},
	[KIND_UNDERLAY] = {
		.add = IDLOC_ILA_CMD_UNDERLAY_ADD, .del = IDLOC_ILA_CMD_UNDERLAY_DEL,
	},
	[KIND_VNID] = { .add = IDLOC_ILA_CMD_VNID_ADD, .del = IDLOC_ILA_CMD_VNID_DEL },
	[KIND_GROUP] = { .add = IDLOC_ILA_CMD_GROUP_ADD, .del = IDLOC_ILA_CMD_GROUP_DEL },
	[KIND_MEMBER] = {
		.add = IDLOC_ILA_CMD_GROUP_JOIN, .del = IDLOC_ILA_CMD_GROUP_LEAVE,
	},
	[KIND_LOCATOR] = {
		.add = IDLOC_ILA_CMD_LOCATOR_ADD, .replace = IDLOC_ILA_CMD_LOCATOR_SET,
		.del = IDLOC_ILA_CMD_LOCATOR_DEL,
	},
	[KIND_XLAT] = { .add = ILA_CMD_ADD, .del = ILA_CMD_DEL },
	[KIND_MAP] = {
		.add = IDLOC_ILA_CMD_MAP_ADD, .replace = IDLOC_ILA_CMD_MAP_REPLACE,
		.del = IDLOC_ILA_CMD_MAP_DEL,
	},
};

static __u8 command_of(const struct change *change)
{
	enum kind kind = change_kind(change);

	switch (change_verb(change)) {
	case VERB_ADD:
		return commands[kind].add;
	case VERB_REPLACE:
		return commands[kind].replace;
	default:
		return commands[kind].del;
	}
}

static struct conn *conn_of(struct kernel *kernel, enum kind kind)
{
	if (kind == KIND_XLAT)
		return &kernel->xlat;
	return kind == KIND_ROUTE ? &kernel->route : &kernel->ila;
}

/* A mapping of the kernel lives for as long as it has left. */
static int put_content(struct nl_msg *msg, const struct item *item)
{
	const struct nlattr *attr = (const void *)item->data;
	const struct nlattr *left = item->kind == KIND_MAP ?
				    item_attr(item, IDLOC_ILA_A_MAP_EXPIRES) : NULL;
	int len = item->len;

	for (; nla_ok(attr, len); attr = nla_next(attr, &len)) {
		if (left && nla_type(attr) == IDLOC_ILA_A_MAP_LIFETIME)
			break;
		if (nla_put(msg, nla_type(attr), nla_len(attr), nla_data(attr)) < 0)
			return -1;
	}
	return left ? nla_put_u32(msg, IDLOC_ILA_A_MAP_LIFETIME, nla_get_u32(left)) : 0;
}

static int put_key(struct nl_msg *msg, const struct item *item)
{
	return nlmsg_append(msg, (void *)item->data, item->key_len, NLMSG_ALIGNTO);
}

/* The header of a message that has been used before */
static void start(struct nl_msg *msg, __u16 type, __u16 flags)
{
	struct nlmsghdr *nlh = nlmsg_hdr(msg);

	nlh->nlmsg_len = NLMSG_HDRLEN;
	nlh->nlmsg_type = type;
	nlh->nlmsg_flags = flags;
}

static bool fill_genl(struct nl_msg *msg, const struct conn *conn,
		      const struct change *change)
{
	struct genlmsghdr gh = { .cmd = command_of(change), .version = conn->version };

	start(msg, conn->family, 0);
	if (nlmsg_append(msg, &gh, sizeof(gh), NLMSG_ALIGNTO) < 0)
		return false;
	return change->new ? put_content(msg, change->new) >= 0 :
			     put_key(msg, change->old) >= 0;
}

/* What is named by a deletion; the rest is left to be whatever it is. */
static void only_way(struct route *route)
{
	static const __u8 zeros[8];

	memcpy(route->locator, zeros, 8);
	route->has_locator = false;
	route->mapped = false;
	route->has_src = false;
	route->weight = 1;
}

static bool fill_route(struct nl_msg **msg, const struct change *change)
{
	const struct item *item = change->new ?: change->old;
	struct route route = *(const struct route *)item->data;

	switch (change_verb(change)) {
	case VERB_ADD:
		start(*msg, RTM_NEWROUTE, NLM_F_CREATE |
		      (change->alone ? NLM_F_EXCL : NLM_F_APPEND));
		break;
	case VERB_REPLACE:
		start(*msg, RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE);
		break;
	default:
		start(*msg, RTM_DELROUTE, 0);
		only_way(&route);
	}
	*msg = route_fill(*msg, &route);
	return *msg;
}

static bool fill(struct applying *a, const struct conn *conn, const struct change *change)
{
	bool filled = change_kind(change) == KIND_ROUTE ?
		      fill_route(&a->msg, change) : fill_genl(a->msg, conn, change);

	if (!filled)
		complain("no memory");
	return filled;
}

/* ---- stages ---------------------------------------------------------------------- */

static void refused(__u32 tag, const struct verdict *verdict, void *arg)
{
	struct applying *a = arg;
	struct change *change = &a->changes->change[tag];

	change->done = false;
	if (a->patient && verdict->error == -EBUSY) {
		a->busy++;
		return;
	}
	if (!verdict->error || a->refusal.verdict.error)
		return;
	a->refusal.change = change;
	a->refusal.verdict = *verdict;
}

static bool is_of(const struct stage *stage, const struct change *change)
{
	return !change->done && change_kind(change) == stage->kind &&
	       change_verb(change) & stage->verbs;
}

/* What was put in last has not been sent if one before it was refused. */
static bool send_one(struct applying *a, size_t i)
{
	struct change *change = &a->changes->change[i];
	struct conn *conn = a->pipe.conn;

	if (!fill(a, conn, change) || !pipe_put(&a->pipe, a->msg, i))
		return false;
	change->done = !a->refusal.verdict.error;
	return change->done;
}

static bool send_all(struct applying *a, const struct stage *stage)
{
	size_t i;

	a->busy = 0;
	a->pipe.conn = conn_of(a->kernel, stage->kind);
	a->pipe.messages = 0;
	a->pipe.used = 0;
	for (i = 0; i < a->changes->n; i++)
		if (is_of(stage, &a->changes->change[i]) && !send_one(a, i)) {
			pipe_drop(&a->pipe);
			return false;
		}
	return pipe_flush(&a->pipe) && !a->refusal.verdict.error;
}

static bool run(struct applying *a, const struct stage *stage)
{
	struct timespec pause = { .tv_nsec = PATIENCE_MS * 1000000 };
	int tries;

	for (tries = 0; tries < PATIENCE; tries++) {
		a->patient = stage->verbs == VERB_DEL && stage->kind != KIND_MAP &&
			     stage->kind != KIND_LOCATOR && tries < PATIENCE - 1;
		if (!send_all(a, stage))
			return false;
		if (!a->busy)
			return true;
		nanosleep(&pause, NULL);
	}
	return true;
}

static bool run_all(struct applying *a, const struct stage *stages, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!run(a, &stages[i]))
			return false;
	return true;
}

/* ---- the transaction ------------------------------------------------------------- */

static bool talk(struct applying *a, struct nl_msg *msg)
{
	struct verdict verdict;

	if (!conn_talk(&a->kernel->ila, msg, 0, NULL, NULL, &verdict))
		return true;
	if (!a->refusal.verdict.error)
		a->refusal.verdict = verdict;
	return false;
}

static bool is_in_txn(const struct change *change)
{
	enum kind kind = change_kind(change);

	return kind == KIND_LOCATOR || kind == KIND_MAP;
}

static __u32 count(const struct changes *changes)
{
	__u32 n = 0;
	size_t i;

	for (i = 0; i < changes->n; i++)
		n += is_in_txn(&changes->change[i]);
	return n;
}

static bool begin(struct applying *a)
{
	struct conn *conn = &a->kernel->ila;

	if (!a->kernel->in_txn)
		a->kernel->in_txn = talk(a, conn_request(conn, IDLOC_ILA_CMD_TXN_BEGIN));
	return a->kernel->in_txn;
}

static bool commit(struct applying *a, __u32 n)
{
	struct nl_msg *msg = conn_request(&a->kernel->ila, IDLOC_ILA_CMD_TXN_COMMIT);

	if (msg && nla_put_u32(msg, IDLOC_ILA_A_TXN_CHANGES, n) < 0) {
		nlmsg_free(msg);
		msg = NULL;
	}
	if (!talk(a, msg))
		return false;
	a->kernel->in_txn = false;
	return true;
}

/* Its end may have been refused, with which it is over, too. */
static void give_up(struct applying *a)
{
	struct refusal refusal = a->refusal;
	size_t i;

	if (a->kernel->in_txn)
		talk(a, conn_request(&a->kernel->ila, IDLOC_ILA_CMD_TXN_ABORT));
	a->kernel->in_txn = false;
	a->refusal = refusal;
	for (i = 0; i < a->changes->n; i++)
		if (is_in_txn(&a->changes->change[i]))
			a->changes->change[i].done = false;
}

static bool apply_txn(struct applying *a)
{
	__u32 n = count(a->changes);

	if (!n)
		return run(a, &routes);
	if (begin(a) && run_all(a, in_txn, ARRAY_SIZE(in_txn)) && run(a, &routes) &&
	    commit(a, n))
		return true;
	give_up(a);
	return false;
}

static bool apply_all(struct applying *a)
{
	return run_all(a, before_txn, ARRAY_SIZE(before_txn)) && apply_txn(a) &&
	       run(a, &vnids_gone);
}

enum applied apply(struct kernel *kernel, struct changes *changes, tell_fn tell,
		   void *arg)
{
	struct applying a = {
		.kernel = kernel, .changes = changes, .msg = nlmsg_alloc(),
		.pipe.refused = refused, .pipe.arg = &a, .pipe.seq = &kernel->requests,
	};
	enum applied applied = APPLIED_ALL;

	if (!a.msg) {
		complain("no memory");
		return APPLIED_NONE;
	}
	if (!apply_all(&a)) {
		applied = APPLIED_NONE;
		tell(&a.refusal, arg);
		memset(&a.refusal, 0, sizeof(a.refusal));
		changes_turn(changes);
		if (!apply_all(&a)) {
			applied = APPLIED_SOME;
			tell(&a.refusal, arg);
		}
	}
	nlmsg_free(a.msg);
	return applied;
}
