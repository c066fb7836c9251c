// SPDX-License-Identifier: GPL-2.0
/* Devices of which this process is the wire. */
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <linux/virtio_net.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/uio.h>
#include <unistd.h>

#include "tun.h"
#include "util.h"

/* Newer than some headers. */
#ifndef VIRTIO_NET_HDR_GSO_UDP_L4
#define VIRTIO_NET_HDR_GSO_UDP_L4 5
#endif
#ifndef TUN_F_USO4
#define TUN_F_USO4 0x20
#define TUN_F_USO6 0x40
#endif

#define DST_AT	24

int tun_open(const char *name, bool gro)
{
	struct ifreq req = { .ifr_flags = IFF_TUN | IFF_NO_PI | IFF_VNET_HDR };
	int fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		die(RC_SYSTEM, "/dev/net/tun");
	if (gro)
		req.ifr_flags |= IFF_NAPI;
	snprintf(req.ifr_name, sizeof(req.ifr_name), "%s", name);
	if (ioctl(fd, TUNSETIFF, &req))
		die(RC_SYSTEM, "device %s", name);
	if (ioctl(fd, TUNSETOFFLOAD, 0))
		die(RC_SYSTEM, "offloads of %s", name);
	return fd;
}

bool tun_offload(int fd)
{
	unsigned int flags = TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6;

	if (!ioctl(fd, TUNSETOFFLOAD, flags | TUN_F_USO4 | TUN_F_USO6))
		return true;
	if (ioctl(fd, TUNSETOFFLOAD, flags))
		die(RC_SYSTEM, "offloads");
	return false;
}

void tun_write(int fd, const struct random6 *p)
{
	struct virtio_net_hdr vh = {
		.hdr_len = p->head,
		.gso_size = p->gso_size,
		.csum_start = p->csum_start,
		.csum_offset = p->csum_offset,
	};
	struct iovec iov[] = {
		{ &vh, sizeof(vh) },
		{ (void *)p->pkt, p->len },
	};

	if (p->partial)
		vh.flags = VIRTIO_NET_HDR_F_NEEDS_CSUM;
	if (p->gso_size)
		vh.gso_type = p->proto == IPPROTO_TCP ? VIRTIO_NET_HDR_GSO_TCPV6 :
			      VIRTIO_NET_HDR_GSO_UDP_L4;
	if (writev(fd, iov, 2) < 0)
		die(RC_SYSTEM, "packet %u of %zu bytes", p->number, p->len);
}

static ssize_t read_now(int fd, struct iovec *iov)
{
	ssize_t n = readv(fd, iov, 2);

	if (n < 0 && errno != EAGAIN && errno != EINTR)
		die(RC_SYSTEM, "read");
	return n;
}

bool tun_read(int fd, int wait_ms, struct got6 *got, struct tun_said *said)
{
	static __u8 pkt[1 << 17];
	struct virtio_net_hdr vh;
	struct iovec iov[] = {
		{ &vh, sizeof(vh) },
		{ pkt, sizeof(pkt) },
	};
	struct pollfd p = { .fd = fd, .events = POLLIN };
	ssize_t n;

	/* Most packets are there before anybody has to wait for them. */
	do {
		n = read_now(fd, iov);
		if (n < 0 && poll(&p, 1, wait_ms) <= 0)
			return false;
	} while (n < (ssize_t)sizeof(vh) + DST_AT + 16 || pkt[DST_AT] == 0xff);

	*got = (struct got6){
		.pkt = pkt,
		.len = n - sizeof(vh),
		.partial = vh.flags & VIRTIO_NET_HDR_F_NEEDS_CSUM,
		.gso_size = vh.gso_type == VIRTIO_NET_HDR_GSO_NONE ? 0 : vh.gso_size,
	};
	if (got->partial) {
		got->csum_start = vh.csum_start;
		got->csum_offset = vh.csum_offset;
	}
	said->valid = vh.flags & VIRTIO_NET_HDR_F_DATA_VALID;
	return true;
}
