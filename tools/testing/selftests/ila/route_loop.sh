#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# ILA routes that lead to each other, or to themselves: the packet is dropped and
# counted, and nothing keeps the namespace or the module alive afterwards.
# timeout: 60
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

ila()
{
	must ip -n "$r" -6 route add "$1" encap ila "$2" csum-mode no-action \
		ident-type luid "${@:3}" dev eth2
}

send()
{
	no_wire udp -s $SRC -d "$1" -D loop
}

topo_wire

ila $SIR::/64 $LOC_A
ila $LOC_A::/64 $LOC_B
ila $LOC_B::/64 "$SIR"
is "three routes in a circle: nothing leaves" "$(send $SIR_B)" ""
is "counted" "$(counter "$r" drop-route-loop)" 1
must ip -n "$r" -6 route flush $SIR::/64
must ip -n "$r" -6 route flush $LOC_A::/64
must ip -n "$r" -6 route flush $LOC_B::/64

ila 4444::/16 4444:0:0:1
is "a route to itself: nothing leaves" "$(send 4444::2000:0:1:1)" ""
is "counted" "$(counter "$r" drop-route-loop)" 2

ila $LOC_A::/64 $SIR hook-type input
ila $SIR::/64 $LOC_A hook-type input
is "two input routes in a circle: nothing leaves" "$(send $LOC_A:2000:0:1:1)" ""
is "counted" "$(counter "$r" drop-route-loop)" 3

lib_cleanup
NS_LIST=()
check "the module unloads: no route was kept" ila_unload
