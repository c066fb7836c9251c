#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H12, H18: the C-bit where it should not be, and not where it should. A SIR address that
# has it is dropped and counted in mode neutral-map, and never warned of; an address on
# the wire that has it not gets its prefix back and nothing else, and is counted. In
# the other modes the bit is one of the identifier's.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/holes.sh
. ./holes.sh

SET=3000:0:1:87 CLEAR=2000:0:1:87
lines=0

# leaves NAME FROM TO: a datagram for FROM leaves for TO, no other byte differs
leaves()
{
	with_dst "$(made udp -s $SRC -d "$2" -H 63 -D cbit)" "$(addr_hex "$3")"
	is "$1" "$(field "$(wire udp -s $SRC -d "$2" -D cbit)" hex)" "$moved"
}

# dropped NAME ROUTE-ARGUMENTS: by a route for the SIR prefix in mode neutral-map
dropped()
{
	local name=$1 before

	shift
	must ip -n "$r" -6 route replace "$@"
	before=$(counter "$r" drop-cbit-in-sir)
	is "H12: $name: a forwarded packet does not leave" \
		"$(no_wire udp -s $SRC -d $SIR:$SET -D cbit)" ""
	check_fail "H12: $name: the host itself gets an error" \
		on "$r" ping -c1 -W1 -I 2001:db8:1::1 $SIR:$SET
	is "H12: $name: both are counted" "$(counter "$r" drop-cbit-in-sir)" $((before + 2))
	leaves "H12: $name: without the bit it leaves" $SIR:$CLEAR $LOC_B:3000:0:1:333
}

quiet()
{
	unlike "H12: $1: the kernel does not warn" "$(dmesg | tail -n +$((lines + 1)))" "WARNING"
}

topo_wire
lines=$(dmesg | wc -l)
must ip -n "$r" -6 route add $LOC_B::/64 via $GW
how=(encap ila "$LOC_B" csum-mode neutral-map ident-type)
dropped "a /64" $SIR::/64 "${how[@]}" luid via $GW dev eth2
dropped "a /64 without gateway" $SIR::/64 "${how[@]}" luid dev eth2
must ip -n "$r" -6 route del $SIR::/64
dropped "by format" $SIR:2000::/67 "${how[@]}" use-format via $GW dev eth2
must ip -n "$r" -6 route del $SIR:2000::/67
check_fail "H12: a route for an address that has it is refused" \
	ip -n "$r" -6 route add $SIR:$SET/128 "${how[@]}" luid via $GW
dropped "shorter than a prefix" 3333::/16 "${how[@]}" luid via $GW dev eth2
must ip -n "$r" -6 route del 3333::/16
quiet "SIR addresses"
must ip -n "$r" -6 route del $LOC_B::/64

for mode in no-action neutral-map-auto adj-transport; do
	to=$LOC_B:$SET
	[ $mode != neutral-map-auto ] || to=$LOC_B:3000:0:1:1333
	must ip -n "$r" -6 route add $SIR::/64 encap ila $LOC_B csum-mode $mode ident-type luid via $GW
	line=$(wire udp -s $SRC -d $SIR:$SET -D cbit)
	is "H12: $mode: the bit stays" "$(field "$line" dst)" "$to"
	must ip -n "$r" -6 route del $SIR::/64
done

must ip -n "$r" -6 route add $SIR::/64 via $GW
for way in mapping input; do
	way_open $way neutral-map
	before=$(counter "$r" in-cbit-clear)
	leaves "H18: $way: the prefix comes back, and that is all" $LOC_B:$CLEAR $SIR:$CLEAR
	leaves "H18: $way: its last word is not looked at" $LOC_B:2000:0:1:ffff $SIR:2000:0:1:ffff
	is "H18: $way: both are counted" "$(counter "$r" in-cbit-clear)" $((before + 2))
	leaves "H18: $way: with the bit it is translated" $LOC_B:3000:0:1:333 $SIR:$CLEAR
	is "H18: $way: which is not" "$(counter "$r" in-cbit-clear)" $((before + 2))
	way_close $way
done
quiet "addresses from the wire"
