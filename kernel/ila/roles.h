/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The parts that interfaces play in virtual networks: underlay, or scope.
 */
#ifndef IDLOC_ILA_ROLES_H
#define IDLOC_ILA_ROLES_H

#include <linux/bits.h>
#include <linux/xarray.h>

/* Interfaces of a namespace that may be underlay. */
#define ILA_UNDERLAYS_MAX	1024

/* Places for the answers to most questions. */
#define ILA_ROLE_SLOTS		64

/* Several interfaces share a place: the table has to be asked. */
#define ILA_ROLE_SEVERAL	U64_MAX

/**
 * struct ila_roles - the interfaces that have a part
 * @by_ifindex: for each a number: bit 0 is set if it is underlay, and the rest counts
 *	the virtual networks whose scope it is
 * @slot: what is in @by_ifindex for interfaces whose number has this remainder: 0,
 *	or the only one's number, 32 bits, and role, or ILA_ROLE_SEVERAL
 * @users: number of interfaces in @by_ifindex with this remainder; guarded by
 *	ila_net.lock
 * @underlays: number of interfaces that are underlay
 *
 * Written under ila_net.lock. @by_ifindex is read under rcu_read_lock(), @slot with
 * READ_ONCE().
 */
struct ila_roles {
	struct xarray by_ifindex;
	u64 slot[ILA_ROLE_SLOTS];
	u32 users[ILA_ROLE_SLOTS];
	unsigned int underlays;
};

void ila_roles_init(struct ila_roles *roles);
void ila_roles_destroy(struct ila_roles *roles);

int ila_roles_underlay_add(struct ila_roles *roles, int ifindex);
bool ila_roles_underlay_del(struct ila_roles *roles, int ifindex);
int ila_roles_scope_get(struct ila_roles *roles, int ifindex);
void ila_roles_scope_put(struct ila_roles *roles, int ifindex);

unsigned long ila_role_find(struct ila_roles *roles, int ifindex);

/**
 * ila_role() - the part of an interface
 * @roles: of the namespace
 * @ifindex: the interface
 *
 * Caller holds rcu_read_lock().
 *
 * Return: 0 if it has none; for ila_role_is_underlay() and ila_role_is_scope().
 */
static inline unsigned long ila_role(struct ila_roles *roles, int ifindex)
{
	u64 slot = READ_ONCE(roles->slot[(u32)ifindex % ILA_ROLE_SLOTS]);

	if (unlikely(slot == ILA_ROLE_SEVERAL))
		return ila_role_find(roles, ifindex);
	return slot >> 32 == (u32)ifindex ? (u32)slot : 0;
}

/**
 * ila_role_is_underlay() - do packets in wire form come in by it
 * @role: what ila_role() says
 *
 * Return: true if so.
 */
static inline bool ila_role_is_underlay(unsigned long role)
{
	return role & 1;
}

/**
 * ila_role_is_scope() - is it the scope of a virtual network
 * @role: what ila_role() says
 *
 * Return: true if of at least one.
 */
static inline bool ila_role_is_scope(unsigned long role)
{
	return role >> 1;
}

#endif /* IDLOC_ILA_ROLES_H */
