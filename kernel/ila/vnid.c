// SPDX-License-Identifier: GPL-2.0
/*
 * The table of virtual networks of a namespace.
 *
 * A packet from the wire is looked up by its VNID, one of a tenant by its prefix and
 * the place it comes from. Both keys come from packets, so the tables' own random
 * seeds and their limit on chains are left on. Routes hold a reference, and may
 * outlive the table.
 */
#include "vnid.h"

#include <linux/atomic.h>
#include <linux/hash.h>
#include <linux/jhash.h>
#include <linux/slab.h>
#include <net/netlink.h>

/* Virtual networks of all namespaces: whoever can make namespaces can make many. */
static atomic_t ila_vnids_global;

/* Namespaces that have any. */
DEFINE_STATIC_KEY_FALSE(ila_vnids_anywhere);

/* Keys of a few words, known when this is compiled: nothing has to be called. VNIDs in the
 * table are our own choice, so that one multiplication is enough for them.
 */
static u32 hash_vnid(const void *key, u32 len, u32 seed)
{
	return hash_64((u64)*(const u32 *)key ^ seed, 32);
}

static u32 hash_vnid_of(const void *obj, u32 len, u32 seed)
{
	const struct ila_vnid *vnid = obj;

	return hash_64((u64)vnid->tenant.vnid ^ seed, 32);
}

static int differs_in_vnid(struct rhashtable_compare_arg *arg, const void *obj)
{
	const struct ila_vnid *vnid = obj;

	return vnid->tenant.vnid != *(const u32 *)arg->key;
}

static u32 hash_words(const struct ila_vnid_place *p, u32 seed)
{
	return jhash2((const u32 *)p, sizeof(*p) / sizeof(u32), seed);
}

static u32 hash_place(const void *key, u32 len, u32 seed)
{
	return hash_words(key, seed);
}

static u32 hash_place_of(const void *obj, u32 len, u32 seed)
{
	const struct ila_vnid *vnid = obj;

	return hash_words(&vnid->place, seed);
}

static int differs_in_place(struct rhashtable_compare_arg *arg, const void *obj)
{
	const struct ila_vnid_place *want = arg->key;
	const struct ila_vnid *vnid = obj;

	return memcmp(&vnid->place, want, sizeof(*want));
}

static const struct rhashtable_params by_vnid_params = {
	.head_offset = offsetof(struct ila_vnid, by_vnid),
	.key_offset = offsetof(struct ila_vnid, tenant.vnid),
	.key_len = sizeof(u32),
	.hashfn = hash_vnid,
	.obj_hashfn = hash_vnid_of,
	.obj_cmpfn = differs_in_vnid,
	.max_size = ILA_VNIDS_MAX,
	.automatic_shrinking = true,
};

static const struct rhashtable_params by_place_params = {
	.head_offset = offsetof(struct ila_vnid, by_place),
	.key_offset = offsetof(struct ila_vnid, place),
	.key_len = sizeof(struct ila_vnid_place),
	.hashfn = hash_place,
	.obj_hashfn = hash_place_of,
	.obj_cmpfn = differs_in_place,
	.max_size = ILA_VNIDS_MAX,
	.automatic_shrinking = true,
};

/**
 * ila_vnids_init() - an empty table
 * @vnids: to initialise; zeroed
 *
 * May sleep.
 *
 * Return: 0 or -ENOMEM.
 */
int ila_vnids_init(struct ila_vnids *vnids)
{
	int err = rhashtable_init(&vnids->by_vnid, &by_vnid_params);

	if (err)
		return err;
	err = rhashtable_init(&vnids->by_place, &by_place_params);
	if (err)
		goto err_by_vnid;
	err = ila_prefixes_init(&vnids->prefixes);
	if (err)
		goto err_by_place;
	ila_roles_init(&vnids->roles);
	vnids->generation = 1;
	return 0;

err_by_place:
	rhashtable_destroy(&vnids->by_place);
err_by_vnid:
	rhashtable_destroy(&vnids->by_vnid);
	return err;
}

