/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The netfilter hooks that translate by the mapping table, and ICMPv6 errors.
 */
#ifndef IDLOC_ILA_HOOK_H
#define IDLOC_ILA_HOOK_H

#include <linux/netfilter.h>

struct ila_net;
struct ila_settings;

/**
 * struct ila_hook - the hooks of a namespace
 * @net: the namespace
 * @ops: for what arrives, one for each enum idloc_ila_hook_position
 * @attached: the one of @ops that is registered, NULL if none
 * @output: for what our own host sends
 * @has_output: is it registered
 *
 * Guarded by ila_net.lock.
 */
struct ila_hook {
	struct net *net;
	struct nf_hook_ops ops[2];
	struct nf_hook_ops *attached;
	struct nf_hook_ops output;
	bool has_output;
};

void ila_hook_init(struct ila_hook *hook, struct net *net);
int ila_hook_attach(struct ila_hook *hook, unsigned int position);
void ila_hook_detach(struct ila_hook *hook);
int ila_hook_update(struct ila_net *ilan, const struct ila_settings *settings);

#endif /* IDLOC_ILA_HOOK_H */
