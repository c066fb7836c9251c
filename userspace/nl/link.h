/* SPDX-License-Identifier: GPL-2.0 */
/* Interfaces by name and number, in the namespace that was entered; VRFs. */
#ifndef IDLOC_LINK_H
#define IDLOC_LINK_H

#include <stddef.h>
#include <linux/types.h>
#include <net/if.h>

struct conn;
struct out;

/* Number of an interface, 0 and a complaint if there is none. */
__u32 link_index(const char *name);

/* "dev NAME", or the number of one that has gone meanwhile */
void link_print(struct out *out, __u32 index);

/* The routing table of a VRF, 0 if @name is none; @conn is rtnetlink. */
__u32 vrf_table(struct conn *conn, const char *name);

struct vrf {
	__u32 table;
	char name[IF_NAMESIZE];
};

/**
 * struct vrfs - the VRFs of a namespace
 * @n: how many
 * @vrf: each of them
 */
struct vrfs {
	size_t n;
	struct vrf *vrf;
};

/* For names in what is printed: whatever cannot be found out is left out. */
void vrfs_load(struct vrfs *vrfs);
const char *vrfs_name(const struct vrfs *vrfs, __u32 table);
void vrfs_free(struct vrfs *vrfs);

#endif
