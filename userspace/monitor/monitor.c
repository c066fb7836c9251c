// SPDX-License-Identifier: GPL-2.0
/* "idloc monitor": a line for each thing that changes, or that the kernel tells of. */
#include "monitor.h"

#include <errno.h>
#include <limits.h>
#include <linux/genetlink.h>
#include <stdio.h>
#include <string.h>

#include "args.h"
#include "family.h"
#include "ila.h"
#include "ila_nl.h"
#include "module.h"
#include "out.h"
#include "stop.h"

/* Room for some ten thousand events while nobody reads. */
#define BUFFER_SIZE	0x800000

#define WORDS "state, rcvbuf, vnid, underlay, map, locator, group, miss, redirect, module or all"

static const struct {
	const char *name;
	unsigned int kinds;
} words[] = {
	{ "vnid", MONITOR_VNID },
	{ "underlay", MONITOR_UNDERLAY },
	{ "map", MONITOR_MAP },
	{ "locator", MONITOR_LOCATOR },
	{ "group", MONITOR_GROUP },
	{ "miss", MONITOR_MISS },
	{ "redirect", MONITOR_REDIRECT },
	{ "module", MONITOR_MODULE },
	{ "all", MONITOR_ALL },
};

static unsigned int find_kinds(const char *word)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (!strcmp(words[i].name, word))
			return words[i].kinds;
	return 0;
}

static bool take_kinds(struct monitor *monitor, const char *word)
{
	unsigned int kinds = find_kinds(word);

	if (!kinds) {
		usage_error("what is \"%s\"? monitor takes " WORDS, word);
		return false;
	}
	if ((monitor->kinds & kinds) == kinds) {
		usage_error("%s is listened to already", word);
		return false;
	}
	monitor->kinds |= kinds;
	return true;
}

static bool take_state(struct monitor *monitor)
{
	if (monitor->reason) {
		usage_error("state is given twice");
		return false;
	}
	monitor->reason = "start";
	return true;
}

static bool take_buffer(struct args *args, unsigned int *buffer)
{
	const char *word = args_next(args);

	if (!word)
		usage_missing("rcvbuf needs a number of bytes");
	else if (!args_number(word, buffer) || !*buffer || *buffer > INT_MAX / 2)
		usage_error("rcvbuf cannot be \"%s\", it is a number of bytes", word);
	else
		return true;
	return false;
}

/* In any order; @buffer is left as it is if nothing is said of it. */
static bool parse(struct args *args, struct monitor *monitor, unsigned int *buffer)
{
	const char *word;
	bool good = true;

	while (good && (word = args_next(args))) {
		if (!strcmp(word, "state"))
			good = take_state(monitor);
		else if (!strcmp(word, "rcvbuf"))
			good = take_buffer(args, buffer);
		else
			good = take_kinds(monitor, word);
	}
	if (!monitor->kinds)
		monitor->kinds = MONITOR_ALL;
	return good;
}

/* ---- what is heard ---------------------------------------------------------------- */

static void module_went(struct monitor *monitor)
{
	if (!monitor->gone && monitor->kinds & MONITOR_MODULE)
		monitor_tell(monitor, "module unloaded");
	monitor->gone = true;
	monitor->listener.conn.family = 0;
}

/* There is nothing in it yet, unless somebody was quicker. */
static void module_came(struct monitor *monitor)
{
	if (monitor->gone && monitor->kinds & MONITOR_MODULE)
		monitor_tell(monitor, "module loaded");
	monitor->gone = false;
	monitor->reason = "loaded";
}

static void take(struct nlmsghdr *nlh, void *arg)
{
	struct monitor *monitor = arg;

	if (monitor->failed)
		return;
	switch (family_news(nlh, IDLOC_ILA_FAMILY_NAME)) {
	case FAMILY_WENT:
		module_went(monitor);
		break;
	case FAMILY_CAME:
		module_came(monitor);
		break;
	case FAMILY_NONE:
		if (nlh->nlmsg_type != GENL_ID_CTRL)
			monitor_event(monitor, nlh);
		break;
	}
}

