/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The transport checksum of a packet whose pseudo-header changes.
 */
#ifndef IDLOC_ILA_TRANSPORT_H
#define IDLOC_ILA_TRANSPORT_H

#include <linux/skbuff.h>

/**
 * enum ila_patched - what became of a transport checksum
 * @ILA_PATCHED: it is right for the new address, or the protocol has none that
 *	covers addresses, or it is in another fragment
 * @ILA_UNHANDLED: a protocol that we do not know, or a packet too short to tell
 * @ILA_NOMEM: the packet could not be made writable and is untouched
 */
enum ila_patched {
	ILA_PATCHED,
	ILA_UNHANDLED,
	ILA_NOMEM,
};

enum ila_patched ila_patch_transport(struct sk_buff *skb, u16 delta);

#endif /* IDLOC_ILA_TRANSPORT_H */
