#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H1, H2: the frozen vectors in SIR form as real packets: byte for byte on the wire.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# to_wire ID MODE ORIG WIRE UDP-HEX
to_wire()
{
	local line

	must ip -n "$r" -6 route add "$3/128" encap ila "$(locator_of "$4")" \
		csum-mode "$2" ident-type luid via 2001:db8:1::2
	line=$(wire 17 -s $SRC -d "$3" -x "$5")
	is "vector $1 $2: to the wire" "$(field "$line" hex)" \
		"$(made 17 -s $SRC -d "$4" -H 63 -x "$(on_wire "$2" "$4" "$5")")"
	must ip -n "$r" -6 route del "$3/128"
}

topo_wire
is "15 vectors" "$(vectors | wc -l)" 15
while read -r id mode orig wire restored udp; do
	# Vector 8 is the reserved one: see reserved_word.sh.
	[ "$restored" != reserved ] || continue
	to_wire "$id" "$mode" "$orig" "$wire" "$udp"
done < <(vectors)
