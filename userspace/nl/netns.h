/* SPDX-License-Identifier: GPL-2.0 */
/* Network namespaces by name, as "ip netns" keeps them, or by path. */
#ifndef IDLOC_NETNS_H
#define IDLOC_NETNS_H

/* Move this process there, or nowhere for NULL; returns an exit code, complains if it
 * is not 0.
 */
int netns_enter(const char *name);

#endif
