// SPDX-License-Identifier: GPL-2.0
/* "idloc doctor": which checks there are, and how findings are printed. */
#include "doctor.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "args.h"
#include "netns.h"
#include "out.h"
#include "plain.h"

struct check {
	const char *name;
	const char *doc;
	int (*run)(struct doctor *doctor);
};

static const struct check checks[] = {
	{ "module", "which ila module the kernel has", doctor_module },
	{ "address", "addresses of this host inside a locator", doctor_address },
	{ "route", "ILA routes that other routes and rules go before", doctor_route },
	{ "map", "mappings that no packet asks", doctor_map },
	{ "forwarding", "packets of containers are forwarded", doctor_forwarding },
	{ "csum", "checksum modes that do not fit each other", doctor_csum },
	{ "mtu", "path MTU discovery", doctor_mtu },
	{ "reserved", "identifiers that end in ffff", doctor_reserved },
	{ "link", "interfaces that ILA names, without IPv6", doctor_link },
	{ "vnid", "virtual networks without routes, routes without them, underlay", doctor_vnid },
	{ "conntrack", "connection tracking that sees wire addresses", doctor_conntrack },
	{ "flowtable", "nft flowtables that ILA flows can get into", doctor_flowtable },
};

/* ---- findings -------------------------------------------------------------------- */

void finding_subject(struct finding *finding, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(finding->subject, sizeof(finding->subject), fmt, ap);
	va_end(ap);
}

void finding_what(struct finding *finding, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(finding->what, sizeof(finding->what), fmt, ap);
	va_end(ap);
}

void finding_why(struct finding *finding, const char *fmt, ...)
{
	char *end = finding->why;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(finding->why, sizeof(finding->why), fmt, ap);
	va_end(ap);
	while ((end = strchr(end, '\n')))
		*end = ' ';
}

/* A line that does not fit would be another command, as would one without the bytes that a
 * terminal must not get, or JSON cannot have; and the others do not help without it.
 */
static void drop_fixes(struct finding *finding)
{
	finding->n_fixes = 0;
	finding->cut = true;
}

static void add_fix(struct finding *finding, const char *before, const char *fmt,
		    va_list ap)
{
	char *fix = finding->fix[finding->n_fixes];
	int used, n;

	if (finding->cut || finding->n_fixes == FINDING_FIXES)
		return;
	used = snprintf(fix, sizeof(finding->fix[0]), "%s", before);
	if (used >= (int)sizeof(finding->fix[0])) {
		drop_fixes(finding);
		return;
	}
	n = vsnprintf(fix + used, sizeof(finding->fix[0]) - used, fmt, ap);
	if (n >= 0 && used + n < (int)sizeof(finding->fix[0]) && plain_is(fix))
		finding->n_fixes++;
	else
		drop_fixes(finding);
}

void finding_fix(struct finding *finding, const struct doctor *doctor,
		 const char *fmt, ...)
{
	const char *netns = doctor->ctx->netns;
	char before[QUOTED_MAX + 32] = "", name[QUOTED_MAX];
	va_list ap;

	if (netns && !shell_word(netns, name)) {
		drop_fixes(finding);
		return;
	}
	if (netns)
		snprintf(before, sizeof(before), "%s%s ",
			 strchr(netns, '/') ? "nsenter --net=" : "ip netns exec ",
			 name);
	va_start(ap, fmt);
	add_fix(finding, before, fmt, ap);
	va_end(ap);
}

void finding_fix_anywhere(struct finding *finding, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add_fix(finding, "", fmt, ap);
	va_end(ap);
}

const char *shell_word(const char *word, char text[QUOTED_MAX])
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:@%+-/";
	size_t len = 0;

	if (*word && !word[strspn(word, plain)])
		return snprintf(text, QUOTED_MAX, "%s", word) < QUOTED_MAX ? text : NULL;
	text[len++] = '\'';
	for (; *word && len + 6 < QUOTED_MAX; word++) {
		if (*word == '\'')
			len += snprintf(text + len, 5, "'\\''");
		else
			text[len++] = *word;
	}
	text[len++] = '\'';
	text[len] = '\0';
	return *word ? NULL : text;
}

