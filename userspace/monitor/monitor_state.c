// SPDX-License-Identifier: GPL-2.0
/*
 * The state of what "idloc monitor" listens to: to begin with, and after something that it
 * has not heard of.
 *
 * A list is read while it changes. What has been changed is told by the events that came
 * meanwhile, which follow in their order; so the reader's picture is right after the last
 * of them, if the kernel has passed over nothing that was there all the time. It says when
 * that may be (NLM_F_DUMP_INTR), and the list is read again.
 */
#include <errno.h>
#include <netlink/genl/genl.h>

#include "ila.h"
#include "ila_nl.h"
#include "monitor.h"
#include "out.h"
#include "stop.h"

/* How often a list is read that changes each time */
#define TRIES_MAX	5

/* Lines between two looks at what has happened */
#define LINES_MAX	64

static const struct list {
	enum monitor_kind kind;
	__u8 cmd;
	const char *what;
	int max;
	reply_fn print;
} lists[] = {
	{ MONITOR_UNDERLAY, IDLOC_ILA_CMD_UNDERLAY_GET, "underlay present",
	  IDLOC_ILA_A_UNDERLAY_MAX, ila_underlay_print },
	{ MONITOR_VNID, IDLOC_ILA_CMD_VNID_GET, "vnid present",
	  IDLOC_ILA_A_VNID_MAX, ila_vnid_print },
	{ MONITOR_GROUP, IDLOC_ILA_CMD_GROUP_GET, "group present",
	  IDLOC_ILA_A_GROUP_MAX, ila_group_print },
	{ MONITOR_LOCATOR, IDLOC_ILA_CMD_LOCATOR_GET, "locator present",
	  IDLOC_ILA_A_LOCATOR_MAX, ila_locator_print },
	{ MONITOR_MAP, IDLOC_ILA_CMD_MAP_GET, "map present",
	  IDLOC_ILA_A_MAP_MAX, ila_map_print },
};

/* A list that is being told. */
struct telling {
	struct monitor *monitor;
	const struct list *list;
	unsigned int lines;
};

static void tell_item(struct nlmsghdr *nlh, void *arg)
{
	struct telling *telling = arg;
	struct monitor *monitor = telling->monitor;

	if (!(++telling->lines % LINES_MAX))
		listener_keep(&monitor->listener);
	/* What the kernel still says is read all the same. */
	if (monitor->failed || stop_asked() || !genlmsg_valid_hdr(nlh, 0))
		return;
	monitor_begin(monitor, telling->list->what);
	conn_parse(nlh, telling->list->max, telling->list->print, monitor->ctx);
	monitor_end(monitor);
}

static int tell_list(struct monitor *monitor, struct conn *conn, const struct list *list,
		     struct verdict *verdict)
{
	struct telling telling = { .monitor = monitor, .list = list };
	int ret;

	ret = conn_dump(conn, conn_request_dump(conn, list->cmd), tell_item, &telling,
			verdict);
	listener_keep(&monitor->listener);
	/* A module that is older than this tool has none of these. */
	return ret == -EOPNOTSUPP ? 0 : ret;
}

/* All lists: 0, -EINTR or what else verdict->error is. */
static int tell_lists(struct monitor *monitor, struct conn *conn, struct verdict *verdict)
{
	size_t i;
	int ret;

	for (i = 0; i < ARRAY_SIZE(lists); i++) {
		if (!(monitor->kinds & lists[i].kind))
			continue;
		ret = tell_list(monitor, conn, &lists[i], verdict);
		if (ret)
			return ret;
	}
	return 0;
}

static bool is_over(const struct monitor *monitor)
{
	return monitor->failed || stop_asked();
}

static int tell_all(struct monitor *monitor, struct conn *conn, struct verdict *verdict)
{
	int tries, ret = -EINTR;

	for (tries = 0; tries < TRIES_MAX && ret == -EINTR && !is_over(monitor); tries++) {
		monitor_begin(monitor, "resync begin");
		out_word(monitor->ctx->out, "reason", monitor->reason);
		monitor_end(monitor);
		ret = tell_lists(monitor, conn, verdict);
		monitor->reason = "changed";
	}
	if (is_over(monitor))
		return 0;
	monitor_begin(monitor, "resync end");
	if (ret)
		out_flag(monitor->ctx->out, "incomplete");
	monitor_end(monitor);
	return ret;
}

int monitor_state(struct monitor *monitor)
{
	struct verdict verdict;
	struct conn conn;
	int ret;

	ret = conn_open_ctrl(&conn, &verdict);
	conn.family = monitor->listener.conn.family;
	conn.version = IDLOC_ILA_FAMILY_VERSION;
	if (!ret)
		ret = tell_all(monitor, &conn, &verdict);
	conn_close(&conn);
	/* Unloaded meanwhile: that is told of, too. */
	if (!ret || ret == -EINTR || ret == -ENOENT)
		return IDLOC_OK;
	return conn_complain(&verdict, NULL, 0);
}
