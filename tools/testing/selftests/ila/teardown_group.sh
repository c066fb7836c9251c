#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Groups, their members, virtual networks and interfaces come and go while packets of a
# tenant and of the underlay are copied, and all of it is listed. At the end nothing is left.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/virtual.sh
. ../virtual.sh

: "${ROUNDS:=5}"
G=ff0e::1234

# flood FROM DEV MAC DESTINATION
flood()
{
	pktsend -N "$1" -i "$2" -m "$3" -c 100000000 udp -s $TA -d "$4" -l 100 &
	floods+=($!)
}

# members NS LOCATOR DEV: of $G, in the order of a real setup
members()
{
	must idloc -n "$1" ila group add $V1 $G
	must idloc -n "$1" ila group join $V1 $G locator "$2"
	must idloc -n "$1" ila group join $V1 $G locator 2001:0:99:0
	must idloc -n "$1" ila group join $V1 $G dev "$3"
}

# grew NS NAME BEFORE
grew()
{
	[ "$(counter "$1" "$2")" -gt "$3" ]
}

topo_virtual
floods=()
locator "$r1" $LOC_A
locator "$r2" $LOC_B
into_vrf "$r1" 1
must ip -n "$r1" link set t2 master vrf1
flood "$t1a" eth0 33:33:00:00:12:34 $G
# The identifier of $G, without C-bit: the low word stays.
flood "$w" eth2 "$(lladdr "$r2" eth1)" $LOC_B:8123:4567:e000:1234
(while :; do nlraw -N "$r1" genl idloc-ila 39 dump; nlraw -N "$r2" genl idloc-ila 39 dump; done >/dev/null) &
floods+=($!)
for ((round = 0; round < ROUNDS; round++)); do
	vnid "$r1" add $V1 prefix $TP::/96 vrf vrf1
	vnid "$r2" add $V1 prefix $TP::/96 dev t1
	members "$r1" $LOC_B t2
	members "$r2" $LOC_A t1
	out=$(counter "$r1" out-group-copies) in=$(counter "$r2" group-delivered)
	wait_for 5 grew "$r1" out-group-copies "$out" || not_ok "round $round: nothing sent"
	wait_for 5 grew "$r2" group-delivered "$in" || not_ok "round $round: nothing delivered"
	must idloc -n "$r1" ila group leave $V1 $G locator $LOC_B
	must idloc -n "$r1" ila group leave $V1 $G dev t2
	must idloc -n "$r2" ila group del $V1 $G
	must idloc -n "$r1" ila group flush
	must idloc -n "$r1" ila vnid del $V1
	must idloc -n "$r2" ila vnid del $V1
done
ok "$ROUNDS rounds of groups"
vnid "$r1" add $V1 prefix $TP::/96 vrf vrf1
vnid "$r2" add $V1 prefix $TP::/96 dev t1
members "$r1" $LOC_B t2
members "$r2" $LOC_A t1
must ip -n "$r1" link del t2
unlike "an interface has gone under traffic" "$(idloc -n "$r1" ila group)" "dev"
must ip -n "$r1" link del vrf1
is "a VRF has, with its group" "$(idloc -n "$r1" ila group)$(idloc -n "$r1" ila vnid)" ""
must ip -n "$r2" link del t1
is "a scope has, with its group" "$(idloc -n "$r2" ila group)$(idloc -n "$r2" ila vnid)" ""
vnid "$r2" add $V1 prefix $TP::/96
members "$r2" $LOC_A t2
kill "${floods[@]}" 2>/dev/null
wait "${floods[@]}" 2>/dev/null
[ "$SLOWNESS" = 1 ] || sleep 7
# Groups go with their namespaces.
lib_cleanup
NS_LIST=()
check "the module unloads" ila_unload 10
