// SPDX-License-Identifier: GPL-2.0
/*
 * "idloc complete -- WORD...": what the last word may become, a line each, for the completion
 * of shells. The grammar is that of the help texts; ":files" stands for any file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "args.h"
#include "grammar.h"
#include "idloc.h"
#include "live.h"
#include "options.h"
#include "out.h"
#include "words.h"

#define FOUND_MAX	256

/**
 * struct asked - what is typed
 * @ctx: as its options say
 * @begin: what there is of the last word
 * @found: what it may become, each once
 * @n: how many
 */
struct asked {
	struct ctx ctx;
	const char *begin;
	char *found[FOUND_MAX];
	size_t n;
};

static void add(const char *word, void *arg)
{
	struct asked *asked = arg;
	size_t i;

	for (i = 0; i < asked->n; i++)
		if (!strcmp(asked->found[i], word))
			return;
	if (i == FOUND_MAX)
		return;
	asked->found[i] = strdup(word);
	asked->n += !!asked->found[i];
}

static void add_if_begun(const char *word, struct asked *asked)
{
	if (!strncmp(word, asked->begin, strlen(asked->begin)))
		add(word, asked);
}

static void offer(const char *word, void *arg)
{
	struct asked *asked = arg;

	if (live_is_known(word))
		live_names(&asked->ctx, word, asked->begin, add, asked);
	else if (!grammar_is_value(word) && (*word != '-' || *asked->begin == '-') &&
		 !strchr(word, '['))
		add_if_begun(word, asked);
}

static void offer_nothing(const char *word, void *arg)
{
	(void)word;
	(void)arg;
}

static const struct grammar_user none = {
	.is_known = live_is_known,
	.offer = offer_nothing,
};

/* ---- help ------------------------------------------------------------------------ */

/* What is printed on stdout meanwhile; to be freed. */
static FILE *capture(char **text, size_t *size)
{
	FILE *real = stdout, *f = open_memstream(text, size);

	if (f)
		stdout = f;
	return f ? real : NULL;
}

static void capture_end(FILE *real)
{
	fclose(stdout);
	stdout = real;
}

static char *help_of(void (*help)(void))
{
	char *text = NULL;
	size_t size;
	FILE *real;

	real = capture(&text, &size);
	if (!real)
		return NULL;
	help();
	capture_end(real);
	return text;
}

/* The same of a noun in the object */
static char *help_of_noun(const struct object *object, struct asked *asked, char *noun)
{
	char help[] = "help", *words[] = { noun, help, NULL };
	struct args args;
	char *text = NULL;
	size_t size;
	FILE *real;

	real = capture(&text, &size);
	if (!real)
		return NULL;
	args_begin(&args, 2, words);
	object->run(&asked->ctx, &args);
	capture_end(real);
	return text;
}

static bool has_help(const char *help, char *object, char *noun)
{
	char word[] = "help", *words[] = { object, noun, word, NULL };

	return grammar_follow(help, 3, words, &none);
}

/* ---- words ----------------------------------------------------------------------- */

static void offer_options(struct asked *asked)
{
	const char *name;
	char word[32];
	size_t i;

	for (i = 0; (name = options_name(i)); i++) {
		snprintf(word, sizeof(word), "-%s", name);
		add_if_begun(word, asked);
		snprintf(word, sizeof(word), "--%s", name);
		if (asked->begin[1] == '-')
			add_if_begun(word, asked);
	}
}

static void offer_words(struct asked *asked, int n, char **words)
{
	const struct grammar_user user = {
		.is_known = live_is_known, .offer = offer, .arg = asked,
	};
	const struct object *object = n ? object_find(words[0]) : NULL;
	char *help, *more = NULL;

	if (n && !object)
		return;
	help = help_of(object_help);
	if (help)
		grammar_follow(help, n, words, &user);
	free(help);
	help = object ? help_of(object->help) : NULL;
	if (!help)
		return;
	grammar_follow(help, n, words, &user);
	if (n > 1 && has_help(help, words[0], words[1]))
		more = help_of_noun(object, asked, words[1]);
	if (more)
		grammar_follow(more, n, words, &user);
	free(more);
	free(help);
}

/* @n words are there, and @asked->begin follows */
static void find(struct asked *asked, int n, char **words)
{
	struct options options = { 0 };
	const char *value = n ? options_value(words[n - 1]) : NULL;

	if (value) {
		offer(value, asked);
		return;
	}
	n = options_take(n, words, &options, &asked->ctx);
	if (n < 0 || options.batch || options.help || options.version)
		return;
	if (*asked->begin == '-')
		offer_options(asked);
	offer_words(asked, n, words);
}

/* What is wrong with the words will be said when they are run. */
static void find_quietly(struct asked *asked, int n, char **words)
{
	FILE *real = stderr, *f;
	char *text = NULL;
	size_t size;

	f = open_memstream(&text, &size);
	if (!f)
		return;
	stderr = f;
	find(asked, n, words);
	stderr = real;
	fclose(f);
	free(text);
}

static int complete_run(struct ctx *ctx, struct args *args)
{
	struct out out = { 0 };
	struct asked asked = { .ctx = *ctx, .begin = "" };
	char *words[WORDS_MAX + 1];
	int n = args->left;
	size_t i;

	if (n > WORDS_MAX)
		return IDLOC_OK;
	memcpy(words, args->next, n * sizeof(*words));
	if (n)
		asked.begin = words[--n];
	asked.ctx.out = &out;
	find_quietly(&asked, n, words);
	for (i = 0; i < asked.n; i++) {
		puts(asked.found[i]);
		free(asked.found[i]);
	}
	return IDLOC_OK;
}

static void complete_help(void)
{
	fputs("Usage: idloc complete -- [ WORD ]...\n"
	      "Prints what the last word of a command may become, for the completion of shells.\n",
	      stdout);
}

const struct object complete_object = {
	.name = "complete",
	.run = complete_run,
	.help = complete_help,
};
