#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H2: the word ffff at the end of an identifier is reserved in the neutral modes:
# refused in a route, dropped and counted on the way out, or passed by a setting.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# add_route PREFIX MODE
add_route()
{
	ip -n "$r" -6 route add "$1" encap ila $LOC_B csum-mode "$2" \
		ident-type luid via 2001:db8:1::2
}

# reserved MODE: what becomes of ffff
reserved()
{
	local before

	check_fail "$1: a route for ...:ffff is refused" \
		add_route $SIR:2000:0:1:ffff/128 "$1"
	must add_route $SIR::/64 "$1"
	before=$(counter "$r" drop-csum-reserved)
	is "$1: a packet for ...:ffff does not leave" \
		"$(no_wire udp -s $SRC -d $SIR:2000:0:1:ffff -D x)" ""
	is "$1: it is counted" "$(counter "$r" drop-csum-reserved)" $((before + 1))
	must ip -n "$r" -6 route del $SIR::/64
}

topo_wire
ip -n "$r" -6 route add default via 2001:db8:1::2
reserved neutral-map
reserved neutral-map-auto
for mode in no-action adj-transport; do
	check "$mode: a route for ...:ffff is accepted" \
		add_route $SIR:2000:0:1:ffff/128 $mode
	must ip -n "$r" -6 route del $SIR:2000:0:1:ffff/128
done

must add_route $SIR::/64 neutral-map
must idloc -n "$r" ila set csum-reserved pass
line=$(wire udp -s $SRC -d $SIR:2000:0:1:ffff -D x)
is "csum-reserved pass: it leaves as vector 8" "$(field "$line" dst)" \
	2001:0:87:0:3000:0:1:2ac
is "and is counted" "$(counter "$r" csum-reserved-passed)" 1
