/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Types, codes and the word behind them: ICMP for ICMPv6 and the other way round
 * (RFC 7915 sections 4.2, 5.2).
 *
 * Pure: builds in the kernel and in userspace.
 */
#ifndef IDLOC_HIP_ICMP46_H
#define IDLOC_HIP_ICMP46_H

#include "ip46.h"

/* Bytes before what a message carries. */
#define HIP_ICMP_LEN	8

#define HIP_ICMP4_ECHO_REPLY	0
#define HIP_ICMP4_UNREACH	3
#define HIP_ICMP4_ECHO		8
#define HIP_ICMP4_TIME		11
#define HIP_ICMP4_PARAM		12

#define HIP_ICMP6_UNREACH	1
#define HIP_ICMP6_TOO_BIG	2
#define HIP_ICMP6_TIME		3
#define HIP_ICMP6_PARAM		4
#define HIP_ICMP6_ECHO		128
#define HIP_ICMP6_ECHO_REPLY	129

#define HIP_MTU6_MIN		1280

/**
 * struct hip_icmp - the head of an ICMP or ICMPv6 message
 * @type: of the message
 * @code: of the type
 * @word: what stands behind the checksum, in host order: identifier and number of an
 *	echo, the MTU, the pointer; 0 in other errors
 */
struct hip_icmp {
	u8 type;
	u8 code;
	u32 word;
};

/**
 * hip_icmp_is_echo() - is it an echo request or reply
 * @type: of ICMP
 *
 * Return: true if it is.
 */
static inline bool hip_icmp_is_echo(u8 type)
{
	return type == HIP_ICMP4_ECHO || type == HIP_ICMP4_ECHO_REPLY;
}

/**
 * hip_icmp6_is_echo() - is it an echo request or reply
 * @type: of ICMPv6
 *
 * Return: true if it is.
 */
static inline bool hip_icmp6_is_echo(u8 type)
{
	return type == HIP_ICMP6_ECHO || type == HIP_ICMP6_ECHO_REPLY;
}

/**
 * hip_echo_delta() - what the sum of an echo changes by
 * @from: its type
 * @to: its type in the other ICMP
 * @pseudo: hip_pseudo() on the way to ICMPv6, its complement on the way back
 *
 * Return: what idloc_csum_patch() takes.
 */
static inline u16 hip_echo_delta(u8 from, u8 to, u16 pseudo)
{
	u16 type = idloc_csum_add(htons((u16)(to << 8)), (u16)~htons((u16)(from << 8)));

	return idloc_csum_add(type, pseudo);
}

/* The greatest plateau of RFC 1191 section 7 that is less than the packet that did not
 * fit, for a router that does not say what would.
 */
static inline u32 hip_mtu_plateau(u32 total)
{
	static const u16 plateaus[] = { 32000, 17914, 8166, 4352, 2002, 1492, HIP_MTU6_MIN };
	const u16 *plateau = plateaus;

	while (*plateau >= total && *plateau > HIP_MTU6_MIN)
		plateau++;
	return *plateau;
}

/* ---- ICMP to ICMPv6 -------------------------------------------------------------- */

/* Of an unreachable: 0 to 15, the code of ICMPv6; 0xff for what ICMPv6 does not say. */
static inline u8 hip_unreach_6(u8 code)
{
	static const u8 codes[] = {
		0, 0, 0xff, 4, 0xff, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0xff, 1,
	};

	return code < sizeof(codes) ? codes[code] : 0xff;
}

/* Figure 3; 0xff for what the other header does not have. */
static inline u8 hip_pointer_6(u8 pointer)
{
	static const u8 pointers[] = {
		0, 1, 4, 4, 0xff, 0xff, 0xff, 0xff, 7, 6, 0xff, 0xff,
		8, 8, 8, 8, 24, 24, 24, 24,
	};

	return pointer < sizeof(pointers) ? pointers[pointer] : 0xff;
}

static inline bool hip_icmp_unreach_6(struct hip_icmp *m, u32 total)
{
	u32 mtu = m->word & 0xffff;

	switch (m->code) {
	case 2:
		/* Its next header is what was not understood. */
		*m = (struct hip_icmp){ .type = HIP_ICMP6_PARAM, .code = 1, .word = 6 };
		return true;
	case 4:
		mtu = mtu ? mtu + HIP_IP46_GROWS : hip_mtu_plateau(total);
		*m = (struct hip_icmp){
			.type = HIP_ICMP6_TOO_BIG,
			.word = mtu < HIP_MTU6_MIN ? HIP_MTU6_MIN : mtu,
		};
		return true;
	}
	m->type = HIP_ICMP6_UNREACH;
	m->code = hip_unreach_6(m->code);
	m->word = 0;
	return m->code != 0xff;
}

