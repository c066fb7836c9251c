/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Translating one packet.
 */
#ifndef IDLOC_ILA_XLATE_H
#define IDLOC_ILA_XLATE_H

#include <linux/skbuff.h>

#include "net.h"
#include "rewrite.h"

unsigned int ila_xlate_to_wire(struct ila_net *ilan, struct sk_buff *skb,
			       const struct ila_rewrite *r);
unsigned int ila_xlate_to_sir(struct ila_net *ilan, struct sk_buff *skb,
			      const struct ila_rewrite *r);

#endif /* IDLOC_ILA_XLATE_H */
