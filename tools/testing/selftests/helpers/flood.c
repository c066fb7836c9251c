// SPDX-License-Identifier: GPL-2.0
/* Packets that never stop, until their interface goes. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "flood.h"
#include "util.h"

static void *flood_run(void *arg)
{
	struct sockaddr_ll to = {
		.sll_family = AF_PACKET,
		.sll_protocol = htons(ETH_P_IPV6),
		.sll_halen = ETH_ALEN,
	};
	struct flood *f = arg;
	unsigned int next = 0;
	int fd;

	enter_netns(f->netns);
	to.sll_ifindex = if_nametoindex(f->iface);
	memcpy(to.sll_addr, f->mac, ETH_ALEN);
	fd = socket(AF_PACKET, SOCK_DGRAM, 0);
	if (fd < 0)
		die(RC_SYSTEM, "packet socket");
	for (;;) {
		if (sendto(fd, f->data[next], f->len[next], 0, (void *)&to,
			   sizeof(to)) >= 0)
			f->sent++;
		else if (errno != ENOBUFS)
			break;
		next = (next + 1) % f->count;
		usleep(f->gap_us);
	}
	close(fd);
	return NULL;
}

void flood_start(struct flood *f)
{
	if (pthread_create(&f->thread, NULL, flood_run, f))
		die(RC_SYSTEM, "thread");
}

void flood_wait(struct flood *f)
{
	pthread_join(f->thread, NULL);
}
