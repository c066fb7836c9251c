#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# What arrives at a local locator: identifiers that the table has there, those that it
# has elsewhere by now, and others. ICMPv6 errors find back through the table.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/mapped.sh
. ../mapped.sh

# arrives PKTSEND-ARGUMENTS: from the wire, at r2; the packet as b gets it, or nothing
arrives()
{
	pktcap -N "$b" -i eth0 -I -n 1 -t "${MS:-600}" -s 2001:db8:2::1 -- \
		pktsend -N "$x" -i eth2 -m "$(lladdr "$r2" eth1)" udp -s 2001:db8:2::1 \
		-p 1000:9 -l 20 "$@" | sed -n '/^pkt /p'
}

# wire_of ADDRESS MODE: what r1 makes of an address, as w sees it
wire_of()
{
	field "$(WIRE_SRC=$SIR_A wire udp -s $SIR_A -d "$1" -p 1000:9 -l 20)" dst
}

topo_mapped
map_both add $SIR_A locator $LOC_A
map_both add $SIR_B locator $LOC_B
at=$(wire_of $SIR_B)
like "in wire form" "$at" "^$LOC_B:3000:0:1:"
line=$(MS=$((2000 * SLOWNESS)) arrives -d "$at")
is "at its locator" "$(field "$line" dst) $(field "$line" csum)" "3333::1:2000:0:1:87 ok"

# Another identifier; the word that adjusts is another, too.
is "an unknown one is dropped" "$(arrives -d ${LOC_B}:3000:0:2:5)" ""
is "and counted" "$(counter "$r2" drop-ident-unknown)" 1
must idloc -n "$r2" ila set unknown-ident pass
must ip -n "$r2" -6 route add $LOC_B::/64 via 2001:db8:b::2
line=$(MS=$((2000 * SLOWNESS)) arrives -d ${LOC_B}:3000:0:2:5)
is "or passed as it is" "$(field "$line" dst)" "${LOC_B}:3000:0:2:5"
line=$(MS=$((2000 * SLOWNESS)) arrives -d ${LOC_B}::5)
is "an ordinary address is none of ours" "$(field "$line" dst)" "2001:0:87::5"
must ip -n "$r2" -6 route del $LOC_B::/64
must idloc -n "$r2" ila set unknown-ident drop
# No event, whoever listens: only the output of a route tells of misses.
is "no event for what arrives" "$(counter "$r2" miss-events)" 0

# b has moved to r1: what comes to r2 goes after it.
must ip -n "$r2" -6 route del $SIR_B/128
map_both replace $SIR_B locator $LOC_A
idloc -j -n "$r2" monitor >"$TEST_TMP/events" 2>&1 &
sleep 1
line=$(pktcap -N "$x" -i eth2 -I -n 1 -t $((2000 * SLOWNESS)) -d "$LOC_A::/64" -- \
	pktsend -N "$x" -i eth2 -m "$(lladdr "$r2" eth1)" udp -s 2001:db8:2::1 \
	-p 1000:9 -l 20 -d "$at" | sed -n '/^pkt /p')
like "one that has moved is sent after" "$(field "$line" dst)" "^$LOC_A:3000:0:1:"
is "still right" "$(field "$line" csum)" ok
is "counted" "$(counter "$r2" in-ident-moved)" 1
is "its sender is told of" "$(counter "$r2" redirect-events)" 1
# r1 has been told, too, but b is not there yet.
is "it does not go round" "$(counter "$r1" drop-route-loop)" 1

# Nobody is asked for one that has just come from the wire.
map "$r2" del $SIR_B
map "$r2" add $SIR::/64 locator $LOC_A miss fallback
is "unknown, whatever the fallback" "$(arrives -d "$at")" ""
is "not sent there" "$(counter "$r2" miss-fallback)" 0
map "$r2" flush
map "$r1" replace $SIR_B locator $LOC_B
map "$r2" add $SIR_A locator $LOC_A
map "$r2" add $SIR_B locator $LOC_B
must ip -n "$r2" -6 route add $SIR_B/128 via 2001:db8:b::2

# w says that a packet is too big; a has to understand.
must ip -n "$w" link set eth2 mtu 1400
must ip -n "$x" link set eth1 mtu 1400
on "$a" ping -q -c1 -W1 -M "do" -s 1400 -I $SIR_A $SIR_B >/dev/null
like "Packet Too Big finds back" "$(ip -n "$a" -6 route get $SIR_B from $SIR_A)" "mtu 1400"
on "$a" ping -q -c1 -W1 -s 1400 -I $SIR_A $SIR_B >/dev/null
check "and is heeded both ways" on "$a" ping -q -c1 -W$((2 * SLOWNESS)) -s 1400 -I $SIR_A $SIR_B

# The locator is this host's no longer.
locator "$r2" del here
is "not ours: left alone" "$(arrives -d "$at")" ""
is "no more of them are counted" "$(counter "$r2" drop-ident-unknown)" 2
