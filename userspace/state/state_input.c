// SPDX-License-Identifier: GPL-2.0
#include "state_input.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <netlink/attr.h>
#include <netlink/msg.h>

#include "args.h"
#include "idloc.h"
#include "ila.h"
#include "ila_route.h"
#include "ila_take.h"
#include "save.h"
#include "words.h"

/* More of them would hide the first. */
#define COMPLAINTS_MAX	20

/* Attributes of a line */
#define ATTRS_MAX	64

/* Lines that make something. What else there is changes or shows something. */
static const struct form {
	const char *noun;
	const char *verb;
	enum kind kind;
	take_fn take;
} forms[] = {
	{ "set", NULL, KIND_SETTING, ila_set_take },
	{ "underlay", "add", KIND_UNDERLAY, ila_underlay_take },
	{ "vnid", "add", KIND_VNID, ila_vnid_take },
	{ "group", "add", KIND_GROUP, ila_group_take },
	{ "group", "join", KIND_MEMBER, ila_member_take },
	{ "locator", "add", KIND_LOCATOR, ila_locator_take },
	{ "xlat", "add", KIND_XLAT, ila_xlat_take },
	{ "map", "add", KIND_MAP, ila_map_take },
	{ "route", "add", KIND_ROUTE, NULL },
	{ "route", "append", KIND_ROUTE, NULL },
};

/* ---- places ---------------------------------------------------------------------- */

static const struct input_file *file_of(const struct input *input, __u32 line)
{
	size_t i = input->n;

	while (i > 1 && input->file[i - 1].first > line)
		i--;
	return &input->file[i - 1];
}

static void point_at(const struct input *input, __u32 line)
{
	const struct input_file *file;

	if (!line) {
		command_begin(0, NULL);
		complain_of_line(input->place.file, input->place.line);
		return;
	}
	file = file_of(input, line);
	complain_of_line(file->name, line - file->first + 1);
}

static bool add_file(struct input *input, const char *name)
{
	struct input_file *grown;

	grown = reallocarray(input->file, input->n + 1, sizeof(*grown));
	if (grown) {
		input->file = grown;
		grown[input->n].name = strdup(name);
		grown[input->n].first = input->lines + 1;
	}
	if (grown && grown[input->n].name) {
		input->n++;
		return true;
	}
	complain("no memory");
	return false;
}

/* ---- a line ---------------------------------------------------------------------- */

static const struct form *find_form(struct args *args)
{
	const char *object = args_next(args), *noun, *verb;
	size_t i;

	if (strcmp(object, "ila")) {
		usage_error("there is no \"%s\" to restore, ila is all there is", object);
		return NULL;
	}
	noun = args_next(args);
	if (!noun) {
		usage_missing("what is there to restore of ila?");
		return NULL;
	}
	for (i = 0; i < ARRAY_SIZE(forms); i++)
		if (!strcmp(forms[i].noun, noun))
			break;
	if (i == ARRAY_SIZE(forms)) {
		usage_error("\"%s\" makes nothing that could be restored", noun);
		return NULL;
	}
	if (!forms[i].verb)
		return &forms[i];
	verb = args_next(args);
	for (; i < ARRAY_SIZE(forms) && !strcmp(forms[i].noun, noun); i++)
		if (verb && !strcmp(forms[i].verb, verb))
			return &forms[i];
	usage_error("\"%s\" makes nothing that could be restored", verb ?: noun);
	return NULL;
}

static bool take_route(struct input *input, struct args *args, __u32 line)
{
	union making making;
	struct route route;

	route_init(&route);
	if (!route_parse(input->route, args, false, &route))
		return false;
	making_route(&making, &route, line);
	state_copy(input->state, &making.item);
	return true;
}

static bool take_attrs(struct input *input, const struct form *form, struct args *args,
		       __u32 line)
{
	struct nlattr *attrs[ATTRS_MAX];

	nlmsg_hdr(input->msg)->nlmsg_len = NLMSG_HDRLEN;
	if (!form->take(args, &input->msg))
		return false;
	if (!input->msg) {
		complain("no memory");
		return false;
	}
	nlmsg_parse(nlmsg_hdr(input->msg), 0, attrs, kind_attrs(form->kind), NULL);
	state_take(input->state, form->kind, line, attrs);
	return true;
}

static bool take(struct input *input, const struct form *form, struct args *args,
		 __u32 line)
{
	if (!input->msg)
		input->msg = nlmsg_alloc();
	if (!input->msg) {
		complain("no memory");
		return false;
	}
	return form->kind == KIND_ROUTE ? take_route(input, args, line) :
					  take_attrs(input, form, args, line);
}

/* ---- what is too early ----------------------------------------------------------- */

