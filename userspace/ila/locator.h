/* SPDX-License-Identifier: GPL-2.0 */
/* Locators: their eight bytes as text, and their names. */
#ifndef IDLOC_LOCATOR_H
#define IDLOC_LOCATOR_H

#include <stdbool.h>
#include <linux/types.h>

struct nlattr;
struct out;

/* 2001:0:87:0 or 2001:0:87::/64 and its 8 bytes. The text has room for 20 characters. */
bool locator_parse(const char *text, __u8 bytes[8]);
void locator_print(const __u8 bytes[8], char text[20]);

/* The same, and complains; so does the other: may a locator be called that? */
bool locator_take(const char *word, __u8 bytes[8]);
bool locator_is_name(const char *word);

/* Of a reply: "locator 2001:0:87:0", and a name under the name of its attribute; the
 * lead is the first of its line.
 */
void locator_print_attr(struct out *out, struct nlattr *attr);
void locator_print_name(struct out *out, const char *name, struct nlattr *attr);
void locator_print_lead(struct out *out, const char *name, struct nlattr *attr);

#endif