static inline bool hip_icmp_param_6(struct hip_icmp *m)
{
	u8 pointer = hip_pointer_6(m->word >> 24);

	if ((m->code != 0 && m->code != 2) || pointer == 0xff)
		return false;
	*m = (struct hip_icmp){ .type = HIP_ICMP6_PARAM, .word = pointer };
	return true;
}

/**
 * hip_icmp_to_6() - the ICMPv6 message that says the same
 * @m: the ICMP message, in place
 * @total: of an error, the length that the quoted packet has by its header
 *
 * Return: false if there is none: the message is dropped.
 */
static inline bool hip_icmp_to_6(struct hip_icmp *m, u32 total)
{
	switch (m->type) {
	case HIP_ICMP4_ECHO:
		m->type = HIP_ICMP6_ECHO;
		return true;
	case HIP_ICMP4_ECHO_REPLY:
		m->type = HIP_ICMP6_ECHO_REPLY;
		return true;
	case HIP_ICMP4_UNREACH:
		return hip_icmp_unreach_6(m, total);
	case HIP_ICMP4_TIME:
		m->type = HIP_ICMP6_TIME;
		m->word = 0;
		return true;
	case HIP_ICMP4_PARAM:
		return hip_icmp_param_6(m);
	default:
		return false;
	}
}

/* ---- ICMPv6 to ICMP -------------------------------------------------------------- */

/* Of an unreachable: 0 to 4, the code of ICMP; 0xff for others. */
static inline u8 hip_unreach_4(u8 code)
{
	static const u8 codes[] = { 1, 10, 1, 1, 3 };

	return code < sizeof(codes) ? codes[code] : 0xff;
}

/* Figure 6; 0xff for what the other header does not have. */
static inline u8 hip_pointer_4(u32 pointer)
{
	static const u8 first[] = { 0, 1, 0xff, 0xff, 2, 2, 9, 8 };

	if (pointer < sizeof(first))
		return first[pointer];
	return pointer < 24 ? 12 : pointer < 40 ? 16 : 0xff;
}

static inline bool hip_icmp_param_4(struct hip_icmp *m)
{
	u8 pointer;

	if (m->code == 1) {
		*m = (struct hip_icmp){ .type = HIP_ICMP4_UNREACH, .code = 2 };
		return true;
	}
	pointer = hip_pointer_4(m->word);
	if (m->code || pointer == 0xff)
		return false;
	*m = (struct hip_icmp){ .type = HIP_ICMP4_PARAM, .word = (u32)pointer << 24 };
	return true;
}

/* An MTU that no IPv4 host can use is one of the smallest that it has to. */
static inline u32 hip_mtu_4(u32 mtu)
{
	if (mtu < 68 + HIP_IP46_GROWS)
		return 68;
	mtu -= HIP_IP46_GROWS;
	return mtu > 0xffff ? 0xffff : mtu;
}

/**
 * hip_icmp_to_4() - the ICMP message that says the same
 * @m: the ICMPv6 message, in place
 *
 * Return: false if there is none: the message is dropped.
 */
static inline bool hip_icmp_to_4(struct hip_icmp *m)
{
	switch (m->type) {
	case HIP_ICMP6_ECHO:
		m->type = HIP_ICMP4_ECHO;
		return true;
	case HIP_ICMP6_ECHO_REPLY:
		m->type = HIP_ICMP4_ECHO_REPLY;
		return true;
	case HIP_ICMP6_UNREACH:
		m->type = HIP_ICMP4_UNREACH;
		m->code = hip_unreach_4(m->code);
		m->word = 0;
		return m->code != 0xff;
	case HIP_ICMP6_TOO_BIG:
		*m = (struct hip_icmp){
			.type = HIP_ICMP4_UNREACH, .code = 4, .word = hip_mtu_4(m->word),
		};
		return true;
	case HIP_ICMP6_TIME:
		m->type = HIP_ICMP4_TIME;
		m->word = 0;
		return true;
	case HIP_ICMP6_PARAM:
		return hip_icmp_param_4(m);
	default:
		return false;
	}
}

#endif /* IDLOC_HIP_ICMP46_H */
