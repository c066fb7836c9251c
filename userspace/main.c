// SPDX-License-Identifier: GPL-2.0
/* idloc: options, and which object the rest is for. */
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "args.h"
#include "idloc.h"
#include "out.h"

/* with brackets: the one of O=, not one that an older build left here */
#include <version.h>

static const struct object *const objects[] = {
	&ila_object,
	&monitor_object,
};

static const struct option long_options[] = {
	{ "details",	no_argument,		NULL, 'd' },
	{ "help",	no_argument,		NULL, 'h' },
	{ "json",	no_argument,		NULL, 'j' },
	{ "netns",	required_argument,	NULL, 'n' },
	{ "pretty",	no_argument,		NULL, 'p' },
	{ "version",	no_argument,		NULL, 'V' },
	{ }
};

void complain(const char *fmt, ...)
{
	va_list ap;

	fputs("idloc: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

int usage_error(const char *fmt, ...)
{
	va_list ap;

	fputs("idloc: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputs("\nTry \"idloc help\".\n", stderr);
	return IDLOC_USAGE;
}

static void print_help(FILE *to)
{
	fputs("Usage: idloc [OPTIONS] OBJECT { COMMAND | help }\n"
	      "OBJECT  := { ila | monitor }\n"
	      "OPTIONS := { -d[etails] | -j[son] | -p[retty] | -n[etns] NETNS |\n"
	      "             -V[ersion] | -h[elp] }\n"
	      "ila: [ show ] | set [ SETTING VALUE ]... | stats | route ... | map ... |\n"
	      "     locator ... | vnid ... | underlay ...\n"
	      "\"idloc OBJECT help\" prints the grammar of an object; idloc(8) has the rest.\n",
	      to);
}

static const struct object *find_object(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(objects); i++)
		if (!strcmp(objects[i]->name, name))
			return objects[i];
	return NULL;
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
		print_help(stdout);
		return IDLOC_OK;
	}
	object = find_object(name);
	if (!object)
		return usage_error("there is no object \"%s\"", name);
	if (!ask_help)
		return object->run(ctx, args);
	object->help();
	return IDLOC_OK;
}

static int bad_option(char **argv, const char *what)
{
	/* optopt: a letter, maybe one of several in a word */
	if (optopt)
		return usage_error("-%c %s", optopt, what);
	return usage_error("%s %s", argv[optind - 1], what);
}

int main(int argc, char **argv)
{
	struct out out = { 0 };
	struct ctx ctx = { .out = &out };
	struct args args;
	bool ask_help = false;
	int opt;
	int ret;

	opterr = 0;
	while ((opt = getopt_long_only(argc, argv, ":dhjn:pV", long_options,
				       NULL)) != -1) {
		switch (opt) {
		case 'd':
			ctx.details = true;
			break;
		case 'h':
			ask_help = true;
			break;
		case 'p':
			out.pretty = true;
			out.json = true;
			break;
		case 'j':
			out.json = true;
			break;
		case 'n':
			ctx.netns = optarg;
			break;
		case 'V':
			printf("idloc %s\n", IDLOC_VERSION);
			return out_flush() ? IDLOC_OK : IDLOC_USAGE;
		case ':':
			return bad_option(argv, "needs a value");
		default:
			return bad_option(argv, "is no option");
		}
	}

	args.left = argc - optind;
	args.next = argv + optind;
	ret = run(&ctx, &args, ask_help);
	if (!out_flush() && !ret)
		ret = IDLOC_USAGE;
	return ret;
}
