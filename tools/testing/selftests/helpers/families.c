// SPDX-License-Identifier: GPL-2.0
/*
 * families "AF_NAME..." COMMAND...: run a command that may open sockets of these families
 * only, as systemd has it for RestrictAddressFamilies=: another one is EAFNOSUPPORT.
 * 77: this kernel has no seccomp.
 */
#define _GNU_SOURCE

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FAMILIES_MAX	8
#define SKIPPED		77

static const struct {
	const char *name;
	int number;
} families[] = {
	{ "AF_UNIX", AF_UNIX },
	{ "AF_INET", AF_INET },
	{ "AF_INET6", AF_INET6 },
	{ "AF_NETLINK", AF_NETLINK },
};

static int number_of(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(families) / sizeof(*families); i++)
		if (!strcmp(families[i].name, name))
			return families[i].number;
	return -1;
}

/* How many; 0: a name is none */
static int parse(char *names, int number[FAMILIES_MAX])
{
	char *name;
	int n = 0;

	for (name = strtok(names, " "); name; name = strtok(NULL, " ")) {
		if (n == FAMILIES_MAX)
			return 0;
		number[n] = number_of(name);
		if (number[n++] < 0)
			return 0;
	}
	return n;
}

/* Each family that is allowed jumps over the rest, to the last instruction. */
static int restrict_to(const int *number, int n)
{
	struct sock_filter code[FAMILIES_MAX + 5] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, n + 2),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
	};
	struct sock_fprog program = { .len = n + 5, .filter = code };
	int i;

	for (i = 0; i < n; i++)
		code[3 + i] = (struct sock_filter)
			BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number[i], n - i, 0);
	code[3 + n] = (struct sock_filter)
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EAFNOSUPPORT);
	code[4 + n] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

int main(int argc, char **argv)
{
	int number[FAMILIES_MAX], n = 0;

	if (argc > 2)
		n = parse(argv[1], number);
	if (!n) {
		fputs("usage: families \"AF_NAME...\" COMMAND...\n", stderr);
		return 1;
	}
	if (restrict_to(number, n)) {
		perror("families: seccomp");
		return SKIPPED;
	}
	execvp(argv[2], argv + 2);
	perror(argv[2]);
	return 127;
}
