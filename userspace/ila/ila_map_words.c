// SPDX-License-Identifier: GPL-2.0
/* What "idloc ila map" takes: an address, then names and values in any order. */
#include "ila_map.h"

#include <string.h>

#include <netlink/attr.h>
#include <netlink/msg.h>

#include "args.h"
#include "ila_take.h"
#include "locator.h"
#include "link.h"
#include "source.h"

static const struct keyword {
	const char *name;
	unsigned int attr;
	unsigned int uses;
} keywords[] = {
	{ "vnid", IDLOC_ILA_A_MAP_VNID, MAP_KEY | MAP_CONTENT | MAP_FILTER },
	{ "dev", IDLOC_ILA_A_MAP_IFINDEX, MAP_KEY | MAP_CONTENT | MAP_FILTER },
	{ "source", IDLOC_ILA_A_MAP_SOURCE, MAP_KEY | MAP_CONTENT | MAP_FILTER },
	{ "locator", IDLOC_ILA_A_MAP_LOCATOR, MAP_CONTENT | MAP_FILTER },
	{ "priority", IDLOC_ILA_A_MAP_PRIORITY, MAP_CONTENT },
	{ "csum-mode", IDLOC_ILA_A_MAP_CSUM_MODE, MAP_CONTENT },
	{ "lifetime", IDLOC_ILA_A_MAP_LIFETIME, MAP_CONTENT },
	{ "miss", IDLOC_ILA_A_MAP_MISS, MAP_CONTENT },
	{ "expires", IDLOC_ILA_A_MAP_EXPIRES, MAP_FILTER },
};

static const struct keyword *find_keyword(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keywords); i++)
		if (!strcmp(keywords[i].name, name))
			return &keywords[i];
	return NULL;
}

bool map_is_filter(const char *word)
{
	const struct keyword *key = find_keyword(word);

	return strchr(word, ':') || (key && key->uses & MAP_FILTER);
}

/* ---- one word, one value --------------------------------------------------------- */

static bool take_addr(const char *word, struct map_words *words)
{
	int len;

	if (words->given[IDLOC_ILA_A_MAP_ADDR]) {
		usage_error("an address is given already, what is \"%s\"?", word);
		return false;
	}
	if (!args_prefix(word, &words->addr, &len)) {
		usage_error("\"%s\" is no IPv6 address, and no prefix", word);
		return false;
	}
	words->given[IDLOC_ILA_A_MAP_ADDR] = true;
	command_mark(IDLOC_ILA_A_MAP_ADDR);
	if (len >= 0) {
		command_mark(IDLOC_ILA_A_MAP_BITS);
		words->given[IDLOC_ILA_A_MAP_BITS] = true;
		words->value[IDLOC_ILA_A_MAP_BITS] = len;
	}
	return true;
}

/* Words that stand for themselves; bit 0 is the first. */
static bool take_flag(const char *word, struct map_words *words)
{
	const struct attr_desc *attr = &ila_map[IDLOC_ILA_A_MAP_FLAGS];
	__u32 *flags = &words->value[IDLOC_ILA_A_MAP_FLAGS];
	unsigned int i = 0;

	while (i < attr->n_words && strcmp(attr->words[i].name, word))
		i++;
	if (i == attr->n_words) {
		usage_error("a mapping has no \"%s\"", word);
		return false;
	}
	if (*flags & 1U << i) {
		usage_error("%s is given twice", word);
		return false;
	}
	words->given[IDLOC_ILA_A_MAP_FLAGS] = true;
	command_mark(IDLOC_ILA_A_MAP_FLAGS);
	*flags |= 1U << i;
	return true;
}

/* A locator, or the name of one, which has no colon */
static bool take_locator(const char *word, struct map_words *words)
{
	if (strchr(word, ':')) {
		words->given[IDLOC_ILA_A_MAP_LOCATOR] = true;
		command_mark(IDLOC_ILA_A_MAP_LOCATOR);
		return locator_take(word, words->locator);
	}
	words->given[IDLOC_ILA_A_MAP_LOCATOR_NAME] = true;
	command_mark(IDLOC_ILA_A_MAP_LOCATOR_NAME);
	words->name = word;
	return locator_is_name(word);
}

static bool take_value(const struct keyword *key, const char *word,
		       struct map_words *words)
{
	__u32 *value = &words->value[key->attr];

