// SPDX-License-Identifier: GPL-2.0
#include "addr_words.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <linux/ila.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "args.h"
#include "ila.h"
#include "locator.h"

#define VALUE_MAX	0xfffffffffffffffULL
#define FLAGS_MAX	0xf
#define TENANT_BITS	96

struct keyword {
	const char *name;
	enum addr_word bit;
	bool (*take)(const char *word, struct addr_words *words);
};

/* As iproute2 has them; the last two are nobody's. */
static const char *const type_names[] = {
	[ILA_ATYPE_IID] = "iid",
	[ILA_ATYPE_LUID] = "luid",
	[ILA_ATYPE_VIRT_V4] = "virt-v4",
	[ILA_ATYPE_VIRT_UNI_V6] = "virt-uni-v6",
	[ILA_ATYPE_VIRT_MULTI_V6] = "virt-multi-v6",
	[ILA_ATYPE_NONLOCAL_ADDR] = "nonlocal-addr",
	[ILA_ATYPE_RSVD_1] = "reserved-6",
	[ILA_ATYPE_RSVD_2] = "reserved-7",
};

const char *addr_type_name(unsigned int type)
{
	return type_names[type % ARRAY_SIZE(type_names)];
}

const struct word *addr_csum_mode(unsigned int csum_mode)
{
	return &ila_map[IDLOC_ILA_A_MAP_CSUM_MODE].words[csum_mode];
}

/* ---- one value ------------------------------------------------------------------- */

static bool take_address(const char *word, const char *name, struct in6_addr *addr)
{
	if (inet_pton(AF_INET6, word, addr) == 1)
		return true;
	usage_error("%s cannot be \"%s\", it is an IPv6 address", name, word);
	return false;
}

static bool take_locator(const char *word, struct addr_words *words)
{
	return locator_take(word, (__u8 *)&words->locator);
}

/* As a locator, or with the length that a prefix has. */
static bool take_sir_prefix(const char *word, struct addr_words *words)
{
	if (locator_parse(word, (__u8 *)&words->sir_prefix))
		return true;
	usage_error("\"%s\" is no SIR prefix; that is 3333:0:0:1 or 3333:0:0:1::/64", word);
	return false;
}

/* One of the words: what a newer kernel may know, this arithmetic does not. */
static bool take_enum(const struct attr_desc *attr, const char *word, __u32 *value)
{
	if (args_value(attr, word, value) && *value < attr->n_words)
		return true;
	usage_error("%s cannot be \"%s\", it is %s", attr->name, word, args_words(attr));
	return false;
}

static bool take_csum_mode(const char *word, struct addr_words *words)
{
	return take_enum(&ila_map[IDLOC_ILA_A_MAP_CSUM_MODE], word, &words->csum_mode);
}

static bool take_src_mode(const char *word, struct addr_words *words)
{
	return take_enum(&ila_vnid[IDLOC_ILA_A_VNID_SRC_MODE], word, &words->src_mode);
}

static bool take_vnid(const char *word, struct addr_words *words)
{
	if (vnid_parse(word, &words->vnid))
		return true;
	usage_error("\"%s\" is no VNID; that is a number up to 0xfffffff", word);
	return false;
}

static bool take_prefix(const char *word, struct addr_words *words)
{
	int len;

	if (args_prefix(word, &words->prefix, &len) && len == TENANT_BITS &&
	    !words->prefix.s6_addr32[3] && !IN6_IS_ADDR_MULTICAST(&words->prefix))
		return true;
	usage_error("\"%s\" is no prefix of a tenant; that is fd00:1:2:3:4:5::/96", word);
	return false;
}

static bool take_flags(const char *word, struct addr_words *words)
{
	if (args_number(word, &words->mcast_flags) && words->mcast_flags <= FLAGS_MAX)
		return true;
	usage_error("mcast-flags cannot be \"%s\", it is a number up to %d", word, FLAGS_MAX);
	return false;
}

static bool take_type(const char *word, struct addr_words *words)
{
	for (words->type = 0; words->type <= ILA_ATYPE_NONLOCAL_ADDR; words->type++)
		if (words->type != ILA_ATYPE_IID && !strcmp(type_names[words->type], word))
			return true;
	usage_error("type is luid, virt-v4, virt-uni-v6, virt-multi-v6, nonlocal-addr, not \"%s\"",
		    word);
	return false;
}

