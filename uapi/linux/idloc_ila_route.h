/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * Attributes of RTA_ENCAP for routes of type LWTUNNEL_ENCAP_ILA that the kernel's
 * own module does not have. They stand beside those of <linux/ila.h> and are numbered
 * from 128, so that neither side runs into the other. A module that does not know
 * one of these refuses the route; the kernel's own ignores it.
 */
#ifndef _UAPI_LINUX_IDLOC_ILA_ROUTE_H
#define _UAPI_LINUX_IDLOC_ILA_ROUTE_H

enum {
	IDLOC_ILA_ROUTE_A_FIRST		 = 128,	/* not in use */

	/* u32, 1 and up: the routing table, or that of the VRF, where the route to the
	 * locator is looked up, whatever the interface of the ILA route and whatever
	 * the policy rules. For hook-type output without gateway. Absent: by the
	 * rules, and only out of the interface of the ILA route.
	 */
	IDLOC_ILA_ROUTE_A_UNDERLAY_TABLE = 129,

	/* u32, 28 bits: the virtual network whose tenant addresses the route is for. Its
	 * destination lies inside the tenant prefix; packets change from tenant form to
	 * that of the wire. For hook-type output, in the virtual network's checksum mode.
	 */
	IDLOC_ILA_ROUTE_A_VNID		 = 130,
};

#endif /* _UAPI_LINUX_IDLOC_ILA_ROUTE_H */