static void tell_lost(struct monitor *monitor)
{
	monitor->reason = "lost";
	if (monitor->ctx->out->json)
		monitor_tell(monitor, "lost");
	else
		complain("events were lost");
}

/* Which module there is may be among what was not heard. */
static int resync(struct monitor *monitor)
{
	struct verdict verdict;
	int ret;

	ret = listener_join(&monitor->listener, &verdict);
	if (ret && ret != -ENOENT)
		return conn_complain(&verdict, NULL, 0);
	if (ret) {
		module_went(monitor);
		monitor->reason = NULL;
		return IDLOC_OK;
	}
	if (monitor->gone)
		module_came(monitor);
	ret = monitor_state(monitor);
	monitor->reason = NULL;
	return ret;
}

/* ---- from beginning to end -------------------------------------------------------- */

/* Whoever reads gets all there is before the next is waited for. */
static void wait_for_more(struct monitor *monitor)
{
	if (fflush(stdout))
		monitor->failed = true;
	else
		stop_wait(listener_fd(&monitor->listener));
}

/* If nobody reads what is printed, main() says so. */
static int hear(struct monitor *monitor)
{
	struct verdict verdict;
	enum heard heard;
	int ret = IDLOC_OK;

	while (!ret && !monitor->failed && !stop_asked()) {
		if (monitor->reason) {
			ret = resync(monitor);
			continue;
		}
		heard = listener_hear(&monitor->listener, &verdict);
		if (heard == HEARD_LOST)
			tell_lost(monitor);
		else if (heard == HEARD_NONE)
			wait_for_more(monitor);
		else if (heard == HEARD_FAILED)
			ret = conn_complain(&verdict, NULL, 0);
	}
	return ret;
}

static size_t choose_groups(unsigned int kinds, const char *groups[2])
{
	size_t n = 0;

	if (kinds & MONITOR_BY_VNID)
		groups[n++] = IDLOC_ILA_MCGRP_VNID;
	if (kinds & MONITOR_BY_MAP)
		groups[n++] = IDLOC_ILA_MCGRP_MAP;
	return n;
}

static int start(struct monitor *monitor, unsigned int buffer)
{
	struct listener *listener = &monitor->listener;
	const char *groups[2];
	struct verdict verdict;
	struct stop stop;
	int ret;

	listener->family = IDLOC_ILA_FAMILY_NAME;
	listener->groups = groups;
	listener->n_groups = choose_groups(monitor->kinds, groups);
	listener->message = take;
	listener->arg = monitor;
	ret = listener_open(listener, buffer, &verdict);
	if (!ret)
		ret = listener_join(listener, &verdict);
	if (ret == -ENOENT) {
		ret = module_explain();
	} else if (ret) {
		ret = conn_complain(&verdict, NULL, 0);
	} else {
		stop_begin(&stop);
		ret = hear(monitor);
		stop_end(&stop);
	}
	listener_close(listener);
	return ret;
}

static void monitor_help(void)
{
	fputs("Usage: idloc [OPTIONS] monitor [ state ] [ rcvbuf BYTES ] [ WHAT ]...\n"
	      "WHAT := { vnid | underlay | map | locator | group | miss | redirect | module |\n"
	      "          all }\n"
	      "Prints a line for each thing that changes, and of packets without a mapping, until\n"
	      "it is stopped. \"state\" begins with all that there is, -t tells when it was.\n",
	      stdout);
}

static int monitor_run(struct ctx *ctx, struct args *args)
{
	struct monitor monitor = { .ctx = ctx };
	unsigned int buffer = BUFFER_SIZE;
	struct conn conn;
	int ret;

	if (args->left == 1 && !strcmp(*args->next, "help")) {
		monitor_help();
		return IDLOC_OK;
	}
	if (!parse(args, &monitor, &buffer))
		return IDLOC_USAGE;
	/* Has the kernel load the module, or explains. */
	ret = ila_open(ctx, &conn);
	conn_close(&conn);
	return ret ? ret : start(&monitor, buffer);
}

const struct object monitor_object = {
	.name = "monitor",
	.run = monitor_run,
	.help = monitor_help,
};
