// SPDX-License-Identifier: GPL-2.0
/* "idloc save": all that a namespace keeps, as the commands that make it again. */
#include <stdio.h>
#include <string.h>

#include "args.h"
#include "idloc.h"
#include "out.h"
#include "save.h"
#include "state_print.h"
#include "state_read.h"

/* [ ila [ KIND ]... ] */
static bool parse(struct args *args, bool *chosen)
{
	const char *word = args_next(args);
	enum kind kind;

	if (word && strcmp(word, "ila")) {
		usage_error("there is no \"%s\" to save, ila is all there is", word);
		return false;
	}
	for (kind = 0; !args->left && kind < KINDS; kind++)
		chosen[kind] = true;
	while (args->left) {
		word = args_next(args);
		if (kind_choose(word, chosen))
			continue;
		usage_error("there is no \"%s\" to save; \"idloc save help\" says what there is",
			    word);
		return false;
	}
	return true;
}

static void print(struct out *out, const struct line *line)
{
	if (!out->json) {
		puts(line->text);
		return;
	}
	out_item(out);
	out_word(out, "line", line->text);
	out_item_end(out);
}

/* Of a part, the first line tells which, so that nobody takes it for all there was. */
static void print_header(const bool *chosen)
{
	bool whole = true;
	enum kind kind;

	for (kind = 0; kind < KINDS; kind++)
		whole &= chosen[kind];
	fputs(SAVE_HEADER SAVE_VERSION, stdout);
	for (kind = 0; !whole && kind < KINDS; kind++)
		if (chosen[kind] && kind != KIND_MEMBER)
			printf(" %s", kind_name(kind));
	putchar('\n');
}

/* Without the last line, nobody takes what was printed for a whole. */
static int print_all(struct out *out, const struct state *state, const bool *chosen)
{
	const struct item *before = NULL;
	struct line line = { 0 };
	size_t i;

	if (!out->json)
		print_header(chosen);
	out_list(out);
	for (i = 0; i < state->n; i++) {
		if (!chosen[state->item[i]->kind])
			continue;
		item_print(state->item[i], item_is_more(state->item[i], before), &line);
		print(out, &line);
		before = state->item[i];
	}
	out_list_end(out);
	if (line.lost) {
		complain("this is not all: an interface went away, or a name has a line break");
		return IDLOC_USAGE;
	}
	if (!out->json)
		puts(SAVE_END);
	return IDLOC_OK;
}

static int save(struct ctx *ctx, struct args *args)
{
	bool chosen[KINDS] = { 0 };
	struct state state = { 0 };
	struct kernel kernel;
	int ret;

	command_hint("save");
	if (args->left && !strcmp(*args->next, "help")) {
		save_object.help();
		return IDLOC_OK;
	}
	if (!parse(args, chosen))
		return IDLOC_USAGE;
	ret = kernel_open(ctx, &kernel);
	if (!ret)
		ret = state_read(&kernel, &state, chosen);
	kernel_close(&kernel);
	if (!ret)
		ret = print_all(ctx->out, &state, chosen);
	state_free(&state);
	return ret;
}

static void help(void)
{
	fputs("Usage: idloc [OPTIONS] save [ ila [ KIND ]... ]\n"
	      "KIND    := { set | underlay | vnid | group | locator | xlat | map | route }\n"
	      "Prints the commands that make what there is, for \"idloc restore\" or an editor.\n",
	      stdout);
}

const struct object save_object = {
	.name = "save",
	.run = save,
	.help = help,
};
