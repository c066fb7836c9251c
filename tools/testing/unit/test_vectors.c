// SPDX-License-Identifier: GPL-2.0
/*
 * The published test vectors: SIR or tenant form to wire form and back, byte for byte.
 */
#include <json-c/json.h>
#include <stdlib.h>

#include "../../../uapi/linux/ila.h"
#include "../../../kernel/pure/csum.h"
#include "oracle.h"
#include "rewrite.h"
#include "tap.h"
#include "tenant.h"

#define VECTORS "../vectors/ila_vectors.json"

static const char *text(struct json_object *v, const char *key)
{
	struct json_object *field;

	return json_object_object_get_ex(v, key, &field) ?
	       json_object_get_string(field) : NULL;
}

static bool flag(struct json_object *v, const char *key)
{
	struct json_object *field;

	return json_object_object_get_ex(v, key, &field) &&
	       json_object_get_boolean(field);
}

static struct in6_addr addr(struct json_object *v, const char *key)
{
	const char *t = text(v, key);
	struct in6_addr a;

	if (!t || inet_pton(AF_INET6, t, &a) != 1) {
		printf("Bail out! %s is not an address\n", key);
		exit(1);
	}
	return a;
}

static int csum_mode(struct json_object *v)
{
	static const char *const names[] = {
		"adj-transport", "neutral-map", "no-action", "neutral-map-auto",
	};
	const char *t = text(v, "csum_mode");
	int i;

	for (i = 0; t && i < 4; i++) {
		if (!strcmp(t, names[i]))
			return i;
	}
	printf("Bail out! unknown checksum mode\n");
	exit(1);
}

static size_t unhex(const char *hex, uint8_t *out, size_t max)
{
	size_t n;

	for (n = 0; n < max; n++) {
		if (sscanf(hex + 2 * n, "%2hhx", out + n) != 1)
			break;
	}
	return n;
}

static bool equal(const struct in6_addr *a, const struct in6_addr *b)
{
	return !memcmp(a, b, sizeof(*a));
}

/* The vector's datagram: does it verify against this destination? */
static bool udp_valid(struct json_object *v, const struct in6_addr *dst)
{
	struct in6_addr src = addr(v, "src");
	uint8_t udp[256];
	size_t len = unhex(text(v, "udp_hex"), udp, sizeof(udp));

	return oracle_udp_valid(src.s6_addr, dst->s6_addr, udp, len);
}

static void test_reserved(struct json_object *v, const char *name)
{
	struct in6_addr a = addr(v, "orig"), wire = addr(v, "wire");
	struct ila_rewrite out;

	ila_rewrite_init(&out, ila_upper(&wire), csum_mode(v));
	ok(ila_to_wire(&a, &out, false) == ILA_REFUSED_RESERVED,
	   "%s: refused", name);
}

/* The rest of a vector in mode adj-transport: what the checksum becomes. */
static void test_adjust(struct json_object *v, const struct ila_rewrite *out,
			const char *name)
{
	struct in6_addr orig = addr(v, "orig");
	uint16_t from = strtoul(text(v, "udp_csum_orig"), NULL, 16);
	uint16_t to = strtoul(text(v, "udp_csum_wire_correct"), NULL, 16);
	uint16_t intree = strtoul(text(v, "udp_csum_wire_intree"), NULL, 16);
	u16 delta = ila_rewrite_delta(&orig, out);

	ok(idloc_csum_patch(htons(from), delta) == htons(to),
	   "%s: %04x becomes %04x", name, from, to);
	ok(idloc_csum_patch(htons(from), ~delta) == htons(intree),
	   "%s: with the in-tree sign, %04x", name, intree);
}

static void test_sir(struct json_object *v, const char *name)
{
	struct in6_addr orig = addr(v, "orig"), wire = addr(v, "wire");
	struct ila_rewrite out, in;
	struct in6_addr a = orig;

	ila_rewrite_init(&out, ila_upper(&wire), csum_mode(v));
	ila_rewrite_fix(&out, ila_upper(&orig), true);
	ila_rewrite_init(&in, ila_upper(&orig), csum_mode(v));
	ila_rewrite_fix(&in, ila_upper(&wire), false);

	ok(ila_to_wire(&a, &out, false) == ILA_REWRITTEN && equal(&a, &wire),
	   "%s: the wire address", name);
	if (out.csum_mode == ILA_CSUM_ADJUST_TRANSPORT)
		test_adjust(v, &out, name);
	else
		ok(udp_valid(v, &a) == flag(v, "udp_valid_wire"),
		   "%s: the datagram on the wire is %svalid", name,
		   flag(v, "udp_valid_wire") ? "" : "in");
	ila_to_sir(&a, &in);
	ok(equal(&a, &orig), "%s: and back", name);
}

static unsigned long number(struct json_object *v, const char *key)
{
	struct json_object *field;

	return json_object_object_get_ex(v, key, &field) ?
	       json_object_get_int64(field) : 0;
}

static void to_wire_and_back(const struct ila_tenant *t, struct json_object *v,
			     const char *name)
{
	struct in6_addr orig = addr(v, "orig"), wire = addr(v, "wire");
	struct in6_addr src = addr(v, "src"), a = orig;
	__be64 locator = ila_upper(&wire);

	ila_tenant_to_wire(t, locator, ila_tenant_diff(t, locator), &src, &a, false);
	ok(equal(&a, &wire), "%s: the wire address", name);
	ila_tenant_from_wire(t, ila_tenant_back(t, locator), &src, &a);
	ok(equal(&a, &orig), "%s: and back", name);
}

static void group_to_wire_and_back(const struct ila_tenant *t,
				   struct json_object *v, const char *name)
{
	struct in6_addr orig = addr(v, "orig"), wire = addr(v, "wire");
	struct in6_addr src = addr(v, "src"), a = orig;

	ila_tenant_mcast_to_wire(t, ila_upper(&wire), &src, &a);
	ok(equal(&a, &wire), "%s: the wire address", name);
	ila_tenant_mcast_from_wire(t, &src, &a);
	ok(equal(&a, &orig), "%s: and back", name);
}

static void test_tenant(struct json_object *v, const char *name)
{
	struct in6_addr orig = addr(v, "orig"), wire = addr(v, "wire");
	struct ila_tenant t = {
		.prefix = orig,
		.vnid = number(v, "vnid"),
		.csum_mode = csum_mode(v),
	};

	ila_tenant_init(&t, 0);
	if (orig.s6_addr[0] == 0xff)
		group_to_wire_and_back(&t, v, name);
	else
		to_wire_and_back(&t, v, name);
	ok(udp_valid(v, &orig) && udp_valid(v, &wire),
	   "%s: the datagram verifies in both forms", name);
}

static void test_one(struct json_object *v)
{
	const char *form = text(v, "form"), *name = text(v, "name");

	if (flag(v, "reserved"))
		test_reserved(v, name);
	else if (!strcmp(form, "sir"))
		test_sir(v, name);
	else if (!strncmp(form, "tenant", 6))
		test_tenant(v, name);
}

int main(void)
{
	struct json_object *file = json_object_from_file(VECTORS), *list;
	size_t i;

	if (!file || !json_object_object_get_ex(file, "vectors", &list)) {
		printf("Bail out! no vectors in %s\n", VECTORS);
		return 1;
	}
	for (i = 0; i < json_object_array_length(list); i++)
		test_one(json_object_array_get_idx(list, i));
	json_object_put(file);
	return done_testing();
}