static void forget(void *vnid, void *unused)
{
	atomic_dec(&ila_vnids_global);
	ila_vnid_put(vnid);
}

/**
 * ila_vnids_destroy() - free the table with all that no route holds
 * @vnids: nobody reads or writes it any more
 *
 * May sleep.
 */
void ila_vnids_destroy(struct ila_vnids *vnids)
{
	if (vnids->count)
		static_branch_dec(&ila_vnids_anywhere);
	rhashtable_destroy(&vnids->by_place);
	rhashtable_free_and_destroy(&vnids->by_vnid, forget, NULL);
	ila_prefixes_destroy(&vnids->prefixes);
	ila_roles_destroy(&vnids->roles);
}

/* The first in a namespace, or the last. */
static void changed(struct ila_vnids *vnids, int by)
{
	if (!vnids->count)
		static_branch_inc(&ila_vnids_anywhere);
	WRITE_ONCE(vnids->count, vnids->count + by);
	WRITE_ONCE(vnids->generation, vnids->generation + 1 ?: 1);
	if (!vnids->count)
		static_branch_dec(&ila_vnids_anywhere);
}

/* Lets packets be asked for its prefix and its scope. */
static int register_keys(struct ila_vnids *vnids, const struct ila_vnid *vnid)
{
	int err = ila_prefixes_get(&vnids->prefixes, &vnid->tenant.prefix);

	if (err || !vnid->place.ifindex)
		return err;
	err = ila_roles_scope_get(&vnids->roles, vnid->place.ifindex);
	if (err)
		ila_prefixes_put(&vnids->prefixes, &vnid->tenant.prefix);
	return err;
}

static void unregister_keys(struct ila_vnids *vnids, const struct ila_vnid *vnid)
{
	ila_prefixes_put(&vnids->prefixes, &vnid->tenant.prefix);
	if (vnid->place.ifindex)
		ila_roles_scope_put(&vnids->roles, vnid->place.ifindex);
}

static int check_new(struct ila_vnids *vnids, const struct ila_vnid *vnid,
		     struct netlink_ext_ack *extack)
{
	if (ila_vnids_find(vnids, vnid->tenant.vnid)) {
		NL_SET_ERR_MSG(extack, "ILA: there is a virtual network of this VNID");
		return -EEXIST;
	}
	if (ila_vnids_at(vnids, &vnid->tenant.prefix, vnid->place.ifindex)) {
		NL_SET_ERR_MSG(extack,
			       "ILA: another virtual network in this scope has this tenant prefix");
		return -EEXIST;
	}
	if (ila_role_is_underlay(ila_role(&vnids->roles, vnid->place.ifindex))) {
		NL_SET_ERR_MSG(extack,
			       "ILA: an underlay interface cannot be the scope of a virtual network");
		return -EBUSY;
	}
	if (vnids->count >= ILA_VNIDS_MAX) {
		NL_SET_ERR_MSG(extack, "ILA: too many virtual networks");
		return -E2BIG;
	}
	return 0;
}

static int insert(struct ila_vnids *vnids, struct ila_vnid *vnid)
{
	int err = register_keys(vnids, vnid);

	if (err)
		return err;
	err = rhashtable_insert_fast(&vnids->by_place, &vnid->by_place,
				     by_place_params);
	if (err)
		goto err_keys;
	err = rhashtable_insert_fast(&vnids->by_vnid, &vnid->by_vnid,
				     by_vnid_params);
	if (!err)
		return 0;
	rhashtable_remove_fast(&vnids->by_place, &vnid->by_place,
			       by_place_params);
err_keys:
	unregister_keys(vnids, vnid);
	return err;
}

/**
 * ila_vnids_add() - put a virtual network into the table
 * @vnids: the table
 * @vnid: complete, with one reference; the table's from now on if this succeeds, and to
 *	be freed after a grace period if it fails: packets may have seen it
 * @extack: text for the user
 *
 * Caller holds ila_net.lock. May sleep.
 *
 * Return: 0, -EEXIST if its number or its place is taken, -EBUSY if its scope is
 * underlay, -E2BIG, -ENOSPC if there are
 * too many in all namespaces, or what the hash table says (-ENOMEM).
 */
