// SPDX-License-Identifier: GPL-2.0
/*
 * The tenant prefixes of a namespace, whatever their scope: does an address belong to
 * any tenant? Several virtual networks may have the same prefix, each in a scope of
 * its own; it stays until the last of them goes.
 */
#include "prefixes.h"

#include <linux/slab.h>

/**
 * struct ila_prefix - one prefix of a set
 * @node: place in ila_prefixes.table
 * @rcu: for freeing
 * @bytes: the first 96 bits
 * @users: number of virtual networks that have it; written under ila_net.lock
 */
struct ila_prefix {
	struct rhash_head node;
	struct rcu_head rcu;
	u8 bytes[ILA_TENANT_BYTES];
	unsigned int users;
};

static const struct rhashtable_params ila_prefixes_params = {
	.head_offset = offsetof(struct ila_prefix, node),
	.key_offset = offsetof(struct ila_prefix, bytes),
	.key_len = sizeof_field(struct ila_prefix, bytes),
	.automatic_shrinking = true,
};

/**
 * ila_prefixes_init() - an empty set
 * @set: to initialise; zeroed
 *
 * May sleep.
 *
 * Return: 0 or -ENOMEM.
 */
int ila_prefixes_init(struct ila_prefixes *set)
{
	return rhashtable_init(&set->table, &ila_prefixes_params);
}

static void free_now(void *prefix, void *unused)
{
	kfree(prefix);
}

/**
 * ila_prefixes_destroy() - free the set with all that is in it
 * @set: nobody reads or writes it any more
 *
 * May sleep.
 */
void ila_prefixes_destroy(struct ila_prefixes *set)
{
	rhashtable_free_and_destroy(&set->table, free_now, NULL);
}

static struct ila_prefix *find(struct ila_prefixes *set,
			       const struct in6_addr *addr)
{
	return rhashtable_lookup_fast(&set->table, addr->s6_addr,
				      ila_prefixes_params);
}

/**
 * ila_prefixes_get() - put a prefix into the set, or be one more who has it
 * @set: the set
 * @addr: an address in it
 *
 * Caller holds ila_net.lock. May sleep.
 *
 * Return: 0, or what the hash table says (-ENOMEM).
 */
int ila_prefixes_get(struct ila_prefixes *set, const struct in6_addr *addr)
{
	struct ila_prefix *prefix = find(set, addr);
	int err;

	if (prefix) {
		WRITE_ONCE(prefix->users, prefix->users + 1);
		return 0;
	}
	prefix = kzalloc(sizeof(*prefix), GFP_KERNEL_ACCOUNT);
	if (!prefix)
		return -ENOMEM;
	memcpy(prefix->bytes, addr, sizeof(prefix->bytes));
	prefix->users = 1;
	err = rhashtable_insert_fast(&set->table, &prefix->node,
				     ila_prefixes_params);
	if (err)
		kfree(prefix);
	else
		ila_sieve_get(&set->sieve, ila_prefixes_hash(addr));
	return err;
}

/**
 * ila_prefixes_put() - take back what ila_prefixes_get() has done
 * @set: the set
 * @addr: an address in the prefix, which is there
 *
 * Caller holds ila_net.lock.
 */
void ila_prefixes_put(struct ila_prefixes *set, const struct in6_addr *addr)
{
	struct ila_prefix *prefix = find(set, addr);

	if (!prefix)
		return;
	WRITE_ONCE(prefix->users, prefix->users - 1);
	if (prefix->users)
		return;
	ila_sieve_put(&set->sieve, ila_prefixes_hash(addr));
	rhashtable_remove_fast(&set->table, &prefix->node, ila_prefixes_params);
	kfree_rcu(prefix, rcu);
}

/**
 * ila_prefixes_find() - does an address belong to a tenant, where the sieve does not say
 * @set: the set
 * @addr: the address
 *
 * The out-of-line part of ila_prefixes_have(). Caller holds rcu_read_lock().
 *
 * Return: true if its first 96 bits are in the set.
 */
bool ila_prefixes_find(struct ila_prefixes *set, const struct in6_addr *addr)
{
	return rhashtable_lookup(&set->table, addr->s6_addr, ila_prefixes_params);
}

/**
 * ila_prefixes_shared() - do several scopes have an address
 * @set: the set
 * @addr: the address
 *
 * Caller holds rcu_read_lock().
 *
 * Return: true if so: it does not say which tenant is meant.
 */
bool ila_prefixes_shared(struct ila_prefixes *set, const struct in6_addr *addr)
{
	const struct ila_prefix *prefix;

	if (!ila_sieve_may_have(&set->sieve, ila_prefixes_hash(addr)))
		return false;
	prefix = rhashtable_lookup(&set->table, addr->s6_addr, ila_prefixes_params);
	return prefix && READ_ONCE(prefix->users) > 1;
}
