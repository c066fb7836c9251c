// SPDX-License-Identifier: GPL-2.0
/*
 * Identifier Locator Addressing: order of birth and death.
 *
 *   namespaces (net.c)      counters, settings, mapping table
 *   family "ila" (family.c) and "idloc-ila" (netlink.c) configure them
 *   interfaces (netdev.c)   may take virtual networks with them
 *   routes (lwt_*.c)        come last and go first: they use all the others
 *
 * This module takes the place, the name and the interfaces of the kernel's own
 * ila module; the two cannot be loaded at the same time.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <net/genetlink.h>
#include <net/lwtunnel.h>
#include <uapi/linux/ila.h>
#include <uapi/linux/lwtunnel.h>

#include "family.h"
#include "lwt.h"
#include "mapping.h"
#include "net.h"
#include "netdev.h"
#include "netlink.h"
#include "reverse.h"
#include "table.h"
#include "txn.h"

static const struct lwtunnel_encap_ops ila_lwt_ops = {
	.build_state = ila_lwt_build,
	.destroy_state = ila_lwt_destroy,
	.output = ila_lwt_output,
	.input = ila_lwt_input,
	.fill_encap = ila_lwt_fill,
	.get_encap_size = ila_lwt_size,
	.cmp_encap = ila_lwt_differ,
	.owner = THIS_MODULE,
};

/* Another ILA under another name, or built in, holds what we need. */
static int taken(const char *what)
{
	pr_err("%s is held by another ILA implementation: unload it first\n",
	       what);
	return -EBUSY;
}

static int __init ila_init(void)
{
	int err;

	err = ila_reverse_init();
	if (err)
		return err;

	ila_table_secret();
	err = ila_mapping_init();
	if (err)
		goto err_reverse;

	err = ila_net_init();
	if (err)
		goto err_mapping;

	err = ila_family_init();
	if (err) {
		if (err == -EEXIST)
			err = taken("netlink family \"ila\"");
		goto err_net;
	}

	err = ila_netlink_init();
	if (err) {
		if (err == -EEXIST)
			err = taken("netlink family \"idloc-ila\"");
		goto err_family;
	}

	err = ila_txn_init();
	if (err)
		goto err_netlink;

	err = ila_netdev_init();
	if (err)
		goto err_txn;

	/* The only way that this fails is that the type is taken. */
	if (lwtunnel_encap_add_ops(&ila_lwt_ops, LWTUNNEL_ENCAP_ILA)) {
		err = taken("route encapsulation ila");
		goto err_netdev;
	}
	return 0;

err_netdev:
	ila_netdev_exit();
err_txn:
	ila_txn_exit();
err_netlink:
	ila_netlink_exit();
err_family:
	ila_family_exit();
err_net:
	ila_net_exit();
err_mapping:
	ila_mapping_exit();
err_reverse:
	ila_reverse_exit();
	return err;
}

/* No route is left: each holds a reference to the module. */
static void __exit ila_exit(void)
{
	lwtunnel_encap_del_ops(&ila_lwt_ops, LWTUNNEL_ENCAP_ILA);
	/* Says goodbye to each interface, and tells who listens. */
	ila_netdev_exit();
	ila_txn_exit();
	ila_netlink_exit();
	ila_family_exit();
	ila_net_exit();
	ila_mapping_exit();
	ila_reverse_exit();
	/* Mappings and reverse records that were just deleted are freed by kfree_rcu() alone. */
}

module_init(ila_init);
module_exit(ila_exit);

MODULE_DESCRIPTION("Identifier Locator Addressing (ILA) for IPv6");
MODULE_LICENSE("GPL");
MODULE_VERSION(IDLOC_VERSION);
MODULE_ALIAS_RTNL_LWT(ILA);
MODULE_ALIAS_GENL_FAMILY(ILA_GENL_NAME);
MODULE_ALIAS_GENL_FAMILY("idloc-ila");
