// SPDX-License-Identifier: GPL-2.0
/*
 * Sends one frame many times and prints how many microseconds that took.
 *
 * For kernels whose pktgen keeps a hand on the packets that it injects (before
 * 6.7, no flag !SHARED): whoever then writes to one has to copy it first, which
 * no packet of a real wire costs. Here each packet belongs to the receiver alone.
 */
#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static size_t parse_frame(const char *hex, unsigned char *frame, size_t room)
{
	size_t len = strlen(hex) / 2, i;

	if (len < ETH_HLEN || len > room) {
		fprintf(stderr, "not a frame: %s\n", hex);
		exit(1);
	}
	for (i = 0; i < len; i++) {
		if (sscanf(hex + 2 * i, "%2hhx", &frame[i]) != 1)
			die("sscanf");
	}
	return len;
}

static int open_socket(const char *iface)
{
	struct sockaddr_ll to = {
		.sll_family = AF_PACKET,
		.sll_ifindex = if_nametoindex(iface),
	};
	int one = 1, fd;

	fd = socket(AF_PACKET, SOCK_RAW, 0);
	if (fd < 0)
		die("socket");
	if (setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &one, sizeof(one)))
		die("PACKET_QDISC_BYPASS");
	if (!to.sll_ifindex || bind(fd, (struct sockaddr *)&to, sizeof(to)))
		die(iface);
	return fd;
}

static long long now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(int argc, char **argv)
{
	unsigned char frame[2048];
	unsigned long count, i, errors = 0;
	long long began;
	size_t len;
	int fd;

	if (argc != 4) {
		fputs("burst IFACE COUNT FRAME-HEX: prints MICROSECONDS ERRORS\n", stderr);
		return 1;
	}
	count = strtoul(argv[2], NULL, 10);
	len = parse_frame(argv[3], frame, sizeof(frame));
	fd = open_socket(argv[1]);
	began = now_ns();
	for (i = 0; i < count; i++) {
		if (send(fd, frame, len, 0) != (ssize_t)len)
			errors++;
	}
	printf("%lld %lu\n", (now_ns() - began) / 1000, errors);
	return 0;
}
