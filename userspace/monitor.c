// SPDX-License-Identifier: GPL-2.0
/* "idloc monitor": a line for each thing that changes, or that the kernel tells of. */
#include <linux/genetlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>

#include <netlink/genl/genl.h>

#include "args.h"
#include "idloc.h"
#include "ila.h"
#include "ila_nl.h"
#include "listen.h"
#include "out.h"

static const char *const groups[] = {
	IDLOC_ILA_MCGRP_VNID,
	IDLOC_ILA_MCGRP_MAP,
};

static const struct event {
	__u8 cmd;
	const char *what;
	int max;
	reply_fn print;
} events[] = {
	{ IDLOC_ILA_CMD_VNID_ADD_NTF, "vnid added",
	  IDLOC_ILA_A_VNID_MAX, ila_vnid_print },
	{ IDLOC_ILA_CMD_VNID_DEL_NTF, "vnid deleted",
	  IDLOC_ILA_A_VNID_MAX, ila_vnid_print },
	{ IDLOC_ILA_CMD_UNDERLAY_ADD_NTF, "underlay added",
	  IDLOC_ILA_A_UNDERLAY_MAX, ila_underlay_print },
	{ IDLOC_ILA_CMD_UNDERLAY_DEL_NTF, "underlay deleted",
	  IDLOC_ILA_A_UNDERLAY_MAX, ila_underlay_print },
	{ IDLOC_ILA_CMD_MAP_ADD_NTF, "map added",
	  IDLOC_ILA_A_MAP_MAX, ila_map_print },
	{ IDLOC_ILA_CMD_MAP_REPLACE_NTF, "map replaced",
	  IDLOC_ILA_A_MAP_MAX, ila_map_print },
	{ IDLOC_ILA_CMD_MAP_DEL_NTF, "map deleted",
	  IDLOC_ILA_A_MAP_MAX, ila_map_print },
	{ IDLOC_ILA_CMD_MAP_EXPIRE_NTF, "map expired",
	  IDLOC_ILA_A_MAP_MAX, ila_map_print },
	{ IDLOC_ILA_CMD_MAP_MISS_NTF, "map miss",
	  IDLOC_ILA_A_MAP_MAX, ila_map_print },
	{ IDLOC_ILA_CMD_MAP_REDIRECT_NTF, "map redirect",
	  IDLOC_ILA_A_MAP_MAX, ila_map_print },
	{ IDLOC_ILA_CMD_LOCATOR_ADD_NTF, "locator added",
	  IDLOC_ILA_A_LOCATOR_MAX, ila_locator_print },
	{ IDLOC_ILA_CMD_LOCATOR_SET_NTF, "locator set",
	  IDLOC_ILA_A_LOCATOR_MAX, ila_locator_print },
	{ IDLOC_ILA_CMD_LOCATOR_DEL_NTF, "locator deleted",
	  IDLOC_ILA_A_LOCATOR_MAX, ila_locator_print },
	{ IDLOC_ILA_CMD_GROUP_ADD_NTF, "group added",
	  IDLOC_ILA_A_GROUP_MAX, ila_group_print },
	{ IDLOC_ILA_CMD_GROUP_DEL_NTF, "group deleted",
	  IDLOC_ILA_A_GROUP_MAX, ila_group_print },
	{ IDLOC_ILA_CMD_GROUP_JOIN_NTF, "group joined",
	  IDLOC_ILA_A_GROUP_MAX, ila_group_print },
	{ IDLOC_ILA_CMD_GROUP_LEAVE_NTF, "group left",
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

static void begin_line(struct out *out, const char *what)
{
	struct timeval now;

	out_row(out);
	out_lead(out, "event", what);
	gettimeofday(&now, NULL);
	out_seconds(out, "time", now.tv_sec, now.tv_usec);
}

/* Whoever reads gets it at once. If nobody does, main() says so. */
static bool end_line(struct out *out)
{
	out_row_end(out);
	return !fflush(stdout);
}

static bool print_event(struct nlmsghdr *nlh, void *arg)
{
	const struct event *event;
	struct ctx *ctx = arg;

	/* One that there is no word for is of a newer kernel. */
	event = genlmsg_valid_hdr(nlh, 0) ? find_event(genlmsg_hdr(nlh)->cmd) : NULL;
	if (!event)
		return true;
	begin_line(ctx->out, event->what);
	conn_parse(nlh, event->max, event->print, ctx);
	return end_line(ctx->out);
}

static bool print_lost(void *arg)
{
	struct ctx *ctx = arg;

	if (ctx->out->json) {
		begin_line(ctx->out, "lost");
		return end_line(ctx->out);
	}
	complain("events were lost");
	return true;
}

static int hear(struct ctx *ctx, struct conn *conn)
{
	struct listener listener = {
		.event = print_event, .lost = print_lost, .arg = ctx,
	};
	struct verdict verdict;

	if (conn_join(conn, IDLOC_ILA_FAMILY_NAME, groups, ARRAY_SIZE(groups),
		      &verdict) ||
	    conn_listen(conn, &listener, &verdict))
		return conn_complain(&verdict, NULL, 0);
	return IDLOC_OK;
}

static void monitor_help(void)
{
	fputs("Usage: idloc [OPTIONS] monitor\n"
	      "Prints changes of virtual networks, underlay interfaces, mappings and locators,\n"
	      "and what the kernel tells of packets without a mapping, a line each, until it\n"
	      "is stopped.\n",
	      stdout);
}

static int monitor_run(struct ctx *ctx, struct args *args)
{
	struct conn conn;
	int ret;

	if (args->left == 1 && !strcmp(*args->next, "help")) {
		monitor_help();
		return IDLOC_OK;
	}
	if (!args_end(args))
		return IDLOC_USAGE;
	ret = ila_open(ctx, &conn);
	if (!ret)
		ret = hear(ctx, &conn);
	conn_close(&conn);
	return ret;
}

const struct object monitor_object = {
	.name = "monitor",
	.run = monitor_run,
	.help = monitor_help,
};
