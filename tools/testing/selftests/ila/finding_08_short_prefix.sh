#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H13, finding 8: on a route shorter than /64, the checksum difference depends on the
# packet. The in-tree module takes it from the route.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# short PREFIX MODE: one packet over a route that leaves SIR words to the packet
short()
{
	local line sir=3333:44:55:1

	must ip -n "$r" -6 route add "$1" encap ila $LOC_B csum-mode "$2" \
		ident-type luid via 2001:db8:1::2
	line=$(wire udp -s $SRC -d $sir:2000:0:1:87 -D short)
	must ip -n "$r" -6 route del "$1"
	like "$1 $2: the locator is there" "$(field "$line" dst)" "^$LOC_B:"
	is "$1 $2: the checksum is right" "$(field "$line" csum)" ok
}

topo_wire
for prefix in 3333::/16 3333:40::/28 3333:44::/32 3333:44:55::/48 3333:44:55::/63; do
	short $prefix neutral-map
	short $prefix neutral-map-auto
done
short ::/0 neutral-map
short 3333:44:55:1::/64 neutral-map
