// SPDX-License-Identifier: GPL-2.0
#include "grammar.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "idloc.h"

#define NODES_MAX	256
#define ELEMENTS_MAX	32
#define DEPTH_MAX	8
#define TEXTS_MAX	32
#define OPTIONS		"[OPTIONS] "

/**
 * struct node - a word of a usage, or what stands in brackets
 * @word: NULL of brackets
 * @inner: the first word of the first alternative in the brackets
 * @alt: of such a first word, that of the next alternative
 * @next: what follows in the same usage or alternative
 * @optional: square brackets
 * @repeat: an ellipsis follows the brackets
 */
struct node {
	const char *word;
	struct node *inner;
	struct node *alt;
	struct node *next;
	bool optional;
	bool repeat;
};

/**
 * struct usage - one usage while it is read
 * @help: the text that has the definitions
 * @user: who asks
 * @node: of which @n are taken
 * @depth: definitions that are being looked into
 * @text: copies of what was read, which the words are in; @n_texts of them
 */
struct usage {
	const char *help;
	const struct grammar_user *user;
	struct node node[NODES_MAX];
	size_t n;
	int depth;
	char *text[TEXTS_MAX];
	size_t n_texts;
};

/* Where in a copy of a usage the next word begins; @close: the bracket that ended the last. */
struct reader {
	char *next;
	const char *close;
};

bool grammar_is_value(const char *word)
{
	/* An example of a value has digits or colons. */
	return isupper((unsigned char)*word) || isdigit((unsigned char)*word) ||
	       strchr(word, ':');
}

/* ---- text ------------------------------------------------------------------------ */

static bool is_continued(const char *line)
{
	return *line == ' ' && strncmp(line, "       idloc ", 13);
}

/* From @text to the end of the last line that continues its first, as one line. */
static char *unfold(const char *text)
{
	const char *end = strchrnul(text, '\n');
	char *copy, *c;

	while (*end && is_continued(end + 1))
		end = strchrnul(end + 1, '\n');
	copy = strndup(text, end - text);
	for (c = copy; c && *c; c++)
		if (*c == '\n')
			*c = ' ';
	return copy;
}

/* What follows "NAME :=" of a value such as NAME or NAME[/LENGTH], if that is grammar and
 * no prose; NULL: there is none.
 */
static char *definition(const char *help, const char *value)
{
	size_t len = strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-");
	const char *line;

	for (line = help; *line; line += !!*line) {
		if (!strncmp(line, value, len) && line[len] == ' ') {
			line += len + strspn(line + len, " ");
			if (!strncmp(line, ":= ", 3))
				return strchr("{[", line[3]) || isupper((unsigned char)line[3]) ?
				       unfold(line + 3) : NULL;
		}
		line = strchrnul(line, '\n');
	}
	return NULL;
}

static const char *next_token(struct reader *reader)
{
	const char *token;

	reader->next += strspn(reader->next, " ");
	token = reader->next;
	reader->next += strcspn(token, " ");
	if (*reader->next)
		*reader->next++ = '\0';
	return *token ? token : NULL;
}

/* ---- tree ------------------------------------------------------------------------ */

static struct node *new_node(struct usage *usage)
{
	struct node *node = &usage->node[usage->n];

	if (usage->n == NODES_MAX)
		return NULL;
	usage->n++;
	memset(node, 0, sizeof(*node));
	return node;
}

static struct node *read_sequence(struct usage *usage, struct reader *reader);

/* { a | b }, [ a ] */
static struct node *read_brackets(struct usage *usage, struct reader *reader,
				  bool optional)
{
	struct node *node = new_node(usage), **alt;

	if (!node)
		return NULL;
	alt = &node->inner;
	do {
		*alt = read_sequence(usage, reader);
		if (*alt)
			alt = &(*alt)->alt;
	} while (reader->close && *reader->close == '|');
	node->optional = optional;
	node->repeat = reader->close && !strcmp(reader->close + 1, "...");
	/* What follows "}," is prose. */
	if (reader->close && (reader->close[1] == ',' || reader->close[1] == ';'))
		reader->next += strlen(reader->next);
	return node->inner ? node : NULL;
}

