// SPDX-License-Identifier: GPL-2.0
#include "netns.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "idloc.h"

#define NETNS_DIR	"/run/netns"

int netns_enter(const char *name)
{
	char path[PATH_MAX];
	const char *dir;
	int error = 0;
	int fd;

	if (!name)
		return IDLOC_OK;
	if (!*name)
		return usage_error("-n needs the name of a network namespace");
	dir = strchr(name, '/') ? "" : NETNS_DIR "/";
	if (snprintf(path, sizeof(path), "%s%s", dir, name) >= (int)sizeof(path))
		return usage_error("the name of the network namespace is too long");
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		complain("cannot open network namespace \"%s\": %s", name,
			 strerror(errno));
		return IDLOC_USAGE;
	}
	if (setns(fd, CLONE_NEWNET))
		error = errno;
	close(fd);
	if (!error)
		return IDLOC_OK;

	complain("cannot enter network namespace \"%s\": %s", name,
		 strerror(error));
	if (error == EPERM)
		complain("this needs CAP_SYS_ADMIN, here and in the user namespace that owns it");
	return IDLOC_REFUSED;
}
