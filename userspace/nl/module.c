// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel's own ila module and ours have one name, and the loader refuses
 * the second of two: while in-tree is loaded, "modprobe ila" reports success
 * and does nothing. What tells them apart is in /sys/module/ila: ours has a
 * version, and "O" (out of tree) among its taints.
 */
#include "module.h"

#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "idloc.h"

#define SYS_MODULE	"/sys/module/ila"

/* First line of a small file without its newline; "" if there is none. */
static void read_line(const char *path, char *line, size_t size)
{
	FILE *f = fopen(path, "re");

	*line = '\0';
	if (!f)
		return;
	if (!fgets(line, size, f))
		*line = '\0';
	line[strcspn(line, "\n")] = '\0';
	fclose(f);
}

/* For a module that has no folder under /sys/module: one that is built in gets
 * a folder only if it has parameters or a version.
 */
static bool is_builtin(const char *name)
{
	char path[128 + sizeof(((struct utsname *)0)->release)];
	struct utsname uts;
	bool found = false;
	char line[256];
	char file[64];
	FILE *f;

	snprintf(file, sizeof(file), "/%s.ko", name);
	if (uname(&uts))
		return false;
	snprintf(path, sizeof(path), "/lib/modules/%s/modules.builtin",
		 uts.release);
	f = fopen(path, "re");
	if (!f)
		return false;
	while (!found && fgets(line, sizeof(line), f))
		found = strstr(line, file);
	fclose(f);
	return found;
}

enum holder module_holder(char *version, size_t size)
{
	char taint[32];

	*version = '\0';
	if (access(SYS_MODULE, F_OK))
		return is_builtin("ila") ? HOLDER_BUILTIN : HOLDER_NONE;
	if (access(SYS_MODULE "/taint", F_OK))
		return HOLDER_BUILTIN;
	read_line(SYS_MODULE "/version", version, size);
	read_line(SYS_MODULE "/taint", taint, sizeof(taint));
	if (*version || strchr(taint, 'O'))
		return HOLDER_OURS;
	return HOLDER_INTREE;
}

bool module_present(const char *name)
{
	char path[96];

	snprintf(path, sizeof(path), "/sys/module/%s", name);
	return !access(path, F_OK) || is_builtin(name);
}

static void explain_upgrade(void)
{
	fputs("To put the idloc module in its place (it keeps routes and \"ip ila\" as they are):\n"
	      "  1. install it, if not done yet:          apt install idloc-dkms\n"
	      "                                           or, from the source: make install\n"
	      "  2. write down and delete the ILA routes, in every network namespace:\n"
	      "                                           ip -6 route show table all | grep 'encap ila'\n"
	      "                                           ip nexthop show | grep 'encap ila'\n"
	      "  3. write down and delete the mappings:   ip ila list;  ip ila del ...\n"
	      "  4. swap the modules:                     rmmod ila && modprobe ila\n"
	      "  5. add the routes and mappings again.\n"
	      "rmmod says \"in use\" as long as a route is left; a socket may keep a deleted one\n"
	      "for a while, so try again. \"modprobe ila\" alone does nothing while the old one\n"
	      "is loaded, and reports success.\n", stderr);
}

int module_explain(void)
{
	char version[64];

	switch (module_holder(version, sizeof(version))) {
	case HOLDER_NONE:
		complain("the module ila is not loaded; load it with: modprobe ila");
		break;
	case HOLDER_INTREE:
		complain("the kernel's own ila is loaded; it has no settings and no counters");
		explain_upgrade();
		break;
	case HOLDER_BUILTIN:
		complain("the kernel has its own ila built in; only CONFIG_IPV6_ILA=m would help");
		break;
	case HOLDER_OURS:
		complain("the idloc module ila%s%s is loaded but does not answer; being unloaded?",
			 *version ? " " : "", version);
		break;
	}
	return IDLOC_REFUSED;
}
