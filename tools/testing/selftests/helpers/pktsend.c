// SPDX-License-Identifier: GPL-2.0
/*
 * Puts an IPv6 packet on an interface, built here with its checksum summed in
 * full, or given as hex. With -n it only prints the packet, which is how a
 * test says what it expects on the wire.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/virtio_net.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "build6.h"
#include "util.h"

#ifndef VIRTIO_NET_HDR_GSO_UDP_L4
#define VIRTIO_NET_HDR_GSO_UDP_L4 5	/* newer than some libc headers */
#endif

static const char usage[] =
"pktsend [-n] [-N NETNS] -i IFACE -m MAC [-c COUNT] [-g GAP_US]\n"
"        hex HEX | hex - | udp|tcp|icmp6|PROTO -s SRC -d DST\n"
"        [-p SPORT:DPORT | TYPE:CODE] [-D TEXT | -x HEX | -l LENGTH]\n"
"        [-H HOPLIMIT] [-L FLOW] [-F TCPFLAGS] [-e hbh|dst|ah|atomic|rh:T:S:ADDR]\n"
"        [-k bad|zero|XXXX] [-C CSUM_OFFSET] [-f FRAGMENT_SIZE]\n"
"        [-P] [-G GSO_SIZE] [-V LINEAR]\n"
"  -n  print the packet as hex instead of sending it\n"
"  hex -  a packet from each line of standard input\n"
"  -e  extension header, may be repeated\n"
"  PROTO (a number): the payload is the whole transport message, -C says\n"
"      where its checksum goes\n"
"  -P  hand it to the kernel as CHECKSUM_PARTIAL; -G as one GSO packet too\n"
"  -V  only its first LINEAR bytes are in the linear part of the kernel's\n"
"      buffer, the rest in pages: for packets longer than a page\n";

struct job {
	struct build6 b;
	struct built6 pkt;
	const char *netns;
	const char *iface;
	__u8 mac[ETH_ALEN];
	bool dry;
	bool lines;
	bool paged;
	unsigned int linear;
	unsigned int count;
	unsigned int gap_us;
	size_t frag_size;
	unsigned int gso_size;
	__u8 payload[65536];
};

struct sender {
	int fd;
	struct sockaddr_ll to;
	bool vnet;
};

static void parse_addr(const char *text, struct in6_addr *addr)
{
	if (inet_pton(AF_INET6, text, addr) != 1)
		die(RC_USAGE, "bad address \"%s\"", text);
}

static void parse_pair(const char *text, struct build6 *b)
{
	if (sscanf(text, "%u:%u", &b->sport, &b->dport) != 2)
		die(RC_USAGE, "bad pair \"%s\"", text);
}

static void set_payload(struct job *j, int how, const char *arg)
{
	size_t i, len;

	if (how == 'x') {
		len = parse_hex(arg, j->payload, sizeof(j->payload));
	} else if (how == 'D') {
		len = strlen(arg);
		if (len > sizeof(j->payload))
			die(RC_USAGE, "text too long");
		memcpy(j->payload, arg, len);
	} else {
		len = parse_num(arg, sizeof(j->payload) - 1);
		for (i = 0; i < len; i++)
			j->payload[i] = i * 7 + (i >> 8);
	}
	j->b.payload = j->payload;
	j->b.payload_len = len;
}

static void set_proto(struct build6 *b, const char *kind)
{
	if (!strcmp(kind, "udp")) {
		b->proto = IPPROTO_UDP;
	} else if (!strcmp(kind, "tcp")) {
		b->proto = IPPROTO_TCP;
	} else if (!strcmp(kind, "icmp6")) {
		b->proto = IPPROTO_ICMPV6;
		b->sport = 128;
		b->dport = 0;
	} else {
		b->proto = parse_num(kind, 255);
		b->raw = true;
	}
}

static void bad_usage(void)
{
	fputs(usage, stderr);
	exit(RC_USAGE);
}

