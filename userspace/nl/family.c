// SPDX-License-Identifier: GPL-2.0
#include "family.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <string.h>

#include <netlink/attr.h>
#include <netlink/genl/genl.h>

struct search {
	const char *name;
	reply_fn reply;
	void *arg;
	bool found;
};

/* A search goes through all of them. */
static void see_family(struct nlattr **attrs, void *arg)
{
	struct nlattr *name = attrs[CTRL_ATTR_FAMILY_NAME];
	struct search *search = arg;

	if (!name || nla_strcmp(name, search->name))
		return;
	search->found = true;
	if (search->reply)
		search->reply(attrs, search->arg);
}

enum family_news family_news(struct nlmsghdr *nlh, const char *name)
{
	struct search search = { .name = name };
	__u8 cmd;

	if (nlh->nlmsg_type != GENL_ID_CTRL || !genlmsg_valid_hdr(nlh, 0))
		return FAMILY_NONE;
	cmd = genlmsg_hdr(nlh)->cmd;
	if (cmd != CTRL_CMD_NEWFAMILY && cmd != CTRL_CMD_DELFAMILY)
		return FAMILY_NONE;
	conn_parse(nlh, CTRL_ATTR_MAX, see_family, &search);
	if (!search.found)
		return FAMILY_NONE;
	return cmd == CTRL_CMD_NEWFAMILY ? FAMILY_CAME : FAMILY_WENT;
}

int family_find(const char *name, reply_fn reply, void *arg, struct verdict *verdict)
{
	struct search search = { .name = name, .reply = reply, .arg = arg };
	struct conn ctrl;
	int ret;

	ret = conn_open_ctrl(&ctrl, verdict);
	if (!ret)
		ret = conn_talk(&ctrl, conn_request_dump(&ctrl, CTRL_CMD_GETFAMILY),
				CTRL_ATTR_MAX, see_family, &search, verdict);
	conn_close(&ctrl);
	/* Another came or went meanwhile: what was found is right all the same. */
	if (search.found)
		verdict->error = 0;
	else if (!ret)
		verdict->error = -ENOENT;
	return verdict->error;
}
