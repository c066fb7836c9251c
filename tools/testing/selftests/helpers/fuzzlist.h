/* SPDX-License-Identifier: GPL-2.0 */
/* Lists of netlink attributes, and what can be wrong with one. */
#ifndef SELFTEST_FUZZLIST_H
#define SELFTEST_FUZZLIST_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

#define ATTRS		24
#define ATTR_ROOM	640

/**
 * struct fattr - one attribute
 * @type: its type
 * @len: bytes in @data
 * @data: its contents
 */
struct fattr {
	__u16 type;
	__u16 len;
	__u8 data[ATTR_ROOM];
};

/**
 * struct flist - the attributes of a message
 * @at: the attributes
 * @n: how many
 */
struct flist {
	struct fattr at[ATTRS];
	unsigned int n;
};

/* A random number. */
unsigned long long rnd(void);

/* True once in @n times. */
bool one_in(unsigned int n);

/* Append an attribute, if there is room. */
void put(struct flist *l, unsigned int type, const void *data, size_t len);
void put_u8(struct flist *l, unsigned int type, __u8 val);
void put_u32(struct flist *l, unsigned int type, __u32 val);

/* One thing goes wrong with one attribute. */
void damage_list(struct flist *l);

/**
 * pack() - the list as it is sent
 * @l: the list
 * @out: where it goes
 * @room: bytes there
 * @lie: one attribute in so many has a false length; 0 for none
 *
 * Return: bytes written.
 */
size_t pack(const struct flist *l, __u8 *out, size_t room, unsigned int lie);

#endif /* SELFTEST_FUZZLIST_H */