static void print_line(const struct finding *finding)
{
	size_t i;

	fputs("; why: ", stdout);
	plain_put(finding->why, SIZE_MAX, stdout);
	for (i = 0; i < finding->n_fixes; i++)
		printf("%s %s", i ? " &&" : "; type:", finding->fix[i]);
	putchar('\n');
}

static void print_text(struct out *out, const struct finding *finding)
{
	size_t i;

	fputs(finding->error ? "error: " : "warning: ", stdout);
	plain_put(finding->subject, SIZE_MAX, stdout);
	fputs(": ", stdout);
	plain_put(finding->what, SIZE_MAX, stdout);
	if (out->oneline) {
		print_line(finding);
		return;
	}
	putchar('\n');
	out_explain(out, "why", finding->why);
	for (i = 0; i < finding->n_fixes; i++)
		printf("    type: %s\n", finding->fix[i]);
}

static void print_json(struct out *out, const struct finding *finding)
{
	size_t i;

	out_item(out);
	out_word(out, "id", finding->id);
	out_word(out, "severity", finding->error ? "error" : "warning");
	out_word(out, "subject", finding->subject);
	out_word(out, "text", finding->what);
	out_word(out, "why", finding->why);
	out_array(out, "fix");
	for (i = 0; i < finding->n_fixes; i++)
		out_array_word(out, "fix", finding->fix[i]);
	out_array_end(out);
	out_item_end(out);
}

void doctor_report(struct doctor *doctor, const struct finding *finding)
{
	struct out *out = doctor->ctx->out;

	doctor->found++;
	if (out->json)
		print_json(out, finding);
	else
		print_text(out, finding);
}

/* ---- the command ------------------------------------------------------------------ */

static void doctor_help(void)
{
	size_t i;

	fputs("Usage: idloc [OPTIONS] doctor [ CHECK ]...\n"
	      "CHECK := { module | address | route | map | forwarding | csum | mtu | reserved |\n"
	      "           link | vnid | conntrack | flowtable }\n"
	      "Says what will not work on this host, why, and what to type. Changes nothing.\n"
	      "What is looked at, by default all of it:\n", stdout);
	for (i = 0; i < ARRAY_SIZE(checks); i++)
		printf("  %-11s %s\n", checks[i].name, checks[i].doc);
}

static bool find_check(const char *word, size_t *check)
{
	for (*check = 0; *check < ARRAY_SIZE(checks); ++*check)
		if (!strcmp(checks[*check].name, word))
			return true;
	return false;
}

/* Those that are named, or all */
static bool choose(struct args *args, bool chosen[ARRAY_SIZE(checks)])
{
	bool all = !args->left;
	const char *word;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(checks); i++)
		chosen[i] = all;
	while ((word = args_next(args))) {
		if (!find_check(word, &i)) {
			usage_error("there is no check \"%s\"; \"idloc doctor help\" has them",
				    word);
			return false;
		}
		chosen[i] = true;
	}
	return true;
}

static int examine(struct doctor *doctor, const bool chosen[ARRAY_SIZE(checks)])
{
	struct out *out = doctor->ctx->out;
	int ret = IDLOC_OK;
	size_t i;

	out_list(out);
	for (i = 0; i < ARRAY_SIZE(checks) && !ret; i++)
		if (chosen[i])
			ret = checks[i].run(doctor);
	if (!out->json && !doctor->found && !ret)
		puts("nothing found");
	out_list_end(out);
	return ret || !doctor->found ? ret : IDLOC_DIFFERS;
}

static int doctor_run(struct ctx *ctx, struct args *args)
{
	struct doctor doctor = { .ctx = ctx };
	bool chosen[ARRAY_SIZE(checks)];
	int ret;

	if (args->left == 1 && !strcmp(*args->next, "help")) {
		doctor_help();
		return IDLOC_OK;
	}
	if (!choose(args, chosen))
		return IDLOC_USAGE;
	ret = netns_enter(ctx->netns);
	if (ret)
		return ret;
	ret = host_load(&doctor.host);
	if (!ret)
		ret = examine(&doctor, chosen);
	host_free(&doctor.host);
	return ret;
}

const struct object doctor_object = {
	.name = "doctor",
	.run = doctor_run,
	.help = doctor_help,
};
