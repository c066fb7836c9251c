/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The table of virtual networks of a namespace.
 */
#ifndef IDLOC_ILA_VNID_H
#define IDLOC_ILA_VNID_H

#include <linux/jump_label.h>
#include <linux/refcount.h>
#include <linux/rhashtable.h>

#include "prefixes.h"
#include "roles.h"
#include "tenant.h"

struct netlink_ext_ack;

/* Virtual networks of a namespace, and of all together. */
#define ILA_VNIDS_MAX		1048576
#define ILA_VNIDS_MAX_GLOBAL	4194304

/**
 * struct ila_vnid_place - what a tenant prefix is unique in
 * @prefix: the first 96 bits
 * @ifindex: the scope: a VRF device, any other interface, or 0
 */
struct ila_vnid_place {
	u8 prefix[ILA_TENANT_BYTES];
	int ifindex;
};

/**
 * struct ila_vnid - one virtual network
 * @by_vnid: place in ila_vnids.by_vnid
 * @by_place: place in ila_vnids.by_place
 * @rcu: for freeing
 * @tenant: its addresses
 * @place: its scope and prefix
 * @table: routing table of the VRF that is its scope; else 0
 * @mark: what skb->mark becomes on arrival; 0 leaves it
 * @refs: one of the table's, and one for each route that names it
 * @gone: its scope is no more, so its routes lead nowhere; written once
 *
 * Immutable once in the table but for @refs and @gone; freed after a grace period.
 */
struct ila_vnid {
	struct rhash_head by_vnid;
	struct rhash_head by_place;
	struct rcu_head rcu;
	struct ila_tenant tenant;
	struct ila_vnid_place place;
	u32 table;
	u32 mark;
	refcount_t refs;
	bool gone;
};

/**
 * struct ila_vnids - the virtual networks of a namespace
 * @by_vnid: all of them
 * @by_place: the same
 * @prefixes: all tenant prefixes
 * @roles: the interfaces that are the scope of one, or underlay
 * @count: number of virtual networks
 * @generation: changes with every change, never 0
 *
 * Written under ila_net.lock. The tables are read by packets under rcu_read_lock(),
 * @count and @generation with READ_ONCE().
 */
struct ila_vnids {
	struct rhashtable by_vnid;
	struct rhashtable by_place;
	struct ila_prefixes prefixes;
	struct ila_roles roles;
	unsigned int count;
	unsigned int generation;
};

int ila_vnids_init(struct ila_vnids *vnids);
void ila_vnids_destroy(struct ila_vnids *vnids);

int ila_vnids_add(struct ila_vnids *vnids, struct ila_vnid *vnid,
		  struct netlink_ext_ack *extack);
int ila_vnids_del(struct ila_vnids *vnids, struct ila_vnid *vnid);
void ila_vnids_revoke(struct ila_vnids *vnids, struct ila_vnid *vnid);

struct ila_vnid *ila_vnids_find(struct ila_vnids *vnids, u32 vnid);
struct ila_vnid *ila_vnids_at(struct ila_vnids *vnids,
			      const struct in6_addr *addr, int ifindex);

struct ila_vnid *ila_vnid_get(struct ila_vnids *vnids, u32 vnid);
void ila_vnid_put(struct ila_vnid *vnid);

DECLARE_STATIC_KEY_FALSE(ila_vnids_anywhere);

/**
 * ila_vnids_any() - are there any
 * @vnids: of a namespace
 *
 * A branch that is not taken while no namespace has any. Any context.
 *
 * Return: true if packets have to be looked at for their sake.
 */
static inline bool ila_vnids_any(const struct ila_vnids *vnids)
{
	return static_branch_unlikely(&ila_vnids_anywhere) &&
	       READ_ONCE(vnids->count);
}

#endif /* IDLOC_ILA_VNID_H */
