/* SPDX-License-Identifier: GPL-2.0 */
/* ILA routes: the words of the command line for what rtnetlink has numbers for. */
#ifndef IDLOC_ILA_ROUTE_H
#define IDLOC_ILA_ROUTE_H

#include <stdbool.h>
#include <linux/types.h>
#include <netinet/in.h>

#include "command.h"
#include "nl.h"

/* a word and its number */
struct route_word {
	const char *name;
	__u8 value;
};

/* Each ends with a NULL name. */
extern const struct route_word ila_csum_modes[];
extern const struct route_word ila_ident_types[];
extern const struct route_word ila_hook_types[];

/* Its word, or NULL */
const char *route_word_name(const struct route_word *words, __u8 value);

/* Enter the namespace and open rtnetlink; an exit code. */
int ila_route_open(struct ctx *ctx, struct conn *conn);

int ila_route_show(struct ctx *ctx, struct args *args, const struct command *command);

#endif
