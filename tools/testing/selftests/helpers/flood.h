/* SPDX-License-Identifier: GPL-2.0 */
/* Packets that never stop, from a thread of their own, until their interface goes. */
#ifndef SELFTEST_FLOOD_H
#define SELFTEST_FLOOD_H

#include <linux/types.h>
#include <pthread.h>
#include <stddef.h>

#define FLOOD_PACKETS	4
#define FLOOD_ROOM	1500

/**
 * struct flood - what is sent, in turn
 * @netns: name of the namespace to send from
 * @iface: interface there
 * @mac: where the frames go
 * @gap_us: pause after each packet
 * @data: IPv6 packets
 * @len: their lengths
 * @count: how many
 * @sent: packets sent so far
 * @thread: of flood_start()
 */
struct flood {
	const char *netns;
	const char *iface;
	__u8 mac[6];
	unsigned int gap_us;
	__u8 data[FLOOD_PACKETS][FLOOD_ROOM];
	size_t len[FLOOD_PACKETS];
	unsigned int count;
	unsigned long sent;
	pthread_t thread;
};

/**
 * flood_start() - begin; the interface is there and up
 * @f: what and where
 */
void flood_start(struct flood *f);

/**
 * flood_wait() - wait for the end, which comes with that of the interface
 * @f: started
 */
void flood_wait(struct flood *f);

#endif
