/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the pure files of the modules need from their surroundings.
 *
 * A pure file holds arithmetic and formats only: no packet buffer, no lock, no
 * allocation. It includes this header and nothing else of the system's, so the
 * same text is compiled into a module, the host's unit tests and the fuzzers.
 */
#ifndef IDLOC_PURE_H
#define IDLOC_PURE_H

#ifdef __KERNEL__

#include <asm/byteorder.h>
#include <linux/compiler.h>
#include <linux/in.h>
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

typedef __u8 u8;
typedef __u16 u16;
typedef __u32 u32;
typedef __u64 u64;

#define __force
#ifndef likely
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#endif

#endif /* __KERNEL__ */

#endif /* IDLOC_PURE_H */
