// SPDX-License-Identifier: GPL-2.0
/*
 * Transactions: many changes of the mapping table that packets see all at once.
 *
 * A socket opens one, changes what it likes in the view that packets do not have, and
 * commits: the views change places by one write, and what is in the old one alone is
 * taken away once no packet reads it any more. A socket that closes takes its
 * transaction back. There is one at a time in a namespace.
 */
#include "txn.h"

#include <linux/netlink.h>
#include <linux/notifier.h>
#include <linux/rcupdate.h>

#include "net.h"
#include "queue.h"
#include "table.h"

/**
 * ila_txn_begin() - a socket opens a transaction
 * @ilan: the namespace's ILA
 * @portid: the socket
 * @extack: text for the user
 *
 * Caller holds ila_net.lock.
 *
 * Return: 0 or -EBUSY.
 */
int ila_txn_begin(struct ila_net *ilan, u32 portid, struct netlink_ext_ack *extack)
{
	struct ila_table *table = &ilan->table;

	lockdep_assert_held(&ilan->lock);
	if (table->views.open) {
		if (table->owner == portid)
			NL_SET_ERR_MSG(extack, "ILA: this socket has a transaction already");
		else
			NL_SET_ERR_MSG(extack, "ILA: another socket has a transaction open");
		return -EBUSY;
	}
	table->views.open = true;
	table->owner = portid;
	table->changes = 0;
	table->failed = false;
	return 0;
}

/**
 * ila_txn_check() - may a socket change the mapping table
 * @ilan: the namespace's ILA
 * @portid: the socket
 * @extack: text for the user
 *
 * Caller holds ila_net.lock.
 *
 * Return: 0, or -EBUSY if another one has a transaction open.
 */
int ila_txn_check(struct ila_net *ilan, u32 portid, struct netlink_ext_ack *extack)
{
	lockdep_assert_held(&ilan->lock);
	if (!ilan->table.views.open || ilan->table.owner == portid)
		return 0;
	NL_SET_ERR_MSG(extack, "ILA: another socket has a transaction open");
	return -EBUSY;
}

/**
 * ila_txn_note() - a change of the mapping table has been tried
 * @ilan: the namespace's ILA
 * @err: 0, or why it was refused: then the transaction, if there is one, cannot be
 *	committed any more
 *
 * Caller holds ila_net.lock, and ila_txn_check() has said yes.
 */
void ila_txn_note(struct ila_net *ilan, int err)
{
	struct ila_table *table = &ilan->table;

	lockdep_assert_held(&ilan->lock);
	if (!table->views.open)
		return;
	if (err)
		table->failed = true;
	else
		table->changes++;
}

static int check_owner(const struct ila_table *table, u32 portid,
		       struct netlink_ext_ack *extack)
{
	if (table->views.open && table->owner == portid)
		return 0;
	NL_SET_ERR_MSG(extack, "ILA: this socket has no transaction");
	return -ENOENT;
}

static int check_complete(const struct ila_table *table, const u32 *expected,
			  struct netlink_ext_ack *extack)
{
	if (table->failed) {
		NL_SET_ERR_MSG(extack,
			       "ILA: a change of this transaction was refused, so that none happens");
		return -ECANCELED;
	}
	if (expected && *expected != table->changes) {
		NL_SET_ERR_MSG(extack,
			       "ILA: this transaction has another number of changes, so that none happens");
		return -ECANCELED;
	}
	return 0;
}

static void undo(struct ila_net *ilan)
{
	ilan->table.views.open = false;
	ila_table_settle(ilan, false);
	ila_hook_update(ilan, &ilan->settings);
}

/* Packets that looked before have the old view until the grace period ends. */
static void change_places(struct ila_table *table)
{
	/* Dumps under way learn of it before they see it. */
	ila_table_changed(table);
	/* With ila_view_now(): who reads the new number finds what belongs to it. */
	smp_store_release(&table->views.now, !table->views.now);
	synchronize_rcu();
}

/**
 * ila_txn_commit() - all changes of a transaction happen
 * @ilan: the namespace's ILA
 * @portid: the socket that has it
 * @expected: how many changes there should be, or NULL
 * @changes: set to their number
 * @extack: text for the user
 *
 * Caller holds ila_net.lock. May sleep, for a grace period.
 *
 * Return: 0, -ENOENT if the socket has none, or -ECANCELED if one of the changes was
 * refused or some are missing: then none happens.
 */
int ila_txn_commit(struct ila_net *ilan, u32 portid, const u32 *expected, u32 *changes,
		   struct netlink_ext_ack *extack)
{
	struct ila_table *table = &ilan->table;
	int err = check_owner(table, portid, extack);

	if (err)
		return err;
	err = check_complete(table, expected, extack);
	if (err) {
		undo(ilan);
		return err;
	}
	*changes = table->changes;
	table->views.open = false;
	if (*changes) {
		change_places(table);
		ila_table_changed(table);
		ila_table_settle(ilan, true);
		ila_hook_update(ilan, &ilan->settings);
		ila_queue_answer(ilan);
	}
	return 0;
}

/**
 * ila_txn_abort() - no change of a transaction happens
 * @ilan: the namespace's ILA
 * @portid: the socket that has it
 * @extack: text for the user
 *
 * Caller holds ila_net.lock. May sleep.
 *
 * Return: 0, or -ENOENT if the socket has none.
 */
int ila_txn_abort(struct ila_net *ilan, u32 portid, struct netlink_ext_ack *extack)
{
	int err = check_owner(&ilan->table, portid, extack);

	if (!err)
		undo(ilan);
	return err;
}

/* A socket is no more. May sleep. */
static int socket_closes(struct notifier_block *nb, unsigned long event, void *ptr)
{
	const struct netlink_notify *notify = ptr;
	struct ila_net *ilan;

	if (event != NETLINK_URELEASE || notify->protocol != NETLINK_GENERIC)
		return NOTIFY_DONE;
	ilan = ila_net(notify->net);
	/* A socket that had one, still has. */
	if (!READ_ONCE(ilan->table.views.open))
		return NOTIFY_DONE;
	mutex_lock(&ilan->lock);
	ila_txn_abort(ilan, notify->portid, NULL);
	mutex_unlock(&ilan->lock);
	return NOTIFY_DONE;
}

static struct notifier_block ila_txn_notifier = {
	.notifier_call = socket_closes,
};

/**
 * ila_txn_init() - learn of sockets that close
 *
 * May sleep.
 *
 * Return: 0 or a negative error code.
 */
int ila_txn_init(void)
{
	return netlink_register_notifier(&ila_txn_notifier);
}

/**
 * ila_txn_exit() - do not any more
 *
 * May sleep.
 */
void ila_txn_exit(void)
{
	netlink_unregister_notifier(&ila_txn_notifier);
}