static struct node *read_text(struct usage *usage, char *text)
{
	struct reader reader = { .next = text };

	if (!text)
		return NULL;
	if (usage->n_texts == TEXTS_MAX) {
		free(text);
		return NULL;
	}
	usage->text[usage->n_texts++] = text;
	return read_sequence(usage, &reader);
}

/* What a value is defined as stands in its place. */
static struct node *read_definition(struct usage *usage, const char *value)
{
	struct node *node = NULL;

	if (usage->depth == DEPTH_MAX || !isupper((unsigned char)*value) ||
	    usage->user->is_known(value))
		return NULL;
	usage->depth++;
	node = read_text(usage, definition(usage->help, value));
	usage->depth--;
	return node;
}

static struct node *read_word(struct usage *usage, const char *word)
{
	struct node *node = read_definition(usage, word);

	if (node)
		return node;
	node = new_node(usage);
	if (node)
		node->word = word;
	return node;
}

static bool ends_sequence(const char *token)
{
	return strchr("}]|", *token);
}

/* Up to a bracket that closes, a bar, or the end. Of "0 to 255" the first is enough, and an
 * ellipsis tells nothing.
 */
static struct node *read_sequence(struct usage *usage, struct reader *reader)
{
	struct node *first = NULL, **link = &first;
	bool range = false;
	const char *token;

	while ((token = next_token(reader)) && !ends_sequence(token)) {
		if (range || !strcmp(token, "..."))
			continue;
		range = isdigit((unsigned char)*token) && !strchr(token, ':');
		*link = !strcmp(token, "{") || !strcmp(token, "[") ?
			read_brackets(usage, reader, *token == '[') :
			read_word(usage, token);
		while (*link)
			link = &(*link)->next;
	}
	reader->close = token;
	return first;
}

/* ---- words ----------------------------------------------------------------------- */

struct given {
	int left;
	char *const *next;
};

enum eaten { WRONG, TAKEN, OPEN };

static bool value_fits(const char *value, const char *word)
{
	static const char *const colons[] = { "ADDRESS", "PREFIX", "LOCATOR", "GROUP" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(colons); i++)
		if (!strncmp(value, colons[i], strlen(colons[i])))
			return strchr(word, ':');
	if (strchr(value, ':'))
		return strchr(word, ':');
	if (isdigit((unsigned char)*value) || !strcmp(value, "VNID"))
		return isdigit((unsigned char)*word);
	return true;
}

/* @literal: only as the word itself, not as a value */
static bool fits(const struct node *node, const char *word, bool literal)
{
	if (node->word && grammar_is_value(node->word))
		return !literal && value_fits(node->word, word);
	if (node->word)
		return !strcmp(node->word, word);
	for (node = node->inner; node; node = node->alt)
		if (fits(node, word, literal))
			return true;
	return false;
}

static void offer(const struct node *node, const struct grammar_user *user)
{
	if (node->word) {
		user->offer(node->word, user->arg);
		return;
	}
	for (node = node->inner; node; node = node->alt)
		offer(node, user);
}

static enum eaten eat_sequence(const struct node *node, struct given *given,
			       const struct grammar_user *user);

static enum eaten eat(const struct node *node, struct given *given,
		      const struct grammar_user *user)
{
	const struct given before = *given;
	const struct node *alt;
	enum eaten eaten;
	int literal;

	if (!given->left) {
		offer(node, user);
		return OPEN;
	}
	if (node->word) {
		if (!fits(node, *given->next, false))
			return WRONG;
		given->left--;
		given->next++;
		return TAKEN;
	}
	for (literal = 1; literal >= 0; literal--) {
		for (alt = node->inner; alt; alt = alt->alt) {
			if (!fits(alt, *before.next, literal))
				continue;
			eaten = eat_sequence(alt, given, user);
			if (eaten)
				return eaten;
			*given = before;
		}
	}
	return node->optional ? TAKEN : WRONG;
}

/* An alternative: one word after the other */
static enum eaten eat_sequence(const struct node *node, struct given *given,
			       const struct grammar_user *user)
{
	enum eaten eaten = TAKEN;

	for (; node && eaten == TAKEN; node = node->next) {
		if (node->optional && !given->left) {
			offer(node, user);
			continue;
		}
		eaten = eat(node, given, user);
	}
	return eaten;
}

