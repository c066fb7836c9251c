/* SPDX-License-Identifier: GPL-2.0 */
/* Things that are done while allocations fail, and the state they leave. */
#ifndef SELFTEST_FAILNTH_H
#define SELFTEST_FAILNTH_H

#include "nlmsg.h"
#include "nlwords.h"

#define ERRNOS	200

/**
 * struct attempt - how it went
 * @error: errno that the caller got
 * @hit: an allocation was made to fail
 * @lost: there was no answer at all
 * @replies: sum over what was answered
 */
struct attempt {
	int error;
	bool hit;
	bool lost;
	unsigned long long replies;
};

/**
 * fault_open() - get ready; a process needs its own
 */
void fault_open(void);

/**
 * fault_arm() - have an allocation of this task fail
 * @nth: which one from now on; 0 for none
 */
void fault_arm(unsigned int nth);

/**
 * fault_done() - end what fault_arm() began
 *
 * Return: true if an allocation was made to fail.
 */
bool fault_done(void);

/**
 * wrong() - tell what should not have happened
 * @nth: the allocation that was to fail
 * @what: happened
 */
void wrong(unsigned int nth, const char *what);

/**
 * attempt_count() - count an attempt in which an allocation failed
 * @nth: which one
 * @a: how it went
 */
void attempt_count(unsigned int nth, const struct attempt *a);

/**
 * state_of_message() - a number that stands for a message's contents
 * @nh: the message
 *
 * Its header does not count, nor what changes by itself. Sums stand for messages
 * in any order.
 *
 * Return: the number.
 */
unsigned long long state_of_message(const struct nlmsghdr *nh);

/**
 * state_of_namespace() - a number that stands for mappings, settings, routes and nexthops
 *
 * Return: the number.
 */
unsigned long long state_of_namespace(void);

/* What try_module() loads. */
extern const char *module_file, *module_name;

/**
 * try_netns() - make a network namespace while an allocation fails
 * @nth: which one
 * @a: how it went
 *
 * Return: true if all was as it should be.
 */
bool try_netns(unsigned int nth, struct attempt *a);

/**
 * try_module() - load a module while an allocation fails, and unload it
 * @nth: which one
 * @a: how it went
 *
 * Return: true if all was as it should be.
 */
bool try_module(unsigned int nth, struct attempt *a);

#endif
