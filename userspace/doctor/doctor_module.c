// SPDX-License-Identifier: GPL-2.0
/* Which ila module the kernel has, and whether it is of this tool's time. */
#include <string.h>

#include "doctor.h"

/* with brackets: the one of O=, not one that an older build left here */
#include <version.h>

static void find_missing(struct doctor *doctor)
{
	struct finding f = { .id = "module-missing" };

	finding_subject(&f, "module ila");
	finding_what(&f, "not loaded");
	finding_why(&f, "the first ILA route or mapping loads it; until then there are no\n"
			"settings and counters, and nothing is translated");
	finding_fix_anywhere(&f, "modprobe ila");
	doctor_report(doctor, &f);
}

static size_t count_routes(const struct host *host)
{
	size_t i, n = 0;

	for (i = 0; i < host->n_routes; i++)
		n += host->routes[i].ila;
	return n;
}

static void find_intree(struct doctor *doctor)
{
	struct finding f = { .id = "module-intree", .error = true };
	const struct host *host = &doctor->host;

	finding_subject(&f, "module ila");
	finding_what(&f, "the kernel's own is loaded in place of idloc's");
	finding_why(&f, "both have one name, and \"modprobe ila\" alone does nothing while\n"
			"the other is loaded. rmmod needs that no ILA route is left in any\n"
			"namespace: write down and delete them and the mappings first (here:\n"
			"%zu routes, %zu mappings), and add them again afterwards",
		    count_routes(host), host->n_ins);
	finding_fix_anywhere(&f, "rmmod ila");
	finding_fix_anywhere(&f, "modprobe ila");
	doctor_report(doctor, &f);
}

static void find_builtin(struct doctor *doctor)
{
	struct finding f = { .id = "module-builtin", .error = true };

	finding_subject(&f, "module ila");
	finding_what(&f, "the kernel has its own built in");
	finding_why(&f, "it cannot be taken out, so idloc's cannot be loaded: boot a kernel\n"
			"with CONFIG_IPV6_ILA=m");
	doctor_report(doctor, &f);
}

static void find_version(struct doctor *doctor)
{
	struct finding f = { .id = "module-version" };

	finding_subject(&f, "module ila %s", doctor->host.version);
	finding_what(&f, "the tool is %s", IDLOC_VERSION);
	finding_why(&f, "one of the two was not updated, or the module has not been loaded\n"
			"anew since: what is new in one the other does not know. rmmod needs\n"
			"that no ILA route is left in any namespace");
	finding_fix_anywhere(&f, "rmmod ila");
	finding_fix_anywhere(&f, "modprobe ila");
	doctor_report(doctor, &f);
}

/* Of the same release? Builds between two releases have the commit behind it. */
static bool same_release(const char *a, const char *b)
{
	size_t len = strcspn(a, "-");

	return len == strcspn(b, "-") && !strncmp(a, b, len);
}

int doctor_module(struct doctor *doctor)
{
	switch (doctor->host.holder) {
	case HOLDER_NONE:
		find_missing(doctor);
		break;
	case HOLDER_INTREE:
		find_intree(doctor);
		break;
	case HOLDER_BUILTIN:
		find_builtin(doctor);
		break;
	case HOLDER_OURS:
		if (*doctor->host.version && !same_release(doctor->host.version, IDLOC_VERSION))
			find_version(doctor);
		break;
	}
	return IDLOC_OK;
}
