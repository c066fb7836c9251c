// SPDX-License-Identifier: GPL-2.0
#include "args.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "idloc.h"
#include "spec.h"

void args_begin(struct args *args, int n, char **words)
{
	args->left = n;
	args->next = words;
	command_begin(n, words);
}

const char *args_next(struct args *args)
{
	command_take(args->next);
	if (!args->left)
		return NULL;
	args->left--;
	return *args->next++;
}

bool args_end(struct args *args)
{
	if (!args->left)
		return true;
	command_take(args->next);
	usage_error("what is \"%s\"?", *args->next);
	return false;
}

unsigned int args_attr(const struct attr_desc *table, unsigned int max,
		       const char *name)
{
	unsigned int i;

	for (i = 1; i <= max; i++)
		if (table[i].name && !strcmp(table[i].name, name))
			return i;
	return 0;
}

bool args_number(const char *word, __u32 *value)
{
	unsigned long long number;
	char *end;

	if (!isdigit((unsigned char)word[0]))
		return false;
	/* 010 could be meant as eight or as ten. */
	if (word[0] == '0' && isdigit((unsigned char)word[1]))
		return false;
	errno = 0;
	number = strtoull(word, &end, 0);
	if (errno || *end || number > 0xffffffff)
		return false;
	*value = number;
	return true;
}

bool args_prefix(const char *word, struct in6_addr *addr, int *len)
{
	const char *slash = strchrnul(word, '/');
	char text[INET6_ADDRSTRLEN];
	unsigned long number;
	char *end;

	if (slash - word >= (long)sizeof(text))
		return false;
	memcpy(text, word, slash - word);
	text[slash - word] = '\0';
	if (inet_pton(AF_INET6, text, addr) != 1)
		return false;
	*len = -1;
	if (!*slash)
		return true;
	if (!isdigit((unsigned char)slash[1]))
		return false;
	errno = 0;
	number = strtoul(slash + 1, &end, 10);
	*len = number;
	return !errno && !*end && number <= 128;
}

bool args_value(const struct attr_desc *attr, const char *word,
		__u32 *value)
{
	unsigned int i;

	for (i = 0; i < attr->n_words; i++) {
		if (strcmp(attr->words[i].name, word))
			continue;
		*value = i;
		return true;
	}
	/* As it is: a newer kernel may know values that this tool has no word for,
	 * and only the kernel can tell.
	 */
	return args_number(word, value);
}

/* Lists for messages: one at a time, and the longest is a line or so. */
struct list {
	char text[512];
	size_t len;
};

static void list_add(struct list *list, const char *name, bool first, bool last)
{
	const char *sep = first ? "" : last ? " or " : ", ";
	int n;

	n = snprintf(list->text + list->len, sizeof(list->text) - list->len,
		     "%s%s", sep, name);
	if (n > 0 && list->len + n < sizeof(list->text))
		list->len += n;
}

const char *args_names(const struct attr_desc *table, unsigned int max)
{
	static struct list list;
	unsigned int i;

	list.len = 0;
	while (max && !table[max].name)
		max--;
	for (i = 1; i <= max; i++)
		if (table[i].name)
			list_add(&list, table[i].name, !list.len, i == max);
	return list.text;
}

const char *args_words(const struct attr_desc *attr)
{
	static struct list list;
	unsigned int i;

	list.len = 0;
	for (i = 0; i < attr->n_words; i++)
		list_add(&list, attr->words[i].name, !i, i == attr->n_words - 1);
	return list.text;
}

bool args_take(const struct attr_desc *attr, const char *name, const char *word,
	       __u32 *value)
{
	if (args_value(attr, word, value))
		return true;
	if (attr->n_words)
		usage_error("%s cannot be \"%s\", it is %s", name, word,
			    args_words(attr));
	else
		usage_error("%s cannot be \"%s\", it is a number", name, word);
	return false;
}