/* The lower half as it is seen at the end of an address: 2000:0:1:87 or 2000::c2 */
static bool take_identifier(const char *word, struct addr_words *words)
{
	char whole[64];
	struct in6_addr addr;
	int len;

	len = snprintf(whole, sizeof(whole), "0:0:0:0%s%s",
		       strncmp(word, "::", 2) ? ":" : "", word);
	if (len < (int)sizeof(whole) && inet_pton(AF_INET6, whole, &addr) == 1) {
		memcpy(&words->identifier, addr.s6_addr + 8, 8);
		return true;
	}
	usage_error("\"%s\" is no identifier; that is 2000:0:1:87 or 2000::87", word);
	return false;
}

static bool take_value(const char *word, struct addr_words *words)
{
	bool octal = word[0] == '0' && isdigit((unsigned char)word[1]);
	char *end;

	errno = 0;
	words->value = strtoull(word, &end, 0);
	if (isdigit((unsigned char)*word) && !octal && !errno && !*end &&
	    words->value <= VALUE_MAX)
		return true;
	usage_error("value cannot be \"%s\", it is a number up to 0x%llx", word, VALUE_MAX);
	return false;
}

static bool take_ipv4(const char *word, struct addr_words *words)
{
	if (inet_pton(AF_INET, word, &words->ipv4) == 1)
		return true;
	usage_error("ipv4 cannot be \"%s\", it is an IPv4 address", word);
	return false;
}

static bool take_low32(const char *word, struct addr_words *words)
{
	return take_address(word, "low32", &words->low32);
}

static bool take_group(const char *word, struct addr_words *words)
{
	return take_address(word, "group", &words->group);
}

static const struct keyword keywords[] = {
	{ "locator", ADDR_LOCATOR, take_locator },
	{ "sir-prefix", ADDR_SIR_PREFIX, take_sir_prefix },
	{ "csum-mode", ADDR_CSUM_MODE, take_csum_mode },
	{ "vnid", ADDR_VNID, take_vnid },
	{ "prefix", ADDR_PREFIX, take_prefix },
	{ "src-mode", ADDR_SRC_MODE, take_src_mode },
	{ "mcast-flags", ADDR_FLAGS, take_flags },
	{ "type", ADDR_TYPE, take_type },
	{ "identifier", ADDR_IDENTIFIER, take_identifier },
	{ "value", ADDR_VALUE, take_value },
	{ "ipv4", ADDR_IPV4, take_ipv4 },
	{ "low32", ADDR_LOW32, take_low32 },
	{ "group", ADDR_GROUP, take_group },
};

bool addr_wrong(enum addr_word where, const char *fmt, ...)
{
	char text[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	complain("%s", text);
	command_blame(ffs(where));
	return false;
}

/* ---- all of them ----------------------------------------------------------------- */

static const struct keyword *find_keyword(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keywords); i++)
		if (!strcmp(keywords[i].name, name))
			return &keywords[i];
	return NULL;
}

static bool take_pair(const struct keyword *key, struct args *args,
		      struct addr_words *words)
{
	const char *word;

	if (words->given & key->bit) {
		usage_error("%s is given twice", key->name);
		return false;
	}
	word = args_next(args);
	command_mark(ffs(key->bit));
	if (!word) {
		usage_error("%s needs a value", key->name);
		return false;
	}
	words->given |= key->bit;
	return key->take(word, words);
}

static bool take_addr(const char *word, const char *name, int addrs,
		      struct addr_words *words)
{
	if (words->n_addrs < addrs) {
		if (inet_pton(AF_INET6, word, &words->addr[words->n_addrs]) == 1) {
			command_mark(ffs(ADDR_FIRST << words->n_addrs++));
			return true;
		}
		usage_error("\"%s\" is no IPv6 address", word);
	} else {
		usage_error("what is \"%s\"? addr %s has all its addresses", word, name);
	}
	return false;
}

bool addr_parse(struct args *args, const char *name, int addrs, unsigned int allowed,
		struct addr_words *words)
{
	const struct keyword *key;
	const char *word;

	words->csum_mode = ILA_CSUM_NEUTRAL_MAP;
	while (args->left) {
		word = args_next(args);
		key = find_keyword(word);
		if (key && key->bit & allowed) {
			if (!take_pair(key, args, words))
				return false;
		} else if (!key && strchr(word, ':')) {
			if (!take_addr(word, name, addrs, words))
				return false;
		} else {
			usage_error("addr %s has no use for \"%s\"", name, word);
			return false;
		}
	}
	if (words->n_addrs == addrs)
		return true;
	usage_missing("addr %s needs %s", name, addrs == 1 ? "an address" : "two addresses");
	return false;
}