static void set_frame_option(struct job *j, int c, const char *arg)
{
	switch (c) {
	case 'n':
		j->dry = true;
		break;
	case 'N':
		j->netns = arg;
		break;
	case 'i':
		j->iface = arg;
		break;
	case 'm':
		if (parse_hex(arg, j->mac, ETH_ALEN) != ETH_ALEN)
			die(RC_USAGE, "bad MAC \"%s\"", arg);
		break;
	case 'c':
		j->count = parse_num(arg, 1000000000);
		break;
	case 'g':
		j->gap_us = parse_num(arg, 10000000);
		break;
	case 'f':
		j->frag_size = parse_num(arg, 65528) & ~7UL;
		break;
	case 'G':
		j->gso_size = parse_num(arg, 65535);
		j->b.partial = true;
		break;
	case 'V':
		j->linear = parse_num(arg, 65535);
		j->paged = true;
		break;
	default:
		bad_usage();
	}
}

static void set_packet_option(struct job *j, int c, const char *arg)
{
	switch (c) {
	case 's':
		parse_addr(arg, &j->b.src);
		break;
	case 'd':
		parse_addr(arg, &j->b.dst);
		break;
	case 'p':
		parse_pair(arg, &j->b);
		break;
	case 'D':
	case 'x':
	case 'l':
		set_payload(j, c, arg);
		break;
	case 'H':
		j->b.hop_limit = parse_num(arg, 255);
		break;
	case 'L':
		j->b.flow = parse_num(arg, 0xfffffff);
		break;
	case 'F':
		j->b.tcp_flags = parse_num(arg, 255);
		break;
	case 'e':
		if (j->b.n_ext == BUILD6_MAX_EXT)
			die(RC_USAGE, "too many headers");
		j->b.ext[j->b.n_ext++] = arg;
		break;
	case 'k':
		j->b.csum = arg;
		break;
	case 'C':
		j->b.csum_at = parse_num(arg, 65535);
		break;
	case 'P':
		j->b.partial = true;
		break;
	default:
		set_frame_option(j, c, arg);
	}
}

static void parse_options(struct job *j, int argc, char **argv)
{
	int c;

	/* "+" stops at the kind, which sets defaults that options change. */
	while ((c = getopt(argc, argv,
			   "+nN:i:m:c:g:f:G:V:s:d:p:D:x:l:H:L:F:e:k:C:P")) != -1)
		set_packet_option(j, c, optarg);
}

static void parse_args(struct job *j, int argc, char **argv)
{
	const char *kind;

	j->b.hop_limit = 64;
	j->b.sport = 1111;
	j->b.dport = 2222;
	j->b.tcp_flags = 0x10;
	j->b.csum_at = -1;
	j->b.csum = "";
	j->b.payload = j->payload;
	j->count = 1;

	parse_options(j, argc, argv);
	if (optind == argc)
		bad_usage();
	kind = argv[optind++];
	if (!strcmp(kind, "hex")) {
		if (optind + 1 != argc)
			bad_usage();
		j->lines = !strcmp(argv[optind], "-");
		if (!j->lines)
			j->pkt.len = parse_hex(argv[optind], j->pkt.pkt,
					       sizeof(j->pkt.pkt));
		return;
	}
	set_proto(&j->b, kind);
	parse_options(j, argc, argv);
	if (optind != argc)
		bad_usage();
	build6(&j->b, &j->pkt);
}

static void open_sender(const struct job *j, struct sender *s)
{
	int one = 1;

	if (j->netns)
		enter_netns(j->netns);
	memset(&s->to, 0, sizeof(s->to));
	s->to.sll_family = AF_PACKET;
	s->to.sll_protocol = htons(ETH_P_IPV6);
	s->to.sll_halen = ETH_ALEN;
	s->to.sll_ifindex = if_nametoindex(j->iface);
	if (!s->to.sll_ifindex)
		die(RC_SYSTEM, "interface %s", j->iface);
	memcpy(s->to.sll_addr, j->mac, ETH_ALEN);

	s->vnet = j->b.partial || j->paged;
	s->fd = socket(AF_PACKET, s->vnet ? SOCK_RAW : SOCK_DGRAM, 0);
	if (s->fd < 0)
		die(RC_SYSTEM, "packet socket");
	if (s->vnet && setsockopt(s->fd, SOL_PACKET, PACKET_VNET_HDR, &one,
				  sizeof(one)))
		die(RC_SYSTEM, "PACKET_VNET_HDR");
}

