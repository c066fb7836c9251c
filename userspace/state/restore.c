// SPDX-License-Identifier: GPL-2.0
/*
 * "idloc restore": makes of a namespace what a file says, all of it or nothing. What is the
 * same already is not touched.
 */
#include <linux/ila.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <netlink/attr.h>

#include "apply.h"
#include "args.h"
#include "changes.h"
#include "conflicts.h"
#include "idloc.h"
#include "ila.h"
#include "ila_nl.h"
#include "out.h"
#include "plain.h"
#include "state_input.h"
#include "state_print.h"
#include "state_read.h"

/**
 * struct restore - one call
 * @check: only say what differs
 * @merge: leave what the input does not have
 * @early: leave out what is about interfaces, and merge
 * @kernel: where it goes
 * @input: where it comes from
 * @have: what there is
 * @want: what there shall be
 */
struct restore {
	bool check;
	bool merge;
	bool early;
	struct kernel kernel;
	struct input input;
	struct state have;
	struct state want;
};

/* ---- what is wanted -------------------------------------------------------------- */

/* One after the other, by the order of both: what is wanted has precedence. What there is
 * stays if it is of the kinds of @keep.
 */
static void merge(struct state *merged, const struct state *have,
		  const struct state *want, const bool *keep)
{
	const struct item *last = NULL;
	size_t i = 0, j = 0;

	while (i < have->n || j < want->n) {
		if (i < have->n && (!keep[have->item[i]->kind] ||
				    (last && !item_order(have->item[i], last)))) {
			i++;
			continue;
		}
		if (j == want->n ||
		    (i < have->n && item_order(have->item[i], want->item[j]) < 0)) {
			state_put(merged, have->item[i++]);
			continue;
		}
		last = want->item[j++];
		state_put(merged, last);
	}
	merged->failed |= want->failed;
}

/* Settings that the input does not have are what they are by default: the first word of
 * each.
 */
static void put_default(struct state *state, const struct item *setting)
{
	union making making;

	making_begin(&making, KIND_SETTING, 0);
	making_put_u32(&making, nla_type((const struct nlattr *)setting->data), 0);
	making_key(&making);
	state_copy(state, &making.item);
}

static void add_defaults(struct state *want, const struct state *have)
{
	size_t i, j;

	for (i = 0; i < have->n && have->item[i]->kind == KIND_SETTING; i++) {
		for (j = 0; j < want->n && want->item[j]->kind == KIND_SETTING; j++)
			if (!item_order(have->item[i], want->item[j]))
				break;
		if (j == want->n || want->item[j]->kind != KIND_SETTING)
			put_default(want, have->item[i]);
	}
	state_sort(want);
}

/* A mapping of a virtual network may say that one's checksum mode, and need not. */
static void drop_mode(struct item *map, const struct state *want)
{
	const struct nlattr *mode = item_attr(map, IDLOC_ILA_A_MAP_CSUM_MODE);
	__u32 usual = IDLOC_ILA_CSUM_MODE_NEUTRAL_MAP, vnid, other;
	const struct nlattr *attr;
	size_t i, at, len;

	if (!mode || !item_vnid(map, &vnid))
		return;
	for (i = 0; i < want->n && want->item[i]->kind <= KIND_VNID; i++) {
		if (!item_vnid(want->item[i], &other) || other != vnid)
			continue;
		attr = item_attr(want->item[i], IDLOC_ILA_A_VNID_CSUM_MODE);
		usual = attr ? nla_get_u32(attr) : usual;
	}
	if (nla_get_u32(mode) != usual)
		return;
	at = (const __u8 *)mode - map->data;
	len = nla_total_size(nla_len(mode));
	memmove(map->data + at, map->data + at + len, map->len - at - len);
	map->len -= len;
}

static void drop_modes(struct state *want)
{
	size_t i;

	for (i = 0; i < want->n; i++)
		if (want->item[i]->kind == KIND_MAP && want->item[i]->line)
			drop_mode((struct item *)want->item[i], want);
}

static void keep_rest(struct restore *r, const bool *keep)
{
	struct state merged = { 0 };

	merge(&merged, &r->have, &r->want, keep);
	/* The items stay where they are, the pointers change hands. */
	merged.block = r->want.block;
	r->want.block = NULL;
	state_free(&r->want);
	r->want = merged;
}

