#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A hundred thousand virtual networks in one namespace: all are there, packets find theirs,
# and memory comes back. The cost per packet is bench's to say.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/virtual.sh
. ../virtual.sh

: "${COUNT:=100000}"

# memory: bytes that the kernel has not left for others
memory()
{
	echo 3 >/proc/sys/vm/drop_caches
	awk '/^(Slab|VmallocUsed|Percpu):/ { n += $2 * 1024 } END { printf "%d\n", n }' /proc/meminfo
}

topo_virtual
locator "$r1" $LOC_A
locator "$r2" $LOC_B
both none 1 $V1
before=$(memory)
check "$COUNT more" manyvnids -N "$r2" -n "$COUNT"
each=$((($(memory) - before) / COUNT))
note "$each bytes each"
# A kernel that watches itself keeps a fence around each.
at_most "no more than a kilobyte each" $each $((SLOWNESS > 1 ? 4096 : 1024))
# While the table grows, the list may be told in part: that is said, and asked again.
check "all are told" wait_for 10 sh -c \
	"idloc -n $r2 ila vnid >$TEST_TMP/list && [ \$(wc -l <$TEST_TMP/list) = $((COUNT + 1)) ]"
check "packets pass among them" on "$t1a" ping -q -c1 -W3 $TB
began=$SECONDS
check "all but the one in use go" idloc -n "$r2" ila vnid flush
at_most "in seconds" $((SECONDS - began)) $((20 * SLOWNESS))
is "one is left" "$(idloc -n "$r2" ila vnid | wc -l)" 1
check "packets pass as before" on "$t1a" ping -q -c1 -W3 $TB
