/* SPDX-License-Identifier: GPL-2.0 */
/* The object "ila": its commands, and the tables of the family idloc-ila. */
#ifndef IDLOC_ILA_H
#define IDLOC_ILA_H

#include <linux/idloc_ila.h>
#include <linux/types.h>

#include "command.h"
#include "idloc.h"
#include "spec.h"

struct in6_addr;

extern const struct attr_desc ila_settings[IDLOC_ILA_A_SETTINGS_MAX + 1];
extern const struct attr_desc ila_stats[IDLOC_ILA_A_STATS_MAX + 1];
extern const struct attr_desc ila_vnid[IDLOC_ILA_A_VNID_MAX + 1];
extern const struct attr_desc ila_underlay[IDLOC_ILA_A_UNDERLAY_MAX + 1];
extern const struct attr_desc ila_map[IDLOC_ILA_A_MAP_MAX + 1];
extern const struct attr_desc ila_locator[IDLOC_ILA_A_LOCATOR_MAX + 1];
extern const struct attr_desc ila_txn[IDLOC_ILA_A_TXN_MAX + 1];

struct nlattr;
extern const struct attr_desc ila_group[IDLOC_ILA_A_GROUP_MAX + 1];

extern const struct noun ila_route_noun;
extern const struct noun ila_map_noun;
extern const struct noun ila_locator_noun;
extern const struct noun ila_vnid_noun;
extern const struct noun ila_underlay_noun;
extern const struct noun ila_group_noun;
extern const struct noun ila_xlat_noun;

int ila_show(struct ctx *ctx, struct args *args, const struct command *command);
int ila_set(struct ctx *ctx, struct args *args, const struct command *command);
int ila_show_stats(struct ctx *ctx, struct args *args, const struct command *command);

int ila_vnid_show(struct ctx *ctx, struct args *args, const struct command *command);
int ila_vnid_get(struct ctx *ctx, struct args *args, const struct command *command);
int ila_group_show(struct ctx *ctx, struct args *args, const struct command *command);
int ila_group_get(struct ctx *ctx, struct args *args, const struct command *command);

/* The members of one item, of its attributes; @arg is the struct ctx. */
void ila_vnid_print(struct nlattr **attrs, void *arg);
void ila_underlay_print(struct nlattr **attrs, void *arg);
void ila_group_print(struct nlattr **attrs, void *arg);
void ila_map_print(struct nlattr **attrs, void *arg);
void ila_locator_print(struct nlattr **attrs, void *arg);

/* Grammars, on stdout */
void ila_help(void);
void ila_route_help(void);
void ila_map_help(void);
void ila_locator_help(void);
void ila_vnid_help(void);
void ila_underlay_help(void);
void ila_group_help(void);
void ila_xlat_help(void);

/* The next word, as the address of a group; complains if that is none. */
bool group_next(struct args *args, struct in6_addr *group);

/* A VNID; the second takes the next word and complains if that is none. */
bool vnid_parse(const char *word, __u32 *vnid);
bool vnid_next(struct args *args, __u32 *vnid);

#endif
