// SPDX-License-Identifier: GPL-2.0
/* idloc: which object a command is for. */
#include <stdio.h>
#include <string.h>

#include "args.h"
#include "batch.h"
#include "idloc.h"
#include "options.h"
#include "out.h"
#include "words.h"

/* with brackets: the one of O=, not one that an older build left here */
#include <version.h>

static const struct object *const objects[] = {
	&ila_object,
	&addr_object,
	&monitor_object,
	&save_object,
	&restore_object,
	&doctor_object,
	&complete_object,
};

/* Names of objects whose modules are not there yet, so that nothing else gets them. */
static const char *const kept[] = { "hip", "nf-hip" };

static void print_help(FILE *to)
{
	fputs("Usage: idloc [OPTIONS] OBJECT { COMMAND | help }\n"
	      "       idloc [OPTIONS] -b[atch] FILE [ -force ]\n"
	      "OBJECT  := { ila | addr | monitor | save | restore | doctor }\n"
	      "OPTIONS := { -j[son] | -p[retty] | -o[neline] | -s[tatistics] | -d[etails] |\n"
	      "             -t[imestamp] | -c[olor][={ always | auto | never }] |\n"
	      "             -n[etns] NETNS | -V[ersion] | -h[elp] }\n"
	      "ila: [ show ] | set [ SETTING VALUE ]... | stats | route ... | map ... |\n"
	      "     locator ... | vnid ... | underlay ... | group ... |\n"
	      "     xlat ...\n"
	      "\"idloc OBJECT help\" prints the grammar of an object; idloc(8) has the rest.\n",
	      to);
}

void object_help(void)
{
	print_help(stdout);
}

const struct object *object_find(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(objects); i++)
		if (!strcmp(objects[i]->name, name))
			return objects[i];
	return NULL;
}

static int no_object(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kept); i++)
		if (!strcmp(kept[i], name))
			return usage_error("\"%s\" comes with hip.ko, which there is not yet",
					   name);
	return usage_error("there is no object \"%s\"", name);
}

/* @ask_help: -h, of the object if one is named */
static int run(struct ctx *ctx, struct args *args, bool ask_help)
{
	const char *name = args_next(args);
	const struct object *object;

	if (!name && !ask_help) {
		print_help(stderr);
		return IDLOC_USAGE;
	}
	if (!name || !strcmp(name, "help")) {
		object_help();
		return IDLOC_OK;
	}
	object = object_find(name);
	if (!object)
		return no_object(name);
	if (!ask_help)
		return object->run(ctx, args);
	object->help();
	return IDLOC_OK;
}

/* A line of a file: the options are those of the command line. */
static int run_words(struct words *words, void *arg)
{
	struct ctx ctx = *(struct ctx *)arg;
	struct out out = *ctx.out;
	struct args args;

	ctx.out = &out;
	args_begin(&args, words->n, words->word);
	return run(&ctx, &args, false);
}

static int run_batch(struct ctx *ctx, const struct options *options, int left)
{
	if (left)
		return usage_error("-batch takes its commands from %s, and none from here",
				   options->batch);
	ctx->stdin_taken = !strcmp(options->batch, "-");
	return batch_run(options->batch, options->force, run_words, ctx);
}

static int run_all(struct ctx *ctx, int n, char **words)
{
	struct options options = { 0 };
	struct args args;
	int left;

	command_begin(0, NULL);
	left = options_take(n, words, &options, ctx);
	if (left < 0)
		return IDLOC_USAGE;
	if (options.version) {
		printf("idloc %s\n", IDLOC_VERSION);
		return IDLOC_OK;
	}
	if (options.batch && !options.help)
		return run_batch(ctx, &options, left);
	if (options.force)
		return usage_error("-force is for -batch");
	args_begin(&args, left, words);
	return run(ctx, &args, options.help);
}

int main(int argc, char **argv)
{
	struct out out = { 0 };
	struct ctx ctx = { .out = &out };
	int ret;

	ret = run_all(&ctx, argc - 1, argv + 1);
	if (!out_flush() && !ret)
		ret = IDLOC_USAGE;
	return ret;
}
