/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Mappings as netlink attributes (set "map" of the spec).
 */
#ifndef IDLOC_ILA_MAP_ATTR_H
#define IDLOC_ILA_MAP_ATTR_H

#include <net/genetlink.h>

#include "mapping.h"

struct ila_map;
struct ila_net;

/**
 * struct ila_map_id - which mapping a request is about
 * @key: the address
 * @ifindex: the scope, 0 for all
 * @source: RTPROT_*
 */
struct ila_map_id {
	struct ila_mapping_key key;
	int ifindex;
	u8 source;
};

/**
 * struct ila_map_filter - which mappings a request is about
 * @attrs: bits, one for each IDLOC_ILA_A_MAP_* that was given
 * @addr: mappings of or within this prefix
 * @bits: its length
 * @vnid: of this virtual network
 * @ifindex: for this scope
 * @source: of this source
 * @locator: that lead here
 * @name: that lead to the locator of this name
 * @expires: that go within so many seconds
 */
struct ila_map_filter {
	u32 attrs;
	struct in6_addr addr;
	u32 bits;
	u32 vnid;
	int ifindex;
	u8 source;
	__be64 locator;
	char name[ILA_LOCATOR_NAME];
	u32 expires;
};

int ila_map_parse_id(struct ila_map_id *id, struct nlattr **attrs,
		     struct netlink_ext_ack *extack);
int ila_map_parse(struct ila_mapping *m, struct ila_net *ilan,
		  struct nlattr **attrs, struct netlink_ext_ack *extack);
int ila_map_parse_filter(struct ila_map_filter *filter, struct nlattr **attrs,
			 struct netlink_ext_ack *extack);
bool ila_map_matches(const struct ila_map_filter *filter,
		     const struct ila_mapping *m, unsigned int view);
bool ila_map_matches_in_only(const struct ila_map_filter *filter,
			     const struct ila_map *map);
int ila_map_put_in_only(struct sk_buff *msg, const struct ila_map *map);
int ila_map_put(struct sk_buff *msg, const struct ila_mapping *m,
		unsigned int view);

#endif /* IDLOC_ILA_MAP_ATTR_H */
