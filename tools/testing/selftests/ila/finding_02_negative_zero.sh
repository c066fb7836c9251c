#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H2, finding 2: an identifier that ends in 0000 comes back as it was in both
# neutral modes. The in-tree module restores ffff, which is another host.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

topo_wire
ip -n "$r" -6 route add default via 2001:db8:1::2

while read -r id mode orig wire restored _; do
	map_add "$r" "$(locator_of "$wire")" "$mode" "$(locator_of "$restored")"
	line=$(wire udp -s $SRC -d "$wire" -D "vector $id")
	is "vector $id, $mode: restored" "$(field "$line" dst)" "$orig"
	is "vector $id, $mode: checksum" "$(field "$line" csum)" ok
	ip -n "$r" ila del loc_match "$(locator_of "$wire")" loc $SIR
done < <(vectors | grep -E '^(3|4|6) ')
