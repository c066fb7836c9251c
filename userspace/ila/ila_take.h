/* SPDX-License-Identifier: GPL-2.0 */
/* What stands behind "ila vnid add" and the like, as the attributes of the request. */
#ifndef IDLOC_ILA_TAKE_H
#define IDLOC_ILA_TAKE_H

#include <stdbool.h>

struct args;
struct nl_msg;

/* All words that are left, in the namespace that was entered; false after a complaint.
 * @msg becomes NULL, and is freed, if there is no memory.
 */
typedef bool (*take_fn)(struct args *args, struct nl_msg **msg);

bool ila_set_take(struct args *args, struct nl_msg **msg);
bool ila_vnid_take(struct args *args, struct nl_msg **msg);
bool ila_underlay_take(struct args *args, struct nl_msg **msg);
bool ila_group_take(struct args *args, struct nl_msg **msg);
bool ila_member_take(struct args *args, struct nl_msg **msg);
bool ila_locator_take(struct args *args, struct nl_msg **msg);
bool ila_xlat_take(struct args *args, struct nl_msg **msg);
bool ila_map_take(struct args *args, struct nl_msg **msg);

#endif
