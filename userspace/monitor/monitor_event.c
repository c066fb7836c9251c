// SPDX-License-Identifier: GPL-2.0
/* The events that "idloc monitor" prints, a line each. */
#include <linux/genetlink.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <sys/time.h>
#include <time.h>

#include <netlink/genl/genl.h>

#include "ila.h"
#include "ila_nl.h"
#include "monitor.h"
#include "out.h"

static const struct event {
	__u8 cmd;
	enum monitor_kind kind;
	const char *what;
	int max;
	reply_fn print;
} events[] = {
	{ IDLOC_ILA_CMD_VNID_ADD_NTF, MONITOR_VNID, "vnid added",
	  IDLOC_ILA_A_VNID_MAX, ila_vnid_print },
	{ IDLOC_ILA_CMD_VNID_DEL_NTF, MONITOR_VNID, "vnid deleted",
	  IDLOC_ILA_A_VNID_MAX, ila_vnid_print },
	{ IDLOC_ILA_CMD_UNDERLAY_ADD_NTF, MONITOR_UNDERLAY, "underlay added",
	  IDLOC_ILA_A_UNDERLAY_MAX, ila_underlay_print },
	{ IDLOC_ILA_CMD_UNDERLAY_DEL_NTF, MONITOR_UNDERLAY, "underlay deleted",
	  IDLOC_ILA_A_UNDERLAY_MAX, ila_underlay_print },
	{ IDLOC_ILA_CMD_MAP_ADD_NTF, MONITOR_MAP, "map added",
	  IDLOC_ILA_A_MAP_MAX, ila_map_print },
	{ IDLOC_ILA_CMD_MAP_REPLACE_NTF, MONITOR_MAP, "map replaced",
	  IDLOC_ILA_A_MAP_MAX, ila_map_print },
	{ IDLOC_ILA_CMD_MAP_DEL_NTF, MONITOR_MAP, "map deleted",
	  IDLOC_ILA_A_MAP_MAX, ila_map_print },
	{ IDLOC_ILA_CMD_MAP_EXPIRE_NTF, MONITOR_MAP, "map expired",
	  IDLOC_ILA_A_MAP_MAX, ila_map_print },
	{ IDLOC_ILA_CMD_MAP_MISS_NTF, MONITOR_MISS, "map miss",
	  IDLOC_ILA_A_MAP_MAX, ila_map_print },
	{ IDLOC_ILA_CMD_MAP_REDIRECT_NTF, MONITOR_REDIRECT, "map redirect",
	  IDLOC_ILA_A_MAP_MAX, ila_map_print },
	{ IDLOC_ILA_CMD_LOCATOR_ADD_NTF, MONITOR_LOCATOR, "locator added",
	  IDLOC_ILA_A_LOCATOR_MAX, ila_locator_print },
	{ IDLOC_ILA_CMD_LOCATOR_SET_NTF, MONITOR_LOCATOR, "locator set",
	  IDLOC_ILA_A_LOCATOR_MAX, ila_locator_print },
	{ IDLOC_ILA_CMD_LOCATOR_DEL_NTF, MONITOR_LOCATOR, "locator deleted",
	  IDLOC_ILA_A_LOCATOR_MAX, ila_locator_print },
	{ IDLOC_ILA_CMD_GROUP_ADD_NTF, MONITOR_GROUP, "group added",
	  IDLOC_ILA_A_GROUP_MAX, ila_group_print },
	{ IDLOC_ILA_CMD_GROUP_DEL_NTF, MONITOR_GROUP, "group deleted",
	  IDLOC_ILA_A_GROUP_MAX, ila_group_print },
	{ IDLOC_ILA_CMD_GROUP_JOIN_NTF, MONITOR_GROUP, "group joined",
	  IDLOC_ILA_A_GROUP_MAX, ila_group_print },
	{ IDLOC_ILA_CMD_GROUP_LEAVE_NTF, MONITOR_GROUP, "group left",
	  IDLOC_ILA_A_GROUP_MAX, ila_group_print },
};

static const struct event *find_event(__u8 cmd)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(events); i++)
		if (events[i].cmd == cmd)
			return &events[i];
	return NULL;
}

/* ISO 8601, as clocks here show it; strftime() has no colon in its offset. */
static void print_local(struct out *out, const struct timeval *now)
{
	char date[32], offset[8], text[64];
	struct tm tm;

	localtime_r(&now->tv_sec, &tm);
	strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%S", &tm);
	strftime(offset, sizeof(offset), "%z", &tm);
	snprintf(text, sizeof(text), "%s.%06ld%.3s:%s", date, (long)now->tv_usec, offset,
		 offset + 3);
	out_lead(out, "time", text);
}

void monitor_begin(struct monitor *monitor, const char *event)
{
	struct out *out = monitor->ctx->out;
	struct timeval now;

	gettimeofday(&now, NULL);
	out_row(out);
	if (monitor->ctx->timestamp && !out->json)
		print_local(out, &now);
	out_lead(out, "event", event);
	out_seconds(out, "time", now.tv_sec, now.tv_usec);
}

/* Out it goes before a buffer is full, so that a reader never has half a line. */
void monitor_end(struct monitor *monitor)
{
	out_row_end(monitor->ctx->out);
	if (2 * __fpending(stdout) > __fbufsize(stdout) && fflush(stdout))
		monitor->failed = true;
}

void monitor_tell(struct monitor *monitor, const char *event)
{
	monitor_begin(monitor, event);
	monitor_end(monitor);
}

void monitor_event(struct monitor *monitor, struct nlmsghdr *nlh)
{
	const struct event *event;

	/* One that there is no word for is of a newer kernel. */
	event = genlmsg_valid_hdr(nlh, 0) ? find_event(genlmsg_hdr(nlh)->cmd) : NULL;
	if (!event || !(monitor->kinds & event->kind))
		return;
	monitor_begin(monitor, event->what);
	conn_parse(nlh, event->max, event->print, monitor->ctx);
	monitor_end(monitor);
}
