/* SPDX-License-Identifier: GPL-2.0 */
/*
 * ILA routes: lightweight tunnel encapsulation ILA.
 */
#ifndef IDLOC_ILA_LWT_H
#define IDLOC_ILA_LWT_H

#include <net/lwtunnel.h>

#include "net.h"
#include "reverse.h"
#include "rewrite.h"
#include "underlay.h"

/**
 * struct ila_lwt - one ILA route (or nexthop)
 * @ilan: its namespace's ILA. Only for packets: they stop before the namespace's
 *	ILA goes, but the route may be destroyed after it
 * @rewrite: what happens to a destination
 * @underlay: hook type output: where a translated packet goes
 * @routes: hook type output: the namespace's number of such routes, which counts this
 *	one; else NULL
 * @reverse: hook type output: how an ICMPv6 error finds back; NULL if only the
 *	packets tell, see recent.h
 * @vnid: hook type output: the virtual network that it is for, or NULL; this holds a
 *	reference
 * @mapped: hook type output: the mapping table says where to; @rewrite is not used
 * @ident_type: ILA_ATYPE_*, as configured
 * @hook_type: ILA_HOOK_ROUTE_*
 *
 * Immutable after build_state but for the insides of @underlay.
 */
struct ila_lwt {
	struct ila_net *ilan;
	struct ila_rewrite rewrite;
	struct ila_underlay underlay;
	struct ila_routes *routes;
	struct ila_reverse *reverse;
	struct ila_vnid *vnid;
	bool mapped;
	u8 ident_type;
	u8 hook_type;
};

/**
 * ila_lwt() - our part of a lightweight tunnel state
 * @lwtstate: of type LWTUNNEL_ENCAP_ILA
 *
 * Return: never NULL.
 */
static inline struct ila_lwt *ila_lwt(struct lwtunnel_state *lwtstate)
{
	return (struct ila_lwt *)lwtstate->data;
}

int ila_lwt_build(struct net *net, struct nlattr *nla, unsigned int family,
		  const void *cfg, struct lwtunnel_state **ts,
		  struct netlink_ext_ack *extack);
void ila_lwt_destroy(struct lwtunnel_state *lwtstate);
int ila_lwt_fill(struct sk_buff *skb, struct lwtunnel_state *lwtstate);
int ila_lwt_size(struct lwtunnel_state *lwtstate);
int ila_lwt_differ(struct lwtunnel_state *a, struct lwtunnel_state *b);

int ila_lwt_output(struct net *net, struct sock *sk, struct sk_buff *skb);
int ila_lwt_input(struct sk_buff *skb);

#endif /* IDLOC_ILA_LWT_H */
