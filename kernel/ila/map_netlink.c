// SPDX-License-Identifier: GPL-2.0
/*
 * Mappings in the family "idloc-ila". Numbers and policies:
 * Documentation/netlink/specs/idloc-ila.yaml.
 */
#include <net/genetlink.h>
#include <net/l3mdev.h>

#include "map_attr.h"
#include "map_event.h"
#include "net.h"
#include "netlink.h"
#include "netlink-gen.h"
#include "queue.h"
#include "table.h"
#include "table_walk.h"
#include "txn.h"

static int no_such(struct netlink_ext_ack *extack)
{
	NL_SET_ERR_MSG(extack, "ILA: no mapping of this address, scope and source");
	return -ENOENT;
}

/* Under the lock that the notifier of interfaces takes, so that it does not come first. */
static int check_device(struct net *net, int ifindex, struct nlattr **attrs,
			struct netlink_ext_ack *extack)
{
	const struct net_device *dev;
	int err = 0;

	if (!ifindex)
		return 0;
	rcu_read_lock();
	dev = dev_get_by_index_rcu(net, ifindex);
	if (!dev) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[IDLOC_ILA_A_MAP_IFINDEX],
				    "ILA: no such interface");
		err = -ENODEV;
	} else if (netif_is_l3_slave(dev)) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[IDLOC_ILA_A_MAP_IFINDEX],
				    "ILA: the interface is in a VRF: name that");
		err = -EINVAL;
	}
	rcu_read_unlock();
	return err;
}

static int get_locator(struct ila_net *ilan, struct ila_mapping *m,
		       struct nlattr **attrs, struct netlink_ext_ack *extack)
{
	struct nlattr *name = attrs[IDLOC_ILA_A_MAP_LOCATOR_NAME];
	struct nlattr *upper = attrs[IDLOC_ILA_A_MAP_LOCATOR];
	struct ila_locator *locator;

	if (!name && !upper)
		return 0;
	locator = ila_locator_get(ilan, name ? nla_data(name) : NULL,
				  upper ? nla_get_be64(upper) : 0, extack);
	if (IS_ERR(locator))
		return PTR_ERR(locator);
	m->locator = locator;
	return 0;
}

static void put_locator(struct ila_net *ilan, struct ila_mapping *m)
{
	if (!m->locator)
		return;
	m->locator->wanted--;
	ila_locator_put(ilan, m->locator);
}

/* Packets meet the old one, both or the new one, and never neither. */
static void change_places(struct ila_net *ilan, struct ila_mapping *old,
			  struct ila_mapping *m)
{
	if (!old)
		return;
	m->replaces = old->replaces ||
		      ila_view_has(old->hidden, ilan->table.views.now);
	ila_table_remove(ilan, old);
}

static int check_same(const struct ila_mapping *old, bool replace,
		      struct netlink_ext_ack *extack)
{
	if (!old || replace)
		return 0;
	NL_SET_ERR_MSG(extack, "ILA: there is a mapping of this address, scope and source");
	return -EEXIST;
}

/* Its scope may have gone since it was found. */
static int check_vnid(const struct ila_mapping *m, struct nlattr **attrs,
		      struct netlink_ext_ack *extack)
{
	if (!m->vnid || !m->vnid->gone)
		return 0;
	NL_SET_ERR_MSG_ATTR(extack, attrs[IDLOC_ILA_A_MAP_VNID],
			    "ILA: no virtual network of this VNID");
	return -ENOENT;
}

static int insert(struct ila_net *ilan, struct ila_mapping *m, bool replace,
		  struct genl_info *info)
{
	struct netlink_ext_ack *extack = info->extack;
	struct ila_table *table = &ilan->table;
	struct ila_mapping *old;
	int err;

	lockdep_assert_held(&ilan->lock);
	old = ila_table_same(table, &m->key, m->ifindex, m->source,
			     ila_view_changed(&table->views));
	err = check_same(old, replace, extack) ?:
	      check_vnid(m, info->attrs, extack) ?:
	      check_device(genl_info_net(info), m->ifindex, info->attrs, extack) ?:
	      get_locator(ilan, m, info->attrs, extack);
	if (err)
		return err;
	err = ila_table_insert(ilan, m, old, extack);
	if (err) {
		put_locator(ilan, m);
		return err;
	}
	change_places(ilan, old, m);
	if (table->views.open)
		return 0;
	ila_mapping_notify(ilan, m, old ? IDLOC_ILA_CMD_MAP_REPLACE_NTF :
					  IDLOC_ILA_CMD_MAP_ADD_NTF);
	ila_queue_answer(ilan);
	return 0;
}

static int add(struct genl_info *info, bool replace)
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	struct ila_mapping *m = ila_mapping_alloc();
	int err;

	err = m ? ila_map_parse(m, ilan, info->attrs, info->extack) : -ENOMEM;
	mutex_lock(&ilan->lock);
	if (!ila_txn_check(ilan, info->snd_portid, err ? NULL : info->extack)) {
		err = err ?: insert(ilan, m, replace, info);
		ila_txn_note(ilan, err);
	} else {
		err = err ?: -EBUSY;
	}
	mutex_unlock(&ilan->lock);
	/* The hash table may have shown it to packets for a moment. */
	if (err && m)
		ila_mapping_free_rcu(m);
	return err;
}

