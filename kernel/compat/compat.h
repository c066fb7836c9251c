/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What older kernels lack. The only place, with probe.mk, where the kernel's
 * age matters; README.rst says when each can go.
 */
#ifndef IDLOC_COMPAT_H
#define IDLOC_COMPAT_H

#include <net/dst.h>
#include <linux/rhashtable.h>
#include <net/genetlink.h>
#include <linux/ipv6.h>
#include <net/ip6_fib.h>
#ifdef IDLOC_HAVE_GSO_H
#include <net/gso.h>
#endif

#ifndef dst_rt6_info
#define dst_rt6_info(ptr) container_of(ptr, struct rt6_info, dst)
#endif

#ifndef IDLOC_HAVE_DST_DEV
static inline struct net_device *dst_dev(const struct dst_entry *dst)
{
	return READ_ONCE(dst->dev);
}
#endif

/* TCP packets of more than 64 KiB carry a header until they are cut, on kernels
 * that mark them; no MTU is compared with those.
 */
static inline bool ip6_skb_is_fakejumbo(const struct sk_buff *skb)
{
#ifdef IP6SKB_FAKEJUMBO
	return IP6CB(skb)->flags & IP6SKB_FAKEJUMBO;
#else
	return false;
#endif
}

/* Attributes of a request for a dump, in its start function and later. */
static inline struct nlattr **genl_dump_attrs(struct netlink_callback *cb)
{
#ifdef IDLOC_HAVE_GENL_INFO_DUMP
	return genl_info_dump(cb)->attrs;
#else
	return genl_dumpit_info(cb)->attrs;
#endif
}

/* Goes on with a walk after a pause. Older kernels keep the place where it was, although the
 * table has been replaced and the object there may be gone.
 *
 * Return: true if the walk starts anew: what was seen may come again.
 */
static inline bool rhashtable_walk_resume(struct rhashtable_iter *iter)
	__acquires(RCU)
{
	if (!rhashtable_walk_start_check(iter))
		return false;
	iter->p = NULL;
	return true;
}

#endif /* IDLOC_COMPAT_H */