static bool is_early_vnid(const struct input *input, const char *word)
{
	__u32 vnid;
	size_t i;

	if (!vnid_parse(word, &vnid))
		return false;
	for (i = 0; i < input->n_early_vnids; i++)
		if (input->early_vnids[i] == vnid)
			return true;
	return false;
}

/* @first: a word that can be the name of a value */
static bool has_pair(const struct words *words, int first, const char *name,
		     const struct input *vnids)
{
	int i;

	for (i = first; i + 1 < words->n; i++)
		if (!strcmp(words->word[i], name) &&
		    (!vnids || is_early_vnid(vnids, words->word[i + 1])))
			return true;
	return false;
}

/* Of a mapping, what it is of can stand behind. */
static int first_name(const struct form *form)
{
	return form->kind == KIND_MAP ? 3 : 4;
}

static bool names_place(const struct form *form, const struct words *words)
{
	int first = first_name(form);

	return has_pair(words, first, "dev", NULL) || has_pair(words, first, "vrf", NULL) ||
	       has_pair(words, first, "table", NULL);
}

static void note_vnid(struct input *input, const char *word)
{
	__u32 *grown, vnid;

	if (!vnid_parse(word, &vnid))
		return;
	grown = reallocarray(input->early_vnids, input->n_early_vnids + 1, sizeof(*grown));
	if (!grown) {
		input->state->failed = true;
		return;
	}
	input->early_vnids = grown;
	grown[input->n_early_vnids++] = vnid;
}

/* Routes need their interfaces, what else names one does, too, and so does what belongs
 * to a virtual network that is left out.
 */
static bool is_early(struct input *input, const struct form *form,
		     const struct words *words)
{
	switch (form->kind) {
	case KIND_ROUTE:
	case KIND_UNDERLAY:
		return true;
	case KIND_VNID:
		if (!names_place(form, words))
			return false;
		note_vnid(input, words->word[3]);
		return true;
	case KIND_GROUP:
	case KIND_MEMBER:
		return names_place(form, words) ||
		       (words->n > 3 && is_early_vnid(input, words->word[3]));
	case KIND_MAP:
	case KIND_XLAT:
		return names_place(form, words) ||
		       has_pair(words, first_name(form), "vnid", input);
	default:
		return false;
	}
}

/* ---- files ----------------------------------------------------------------------- */

static bool take_line(struct input *input, char *text, __u32 line)
{
	const struct form *form;
	struct words words;
	struct args args;

	if (!words_split(text, &words))
		return false;
	if (!words.n)
		return true;
	args_begin(&args, words.n, words.word);
	form = find_form(&args);
	if (!form)
		return false;
	if (input->early && is_early(input, form, &words)) {
		input->left_out++;
		return true;
	}
	return take(input, form, &args, line);
}

static bool is_line(const char *text, const char *wanted)
{
	size_t len = strcspn(text, "\r\n");

	return len == strlen(wanted) && !strncmp(text, wanted, len);
}

static void is_about_all(struct input *input)
{
	enum kind kind;

	for (kind = 0; kind < KINDS; kind++)
		input->about[kind] = true;
}

/* What is behind the number of the first line */
static bool take_kinds(struct input *input, const char *text)
{
	char word[16];
	int n, len;

	if (*text && !isspace((unsigned char)*text))
		return false;
	for (n = 0; sscanf(text, "%15s%n", word, &len) == 1; n++, text += len)
		if (!kind_choose(word, input->about))
			return false;
	if (!n)
		is_about_all(input);
	return true;
}

/* Comments that say something */
static bool take_mark(struct input *input, const char *text, bool *begun, bool *ended)
{
	const char *form = SAVE_HEADER SAVE_VERSION;

	if (is_line(text, SAVE_END))
		*ended = true;
	if (strncmp(text, SAVE_HEADER, strlen(SAVE_HEADER)))
		return true;
	*begun = true;
	if (!strncmp(text, form, strlen(form)) && take_kinds(input, text + strlen(form)))
		return true;
	complain("this is of a newer form than this tool reads, which is " SAVE_VERSION);
	return false;
}

static bool read_lines(struct input *input, FILE *f)
{
	size_t before = input->state->n + input->left_out;
	bool begun = false, ended = false, good = true;
	int complaints = 0;
	char *text = NULL;
	size_t size = 0;
	ssize_t len;

	while (complaints < COMPLAINTS_MAX && (len = getline(&text, &size, f)) >= 0) {
		point_at(input, ++input->lines);
		good = take_mark(input, text, &begun, &ended);
		if (good && strlen(text) != (size_t)len) {
			complain("there is a byte 0 in this line");
			good = false;
		}
		if (good)
			good = take_line(input, text, input->lines);
		complaints += !good;
	}
	free(text);
	if (!complaints && begun && !ended && !ferror(f)) {
		complain("\"" SAVE_END "\" is missing: this is not all that was saved");
		complaints++;
	}
	point_at(input, 0);
	input->found |= begun;
	if (!begun && input->state->n + input->left_out > before)
		is_about_all(input);
	return !complaints;
}

