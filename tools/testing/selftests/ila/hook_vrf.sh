#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A VRF shows each packet twice to PRE_ROUTING. The second pass translates and
# counts nothing, even if the SIR prefix is some other mapping's locator.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

topo_wire
must ip -n "$r" link add vrf1 type vrf table 10
must ip -n "$r" link set vrf1 up
must ip -n "$r" link set eth1 master vrf1
must ip -n "$r" link set eth2 master vrf1
addr "$r" eth1 2001:db8:a::1/64
addr "$r" eth2 2001:db8:1::1/64
must ip -n "$r" neigh replace 2001:db8:1::2 dev eth2 lladdr "$(lladdr "$w" eth1)" nud permanent
for to in $SIR 4444:0:0:1; do
	must ip -n "$r" -6 route add "$to::/64" vrf vrf1 via 2001:db8:1::2 dev eth2
done

map_add "$r" $LOC_B neutral-map-auto
map_add "$r" $SIR neutral-map-auto 4444:0:0:1

line=$(wire udp -s $SRC -d $LOC_B:2000:0:1:87 -D x)
like "translated once" "$(field "$line" dst)" "^3333::1:"
is "the checksum is right" "$(field "$line" csum)" ok
is "counted once" "$(counter "$r" in-map-translated)" 1

# The mapping of one interface is for the interface that the wire is on.
must on "$r" ip ila del loc_match $LOC_B loc $SIR
like "a mapping of the VRF device, which would never match, is refused" \
	"$(on "$r" ip ila add loc_match $LOC_B loc $SIR csum-mode neutral-map-auto \
		ident-type luid dev vrf1 2>&1)" "name the interface in it"
must on "$r" ip ila add loc_match $LOC_B loc $SIR csum-mode neutral-map-auto \
	ident-type luid dev eth1
line=$(wire udp -s $SRC -d $LOC_B:2000:0:1:87 -D x)
like "a mapping of the interface does" "$(field "$line" dst)" "^3333::1:"
