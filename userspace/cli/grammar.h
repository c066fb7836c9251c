/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The grammar of a help text, and what may follow some words by it. The text is what users
 * are told, so nothing has to be kept in line with it:
 *
 *	Usage: idloc [OPTIONS] ila map { add | replace } KEY [ csum-mode MODE ]
 *	KEY  := ADDRESS[/LENGTH] [ vnid VNID ]
 *
 * Words in capitals stand for values. Behind the first of them, names with their values
 * come in any order.
 */
#ifndef IDLOC_GRAMMAR_H
#define IDLOC_GRAMMAR_H

#include <stdbool.h>

/**
 * struct grammar_user - who asks
 * @is_known: are there candidates of its own for this value? Else a definition of it in the
 *	text is looked into.
 * @offer: a word that may follow; a value if it is in capitals
 * @arg: for @offer
 */
struct grammar_user {
	bool (*is_known)(const char *value);
	void (*offer)(const char *word, void *arg);
	void *arg;
};

/* Offer whatever may follow @n words by one of the usages in @help; true if the words are a
 * whole command by one of them.
 */
bool grammar_follow(const char *help, int n, char *const *words,
		    const struct grammar_user *user);

/* Does a word of a grammar stand for a value? */
bool grammar_is_value(const char *word);

#endif