static bool read_file(struct input *input, const char *path)
{
	bool is_stdin = !strcmp(path, "-"), good;
	FILE *f = is_stdin ? stdin : fopen(path, "re");

	if (!f) {
		complain("cannot open %s: %s", path, strerror(errno));
		return false;
	}
	good = add_file(input, is_stdin ? "stdin" : path) && read_lines(input, f);
	if (ferror(f)) {
		complain("cannot read %s: %s", path, strerror(errno));
		good = false;
	}
	if (!is_stdin)
		fclose(f);
	return good;
}

static int is_conf(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return *entry->d_name != '.' && dot && !strcmp(dot, ".conf");
}

static bool read_entry(struct input *input, const char *folder, const char *entry)
{
	char *name;
	bool good;

	if (asprintf(&name, "%s/%s", folder, entry) < 0) {
		complain("no memory");
		return false;
	}
	good = read_file(input, name);
	free(name);
	return good;
}

static bool read_folder(struct input *input, const char *path)
{
	struct dirent **entries;
	bool good = true;
	int i, n;

	n = scandir(path, &entries, is_conf, alphasort);
	if (n < 0) {
		complain("cannot read %s: %s", path, strerror(errno));
		return false;
	}
	for (i = 0; i < n; i++) {
		if (good)
			good = read_entry(input, path, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return good;
}

bool input_read(struct input *input, const char *path)
{
	struct stat st;

	if (!stat(path, &st) && S_ISDIR(st.st_mode))
		return read_folder(input, path);
	return read_file(input, path);
}

/* ---- all together ---------------------------------------------------------------- */

static bool is_twice(const struct item *a, const struct item *b)
{
	if (item_order(a, b))
		return false;
	return a->kind != KIND_ROUTE || (a->len == b->len && !memcmp(a->data, b->data, a->len));
}

/* The kernel tells of one source and one maker for all nexthops of a route. */
static bool same_route(const struct item *a, const struct item *b)
{
	const struct route *x = (const void *)a->data, *y = (const void *)b->data;

	return a->kind != KIND_ROUTE || item_order(a, b) ||
	       (x->proto == y->proto && x->has_src == y->has_src &&
		!memcmp(&x->src, &y->src, sizeof(x->src)));
}

static bool check_pair(struct input *input, const struct item *a, const struct item *b)
{
	const struct input_file *file = file_of(input, a->line);
	unsigned int line = a->line - file->first + 1;

	point_at(input, b->line);
	if (is_twice(a, b))
		complain("this is there already, by %s:%u", file->name, line);
	else if (!same_route(a, b))
		complain("this nexthop has another proto or src than its route has by %s:%u",
			 file->name, line);
	else
		return true;
	return false;
}

/* The weight of an only nexthop says nothing, and the kernel does not keep it. */
static void drop_weight(const struct state *state, size_t i)
{
	struct item *item = (struct item *)state->item[i];

	if (item->kind == KIND_ROUTE &&
	    (!i || item_order(state->item[i - 1], item)) &&
	    (i + 1 == state->n || item_order(item, state->item[i + 1])))
		((struct route *)item->data)->weight = 1;
}

static bool check_all(struct input *input)
{
	const struct state *state = input->state;
	bool good = true;
	size_t i;

	for (i = 0; i < state->n; i++) {
		if (i && !check_pair(input, state->item[i - 1], state->item[i]))
			good = false;
		drop_weight(state, i);
	}
	point_at(input, 0);
	return good;
}

bool input_end(struct input *input)
{
	if (input->state->failed) {
		complain("no memory");
		return false;
	}
	/* Nobody shall lose everything by an empty file. */
	if (!input->found && !input->state->n && !input->left_out) {
		complain("there is nothing in it that could be restored");
		return false;
	}
	state_sort(input->state);
	return check_all(input);
}

void input_free(struct input *input)
{
	size_t i;

	for (i = 0; i < input->n; i++)
		free(input->file[i].name);
	free(input->file);
	free(input->early_vnids);
	nlmsg_free(input->msg);
}

void input_complain(struct input *input, __u32 line, char *text,
		    const struct verdict *verdict, const struct attr_desc *table,
		    unsigned int max)
{
	struct state none = { 0 };
	struct input again = { .route = input->route, .state = &none };
	const struct form *form;
	struct words words;
	struct args args;

	point_at(input, line);
	if (words_split(text, &words)) {
		args_begin(&args, words.n, words.word);
		form = find_form(&args);
		if (form)
			take(&again, form, &args, line);
	}
	conn_complain(verdict, table, max);
	point_at(input, 0);
	state_free(&none);
	nlmsg_free(again.msg);
}