static bool complete(struct restore *r)
{
	bool all = r->merge || r->early, any = false, keep[KINDS];
	enum kind kind;

	for (kind = 0; kind < KINDS; kind++) {
		keep[kind] = all || !r->input.about[kind];
		any |= keep[kind];
	}
	if (any)
		keep_rest(r, keep);
	if (!keep[KIND_SETTING])
		add_defaults(&r->want, &r->have);
	drop_modes(&r->want);
	if (!r->want.failed)
		return true;
	complain("no memory");
	return false;
}

/* ---- what differs ---------------------------------------------------------------- */

static void show(struct out *out, const char *op, const struct item *item,
		 const struct item **before)
{
	struct line line = { 0 };

	item_print(item, item_is_more(item, *before), &line);
	*before = item;
	if (!out->json) {
		printf("%s ", op);
		plain_put(line.text, SIZE_MAX, stdout);
		putchar('\n');
		return;
	}
	out_item(out);
	out_word(out, "op", op);
	out_word(out, "line", line.text);
	out_item_end(out);
}

static int check(struct restore *r, struct out *out)
{
	const struct item *old = NULL, *new = NULL;
	struct changes changes = { 0 };
	const struct change *change;
	int ret;
	size_t i;

	changes_find(&changes, &r->have, &r->want);
	out_list(out);
	for (i = 0; i < changes.n; i++) {
		change = &changes.change[i];
		if (change->old)
			show(out, "-", change->old, &old);
		if (change->new)
			show(out, "+", change->new, &new);
	}
	out_list_end(out);
	ret = changes.n ? IDLOC_DIFFERS : IDLOC_OK;
	if (changes.failed) {
		complain("no memory: there may be more");
		ret = IDLOC_USAGE;
	}
	changes_free(&changes);
	return ret;
}

/* ---- making it so ---------------------------------------------------------------- */

static const struct attr_desc *const tables[KINDS] = {
	[KIND_SETTING] = ila_settings,
	[KIND_UNDERLAY] = ila_underlay,
	[KIND_VNID] = ila_vnid,
	[KIND_GROUP] = ila_group,
	[KIND_MEMBER] = ila_group,
	[KIND_LOCATOR] = ila_locator,
	[KIND_MAP] = ila_map,
};

static void tell(const struct refusal *refusal, void *arg)
{
	const struct change *change = refusal->change;
	struct line line = { 0 };
	struct restore *r = arg;
	const struct item *item;

	if (!refusal->verdict.error)
		return;
	if (!change) {
		conn_complain(&refusal->verdict, NULL, 0);
		return;
	}
	item = change->new ?: change->old;
	item_print(item, !change->alone, &line);
	if (change->new && item->line) {
		input_complain(&r->input, item->line, line.text, &refusal->verdict,
			       tables[item->kind],
			       tables[item->kind] ? kind_attrs(item->kind) : 0);
		return;
	}
	complain("%s: %s", change->new ? "cannot make again" : "cannot take away",
		 line.text);
	conn_complain(&refusal->verdict, NULL, 0);
}

static enum applied make(struct restore *r, const struct state *from,
			 const struct state *to)
{
	struct changes changes = { 0 };
	enum applied applied = APPLIED_NONE;

	changes_find(&changes, from, to);
	if (changes.failed)
		complain("no memory");
	else
		applied = apply(&r->kernel, &changes, tell, r);
	changes_free(&changes);
	return applied;
}

/* First what is in the way, then the rest; and back again if that fails. */
static enum applied make_in_two(struct restore *r, const struct state *between)
{
	enum applied applied = make(r, &r->have, between);

	if (applied != APPLIED_ALL)
		return applied;
	applied = make(r, between, &r->want);
	if (applied != APPLIED_NONE)
		return applied;
	return make(r, between, &r->have) == APPLIED_ALL ? APPLIED_NONE : APPLIED_SOME;
}

/* Who is told to end in the middle ends after it: half a state is of no use. */
static void hold_signals(sigset_t *before)
{
	static const int ends[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE };
	sigset_t held;
	size_t i;

	sigemptyset(&held);
	for (i = 0; i < ARRAY_SIZE(ends); i++)
		sigaddset(&held, ends[i]);
	sigprocmask(SIG_BLOCK, &held, before);
}