/**
 * ila_nl_map_add_doit() - answer map-add
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL, -EEXIST, -ENOENT, -ENODEV, -EBUSY, -E2BIG, -ENOSPC or -ENOMEM.
 */
int ila_nl_map_add_doit(struct sk_buff *skb, struct genl_info *info)
{
	return add(info, false);
}

/**
 * ila_nl_map_replace_doit() - answer map-replace
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL, -ENOENT, -ENODEV, -EBUSY, -E2BIG, -ENOSPC or -ENOMEM.
 */
int ila_nl_map_replace_doit(struct sk_buff *skb, struct genl_info *info)
{
	return add(info, true);
}

static int del_locked(struct ila_net *ilan, const struct ila_map_id *id,
		      struct netlink_ext_ack *extack)
{
	struct ila_table *table = &ilan->table;
	struct ila_mapping *m;

	lockdep_assert_held(&ilan->lock);
	m = ila_table_same(table, &id->key, id->ifindex, id->source,
			   ila_view_changed(&table->views));
	if (!m)
		return no_such(extack);
	if (!table->views.open)
		ila_mapping_notify(ilan, m, IDLOC_ILA_CMD_MAP_DEL_NTF);
	ila_table_remove(ilan, m);
	return 0;
}

/**
 * ila_nl_map_del_doit() - answer map-del
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL, -ENOENT or -EBUSY.
 */
int ila_nl_map_del_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	struct ila_map_id id;
	int err, bad;

	bad = ila_map_parse_id(&id, info->attrs, info->extack);
	mutex_lock(&ilan->lock);
	err = ila_txn_check(ilan, info->snd_portid, bad ? NULL : info->extack);
	if (!err) {
		err = bad ?: del_locked(ilan, &id, info->extack);
		ila_txn_note(ilan, err);
	}
	mutex_unlock(&ilan->lock);
	return bad ?: err;
}

/* May sleep. */
static void flush_one(struct ila_net *ilan, struct ila_mapping *m)
{
	if (!ilan->table.views.open)
		ila_mapping_notify(ilan, m, IDLOC_ILA_CMD_MAP_DEL_NTF);
	ila_table_remove(ilan, m);
}

static bool is_chosen(const struct ila_mapping *m, unsigned int view, const void *filter)
{
	return ila_view_has(m->hidden, view) && ila_map_matches(filter, m, view);
}

/**
 * ila_nl_map_flush_doit() - answer map-flush
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL or -EBUSY.
 */
int ila_nl_map_flush_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	struct ila_map_filter filter = {};
	int err, bad;

	bad = ila_map_parse_filter(&filter, info->attrs, info->extack);
	mutex_lock(&ilan->lock);
	err = ila_txn_check(ilan, info->snd_portid, bad ? NULL : info->extack);
	if (!err) {
		if (!bad)
			ila_table_each(ilan, is_chosen, &filter, flush_one);
		ila_txn_note(ilan, bad);
	}
	mutex_unlock(&ilan->lock);
	return bad ?: err;
}

/**
 * ila_nl_map_get_doit() - answer map-get for one
 * @skb: the request
 * @info: the request, parsed; values are in range
 *
 * May sleep.
 *
 * Return: 0, -EINVAL, -ENOENT, -ENOMEM or -EMSGSIZE.
 */
int ila_nl_map_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct ila_net *ilan = ila_net(genl_info_net(info));
	struct ila_table *table = &ilan->table;
	struct ila_mapping *m;
	struct ila_map_id id;
	unsigned int view, i;
	struct sk_buff *msg;
	void *hdr;
	int err;

	for (i = IDLOC_ILA_A_MAP_LOCATOR; i <= IDLOC_ILA_A_MAP_EXPIRES; i++) {
		if (!info->attrs[i])
			continue;
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[i],
				    "ILA: this attribute chooses among all mappings: ask for a dump");
		return -EINVAL;
	}
	err = ila_map_parse_id(&id, info->attrs, info->extack);
	if (err)
		return err;
	msg = ila_netlink_reply(info, IDLOC_ILA_CMD_MAP_GET, &hdr);
	if (!msg)
		return -ENOMEM;
	rcu_read_lock();
	view = ila_view_now(&table->views);
	m = ila_table_same(table, &id.key, id.ifindex, id.source, view);
	err = m ? ila_map_put(msg, m, view) ?:
		  nla_put_u32(msg, IDLOC_ILA_A_MAP_GENERATION, ila_table_generation(ilan)) :
	      no_such(info->extack);
	rcu_read_unlock();
	if (err) {
		nlmsg_free(msg);
		return err;
	}
	genlmsg_end(msg, hdr);
	return genlmsg_reply(msg, info);
}
