/* SPDX-License-Identifier: GPL-2.0 */
/* Nouns and verbs: which word of the command line runs what. */
#ifndef IDLOC_COMMAND_H
#define IDLOC_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <linux/types.h>

struct args;
struct command;
struct ctx;

typedef int (*verb_fn)(struct ctx *ctx, struct args *args,
		       const struct command *command);

/**
 * struct command - a verb of a noun
 * @name: the word
 * @run: does it, returns an enum idloc_exit
 * @cmd: of the family, for a @run that several share
 */
struct command {
	const char *name;
	verb_fn run;
	__u8 cmd;
};

/**
 * struct noun - what commands are about
 * @name: all its words
 * @commands: the first is run if there is no word
 * @n: how many
 * @is_argument: is the word in place of a command the first command's? NULL: never
 * @help: prints the grammar on stdout
 */
struct noun {
	const char *name;
	const struct command *commands;
	size_t n;
	bool (*is_argument)(const char *word);
	void (*help)(void);
};

/* Run what the next word says. */
int noun_run(const struct noun *noun, struct ctx *ctx, struct args *args);

/* A number in place of a command is a key. */
bool noun_is_number(const char *word);

#endif