static enum applied make_held(struct restore *r, const struct state *between, bool in_two)
{
	enum applied applied;
	sigset_t before;

	hold_signals(&before);
	applied = in_two ? make_in_two(r, between) : make(r, &r->have, &r->want);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return applied;
}

static int make_all(struct restore *r)
{
	struct state between = { 0 };
	enum applied applied = APPLIED_NONE;
	bool in_two = conflicts_find(&r->have, &r->want, &between);

	if (between.failed)
		complain("no memory");
	else
		applied = make_held(r, &between, in_two);
	state_free(&between);
	if (applied == APPLIED_ALL)
		return IDLOC_OK;
	if (applied == APPLIED_NONE)
		complain("nothing has changed");
	else
		complain("not all could be taken back: \"restore --check\" tells what differs");
	return IDLOC_REFUSED;
}

/* ---- from the command line ------------------------------------------------------- */

/* Nobody else changes mappings between the reading and the end. */
static int read_kernel(struct restore *r)
{
	struct conn *ila = &r->kernel.ila;
	int ret = IDLOC_OK;

	if (!r->check) {
		ret = ila_tell(ila, conn_request(ila, IDLOC_ILA_CMD_TXN_BEGIN), NULL, 0);
		r->kernel.in_txn = !ret;
	}
	return ret ?: state_read(&r->kernel, &r->have, NULL);
}

static bool read_input(struct restore *r, const struct ctx *ctx, struct args *args)
{
	const char *path = args_next(args) ?: "-";

	r->input.route = &r->kernel.route;
	r->input.place = complain_place();
	r->input.state = &r->want;
	r->input.early = r->early;
	do {
		if (ctx->stdin_taken && !strcmp(path, "-")) {
			usage_missing("the commands come from stdin: which file?");
			return false;
		}
		if (!input_read(&r->input, path))
			return false;
	} while ((path = args_next(args)));
	if (!input_end(&r->input))
		return false;
	if (r->input.left_out)
		complain("%zu lines were left out, which are about interfaces",
			 r->input.left_out);
	return true;
}

static int run(struct restore *r, struct ctx *ctx, struct args *args)
{
	int ret = kernel_open(ctx, &r->kernel);

	if (!ret && !read_input(r, ctx, args))
		ret = IDLOC_USAGE;
	if (!ret)
		ret = read_kernel(r);
	if (!ret && !complete(r))
		ret = IDLOC_USAGE;
	if (ret)
		return ret;
	return r->check ? check(r, ctx->out) : make_all(r);
}

static bool parse(struct args *args, struct restore *r)
{
	const char *word = NULL;

	while (args->left && !strncmp(*args->next, "--", 2)) {
		word = args_next(args);
		if (!strcmp(word, "--check"))
			r->check = true;
		else if (!strcmp(word, "--merge"))
			r->merge = true;
		else if (!strcmp(word, "--early"))
			r->early = true;
		else
			break;
		word = NULL;
	}
	if (word)
		usage_error("restore has no \"%s\"; it has --check, --merge and --early",
			    word);
	return !word;
}

static int restore(struct ctx *ctx, struct args *args)
{
	struct restore r = { 0 };
	int ret = IDLOC_USAGE;

	command_hint("restore");
	if (args->left && !strcmp(*args->next, "help")) {
		restore_object.help();
		return IDLOC_OK;
	}
	if (parse(args, &r))
		ret = run(&r, ctx, args);
	kernel_close(&r.kernel);
	input_free(&r.input);
	state_free(&r.have);
	state_free(&r.want);
	return ret;
}

static void help(void)
{
	fputs("Usage: idloc [OPTIONS] restore [ --check ] [ --merge ] [ --early ] [ FILE ]...\n"
	      "Makes what \"idloc save\" has written into the files (default: stdin; of a folder,\n"
	      "its *.conf), all or nothing, and takes away what is not in them.\n"
	      "--check  prints the differences, exits with 3 if there are any, and changes nothing\n"
	      "--merge  takes nothing away\n"
	      "--early  merges, and leaves out what is about interfaces, which may not be there yet\n",
	      stdout);
}

const struct object restore_object = {
	.name = "restore",
	.run = restore,
	.help = help,
};
