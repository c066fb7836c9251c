/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the pure files of this module need from their surroundings.
 *
 * A pure file holds arithmetic and formats only: no packet buffer, no lock, no
 * allocation. It includes this header and nothing else of the system's, so the
 * same text is compiled into the module, the host's unit tests and the fuzzers.
 */
#ifndef IDLOC_ILA_PURE_H
#define IDLOC_ILA_PURE_H

#ifdef __KERNEL__

#include <asm/byteorder.h>
#include <linux/in6.h>
#include <linux/string.h>
#include <linux/types.h>

#else

#include <arpa/inet.h>
#include <linux/types.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

#define __force
#ifndef likely
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#endif

#endif /* __KERNEL__ */

#endif /* IDLOC_ILA_PURE_H */
