#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Finding 5, second half: a path MTU exception on an ILA route without gateway
# changes the packet size and nothing else. The in-tree module then asks for the
# link address of the SIR address, and all traffic stops for ten minutes.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

topo_wire
ip -n "$r" -6 route add $LOC_B::/64 via 2001:db8:1::2
ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_B csum-mode neutral-map \
	ident-type luid dev eth2
# Nobody answers the echo requests: w drops what it cannot route, quietly.
ip -n "$w" -6 route add blackhole $LOC_B::/64

like "before: packets leave" "$(pings 1000)" "dst=$LOC_B:3000:0:1:333 .*csum=ok"
check "an exception for the SIR address" too_big 1300
like "is in the table" "$(ip -n "$r" -6 route get $SIR_B)" "mtu 1300"
seen=$(pings 1000)
like "packets still leave" "$seen" "dst=$LOC_B:3000:0:1:333 .*csum=ok"
unlike "and nobody asks for the SIR address" "$seen" "type=135 .*target=3333:"
