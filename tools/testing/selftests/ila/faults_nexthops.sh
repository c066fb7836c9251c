#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# ILA routes over nexthop objects, and with several nexthops, while the allocations
# that this takes fail.
# timeout: 300
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/faults.sh
. ./faults.sh

KEY=$SIR_B/128
ENCAP="encap 3 1:2001000000870000 8:01 7:01"
NEW_ENCAP="encap 3 1:2001000000860000 8:01 7:02"
GW="via 2001:db8:1::2 dev eth2"
DEV="dev eth2"

# leg GATEWAY: a nexthop in RTA_MULTIPATH: length, flags, hops and interface, then the
# gateway, the kind of encapsulation, and the encapsulation with a locator and LUID
leg()
{
	printf '3c000000 %02x000000 14000500 %s 06001500 03000000 18001600 %s' "$index" \
		"$(addr_hex "$1")" "0c000100 2001000000870000 05000800 01000000"
}

faults_begin
ns r w
link "$r" eth2 "$w" eth1
addr "$r" eth2 2001:db8:1::1/64
index=$(ip -n "$r" -j link show eth2 | jq ".[0].ifindex")
for how in "$GW" "$DEV"; do
	words "add $how" "nexthop del 7" "nexthop add 7 $how $ENCAP"
	words "replace $how" "nexthop del 7,nexthop add 7 $how $ENCAP" \
		"nexthop replace 7 $how $NEW_ENCAP"
	words "route over it, $how" "nexthop replace 7 $how $ENCAP,route del $KEY" \
		"route add $KEY nhid 7"
	words "replace under a route, $how" \
		"nexthop replace 7 $how $ENCAP,route replace $KEY nhid 7" \
		"nexthop replace 7 $how $NEW_ENCAP"
	words "delete under a route, $how" \
		"nexthop replace 7 $how $ENCAP,route replace $KEY nhid 7" "nexthop del 7"
done
words "show" "nexthop replace 7 $GW $ENCAP" "nexthop show 7"
legs=$(leg 2001:db8:1::2)$(leg 2001:db8:1::3)
legs=9:${legs// /}
words "add with two nexthops" "route del $KEY" "route add $KEY attr $legs"
words "replace with two nexthops" "route del $KEY,route add $KEY $GW $ENCAP" \
	"route replace $KEY attr $legs"
faults_end
