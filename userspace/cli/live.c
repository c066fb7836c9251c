// SPDX-License-Identifier: GPL-2.0
#include "live.h"

#include <dirent.h>
#include <fcntl.h>
#include <net/if.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "args.h"
#include "idloc.h"
#include "link.h"
#include "netns.h"
#include "out.h"

#define NAMES_MAX	200
#define SECONDS_MAX	2

struct taker {
	struct ctx *ctx;
	const char *begin;
	void (*take)(const char *name, void *arg);
	void *arg;
	int left;
};

static void take(struct taker *taker, const char *name)
{
	if (!taker->left || strncmp(name, taker->begin, strlen(taker->begin)))
		return;
	taker->left--;
	taker->take(name, taker->arg);
}

/* ---- of the system ---------------------------------------------------------------- */

static void take_namespaces(struct taker *taker)
{
	DIR *dir = opendir("/run/netns");
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (*entry->d_name != '.')
			take(taker, entry->d_name);
	if (dir)
		closedir(dir);
}

static void take_links(struct taker *taker)
{
	struct if_nameindex *links, *link;

	if (netns_enter(taker->ctx->netns))
		return;
	links = if_nameindex();
	for (link = links; link && link->if_index; link++)
		take(taker, link->if_name);
	if_freenameindex(links);
}

static void take_vrfs(struct taker *taker)
{
	struct vrfs vrfs;
	size_t i;

	if (netns_enter(taker->ctx->netns))
		return;
	vrfs_load(&vrfs);
	for (i = 0; i < vrfs.n; i++)
		take(taker, vrfs.vrf[i].name);
	vrfs_free(&vrfs);
}

/* The shell knows better how to complete these. */
static void take_files(struct taker *taker)
{
	taker->take(":files", taker->arg);
}

/* ---- of the module ---------------------------------------------------------------- */

/* Where "idloc -p ila NOUN" has the names */
struct source {
	const char *noun;
	const char *member;
};

/* Print the list into a pipe. A million mappings must not keep a person waiting. */
static int print_list(struct ctx *ctx, const char *noun, int fd)
{
	char name[16], *words[] = { name, NULL };
	struct out out = { .json = true, .pretty = true };
	struct ctx own = *ctx;
	struct args args;
	int null;

	null = open("/dev/null", O_WRONLY);
	if (dup2(fd, STDOUT_FILENO) < 0 || dup2(null, STDERR_FILENO) < 0)
		return IDLOC_USAGE;
	signal(SIGPIPE, SIG_DFL);
	alarm(SECONDS_MAX);
	snprintf(name, sizeof(name), "%s", noun);
	own.out = &out;
	args_begin(&args, 1, words);
	return ila_object.run(&own, &args);
}

/* What a line has of a member, "name": "west" or "vnid": 7; NULL: another member, or a name
 * with what JSON escapes, which nobody completes.
 */
static char *value_in(char *line, const char *member)
{
	char *name = line + strspn(line, " ");

	if (strncmp(name, member, strlen(member)))
		return NULL;
	name += strlen(member);
	if (*name != '"') {
		name[strcspn(name, ",\n")] = '\0';
		return name;
	}
	name++;
	name[strcspn(name, "\"")] = '\0';
	return strchr(name, '\\') ? NULL : name;
}

/* A member is a line, whatever is in it: JSON has no line breaks in strings. */
static void read_list(struct taker *taker, FILE *f, const char *member)
{
	char *line = NULL, *name;
	size_t size = 0;

	while (taker->left && getline(&line, &size, f) > 0) {
		name = value_in(line, member);
		if (name)
			take(taker, name);
	}
	free(line);
}

/* By a process of its own, which dies when enough has been read. */
static void take_list(struct taker *taker, const struct source *source)
{
	int ends[2];
	pid_t child;
	FILE *f;

	/* Whoever asks for the family makes the kernel load the module. */
	if (access("/sys/module/ila", F_OK) || pipe2(ends, O_CLOEXEC))
		return;
	fflush(stdout);
	child = fork();
	if (!child) {
		/* Else it would wait for itself to read what nobody does. */
		close(ends[0]);
		print_list(taker->ctx, source->noun, ends[1]);
		fflush(stdout);
		_exit(0);
	}
	close(ends[1]);
	f = fdopen(ends[0], "r");
	if (f && child > 0)
		read_list(taker, f, source->member);
	if (f)
		fclose(f);
	else
		close(ends[0]);
	if (child > 0)
		waitpid(child, NULL, 0);
}

/* ---- which of them ---------------------------------------------------------------- */

static const struct value {
	const char *name;
	void (*take)(struct taker *taker);
	struct source source;
} values[] = {
	{ .name = "ADDRESS[/LENGTH]", .source = { "map", "\"addr\": " } },
	{ .name = "DEV", .take = take_links },
	{ .name = "FILE", .take = take_files },
	{ .name = "GROUP", .source = { "group", "\"group\": " } },
	{ .name = "LOCATOR", .source = { "locator", "\"locator\": " } },
	{ .name = "NAME", .source = { "locator", "\"name\": " } },
	{ .name = "NETNS", .take = take_namespaces },
	{ .name = "PREFIX", .source = { "route", "\"dst\": " } },
	{ .name = "VNID", .source = { "vnid", "\"vnid\": " } },
	{ .name = "VRF", .take = take_vrfs },
};

static const struct value *find_value(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(values); i++)
		if (!strcmp(values[i].name, name))
			return &values[i];
	return NULL;
}

bool live_is_known(const char *value)
{
	return find_value(value);
}

void live_names(struct ctx *ctx, const char *value, const char *begin,
		void (*take_name)(const char *name, void *arg), void *arg)
{
	struct taker taker = {
		.ctx = ctx, .begin = begin, .take = take_name, .arg = arg,
		.left = NAMES_MAX,
	};
	const struct value *known = find_value(value);

	if (known && known->take)
		known->take(&taker);
	else if (known)
		take_list(&taker, &known->source);
}
