// SPDX-License-Identifier: GPL-2.0
/*
 * Whole SIR prefixes at a local locator, as the family "ila" shows and edits them.
 *
 * That family knows a locator and the SIR prefix that it stands for. Where the locator is
 * a local one, that is a mapping of the prefix to the locator, for both directions.
 */
#include "local.h"

#include <net/netlink.h>
#include <uapi/linux/rtnetlink.h>

#include "map_event.h"
#include "net.h"
#include "queue.h"
#include "table.h"

static struct ila_mapping *prefix_at(struct ila_net *ilan, __be64 sir_prefix,
				     __be64 locator, unsigned int view)
{
	struct in6_addr addr = {};
	struct ila_mapping *m;

	ila_set_upper(&addr, sir_prefix);
	m = ila_table_prefix(&ilan->table, &addr, ILA_NO_VNID, 0, view);
	if (ila_mapping_answers(m) && ila_locator_upper(m->locator, view) == locator)
		return m;
	return NULL;
}

/**
 * ila_local_next() - a SIR prefix that is at a local locator
 * @ilan: the namespace's ILA
 * @map: of the locator
 * @pos: where to go on; 0 for the first
 *
 * Caller holds rcu_read_lock().
 *
 * Return: its mapping, or NULL if there is none any more.
 */
struct ila_mapping *ila_local_next(struct ila_net *ilan, const struct ila_map *map,
				   unsigned int *pos)
{
	unsigned int view = ila_view_now(&ilan->table.views);
	const struct ila_sirs *sirs = &ilan->table.sirs;
	unsigned int end = READ_ONCE(sirs->end);
	const struct ila_sir *sir;
	struct ila_mapping *m;

	while (*pos < end) {
		sir = &sirs->sir[(*pos)++];
		if (!READ_ONCE(sir->users))
			continue;
		m = prefix_at(ilan, READ_ONCE(sir->prefix), map->locator, view);
		/* A prefix is there once for each checksum mode. */
		if (m && m->csum_mode == READ_ONCE(sir->csum_mode))
			return m;
	}
	return NULL;
}

static int check_open(struct ila_net *ilan, struct netlink_ext_ack *extack)
{
	lockdep_assert_held(&ilan->lock);
	if (!ilan->table.views.open)
		return 0;
	NL_SET_ERR_MSG(extack, "ILA: another socket has a transaction open");
	return -EBUSY;
}

static int check_new(struct ila_net *ilan, const struct ila_map *map,
		     const struct ila_mapping *m, struct netlink_ext_ack *extack)
{
	unsigned int view = ilan->table.views.now, pos = 0;
	bool taken;

	rcu_read_lock();
	taken = ila_local_next(ilan, map, &pos) ||
		ila_table_same(&ilan->table, &m->key, 0, m->source, view);
	rcu_read_unlock();
	if (!taken)
		return 0;
	NL_SET_ERR_MSG(extack, "ILA: there is a mapping for this locator and interface");
	return -EEXIST;
}

static int insert(struct ila_net *ilan, const struct ila_map *map,
		  struct ila_mapping *m, struct netlink_ext_ack *extack)
{
	int err = check_open(ilan, extack) ?: check_new(ilan, map, m, extack);

	if (err)
		return err;
	m->locator = ila_locator_get(ilan, NULL, map->locator, extack);
	if (IS_ERR(m->locator))
		return PTR_ERR(m->locator);
	err = ila_table_insert(ilan, m, NULL, extack);
	if (err) {
		m->locator->wanted--;
		ila_locator_put(ilan, m->locator);
		return err;
	}
	ila_mapping_notify(ilan, m, IDLOC_ILA_CMD_MAP_ADD_NTF);
	ila_queue_answer(ilan);
	return 0;
}

/**
 * ila_local_add() - have a SIR prefix at a local locator
 * @ilan: the namespace's ILA
 * @map: of the locator
 * @sir_prefix: as it is on the wire
 * @csum_mode: ILA_CSUM_*
 * @extack: text for the user
 *
 * Caller holds ila_net.lock. May sleep.
 *
 * Return: 0, -EEXIST, -EBUSY, -E2BIG, -ENOSPC or -ENOMEM.
 */
int ila_local_add(struct ila_net *ilan, const struct ila_map *map, __be64 sir_prefix,
		  u8 csum_mode, struct netlink_ext_ack *extack)
{
	struct ila_mapping *m = ila_mapping_alloc();
	int err;

	if (!m)
		return -ENOMEM;
	ila_set_upper(&m->key.addr, sir_prefix);
	m->key.bits = ILA_LOCATOR_LEN;
	m->key.vnid = ILA_NO_VNID;
	m->source = RTPROT_STATIC;
	ila_mapping_set_mode(m, csum_mode);
	err = ila_mapping_complete(m) ?: insert(ilan, map, m, extack);
	/* The hash table may have shown it to packets for a moment. */
	if (err)
		ila_mapping_free_rcu(m);
	return err;
}

/**
 * ila_local_del() - have no SIR prefix at a local locator any more
 * @ilan: the namespace's ILA
 * @map: of the locator
 * @extack: text for the user
 *
 * Mappings of identifiers stay. Caller holds ila_net.lock. May sleep.
 *
 * Return: 0 or -EBUSY.
 */
int ila_local_del(struct ila_net *ilan, const struct ila_map *map,
		  struct netlink_ext_ack *extack)
{
	int err = check_open(ilan, extack);
	struct ila_mapping *m;
	unsigned int pos;

	while (!err) {
		pos = 0;
		rcu_read_lock();
		m = ila_local_next(ilan, map, &pos);
		rcu_read_unlock();
		if (!m)
			break;
		ila_mapping_notify(ilan, m, IDLOC_ILA_CMD_MAP_DEL_NTF);
		ila_table_remove(ilan, m);
	}
	return err;
}
