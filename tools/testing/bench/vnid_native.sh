#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# What instructions do not price: packets for one virtual network, and for each of a hundred
# thousand in turn, in nanoseconds of the processor that this runs on. For a kernel that
# is a program: tools/testing/vm/run -v -k newest tools/testing/bench/vnid_native.sh
# timeout: 300
set -u

cd "$(dirname "$0")/../selftests/ila" || exit
# shellcheck source=tools/testing/selftests/virtual.sh
. ../virtual.sh

: "${COUNT:=100000}"

# packets HOW: as many in wire form, all for the first virtual network or each for its own. The
# numbers are those of manyvnids.
packets()
{
	awk -v how="$1" -v count="$COUNT" 'BEGIN {
		for (n = 1; n <= count; n++) {
			i = how == "one" ? 1 : n
			# 2654435761 modulo 2^28, which does not overflow here
			vnid = (i * 238516657) % 268435456
			prefix = sprintf("fd80%012x%08x", 0, i)
			printf "60000000000a1140%s0000000120010000008700007%07x00000002" \
				"03e80009000a00007878\n", prefix, vnid
		}
	}'
}

# nanoseconds HOW: per packet, the best of five
nanoseconds()
{
	local began took best=999999999

	packets "$1" >"$TEST_TMP/packets"
	for _ in 1 2 3 4 5; do
		began=${EPOCHREALTIME/./}
		pktsend -N "$w" -i eth2 -m "$MAC" hex - <"$TEST_TMP/packets" >/dev/null
		took=$((${EPOCHREALTIME/./} - began))
		[ $took -ge $best ] || best=$took
	done
	echo $((best * 1000 / COUNT))
}

topo_virtual
locator "$r2" $LOC_B
MAC=$(lladdr "$r2" eth1)
must manyvnids -N "$r2" -n "$COUNT"
must ip -n "$r2" -6 route add blackhole fd80::/16
one=$(nanoseconds one)
each=$(nanoseconds each)
note "one: $one ns a packet, each of $COUNT: $each ns"
total=$((10 * COUNT))
is "every packet was translated" "$(counter "$r2" in-vnid-translated)" $total
