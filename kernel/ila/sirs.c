// SPDX-License-Identifier: GPL-2.0
/*
 * The SIR prefixes that mappings have.
 */
#include "sirs.h"

#include <linux/compiler.h>
#include <linux/errno.h>

static struct ila_sir *find(struct ila_sirs *sirs, __be64 prefix, u8 csum_mode)
{
	struct ila_sir *sir;

	for (sir = sirs->sir; sir < sirs->sir + sirs->end; sir++)
		if (sir->users && sir->prefix == prefix &&
		    sir->csum_mode == csum_mode)
			return sir;
	return NULL;
}

static struct ila_sir *find_free(struct ila_sirs *sirs)
{
	struct ila_sir *sir;

	for (sir = sirs->sir; sir < sirs->sir + ILA_SIRS_MAX; sir++)
		if (!sir->users)
			return sir;
	return NULL;
}

/**
 * ila_sirs_get() - a mapping has a prefix
 * @sirs: of a namespace
 * @prefix: as it is on the wire
 * @csum_mode: ILA_CSUM_*
 *
 * Caller holds ila_net.lock.
 *
 * Return: 0, or -ENOSPC if there are too many different ones.
 */
int ila_sirs_get(struct ila_sirs *sirs, __be64 prefix, u8 csum_mode)
{
	struct ila_sir *sir = find(sirs, prefix, csum_mode);
	unsigned int end;

	if (!sir) {
		sir = find_free(sirs);
		if (!sir)
			return -ENOSPC;
		WRITE_ONCE(sir->prefix, prefix);
		WRITE_ONCE(sir->csum_mode, csum_mode);
		end = sir - sirs->sir + 1;
		if (end > sirs->end)
			WRITE_ONCE(sirs->end, end);
	}
	WRITE_ONCE(sir->users, sir->users + 1);
	return 0;
}

/**
 * ila_sirs_put() - a mapping is no more
 * @sirs: of a namespace
 * @prefix: what ila_sirs_get() was given
 * @csum_mode: likewise
 *
 * Caller holds ila_net.lock.
 */
void ila_sirs_put(struct ila_sirs *sirs, __be64 prefix, u8 csum_mode)
{
	struct ila_sir *sir = find(sirs, prefix, csum_mode);

	WRITE_ONCE(sir->users, sir->users - 1);
}