int ila_vnids_add(struct ila_vnids *vnids, struct ila_vnid *vnid,
		  struct netlink_ext_ack *extack)
{
	int err;

	rcu_read_lock();
	err = check_new(vnids, vnid, extack);
	rcu_read_unlock();
	if (err)
		return err;
	if (atomic_inc_return(&ila_vnids_global) > ILA_VNIDS_MAX_GLOBAL) {
		NL_SET_ERR_MSG(extack, "ILA: too many virtual networks on this host");
		err = -ENOSPC;
	} else {
		err = insert(vnids, vnid);
	}
	if (err)
		atomic_dec(&ila_vnids_global);
	else
		changed(vnids, 1);
	return err;
}

static void take_out(struct ila_vnids *vnids, struct ila_vnid *vnid)
{
	rhashtable_remove_fast(&vnids->by_vnid, &vnid->by_vnid, by_vnid_params);
	rhashtable_remove_fast(&vnids->by_place, &vnid->by_place,
			       by_place_params);
	unregister_keys(vnids, vnid);
	atomic_dec(&ila_vnids_global);
	changed(vnids, -1);
}

/**
 * ila_vnids_del() - take a virtual network out
 * @vnids: the table
 * @vnid: in the table
 *
 * Caller holds ila_net.lock, and frees it after a grace period. May sleep.
 *
 * Return: 0, or -EBUSY if a route names it.
 */
int ila_vnids_del(struct ila_vnids *vnids, struct ila_vnid *vnid)
{
	if (!refcount_dec_if_one(&vnid->refs))
		return -EBUSY;
	take_out(vnids, vnid);
	return 0;
}

/**
 * ila_vnids_revoke() - take a virtual network out whose scope is no more
 * @vnids: the table
 * @vnid: in the table
 *
 * Routes that name it carry nothing from now on. Caller holds ila_net.lock, and gives
 * the table's reference back with ila_vnid_put(). May sleep.
 */
void ila_vnids_revoke(struct ila_vnids *vnids, struct ila_vnid *vnid)
{
	WRITE_ONCE(vnid->gone, true);
	take_out(vnids, vnid);
}

/**
 * ila_vnids_find() - a virtual network by its number
 * @vnids: the table
 * @vnid: the number
 *
 * Caller holds rcu_read_lock().
 *
 * Return: the virtual network, or NULL.
 */
struct ila_vnid *ila_vnids_find(struct ila_vnids *vnids, u32 vnid)
{
	return rhashtable_lookup(&vnids->by_vnid, &vnid, by_vnid_params);
}

/**
 * ila_vnids_at() - a virtual network by its place
 * @vnids: the table
 * @addr: an address in its tenant prefix
 * @ifindex: its scope
 *
 * Caller holds rcu_read_lock().
 *
 * Return: the virtual network, or NULL.
 */
struct ila_vnid *ila_vnids_at(struct ila_vnids *vnids,
			      const struct in6_addr *addr, int ifindex)
{
	struct ila_vnid_place place = { .ifindex = ifindex };

	memcpy(place.prefix, addr, sizeof(place.prefix));
	return rhashtable_lookup(&vnids->by_place, &place, by_place_params);
}

/**
 * ila_vnid_get() - a virtual network for a route
 * @vnids: the table
 * @vnid: its number
 *
 * Any context.
 *
 * Return: it, with a reference for ila_vnid_put(), or NULL.
 */
struct ila_vnid *ila_vnid_get(struct ila_vnids *vnids, u32 vnid)
{
	struct ila_vnid *found;

	rcu_read_lock();
	found = ila_vnids_find(vnids, vnid);
	if (found && !refcount_inc_not_zero(&found->refs))
		found = NULL;
	rcu_read_unlock();
	return found;
}

/**
 * ila_vnid_put() - a route does not name it any more
 * @vnid: what ila_vnid_get() has given
 *
 * Any context.
 */
void ila_vnid_put(struct ila_vnid *vnid)
{
	if (refcount_dec_and_test(&vnid->refs))
		kfree_rcu(vnid, rcu);
}
