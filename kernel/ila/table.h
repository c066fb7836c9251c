/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The mapping table: from addresses to locators, and back where the locator is local.
 */
#ifndef IDLOC_ILA_TABLE_H
#define IDLOC_ILA_TABLE_H

#include <linux/compiler.h>
#include <linux/rbtree.h>
#include <linux/rhashtable-types.h>
#include <linux/workqueue.h>

#include "locator.h"
#include "mapping.h"
#include "sirs.h"
#include "view.h"

struct ila_net;
struct netlink_ext_ack;

/* Mappings of a namespace, of all together, and of one address. */
#define ILA_MAPPINGS_MAX	2097152
#define ILA_MAPPINGS_MAX_GLOBAL	8388608
#define ILA_MAPPINGS_PER_KEY	64

/**
 * struct ila_table - the mappings of a namespace
 * @by_addr: all of them
 * @views: which of them count, see there
 * @locators: where they lead
 * @sirs: their SIR prefixes
 * @expiry: those that packets have and that have a lifetime, the next to go leftmost
 * @expire: takes those out whose time has come
 * @staged: first of those that the transaction has changed
 * @staged_tail: where the next one goes
 * @owner: portid of the socket whose transaction is open
 * @changes: of that transaction
 * @count: number of mappings in @by_addr
 * @prefixes: number of those that are of a prefix
 * @scoped: number of those that are for an interface or a VRF
 * @tenants: number of those that are of a virtual network
 * @redirects: number of those that want to know of senders
 * @generation: changes with every change, never 0
 * @failed: a change of the transaction was refused
 * @closed: the namespace goes: packets find nothing any more
 *
 * Written under ila_net.lock. @by_addr is read by packets under rcu_read_lock(); @count,
 * @prefixes, @scoped, @redirects, @generation and @closed with READ_ONCE().
 */
struct ila_table {
	struct rhltable by_addr;
	struct ila_views views;
	struct ila_locators locators;
	struct ila_sirs sirs;
	struct rb_root_cached expiry;
	struct delayed_work expire;
	struct ila_mapping *staged;
	struct ila_mapping **staged_tail;
	u32 owner;
	u32 changes;
	unsigned int count;
	unsigned int prefixes;
	unsigned int scoped;
	unsigned int tenants;
	unsigned int redirects;
	unsigned int generation;
	bool failed;
	bool closed;
};

void ila_table_secret(void);
int ila_table_init(struct ila_table *table);
void ila_table_close(struct ila_table *table);
void ila_table_destroy(struct ila_table *table);

struct ila_mapping *ila_table_exact(struct ila_table *table,
				    const struct in6_addr *addr, u32 vnid,
				    int scope, unsigned int view);
struct ila_mapping *ila_table_prefix(struct ila_table *table,
				     const struct in6_addr *addr, u32 vnid,
				     int scope, unsigned int view);

/**
 * ila_table_find() - the mapping of an address
 * @table: the table
 * @addr: in SIR form, or as the tenant has it
 * @vnid: the tenant's virtual network, or ILA_NO_VNID
 * @scope: interface that the packet has come in by, or VRF that it is in; 0 for none
 * @view: ila_view_now()
 *
 * The longest match: a mapping of the address alone, or of a prefix. Caller holds
 * rcu_read_lock().
 *
 * Return: the mapping, or NULL.
 */
static inline struct ila_mapping *ila_table_find(struct ila_table *table,
						 const struct in6_addr *addr,
						 u32 vnid, int scope,
						 unsigned int view)
{
	struct ila_mapping *m = ila_table_exact(table, addr, vnid, scope, view);

	if (likely(m) || !READ_ONCE(table->prefixes))
		return m;
	return ila_table_prefix(table, addr, vnid, scope, view);
}

struct ila_mapping *ila_table_same(struct ila_table *table,
				   const struct ila_mapping_key *key,
				   int ifindex, u8 source, unsigned int view);

int ila_table_insert(struct ila_net *ilan, struct ila_mapping *m,
		     const struct ila_mapping *old,
		     struct netlink_ext_ack *extack);
void ila_table_remove(struct ila_net *ilan, struct ila_mapping *m);
void ila_table_purge(struct ila_net *ilan, struct ila_mapping *m);
void ila_table_settle(struct ila_net *ilan, bool committed);

void ila_table_changed(struct ila_table *table);

#endif /* IDLOC_ILA_TABLE_H */