	switch (key->attr) {
	case IDLOC_ILA_A_MAP_VNID:
		if (vnid_parse(word, value))
			return true;
		usage_error("\"%s\" is no VNID", word);
		return false;
	case IDLOC_ILA_A_MAP_IFINDEX:
		words->dev = word;
		return true;
	case IDLOC_ILA_A_MAP_SOURCE:
		if (source_parse(word, value))
			return true;
		usage_error("source cannot be \"%s\", it is a name such as static or up to 255",
			    word);
		return false;
	default:
		return args_take(&ila_map[key->attr], key->name, word, value);
	}
}

static bool is_given(const struct keyword *key, const struct map_words *words)
{
	return words->given[key->attr] ||
	       (key->attr == IDLOC_ILA_A_MAP_LOCATOR &&
		words->given[IDLOC_ILA_A_MAP_LOCATOR_NAME]);
}

static bool take_pair(const struct keyword *key, struct args *args,
		      struct map_words *words)
{
	const char *word;

	if (is_given(key, words)) {
		usage_error("%s is given twice", key->name);
		return false;
	}
	word = args_next(args);
	command_mark(key->attr);
	if (!word)
		usage_error("%s needs a value", key->name);
	else if (key->attr == IDLOC_ILA_A_MAP_LOCATOR)
		return take_locator(word, words);
	else
		return words->given[key->attr] = take_value(key, word, words);
	return false;
}

/* ---- all of them ----------------------------------------------------------------- */

static bool complain_of(const char *word, enum map_use use)
{
	if (use == MAP_KEY)
		usage_error("\"%s\" names no mapping, its address, vnid, dev and source do",
			    word);
	else
		usage_error("\"%s\" chooses no mappings; vnid, dev, source, locator, expires do",
			    word);
	return false;
}

static bool take_next(struct args *args, enum map_use use, struct map_words *words)
{
	const char *word = args_next(args);
	const struct keyword *key = find_keyword(word);

	if (key && key->uses & use)
		return take_pair(key, args, words);
	if (!key && strchr(word, ':'))
		return take_addr(word, words);
	if (use == MAP_CONTENT)
		return take_flag(word, words);
	return complain_of(word, use);
}

/* One that only watches for packets without a mapping may do without a locator. */
static bool needs_locator(const struct map_words *words)
{
	__u32 miss = words->value[IDLOC_ILA_A_MAP_MISS];

	return !words->given[IDLOC_ILA_A_MAP_LOCATOR] &&
	       !words->given[IDLOC_ILA_A_MAP_LOCATOR_NAME] &&
	       miss != IDLOC_ILA_MISS_QUEUE && miss != IDLOC_ILA_MISS_DROP;
}

bool map_parse(struct args *args, enum map_use use, struct map_words *words)
{
	while (args->left)
		if (!take_next(args, use, words))
			return false;
	if (use == MAP_FILTER)
		return true;
	if (!words->given[IDLOC_ILA_A_MAP_ADDR])
		usage_missing("which mapping? an address such as 3333:0:0:1:2000::1 is missing");
	else if (use == MAP_CONTENT && needs_locator(words))
		usage_missing("a mapping needs a locator");
	else
		return true;
	return false;
}

/* ---- the message ----------------------------------------------------------------- */

bool ila_map_take(struct args *args, struct nl_msg **msg)
{
	struct map_words words = { 0 };

	if (!map_parse(args, MAP_CONTENT, &words) || !map_find_dev(&words))
		return false;
	*msg = map_fill(*msg, &words);
	return true;
}

bool map_find_dev(struct map_words *words)
{
	if (!words->dev)
		return true;
	words->value[IDLOC_ILA_A_MAP_IFINDEX] = link_index(words->dev);
	return words->value[IDLOC_ILA_A_MAP_IFINDEX];
}

static int put_attr(struct nl_msg *msg, const struct map_words *words, unsigned int i)
{
	switch (i) {
	case IDLOC_ILA_A_MAP_ADDR:
		return nla_put(msg, i, sizeof(words->addr), &words->addr);
	case IDLOC_ILA_A_MAP_LOCATOR:
		return nla_put(msg, i, sizeof(words->locator), words->locator);
	case IDLOC_ILA_A_MAP_LOCATOR_NAME:
		return nla_put_string(msg, i, words->name);
	default:
		return nla_put_u32(msg, i, words->value[i]);
	}
}

struct nl_msg *map_fill(struct nl_msg *msg, const struct map_words *words)
{
	unsigned int i;

	for (i = 1; msg && i <= MAP_MAX; i++) {
		if (!words->given[i] || put_attr(msg, words, i) >= 0)
			continue;
		nlmsg_free(msg);
		return NULL;
	}
	return msg;
}
