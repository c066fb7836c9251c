#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H2: the word 0000 at the end of an identifier, and those that fold to ffff on the
# wire, go out by a route and come back unchanged by a mapping and by a route with
# hook-type input, in both neutral modes.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# Low words around both zeros, and those that fold to ffff on the wire.
WORDS=(0 1 fd52 fd53 fd54 ed53 ed54 7fff 8000 fffe)

# back NAME ADDRESS...: each of WORDS comes back from the address that it had
back()
{
	local name=$1 word line

	shift
	for word in "${WORDS[@]}"; do
		line=$(wire udp -s $SRC -d "$1" -D "$word")
		is "$name: $word comes back" "$(addr_hex "$(field "$line" dst)")" \
			"$(addr_hex "$SIR:2000:0:1:$word")"
		shift
	done
}

# round_trip MODE: every word out by a route, and back both ways
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
	back "$1, mapping" "${out[@]}"
	must ip -n "$r" ila del loc_match $LOC_B loc $SIR
	must ip -n "$r" -6 route add $LOC_B::/64 encap ila $SIR csum-mode "$1" \
		ident-type luid hook-type input via 2001:db8:1::2
	back "$1, input route" "${out[@]}"
	must ip -n "$r" -6 route del $LOC_B::/64
}

topo_wire
ip -n "$r" -6 route add default via 2001:db8:1::2
round_trip neutral-map
round_trip neutral-map-auto
