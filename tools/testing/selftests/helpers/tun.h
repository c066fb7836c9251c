/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Devices of which this process is the wire: IPv6 packets with what the kernel says,
 * or is told, of their checksums and segments.
 */
#ifndef SELFTEST_TUN_H
#define SELFTEST_TUN_H

#include "judge6.h"

/**
 * struct tun_said - what the kernel said of a packet beyond what struct got6 holds
 * @valid: it has found the checksum right (CHECKSUM_UNNECESSARY)
 */
struct tun_said {
	bool valid;
};

/**
 * tun_open() - make a device in this network namespace
 * @name: its name
 * @gro: what is written goes through GRO, which looks at checksums
 *
 * Return: file descriptor.
 */
int tun_open(const char *name, bool gro);

/**
 * tun_offload() - have the device leave checksums and segments undone
 * @fd: from tun_open()
 *
 * Return: true if this holds for segments of UDP, too.
 */
bool tun_offload(int fd);

/**
 * tun_write() - let a packet arrive from the wire
 * @fd: from tun_open()
 * @p: the packet
 */
void tun_write(int fd, const struct random6 *p);

/**
 * tun_read() - the next packet that the kernel sends
 * @fd: from tun_open()
 * @wait_ms: for how long
 * @got: the packet; its bytes stay until the next call
 * @said: more of it
 *
 * Return: false if there is none. What is for a group is skipped: the kernel itself
 * sends it.
 */
bool tun_read(int fd, int wait_ms, struct got6 *got, struct tun_said *said);

#endif
