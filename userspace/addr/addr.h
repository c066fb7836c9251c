/* SPDX-License-Identifier: GPL-2.0 */
/* The object "addr": its commands, and how they print. */
#ifndef IDLOC_ADDR_H
#define IDLOC_ADDR_H

#include <linux/types.h>
#include <netinet/in.h>

#include "idloc.h"

struct addr_words;
struct command;

int addr_show(struct ctx *ctx, struct args *args, const struct command *command);
int addr_wire(struct ctx *ctx, struct args *args, const struct command *command);
int addr_build(struct ctx *ctx, struct args *args, const struct command *command);
int addr_check(struct ctx *ctx, struct args *args, const struct command *command);

/* A line, with what it means below it if details are asked for */
void addr_line(struct ctx *ctx, const char *name, const char *value, const char *doc);
void addr_line_bool(struct ctx *ctx, const char *name, bool value, const char *doc);
void addr_line_addr(struct ctx *ctx, const char *name, const struct in6_addr *addr,
		    const char *doc);
void addr_line_locator(struct ctx *ctx, const struct in6_addr *wire);
void addr_line_mode(struct ctx *ctx, __u8 csum_mode);

/* An address that is not on the wire, under the name of its form; @words say whether a
 * tenant has it.
 */
void addr_line_form(struct ctx *ctx, const struct addr_words *words,
		    const struct in6_addr *addr);

#endif
