// SPDX-License-Identifier: GPL-2.0
/* "idloc ila show" and "idloc ila set": the settings of a namespace. */
#include <errno.h>
#include <stdio.h>

#include <netlink/attr.h>
#include <netlink/msg.h>

#include "args.h"
#include "ila.h"
#include "ila_nl.h"
#include "ila_take.h"
#include "out.h"

#define SETTINGS_MAX	IDLOC_ILA_A_SETTINGS_MAX

/* The settings that the command line gives. */
struct wanted {
	bool given[SETTINGS_MAX + 1];
	__u32 value[SETTINGS_MAX + 1];
};

static void explain_setting(struct out *out, const struct attr_desc *attr)
{
	unsigned int i;

	out_explain(out, NULL, attr->doc);
	for (i = 0; i < attr->n_words; i++)
		out_explain(out, attr->words[i].name, attr->words[i].doc);
}

static void print_settings(struct nlattr **attrs, void *arg)
{
	struct ctx *ctx = arg;
	unsigned int i;

	for (i = 1; i <= SETTINGS_MAX; i++)
		if (ila_settings[i].name)
			out_width(ctx->out, ila_settings[i].name);

	out_begin(ctx->out);
	for (i = 1; i <= SETTINGS_MAX; i++) {
		const struct attr_desc *attr = &ila_settings[i];

		/* absent: a module older than this tool */
		if (!attr->name || !attrs[i] ||
		    nla_len(attrs[i]) < (int)sizeof(__u32))
			continue;
		ila_print_word(ctx, attr, nla_get_u32(attrs[i]));
		if (ctx->details)
			explain_setting(ctx->out, attr);
	}
	out_end(ctx->out);
}

int ila_show(struct ctx *ctx, struct args *args, const struct command *command)
{
	(void)command;
	if (!args_end(args))
		return IDLOC_USAGE;
	return ila_ask(ctx, IDLOC_ILA_CMD_SETTINGS_GET, SETTINGS_MAX,
		       print_settings);
}

static bool parse_setting(struct args *args, struct wanted *wanted)
{
	const char *name = args_next(args);
	const struct attr_desc *attr;
	const char *word;
	unsigned int i;

	i = args_attr(ila_settings, SETTINGS_MAX, name);
	if (!i) {
		usage_error("there is no setting \"%s\"; there is %s", name,
			    args_names(ila_settings, SETTINGS_MAX));
		return false;
	}
	attr = &ila_settings[i];
	if (wanted->given[i]) {
		usage_error("%s is given twice", name);
		return false;
	}
	word = args_next(args);
	command_mark(i);
	if (!word) {
		usage_error("%s needs a value: %s", name, args_words(attr));
		return false;
	}
	if (!args_value(attr, word, &wanted->value[i])) {
		usage_error("%s cannot be \"%s\", it is %s", name, word,
			    args_words(attr));
		return false;
	}
	wanted->given[i] = true;
	return true;
}

static struct nl_msg *fill(struct nl_msg *msg, const struct wanted *wanted)
{
	unsigned int i;

	for (i = 1; msg && i <= SETTINGS_MAX; i++) {
		if (!wanted->given[i] ||
		    nla_put_u32(msg, i, wanted->value[i]) >= 0)
			continue;
		nlmsg_free(msg);
		msg = NULL;
	}
	return msg;
}

bool ila_set_take(struct args *args, struct nl_msg **msg)
{
	struct wanted wanted = { 0 };

	if (!args->left) {
		usage_missing("which setting? there is %s",
			      args_names(ila_settings, SETTINGS_MAX));
		return false;
	}
	while (args->left)
		if (!parse_setting(args, &wanted))
			return false;
	*msg = fill(*msg, &wanted);
	return true;
}

int ila_set(struct ctx *ctx, struct args *args, const struct command *command)
{
	struct wanted wanted = { 0 };
	struct conn conn;
	int ret;

	if (!args->left)
		return ila_show(ctx, args, command);
	while (args->left)
		if (!parse_setting(args, &wanted))
			return IDLOC_USAGE;

	ret = ila_open(ctx, &conn);
	if (!ret)
		ret = ila_tell(&conn, fill(conn_request(&conn, IDLOC_ILA_CMD_SETTINGS_SET),
					   &wanted), ila_settings, SETTINGS_MAX);
	conn_close(&conn);
	return ret;
}
