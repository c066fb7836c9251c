// SPDX-License-Identifier: GPL-2.0
/*
 * The parts that interfaces play in virtual networks.
 *
 * An interface may be underlay or scope, not both: what comes in by it either is
 * trusted to be in wire form, or is not.
 */
#include "roles.h"

#include <linux/errno.h>

/**
 * ila_roles_init() - nobody has a part
 * @roles: to initialise; zeroed
 */
void ila_roles_init(struct ila_roles *roles)
{
	xa_init_flags(&roles->by_ifindex, XA_FLAGS_ACCOUNT);
}

/**
 * ila_roles_destroy() - free all
 * @roles: nobody reads or writes them any more
 *
 * May sleep.
 */
void ila_roles_destroy(struct ila_roles *roles)
{
	xa_destroy(&roles->by_ifindex);
}

/**
 * ila_role_find() - the part of an interface, where its slot does not say
 * @roles: of the namespace
 * @ifindex: the interface
 *
 * The out-of-line part of ila_role(). Any context.
 *
 * Return: as ila_role().
 */
unsigned long ila_role_find(struct ila_roles *roles, int ifindex)
{
	const void *entry = xa_load(&roles->by_ifindex, ifindex);

	return entry ? xa_to_value(entry) : 0;
}

/* "Several" stays until all are gone: it is never wrong. */
static void set_slot(struct ila_roles *roles, int ifindex, unsigned long role,
		     int more)
{
	unsigned int i = (u32)ifindex % ILA_ROLE_SLOTS;
	u64 slot = (u64)ifindex << 32 | role;

	roles->users[i] += more;
	if (!roles->users[i])
		slot = 0;
	else if (roles->users[i] > 1 || roles->slot[i] == ILA_ROLE_SEVERAL)
		slot = ILA_ROLE_SEVERAL;
	WRITE_ONCE(roles->slot[i], slot);
}

/* A role more or less, or another. */
static int set(struct ila_roles *roles, int ifindex, unsigned long role)
{
	void *old;

	if (!role) {
		if (xa_erase(&roles->by_ifindex, ifindex))
			set_slot(roles, ifindex, 0, -1);
		return 0;
	}
	old = xa_store(&roles->by_ifindex, ifindex, xa_mk_value(role), GFP_KERNEL);
	if (xa_is_err(old))
		return xa_err(old);
	set_slot(roles, ifindex, role, old ? 0 : 1);
	return 0;
}

/**
 * ila_roles_underlay_add() - packets in wire form may come in by an interface
 * @roles: of the namespace
 * @ifindex: the interface
 *
 * Caller holds ila_net.lock. May sleep.
 *
 * Return: 0, -EEXIST if they may already, -EBUSY if it is the scope of a virtual
 * network, -E2BIG or -ENOMEM.
 */
int ila_roles_underlay_add(struct ila_roles *roles, int ifindex)
{
	unsigned long role = ila_role_find(roles, ifindex);
	int err;

	if (ila_role_is_underlay(role))
		return -EEXIST;
	if (ila_role_is_scope(role))
		return -EBUSY;
	if (roles->underlays >= ILA_UNDERLAYS_MAX)
		return -E2BIG;
	err = set(roles, ifindex, 1);
	if (!err)
		roles->underlays++;
	return err;
}

/**
 * ila_roles_underlay_del() - they may not any more
 * @roles: of the namespace
 * @ifindex: the interface
 *
 * Caller holds ila_net.lock.
 *
 * Return: false if they might not before.
 */
bool ila_roles_underlay_del(struct ila_roles *roles, int ifindex)
{
	if (!ila_role_is_underlay(ila_role_find(roles, ifindex)))
		return false;
	set(roles, ifindex, 0);
	roles->underlays--;
	return true;
}

/**
 * ila_roles_scope_get() - an interface is the scope of one more virtual network
 * @roles: of the namespace
 * @ifindex: the interface
 *
 * Caller holds ila_net.lock. May sleep.
 *
 * Return: 0, -EBUSY if it is underlay, or -ENOMEM.
 */
int ila_roles_scope_get(struct ila_roles *roles, int ifindex)
{
	unsigned long role = ila_role_find(roles, ifindex);

	return ila_role_is_underlay(role) ? -EBUSY : set(roles, ifindex, role + 2);
}

/**
 * ila_roles_scope_put() - of one less
 * @roles: of the namespace
 * @ifindex: what ila_roles_scope_get() was given
 *
 * Caller holds ila_net.lock. Does not fail: the number that is there is replaced.
 */
void ila_roles_scope_put(struct ila_roles *roles, int ifindex)
{
	set(roles, ifindex, ila_role_find(roles, ifindex) - 2);
}
