#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# One mapping for both directions: a host finds the locator of an identifier in the
# table, and the host at that locator finds the address. In every checksum mode, by
# gateway and by interface, for an identifier and for a whole prefix.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/mapped.sh
. ../mapped.sh

COUNT=50

# tcp NAME: from a to b
tcp()
{
	stream server -N "$b" -p 7 -T 15 >/dev/null 2>&1 &
	like "$1: TCP" "$(stream client -N "$a" -p 7 -c $SIR_B -B $SIR_A -b 200000 -T 10 2>&1)" \
		"bytes=200000 .*ok=1"
	wait $!
}

# datagrams NAME MODE: judged where they pass
datagrams()
{
	mkfifo "$TEST_TMP/ready" 2>/dev/null
	dgram recv -N "$b" -p 5002 -n $COUNT -l 400 >"$TEST_TMP/ready" &
	exec 3<"$TEST_TMP/ready"
	read -r _ <&3
	judged 17 dgram send -N "$a" -p 5002 -c $SIR_B -n $COUNT -l 400
	read -r received <&3
	wait $!
	# What is left in it would be taken for the next one's word.
	exec 3<&-
	is "$1: all arrive" "$(field "$received" unique) $(field "$received" bad)" "$COUNT 0"
	judge_line "$1" "$2" $COUNT
}

# seen NS ADDRESS: packets that its mapping has counted
seen()
{
	idloc -j -n "$1" ila map get "$2" | jq '.[0].packets'
}

# wire_daddr PKTSEND-ARGUMENTS: destination of what a sends, at w
wire_daddr()
{
	field "$(WIRE_SRC=$SIR_A wire udp -s $SIR_A -p 1000:9 -l 20 "$@")" dst
}

topo_mapped
line_offloads off
for mode in "${MODES[@]}"; do
	map_both replace $SIR_A locator $LOC_A csum-mode "$mode"
	map_both replace $SIR_B locator $LOC_B csum-mode "$mode"
	check "$mode: ping" on "$a" ping -q -c2 -i0.2 -W$((2 * SLOWNESS)) -I $SIR_A $SIR_B
	tcp "$mode"
	datagrams "$mode" "$mode"
	at_least "$mode: counted where they leave" "$(seen "$r1" $SIR_B)" $COUNT
	at_least "$mode: and where they arrive" "$(seen "$r2" $SIR_B)" $COUNT
done

# No gateway: the locator is looked up, and its route remembered.
route "$r1" $LOC_B::/64 2001:db8:1::2
through_table "$r1" $SIR::/64 dev eth2
lookups=$(counter "$r1" route-lookups)
datagrams "by interface" neutral-map-auto
at_most "by interface: the way to the locator is remembered" \
	$(($(counter "$r1" route-lookups) - lookups)) 8
line_offloads on
tcp "by interface, offloads on"
line_offloads off

# The whole prefix is at B, but for one.
map_both flush
map_both add $SIR::/64 locator $LOC_B
map_both add $SIR_A locator $LOC_A
check "a prefix: ping" on "$a" ping -q -c2 -i0.2 -W$((2 * SLOWNESS)) -I $SIR_A $SIR_B
datagrams "a prefix" neutral-map
like "a prefix: any identifier" "$(wire_daddr -d $SIR:2000:0:77:99)" "^$LOC_B:3000:0:77:"
map "$r1" add $SIR:2000:0:77:99 locator 2001:0:99:0 csum-mode neutral-map-auto
like "the longest match" "$(wire_daddr -d $SIR:2000:0:77:99)" "^2001:0:99:0:2000:0:77:"

# Of several sources, the one with the lowest number.
map "$r1" add $SIR:2000:0:77:99 locator 2001:0:98:0 source bgp priority 5
like "a larger number waits" "$(wire_daddr -d $SIR:2000:0:77:99)" "^2001:0:99:0:"
map "$r1" replace $SIR:2000:0:77:99 locator 2001:0:99:0 priority 6
like "until it is the lowest" "$(wire_daddr -d $SIR:2000:0:77:99)" "^2001:0:98:0:"
map "$r1" del $SIR:2000:0:77:99 source bgp
like "the other is still there" "$(wire_daddr -d $SIR:2000:0:77:99)" "^2001:0:99:0:"

# For those who come in by an interface.
map "$r1" add $SIR:2000:0:77:99 locator 2001:0:97:0 dev eth1 source boot priority 9
like "an interface of its own" "$(wire_daddr -d $SIR:2000:0:77:99)" "^2001:0:97:0:"
map "$r1" del $SIR:2000:0:77:99 dev eth1 source boot
map "$r1" add $SIR:2000:0:77:99 locator 2001:0:97:0 dev eth2 source boot priority 9
like "not for another" "$(wire_daddr -d $SIR:2000:0:77:99)" "^2001:0:99:0:"
