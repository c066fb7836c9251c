/* SPDX-License-Identifier: GPL-2.0 */
/* Netlink messages of the families that ILA answers, valid or damaged. */
#ifndef SELFTEST_FUZZGEN_H
#define SELFTEST_FUZZGEN_H

#include "nlmsg.h"

#define FUZZ_DEVICES	4

/* What a message was before it was damaged. */
enum fuzz_kind {
	FUZZ_ILA_ADD,
	FUZZ_ILA_DEL,
	FUZZ_ILA_FLUSH,
	FUZZ_ILA_GET,
	FUZZ_ILA_DUMP,
	FUZZ_SETTINGS_GET,
	FUZZ_SETTINGS_SET,
	FUZZ_STATS_GET,
	FUZZ_VNID_ADD,
	FUZZ_VNID_DEL,
	FUZZ_VNID_FLUSH,
	FUZZ_VNID_GET,
	FUZZ_VNID_DUMP,
	FUZZ_UNDERLAY_ADD,
	FUZZ_UNDERLAY_DEL,
	FUZZ_UNDERLAY_GET,
	FUZZ_UNDERLAY_DUMP,
	FUZZ_GROUP_ADD,
	FUZZ_GROUP_DEL,
	FUZZ_GROUP_FLUSH,
	FUZZ_GROUP_GET,
	FUZZ_GROUP_DUMP,
	FUZZ_GROUP_JOIN,
	FUZZ_GROUP_LEAVE,
	FUZZ_MAP_ADD,
	FUZZ_MAP_REPLACE,
	FUZZ_MAP_DEL,
	FUZZ_MAP_FLUSH,
	FUZZ_MAP_GET,
	FUZZ_MAP_DUMP,
	FUZZ_LOCATOR_ADD,
	FUZZ_LOCATOR_SET,
	FUZZ_LOCATOR_DEL,
	FUZZ_LOCATOR_GET,
	FUZZ_LOCATOR_DUMP,
	FUZZ_TXN_BEGIN,
	FUZZ_TXN_COMMIT,
	FUZZ_TXN_ABORT,
	FUZZ_CTRL,
	FUZZ_ROUTE_NEW,
	FUZZ_ROUTE_DEL,
	FUZZ_ROUTE_DUMP,
	FUZZ_NEXTHOP_NEW,
	FUZZ_NEXTHOP_DEL,
	FUZZ_NEXTHOP_DUMP,
	FUZZ_KINDS,
};

extern const char *const fuzz_names[FUZZ_KINDS];

/**
 * struct fuzz_place - what a valid message needs to know
 * @ila: number of the family "ila"
 * @idloc: number of the family "idloc-ila", 0 if there is none
 * @device: interfaces of the namespace
 * @devices: how many
 */
struct fuzz_place {
	__u16 ila;
	__u16 idloc;
	unsigned int device[FUZZ_DEVICES];
	unsigned int devices;
};

/**
 * fuzz_seed() - start the random numbers again
 * @seed: the same seed gives the same messages
 */
void fuzz_seed(unsigned long long seed);

/**
 * fuzz_below() - a random number
 * @limit: above the highest
 *
 * Return: 0 to @limit - 1.
 */
unsigned int fuzz_below(unsigned int limit);

/**
 * fuzz_message() - make a message
 * @b: where it goes
 * @p: the namespace
 * @generic: for generic netlink, else for rtnetlink
 * @damaged: whether the message is not the valid one
 *
 * Return: what it is, or was.
 */
enum fuzz_kind fuzz_message(struct nlbuf *b, const struct fuzz_place *p,
			    bool generic, bool *damaged);

#endif
