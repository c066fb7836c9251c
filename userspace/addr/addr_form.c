// SPDX-License-Identifier: GPL-2.0
#include "addr_form.h"

#include <arpa/inet.h>
#include <linux/idloc_ila.h>

#include "addr_words.h"
#include "idloc.h"

bool addr_neutral(__u8 csum_mode)
{
	return csum_mode == ILA_CSUM_NEUTRAL_MAP || csum_mode == ILA_CSUM_NEUTRAL_MAP_AUTO;
}

/* @fmt begins with the address that is wrong. */
static bool complain_of(const char *fmt, const struct in6_addr *addr)
{
	char text[INET6_ADDRSTRLEN];

	inet_ntop(AF_INET6, addr, text, sizeof(text));
	return addr_wrong(ADDR_FIRST, fmt, text);
}

/* ---- what goes together ---------------------------------------------------------- */

/* @tenant: the words speak of a virtual network, by this word */
static bool source_fits(const struct addr_words *words, bool tenant, const char *word)
{
	bool sir = words->src_mode == IDLOC_ILA_SRC_MODE_SIR;

	if (!tenant && words->given & (ADDR_SRC_MODE | ADDR_FLAGS))
		usage_missing("src-mode and mcast-flags are of a virtual network: %s is missing",
			      word);
	else if (sir && !(words->given & ADDR_SIR_PREFIX))
		usage_missing("src-mode sir needs the sir-prefix of the virtual network");
	else
		return true;
	return false;
}

static bool group_fits(const struct addr_words *words, const struct in6_addr *group)
{
	__be32 low;

	if (!ila_mcast_encode(group, words->mcast_flags, &low))
		return complain_of("%s has other mcast-flags or more than 28 bits of group", group);
	if (words->src_mode != IDLOC_ILA_SRC_MODE_SIR || words->given & ADDR_PREFIX)
		return true;
	usage_missing("a group with src-mode sir needs the prefix of the tenant");
	return false;
}

bool addr_may_leave(const struct addr_words *words, const struct in6_addr *addr)
{
	bool tenant = words->given & ADDR_VNID;

	if (!tenant && words->given & (ADDR_PREFIX | ADDR_SIR_PREFIX)) {
		usage_missing("prefix and sir-prefix are of a virtual network: vnid is missing");
		return false;
	}
	if (!source_fits(words, tenant, "vnid"))
		return false;
	if (words->given & ADDR_SIR_PREFIX && words->src_mode != IDLOC_ILA_SRC_MODE_SIR)
		return addr_wrong(ADDR_SIR_PREFIX, "sir-prefix is for src-mode sir");
	if (IN6_IS_ADDR_MULTICAST(addr))
		return tenant ? group_fits(words, addr) :
				complain_of("%s is a group: vnid is missing", addr);
	if (words->given & ADDR_PREFIX && !ila_same96(&words->prefix, addr))
		return complain_of("%s is not in the prefix of the tenant", addr);
	return true;
}

bool addr_may_return(const struct addr_words *words, const struct in6_addr *addr)
{
	bool tenant = words->given & ADDR_PREFIX;
	u8 type = ila_type(addr);

	if (!source_fits(words, tenant, "prefix"))
		return false;
	if (!tenant && !(words->given & ADDR_SIR_PREFIX)) {
		if (!(words->given & ADDR_CSUM_MODE))
			return true;
		usage_missing("csum-mode is for the way back: sir-prefix or prefix is missing");
		return false;
	}
	if (tenant && type != ILA_ATYPE_VIRT_UNI_V6 && type != ILA_ATYPE_VIRT_MULTI_V6)
		return complain_of("%s is of no tenant: its type has no IPv6 address", addr);
	if (!tenant && ila_cbit(addr) && ila_upper(addr) == words->sir_prefix)
		return complain_of("%s has the SIR prefix and the C-bit, which is neither form",
				   addr);
	return true;
}

/* ---- there and back -------------------------------------------------------------- */

static struct ila_tenant tenant_of(const struct addr_words *words, u32 vnid, u8 csum_mode,
				   const struct in6_addr *prefix)
{
	struct ila_tenant t = {
		.prefix = *prefix,
		.vnid = vnid,
		.csum_mode = csum_mode,
		.mcast_flags = words->mcast_flags,
		.has_sir = words->given & ADDR_SIR_PREFIX,
		.src_sir = words->src_mode == IDLOC_ILA_SRC_MODE_SIR,
	};

	ila_tenant_init(&t, words->sir_prefix);
	return t;
}

static enum ila_rewritten tenant_to_wire(const struct addr_words *words, u8 csum_mode,
					 __be64 locator, struct in6_addr *addr)
{
	bool group = IN6_IS_ADDR_MULTICAST(addr);
	struct in6_addr source = words->prefix;
	struct ila_tenant t = tenant_of(words, words->vnid, csum_mode,
					group ? &words->prefix : addr);

	if (group)
		return ila_tenant_mcast_to_wire(&t, locator, &source, addr);
	return ila_tenant_to_wire(&t, locator, ila_tenant_diff(&t, locator), &source, addr,
				  false);
}

enum ila_rewritten addr_to_wire(const struct addr_words *words, __u8 csum_mode,
				__be64 locator, struct in6_addr *addr)
{
	struct ila_rewrite out;

	if (words->given & ADDR_VNID)
		return tenant_to_wire(words, csum_mode, locator, addr);
	ila_rewrite_init(&out, locator, csum_mode);
	return ila_to_wire(addr, &out, false);
}

static void tenant_from_wire(const struct addr_words *words, struct in6_addr *addr)
{
	struct ila_tenant t = tenant_of(words, ila_vnid(addr), words->csum_mode,
					&words->prefix);
	struct in6_addr source = t.sir;

	if (ila_type(addr) == ILA_ATYPE_VIRT_MULTI_V6)
		ila_tenant_mcast_from_wire(&t, &source, addr);
	else
		ila_tenant_from_wire(&t, ila_tenant_back(&t, ila_upper(addr)), &source, addr);
}

void addr_from_wire(const struct addr_words *words, struct in6_addr *addr)
{
	struct ila_rewrite in;

	if (words->given & ADDR_PREFIX) {
		tenant_from_wire(words, addr);
		return;
	}
	/* It is there already, and may end in whatever it likes. */
	if (ila_upper(addr) == words->sir_prefix)
		return;
	ila_rewrite_init(&in, words->sir_prefix, words->csum_mode);
	ila_to_sir(addr, &in);
}

int addr_refused(enum ila_rewritten why, const struct in6_addr *addr)
{
	if (why == ILA_REFUSED_CBIT)
		complain_of("%s has the C-bit set, so it is no SIR address: the module drops it",
			    addr);
	else
		complain_of("%s ends in ffff, which the neutral modes reserve: the module drops it",
			    addr);
	return IDLOC_USAGE;
}
