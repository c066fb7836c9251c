// SPDX-License-Identifier: GPL-2.0
/*
 * "idloc complete -- WORD...": what the last word may become, a line each, for the completion
 * of shells. The grammar is that of the help texts; ":files" stands for any file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "args.h"
#include "command.h"
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

/* ---- help ------------------------------------------------------------------------ */

/* What it prints; to be freed. */
static char *help_of(void (*help)(void))
{
	FILE *real = stdout, *f;
	char *text = NULL;
	size_t size;

	f = open_memstream(&text, &size);
	if (!f)
		return NULL;
	stdout = f;
	help();
	stdout = real;
	fclose(f);
	return text;
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

/* By one of the help texts */
static void offer_by(void (*help)(void), struct asked *asked, int n, char **words)
{
	const struct grammar_user user = {
		.is_known = live_is_known, .offer = offer, .arg = asked,
	};
	char *text = help_of(help);

	if (text)
		grammar_follow(text, n, words, &user);
	free(text);
}

/* By those of the tool, of the object, and of the noun in it. Nothing is run. */
static void offer_words(struct asked *asked, int n, char **words)
{
	const struct object *object = n ? object_find(words[0]) : NULL;
	const struct noun *noun = NULL;

	if (n && !object)
		return;
	offer_by(object_help, asked, n, words);
	if (!object)
		return;
	offer_by(object->help, asked, n, words);
	if (n > 1 && object->noun)
		noun = object->noun(words[1]);
	if (noun)
		offer_by(noun->help, asked, n, words);
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
