#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Virtual networks by the mapping table: one route for a tenant prefix, a mapping for
# each address or for the whole virtual network, and tenants with the same addresses
# that go to different hosts.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/virtual.sh
. ../virtual.sh

# by_table NS NUMBER VNID: in place of the route to one address
by_table()
{
	local out=eth2

	[ "$1" = "$r1" ] || out=eth1
	must ip -n "$1" -6 route flush root $TP::/96 table "10$2"
	must ip -n "$1" -6 route replace "$([ "$1" = "$r1" ] && echo $TA || echo $TB)/128" \
		dev "t$2" table "10$2"
	must idloc -n "$1" ila route replace $TP::/96 mapped vnid "$3" dev "vrf$2" \
		underlay-table 254 table "10$2"
	: "$out"
}

# map_both ARGUMENTS
map_both()
{
	must idloc -n "$r1" ila map "$@"
	must idloc -n "$r2" ila map "$@"
}

# talk NAME FROM TO: both ways, by sockets
talk()
{
	check "$1: ping" on "$2" ping -q -c2 -i0.2 -W$((2 * SLOWNESS)) $TB
	stream server -N "$3" -p 7 -T 15 >/dev/null 2>&1 &
	like "$1: TCP" "$(stream client -N "$2" -p 7 -c $TB -b 200000 -T 10 2>&1)" "bytes=200000 .*ok=1"
	wait $!
}

# wire_of FROM DEV: what becomes of a datagram to $TB
wire_of()
{
	R_MAC=$(lladdr "$r1" "$2")
	pktcap -N "$w" -i eth1 -I -n 1 -t $((2000 * SLOWNESS)) -p 17 -- \
		pktsend -N "$1" -i eth0 -m "$R_MAC" udp -s $TA -d $TB -p 1000:9 -l 20 | sed -n '/^pkt /p'
}

topo_virtual
into_vrf "$r1" 1
into_vrf "$r1" 2
into_vrf "$r2" 1
into_vrf "$r2" 2
for n in "$r1" "$r2"; do
	must idloc -n "$n" ila locator add here "$([ "$n" = "$r1" ] && echo $LOC_A || echo $LOC_B)" local
done
both vrf 1 $V1
both vrf 2 $V2 src-mode sir sir-prefix $SIR::/64
for n in "$r1" "$r2"; do
	by_table "$n" 1 $V1
	by_table "$n" 2 $V2
done
map_both add $TA vnid $V1 locator $LOC_A
map_both add $TB vnid $V1 locator $LOC_B
map_both add $TP::/96 vnid $V2 locator $LOC_B
map_both add $TA vnid $V2 locator $LOC_A
talk "by address" "$t1a" "$t1b"
talk "by virtual network" "$t2a" "$t2b"
line=$(wire_of "$t1a" t1)
like "in wire form of its own" "$(field "$line" dst) $(field "$line" csum)" "^$LOC_B:$WIRE_HEAD_1:a:.* ok$"
line=$(wire_of "$t2a" t2)
like "as has the other" "$(field "$line" dst) $(field "$line" csum)" "^$LOC_B:$WIRE_HEAD_2:a:.* ok$"
at_least "each counts its own" "$(idloc -j -n "$r1" ila map get $TB vnid $V1 | jq '.[0].packets')" 10

# One of them moves, the other does not.
map_both replace $TB vnid $V1 locator 2001:0:99:0
must ip -n "$r1" -6 route add 2001:0:99:0::/64 via 2001:db8:1::2
like "one goes elsewhere" "$(field "$(wire_of "$t1a" t1)" dst)" "^2001:0:99:0:$WIRE_HEAD_1:"
like "the other does not" "$(field "$(wire_of "$t2a" t2)" dst)" "^$LOC_B:$WIRE_HEAD_2:"

# What nobody has mapped does not get in.
map_both del $TB vnid $V1
map_both del $TP::/96 vnid $V2
is "to nowhere" "$(wire_of "$t1a" t1)" ""
before=$(counter "$r2" drop-ident-unknown)
map_both add $TB vnid $V1 locator $LOC_B
must idloc -n "$r2" ila map del $TB vnid $V1
check_fail "not without a mapping there" on "$t1a" ping -q -c1 -W1 $TB
is "dropped at the locator" $(($(counter "$r2" drop-ident-unknown) - before)) 1

# ---- refusals
# refused NAME TEXT ARGUMENTS
refused()
{
	like "$1" "$(idloc -n "$r1" ila map "${@:3}" 2>&1)" "$2"
}
refused "no such network" "no virtual network of this VNID" add $TB vnid 77 locator $LOC_B
refused "not its prefix" "not in the tenant prefix" add fd99::1 vnid $V1 locator $LOC_B
refused "another mode" "another checksum mode" add $TP:0:1 vnid $V1 locator $LOC_B csum-mode no-action
refused "a /64 is no virtual network" "of one address .128. or of all .96." add fd00:1:2:3::/64 vnid $V1 locator $LOC_B
like "a virtual network with mappings stays" "$(idloc -n "$r1" ila vnid del $V2 2>&1)" "names this virtual network"

# ---- with its scope
must ip -n "$r1" link del vrf1
is "its mappings go with its scope" "$(idloc -j -n "$r1" ila map show vnid $V1 | jq length)" 0
at_least "the others stay" "$(idloc -j -n "$r1" ila map show vnid $V2 | jq length)" 1
