/* SPDX-License-Identifier: GPL-2.0 */
/* An address in the forms that "idloc addr" knows, by the arithmetic of the module. */
#ifndef IDLOC_ADDR_FORM_H
#define IDLOC_ADDR_FORM_H

#include <stdbool.h>

/* strict aliasing is off for these as in the kernel, see the Makefile */
#include "../../kernel/ila/tenant.h"

struct addr_words;

/* Does the low word make up for the rest in this mode? */
bool addr_neutral(__u8 csum_mode);

/* Do the words fit together, for an address on its way to the wire? Complains. */
bool addr_may_leave(const struct addr_words *words, const struct in6_addr *addr);

/* The same, of an address from the wire. */
bool addr_may_return(const struct addr_words *words, const struct in6_addr *addr);

/* SIR or, with a VNID, tenant form to what is on the wire behind @locator. */
enum ila_rewritten addr_to_wire(const struct addr_words *words, __u8 csum_mode,
				__be64 locator, struct in6_addr *addr);

/* And back; to the form of a tenant if his prefix is given. */
void addr_from_wire(const struct addr_words *words, struct in6_addr *addr);

/* Why addr_to_wire() has refused an address; complains. */
int addr_refused(enum ila_rewritten why, const struct in6_addr *addr);

#endif
