#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H1, H2: the frozen vectors in SIR form as real packets in wire form: byte for byte what
# they were after the mapping hook, and after a route with hook-type input.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# back NAME MODE ORIG WIRE UDP-HEX: with the mapping or route already there
back()
{
	local line

	line=$(wire 17 -s $SRC -d "$4" -x "$(on_wire "$2" "$4" "$5")")
	is "$1" "$(field "$line" hex)" "$(made 17 -s $SRC -d "$3" -H 63 -x "$5")"
}

# by_mapping, by_route ID MODE ORIG WIRE UDP-HEX
by_mapping()
{
	local loc sir

	loc=$(locator_of "$4")
	sir=$(locator_of "$3")
	map_add "$r" "$loc" "$2" "$sir"
	back "vector $1 $2: back by a mapping" "${@:2}"
	must ip -n "$r" ila del loc_match "$loc" loc "$sir"
}

by_route()
{
	local loc

	loc=$(locator_of "$4")
	must ip -n "$r" -6 route add "$loc::/64" encap ila "$(locator_of "$3")" \
		csum-mode "$2" ident-type luid hook-type input via 2001:db8:1::2
	back "vector $1 $2: back by a route" "${@:2}"
	must ip -n "$r" -6 route del "$loc::/64"
}

topo_wire
must ip -n "$r" -6 route add default via 2001:db8:1::2
while read -r id mode orig wire restored udp; do
	[ "$restored" != reserved ] || continue
	by_mapping "$id" "$mode" "$orig" "$wire" "$udp"
	by_route "$id" "$mode" "$orig" "$wire" "$udp"
done < <(vectors)
