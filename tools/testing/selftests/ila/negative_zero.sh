#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The word 0000 at the end of an identifier, and those that fold to ffff on the
# wire, go out and come back unchanged in both neutral modes.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# Low words around both zeros, and those that fold to ffff on the wire.
WORDS=(0 1 fd52 fd53 fd54 ed53 ed54 7fff 8000 fffe)

# round_trip MODE: every word out by a route, and back by a mapping
round_trip()
{
	local word line out=()

	must ip -n "$r" -6 route add $SIR::/64 encap ila $LOC_B \
		csum-mode "$1" ident-type luid via 2001:db8:1::2
	for word in "${WORDS[@]}"; do
		line=$(wire udp -s $SRC -d "$SIR:2000:0:1:$word" -D "$word")
		is "$1: $word leaves with a right checksum" "$(field "$line" csum)" ok
		out+=("$(field "$line" dst)")
	done
	must ip -n "$r" -6 route del $SIR::/64
	is "$1: all of them differ on the wire" \
		"$(printf '%s\n' "${out[@]}" | sort -u | wc -l)" ${#WORDS[@]}
	map_add "$r" $LOC_B "$1"
	for word in "${WORDS[@]}"; do
		line=$(wire udp -s $SRC -d "${out[0]}" -D "$word")
		out=("${out[@]:1}")
		is "$1: $word comes back" "$(addr_hex "$(field "$line" dst)")" \
			"$(addr_hex "$SIR:2000:0:1:$word")"
	done
	must ip -n "$r" ila del loc_match $LOC_B loc $SIR
}

topo_wire
ip -n "$r" -6 route add default via 2001:db8:1::2
round_trip neutral-map
round_trip neutral-map-auto
