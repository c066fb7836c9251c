/* SPDX-License-Identifier: GPL-2.0 */
/* Files of commands as a state: what "idloc save" has written, or somebody by hand. */
#ifndef IDLOC_STATE_INPUT_H
#define IDLOC_STATE_INPUT_H

#include <stdbool.h>

#include "complain.h"
#include "nl.h"
#include "state.h"

/**
 * struct input - what is being read
 * @route: rtnetlink, for the names of VRFs
 * @place: of the command that reads it
 * @early: leave out what is about interfaces, which may not be there yet
 * @state: gets the items
 * @file: names of the files, and the number that their first lines have among all
 * @n: how many
 * @about: kinds that it says all of: of the others, what there is stays
 * @found: one of them has been saved by the tool
 * @lines: so many have been read
 * @left_out: so many of them were left out
 * @early_vnids: virtual networks that were
 * @n_early_vnids: how many
 * @msg: is filled again and again
 */
struct input {
	struct conn *route;
	struct place place;
	bool early;
	struct state *state;
	struct input_file {
		char *name;
		__u32 first;
	} *file;
	size_t n;
	bool about[KINDS];
	bool found;
	__u32 lines;
	size_t left_out;
	__u32 *early_vnids;
	size_t n_early_vnids;
	struct nl_msg *msg;
};

/* Read a file, "-" for stdin, or the *.conf of a folder in the order of their names;
 * false after complaints, each about a line.
 */
bool input_read(struct input *input, const char *path);

/* After the last: put all in order, and complain of what cannot be true together. */
bool input_end(struct input *input);
void input_free(struct input *input);

/* Say why the kernel has refused a line, whose words are @text: the parser is run over
 * them again, so that it can mark the word which the kernel blames. @table names the
 * attributes of the request.
 */
void input_complain(struct input *input, __u32 line, char *text,
		    const struct verdict *verdict, const struct attr_desc *table,
		    unsigned int max);

#endif
