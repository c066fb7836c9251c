/* SPDX-License-Identifier: GPL-2.0 */
/* The family idloc-ila, as the commands of the object "ila" use it. */
#ifndef IDLOC_ILA_NL_H
#define IDLOC_ILA_NL_H

#include "nl.h"

struct attr_desc;
struct ctx;

/* Enter the namespace, open the family, or explain on stderr why that cannot
 * be; returns an exit code. conn_close() is needed in either case.
 */
int ila_open(struct ctx *ctx, struct conn *conn);

/* One get command from open to close: @print gets the answer and @ctx. */
int ila_ask(struct ctx *ctx, __u8 cmd, int max, reply_fn print);

/* Send a request that changes something; @table names its attributes, up to @max. */
int ila_tell(struct conn *conn, struct nl_msg *msg,
	     const struct attr_desc *table, unsigned int max);

/* Send a request and print a list, each reply an item that @print fills; it gets
 * the attributes and @arg. Nothing is printed if the kernel refuses at once.
 */
int ila_list(struct ctx *ctx, struct conn *conn, struct nl_msg *msg,
	     const struct attr_desc *table, unsigned int max, reply_fn print,
	     void *arg);

/* Of a reply: is the attribute there and as long as it should be? As it is, if so. */
bool ila_has_u32(const struct nlattr *attr);
void ila_print_number(struct ctx *ctx, const char *name, struct nlattr *attr);

/* Flags: the word of each that is set, and what no word is for as a number. */
void ila_print_flags(struct ctx *ctx, const struct attr_desc *desc,
		     const struct nlattr *attr);

/* The value of an enum, as the word if there is one. */
void ila_print_word(struct ctx *ctx, const struct attr_desc *attr, __u32 value);

#endif
