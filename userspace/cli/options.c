// SPDX-License-Identifier: GPL-2.0
#include "options.h"

#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "complain.h"
#include "idloc.h"
#include "out.h"

/* No abbreviations but these: any other would have to be kept for ever. */
static const struct option {
	char letter;
	const char *name;
	const char *value;
} known[] = {
	{ 'b', "batch", "FILE" },
	{ 'c', "color", NULL },
	{ 'd', "details", NULL },
	{ 'f', "force", NULL },
	{ 'h', "help", NULL },
	{ 'j', "json", NULL },
	{ 'n', "netns", "NETNS" },
	{ 'o', "oneline", NULL },
	{ 'p', "pretty", NULL },
	{ 's', "statistics", NULL },
	{ 's', "stats", NULL },
	{ 't', "timestamp", NULL },
	{ 'V', "version", NULL },
};

struct taking {
	struct options *options;
	struct ctx *ctx;
};

static const struct option *find_letter(char letter)
{
	size_t i;

	/* "-force" has no short form: nobody shall type it by accident. */
	for (i = 0; i < ARRAY_SIZE(known); i++)
		if (known[i].letter == letter && letter != 'f')
			return &known[i];
	return NULL;
}

/* By what stands behind the dash or dashes, up to a "=". */
static const struct option *find_name(const char *name)
{
	size_t i, len = strcspn(name, "=");

	for (i = 0; i < ARRAY_SIZE(known); i++)
		if (strlen(known[i].name) == len && !strncmp(known[i].name, name, len))
			return &known[i];
	return len == 1 ? find_letter(*name) : NULL;
}

/* ---- what they mean -------------------------------------------------------------- */

/* -c, -c=auto, -c=always, -c=never */
static bool take_color(struct out *out, const char *when)
{
	if (!when || !strcmp(when, "always"))
		out->color = true;
	else if (!strcmp(when, "auto"))
		out->color = isatty(STDOUT_FILENO);
	else if (!strcmp(when, "never"))
		out->color = false;
	else
		return false;
	return true;
}

static void take(const struct taking *t, char letter, const char *value)
{
	struct out *out = t->ctx->out;

	switch (letter) {
	case 'b':
		t->options->batch = value;
		break;
	case 'd':
		t->ctx->details = true;
		break;
	case 'f':
		t->options->force = true;
		break;
	case 'h':
		t->options->help = true;
		break;
	case 'n':
		t->ctx->netns = value;
		break;
	case 'o':
		out->oneline = true;
		break;
	case 'p':
		out->pretty = true;
		out->json = true;
		break;
	case 'j':
		out->json = true;
		break;
	case 's':
		t->ctx->stats = true;
		break;
	case 't':
		t->ctx->timestamp = true;
		break;
	case 'V':
		t->options->version = true;
		break;
	}
}

/* ---- words ----------------------------------------------------------------------- */

/* -jp: several letters, none of which has a value */
static bool take_letters(const struct taking *t, const char *word)
{
	const struct option *option;
	const char *letter;

	if (!word[1] || !word[2])
		return false;
	for (letter = word + 1; *letter; letter++) {
		option = find_letter(*letter);
		if (!option || option->value)
			return false;
	}
	for (letter = word + 1; *letter; letter++)
		if (*letter == 'c')
			take_color(t->ctx->out, NULL);
		else
			take(t, *letter, NULL);
	return true;
}

/* Takes @words[0], and its value if that is the next: how many, 0: it is no option,
 * -1: a complaint.
 */
static int take_option(const struct taking *t, char **words)
{
	const char *name = words[0] + 1 + (words[0][1] == '-');
	const struct option *option = find_name(name);
	const char *value = strchr(name, '=');

	if (!option)
		return take_letters(t, words[0]);
	if (value)
		value++;
	if (option->letter == 'c') {
		if (take_color(t->ctx->out, value))
			return 1;
		usage_error("-color is always, auto or never, not \"%s\"", value);
		return -1;
	}
	if (value && !option->value) {
		usage_error("-%s has no value", option->name);
		return -1;
	}
	if (value || !option->value) {
		take(t, option->letter, value);
		return 1;
	}
	if (!words[1]) {
		usage_error("%s needs a value", words[0]);
		return -1;
	}
	take(t, option->letter, words[1]);
	return 2;
}

static bool is_option(const char *word)
{
	return word[0] == '-' && word[1];
}

int options_take(int n, char **words, struct options *options, struct ctx *ctx)
{
	const struct taking t = { .options = options, .ctx = ctx };
	int i, taken, left = 0;

	for (i = 0; i < n; i += taken) {
		taken = 1;
		if (!strcmp(words[i], "--"))
			break;
		if (!is_option(words[i])) {
			words[left++] = words[i];
			continue;
		}
		taken = take_option(&t, words + i);
		if (taken < 0)
			return -1;
		if (taken)
			continue;
		if (!left) {
			usage_error("%s is no option", words[i]);
			return -1;
		}
		words[left++] = words[i];
		taken = 1;
	}
	for (i++; i < n; i++)
		words[left++] = words[i];
	words[left] = NULL;
	return left;
}

const char *options_name(size_t i)
{
	return i < ARRAY_SIZE(known) ? known[i].name : NULL;
}

const char *options_value(const char *word)
{
	const struct option *option;

	if (!is_option(word))
		return NULL;
	option = find_name(word + 1 + (word[1] == '-'));
	return option && !strchr(word, '=') ? option->value : NULL;
}