/* ---- a usage --------------------------------------------------------------------- */

/**
 * struct element - what comes at one place in a usage
 * @node: its first
 * @pair: a name, and the next node is its value
 * @fixed: in front of all values, where the order counts
 * @used: it is there
 */
struct element {
	const struct node *node;
	bool pair;
	bool fixed;
	bool used;
};

static bool has_value(const struct node *node)
{
	const struct node *alt;

	if (node->word)
		return grammar_is_value(node->word);
	for (alt = node->inner; alt; alt = alt->alt)
		for (node = alt; node; node = node->next)
			if (has_value(node))
				return true;
	return false;
}

static bool is_value_first(const struct node *node)
{
	while (!node->word)
		node = node->inner;
	return grammar_is_value(node->word);
}

static size_t find_elements(const struct node *node, struct element *element)
{
	bool fixed = true;
	size_t n;

	for (n = 0; node && n < ELEMENTS_MAX; n++, node = node->next) {
		fixed = fixed && !has_value(node);
		element[n] = (struct element){ .node = node, .fixed = fixed };
		if (fixed || is_value_first(node) || !node->word || !node->next ||
		    node->next->optional)
			continue;
		element[n].pair = true;
		node = node->next;
	}
	return n;
}

/* Nothing behind it may come before it. */
static bool is_barrier(const struct element *e)
{
	return !e->used && !e->node->optional && (e->fixed || is_value_first(e->node));
}

static struct element *find_element(struct element *element, size_t n,
				    const char *word)
{
	int literal;
	size_t i;

	for (literal = 1; literal >= 0; literal--) {
		for (i = 0; i < n; i++) {
			if (!element[i].used && fits(element[i].node, word, literal))
				return &element[i];
			if (is_barrier(&element[i]))
				break;
		}
	}
	return NULL;
}

/* Brackets that begin like the words and go on in another way take none: not again. */
static enum eaten eat_element(struct element *e, struct given *given,
			      const struct grammar_user *user)
{
	const int left = given->left;
	enum eaten eaten = eat(e->node, given, user);

	if (eaten == TAKEN && e->pair)
		eaten = eat(e->node->next, given, user);
	e->used = !e->node->repeat || given->left == left;
	return eaten;
}

static bool finish(const struct element *element, size_t n,
		   const struct grammar_user *user)
{
	bool whole = true, open = true;
	size_t i;

	for (i = 0; i < n; i++) {
		if (element[i].used)
			continue;
		whole = whole && element[i].node->optional;
		if (open)
			offer(element[i].node, user);
		open = open && !is_barrier(&element[i]);
	}
	return whole;
}

static bool follow(const struct node *node, struct given given,
		   const struct grammar_user *user)
{
	struct element element[ELEMENTS_MAX], *e;
	size_t i, n = find_elements(node, element);

	while (given.left) {
		e = find_element(element, n, *given.next);
		if (!e || eat_element(e, &given, user) != TAKEN)
			return false;
		for (i = 0; element + i < e; i++)
			element[i].used = element[i].used || element[i].fixed;
	}
	return finish(element, n, user);
}

/* @line: behind "Usage:", or in its place */
static bool follow_line(const char *help, const char *line, struct given given,
			const struct grammar_user *user)
{
	struct usage usage = { .help = help, .user = user };
	const struct node *node;
	bool whole;

	line += strlen("idloc ");
	if (!strncmp(line, OPTIONS, strlen(OPTIONS)))
		line += strlen(OPTIONS);
	node = read_text(&usage, unfold(line));
	whole = follow(node, given, user);
	while (usage.n_texts)
		free(usage.text[--usage.n_texts]);
	return whole;
}

bool grammar_follow(const char *help, int n, char *const *words,
		    const struct grammar_user *user)
{
	const struct given given = { .left = n, .next = words };
	const char *line = help;
	bool whole = false;

	while (*line) {
		if (!strncmp(line, "Usage: idloc ", 13) ||
		    !strncmp(line, "       idloc ", 13))
			whole |= follow_line(help, line + 7, given, user);
		line = strchrnul(line, '\n');
		line += !!*line;
	}
	return whole;
}
