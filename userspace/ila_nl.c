// SPDX-License-Identifier: GPL-2.0
#include "ila_nl.h"

#include <errno.h>
#include <stddef.h>

#include "ila.h"
#include "module.h"
#include "netns.h"

int ila_open(struct ctx *ctx, struct conn *conn)
{
	struct verdict verdict;
	int ret;

	conn->sk = NULL;
	ret = netns_enter(ctx->netns);
	if (ret)
		return ret;
	ret = conn_open(conn, IDLOC_ILA_FAMILY_NAME, IDLOC_ILA_FAMILY_VERSION,
			&verdict);
	if (ret == -ENOENT)
		return module_explain();
	if (ret)
		return conn_complain(&verdict, NULL, 0);
	return IDLOC_OK;
}

int ila_ask(struct ctx *ctx, __u8 cmd, int max, reply_fn print)
{
	struct verdict verdict;
	struct conn conn;
	int ret;

	ret = ila_open(ctx, &conn);
	if (!ret && conn_talk(&conn, conn_request(&conn, cmd), max, print, ctx,
			      &verdict))
		ret = conn_complain(&verdict, NULL, 0);
	conn_close(&conn);
	return ret;
}