/* A cooked socket writes the Ethernet header; the one that takes a virtio
 * header does not.
 */
static size_t vnet_frame(const struct job *j, const struct built6 *pkt,
			 __u8 *frame)
{
	struct virtio_net_hdr vh = { .gso_size = j->gso_size };
	size_t off = sizeof(vh);

	if (j->b.partial) {
		vh.flags = VIRTIO_NET_HDR_F_NEEDS_CSUM;
		vh.csum_start = ETH_HLEN + pkt->l4;
		vh.csum_offset = pkt->csum_at;
	}
	/* As much as this is what a packet socket makes linear. */
	if (j->paged)
		vh.hdr_len = ETH_HLEN + j->linear;
	if (j->gso_size) {
		vh.gso_type = j->b.proto == IPPROTO_TCP ?
			VIRTIO_NET_HDR_GSO_TCPV6 : VIRTIO_NET_HDR_GSO_UDP_L4;
		vh.hdr_len = ETH_HLEN + pkt->l4 + pkt->l4_hlen;
	}
	memcpy(frame, &vh, sizeof(vh));
	memcpy(frame + off, j->mac, ETH_ALEN);
	memset(frame + off + ETH_ALEN, 2, ETH_ALEN);
	frame[off + 12] = ETH_P_IPV6 >> 8;
	frame[off + 13] = ETH_P_IPV6 & 0xff;
	off += ETH_HLEN;
	memcpy(frame + off, pkt->pkt, pkt->len);
	return off + pkt->len;
}

/* On one processor, packets stay in order. */
static void stay_here(void)
{
	int cpu = sched_getcpu();
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu < 0 ? 0 : cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
}

static void emit(const struct job *j, const struct sender *s,
		 const struct built6 *pkt)
{
	static __u8 frame[sizeof(struct virtio_net_hdr) + ETH_HLEN + IP6_MAXPKT];
	const __u8 *data = pkt->pkt;
	size_t len = pkt->len;

	if (j->dry) {
		print_hex(data, len);
		putchar('\n');
		return;
	}
	if (s->vnet) {
		len = vnet_frame(j, pkt, frame);
		data = frame;
	}
	while (sendto(s->fd, data, len, 0, (const void *)&s->to,
		      sizeof(s->to)) < 0) {
		if (errno != ENOBUFS)
			die(RC_SYSTEM, "send %zu bytes", len);
		usleep(1000);
	}
}

static void emit_fragments(const struct job *j, const struct sender *s,
			   unsigned int ident)
{
	static struct built6 part;
	size_t offset = 0;
	bool more;

	do {
		more = build6_fragment(&j->pkt, offset, j->frag_size, ident,
				       &part);
		emit(j, s, &part);
		offset += j->frag_size;
	} while (more);
}

static void emit_lines(struct job *j, const struct sender *s)
{
	char *line = NULL;
	size_t room = 0;

	while (getline(&line, &room, stdin) > 0) {
		j->pkt.len = parse_hex(line, j->pkt.pkt, sizeof(j->pkt.pkt));
		emit(j, s, &j->pkt);
		if (j->gap_us)
			usleep(j->gap_us);
	}
	free(line);
}

int main(int argc, char **argv)
{
	static struct job j;
	struct sender s = { .fd = -1 };
	unsigned int i;

	parse_args(&j, argc, argv);
	if (!j.dry) {
		if (!j.iface)
			die(RC_USAGE, "-i IFACE or -n");
		open_sender(&j, &s);
		stay_here();
	}
	for (i = 0; i < j.count; i++) {
		if (j.lines)
			emit_lines(&j, &s);
		else if (j.frag_size)
			emit_fragments(&j, &s, 0x01020304 + i);
		else
			emit(&j, &s, &j.pkt);
		if (j.gap_us)
			usleep(j.gap_us);
	}
	return RC_OK;
}
