// SPDX-License-Identifier: GPL-2.0
#include "locator.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include <netlink/attr.h>

#include "args.h"
#include "idloc.h"
#include "out.h"

#define LOCATOR_BITS	64
#define NAME_LAST	31

/* As the prefix of the addresses that begin with it, which end in zeros. */
static bool parse_prefix(const char *text, struct in6_addr *addr)
{
	static const __u8 zeros[8];
	int len;

	return args_prefix(text, addr, &len) && (len < 0 || len == LOCATOR_BITS) &&
	       !memcmp(addr->s6_addr + 8, zeros, sizeof(zeros));
}

/* Four words, as ip writes them; the rest makes a whole address of them. */
static bool parse_words(const char *text, struct in6_addr *addr)
{
	char whole[64];
	int len;

	return snprintf(whole, sizeof(whole), "%s:0:0:0:0", text) < (int)sizeof(whole) &&
	       args_prefix(whole, addr, &len);
}

bool locator_parse(const char *text, __u8 bytes[8])
{
	struct in6_addr addr;

	if (strstr(text, "::") ? !parse_prefix(text, &addr) :
				 !parse_words(text, &addr))
		return false;
	memcpy(bytes, &addr, 8);
	return true;
}

void locator_print(const __u8 bytes[8], char text[20])
{
	snprintf(text, 20, "%x:%x:%x:%x", bytes[0] << 8 | bytes[1],
		 bytes[2] << 8 | bytes[3], bytes[4] << 8 | bytes[5],
		 bytes[6] << 8 | bytes[7]);
}

bool locator_take(const char *word, __u8 bytes[8])
{
	if (locator_parse(word, bytes))
		return true;
	usage_error("\"%s\" is no locator; that is 2001:0:87:0 or 2001:0:87::", word);
	return false;
}

bool locator_is_name(const char *word)
{
	if (*word && !strchr(word, ':') && strlen(word) <= NAME_LAST)
		return true;
	usage_error("\"%s\" is no name of a locator; that has up to %d characters and no colon",
		    word, NAME_LAST);
	return false;
}

void locator_print_attr(struct out *out, struct nlattr *attr)
{
	char text[20];

	if (!attr || nla_len(attr) != 8)
		return;
	locator_print(nla_data(attr), text);
	out_word(out, "locator", text);
}

void locator_print_name(struct out *out, const char *name, struct nlattr *attr)
{
	char text[NAME_LAST + 1];

	if (!attr)
		return;
	nla_strlcpy(text, attr, sizeof(text));
	out_word(out, name, text);
}

void locator_print_lead(struct out *out, const char *name, struct nlattr *attr)
{
	char text[NAME_LAST + 1];

	if (!attr)
		return;
	nla_strlcpy(text, attr, sizeof(text));
	out_lead(out, name, text);
}
