/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A random IPv6 packet for a translation of its destination. Whoever makes it
 * knows where its checksum is: nobody has to look for it afterwards.
 *
 * Any chain of extension headers, any protocol; checksums that are right, wrong,
 * none, or left to the device; one packet for many segments.
 */
#ifndef SELFTEST_RANDOM6_H
#define SELFTEST_RANDOM6_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

#define RANDOM6_MAX	16384
#define RANDOM6_EXTS	4

/* Checksum modes, as the kernel numbers them. */
enum random6_mode {
	MODE_ADJ_TRANSPORT,
	MODE_NEUTRAL_MAP,
	MODE_NO_ACTION,
	MODE_NEUTRAL_MAP_AUTO,
};

/**
 * struct random6_map - upper halves that are translated
 * @from: what the destination has
 * @bits: how many of its bits count; the rest is random
 * @to: what it gets
 */
struct random6_map {
	__u8 from[8];
	unsigned int bits;
	__u8 to[8];
};

/**
 * struct random6_plan - which packets
 * @seed: everything follows from this and a packet's number
 * @maps: one of these is taken for each packet
 * @n_maps: how many; 0 for any addresses at all
 * @mode: checksum mode
 * @to_wire: from SIR to wire form, or back
 * @udp_gso: large packets may be UDP as well as TCP
 */
struct random6_plan {
	__u64 seed;
	const struct random6_map *maps;
	unsigned int n_maps;
	enum random6_mode mode;
	bool to_wire;
	bool udp_gso;
};

/**
 * struct random6_ext - one extension header
 * @off: where it is
 * @stops: what follows has no checksum over this destination
 */
struct random6_ext {
	size_t off;
	bool stops;
};

/**
 * struct random6 - the packet and what its maker knows of it
 * @pkt: from the IPv6 header on
 * @len: bytes of it
 * @number: of the packet
 * @map: the translation that it will meet
 * @ext: its extension headers
 * @n_ext: how many
 * @l4: where the upper layer starts
 * @l4_hlen: length of its header
 * @proto: the upper layer's protocol
 * @check: where the checksum over this destination is, 0 if there is none
 * @cover: bytes from @l4 on that it covers
 * @unknown: nobody can tell where a checksum would be
 * @right: it is, as far as it goes: complete or, if @partial, a pseudo-header sum
 * @partial: a checksum is left to the device
 * @csum_start: from where the device sums
 * @csum_offset: where it puts the result, from there
 * @gso_size: the device cuts the payload into such parts, 0 if it does not
 * @head: bytes that the kernel is asked to keep in one piece
 * @state: of the generator
 */
struct random6 {
	__u8 pkt[RANDOM6_MAX];
	size_t len;
	unsigned int number;
	struct random6_map map;
	struct random6_ext ext[RANDOM6_EXTS];
	unsigned int n_ext;
	size_t l4;
	size_t l4_hlen;
	unsigned int proto;
	size_t check;
	size_t cover;
	bool unknown;
	bool right;
	bool partial;
	size_t csum_start;
	size_t csum_offset;
	unsigned int gso_size;
	size_t head;
	__u64 state;
};

/**
 * random6_address() - begin a packet: its IPv6 header
 * @p: the packet
 * @plan: what it is for
 * @number: the same number is the same packet again
 */
void random6_address(struct random6 *p, const struct random6_plan *plan,
		     unsigned int number);

/**
 * random6_rest() - everything behind the IPv6 header
 * @p: the packet, begun
 * @plan: what it is for
 * @out: the destination that it is going to have; some packets are made so that
 *	their checksum is zero then
 */
void random6_rest(struct random6 *p, const struct random6_plan *plan,
		  const __u8 out[16]);

/**
 * random6_check_at() - where a protocol keeps a checksum over the addresses
 * @proto: the protocol
 *
 * Return: its offset, 0 if there is none, -1 if the translation does not know it.
 */
int random6_check_at(unsigned int proto);

/**
 * random6_sum() - the pseudo-header and all that a checksum covers
 * @p: what is known of the packet
 * @pkt: the packet itself, perhaps with another destination by now
 * @dst: destination in the pseudo-header
 * @len: length in the pseudo-header
 * @cover: bytes from the upper layer's header on; 0 for the pseudo-header alone
 *
 * Return: the residue; 0 if a complete checksum is right.
 */
unsigned int random6_sum(const struct random6 *p, const __u8 *pkt,
			 const __u8 dst[16], size_t len, size_t cover);

#endif
