// SPDX-License-Identifier: GPL-2.0
#include "hops.h"

#include <linux/rtnetlink.h>

#include <netlink/attr.h>

bool hops_each(struct nlattr *multipath, hop_fn hop, void *arg)
{
	const struct rtnexthop *rtnh = nla_data(multipath);
	struct nlattr *attrs[RTA_MAX + 1];
	int left = nla_len(multipath);
	bool all = true;

	/* The macro looks at the length before it asks whether there is one. */
	while (left >= (int)sizeof(*rtnh) && RTNH_OK(rtnh, left)) {
		if (nla_parse(attrs, RTA_MAX, (struct nlattr *)RTNH_DATA(rtnh),
			      rtnh->rtnh_len - RTNH_LENGTH(0), NULL) >= 0)
			hop(attrs, rtnh, arg);
		else
			all = false;
		left -= RTNH_ALIGN(rtnh->rtnh_len);
		rtnh = RTNH_NEXT(rtnh);
	}
	return all;
}
