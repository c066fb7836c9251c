#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Expected outcome in the checksum-neutral modes: of an identifier that ends in 0000 the
# in-tree module makes one that ends in ffff when it receives: the packet is lost, or
# reaches the wrong container. Ours makes 0000 of both. The other modes leave identifiers
# alone. Hence the rule: no identifier that ends in 0000 or ffff while an in-tree node
# remains.
# guests: 2
# timeout: 90
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/interop_topo.sh
. ./interop_topo.sh

# Each container has both addresses, so that the one that was asked shows.
# Written as pktcap prints them.
IDS=3333::1:2000:0
ZERO_A=$IDS:1:0 ONES_A=$IDS:1:ffff
ZERO_B=$IDS:2:0 ONES_B=$IDS:2:ffff
# This one is alone: nobody has its ffff.
ALONE_B=$IDS:3:0
SEEN="-N c -i eth0 -I -p 58 -s $SRC -t 8000"

# send_to ADDRESS...: one packet to each, from this side's container
send_to()
{
	local address mac

	mac=$(lladdr h c)
	for address; do
		must pktsend -N c -i eth0 -m "$mac" icmp6 -s $SRC -p 128:0 -d "$address"
	done
}

destinations()
{
	sed -n 's/^pkt .* dst=\([^ ]*\) .*/\1/p' | paste -sd' '
}

# asked_there COUNT ADDRESS...: we send; the destinations that arrive at their container.
# The last address is one that always arrives: what is missing before it was lost.
asked_there()
{
	local job

	# shellcheck disable=SC2086 # words
	peer pktcap $SEEN -n "$1" >"$TEST_TMP/seen" &
	job=$!
	must wait_for 5 peer "on c awk 'END { exit NR < 2 }' /proc/net/packet"
	send_to "${@:2}" $SIR_B
	wait $job
	destinations <"$TEST_TMP/seen"
}

# asked_here COUNT ADDRESS...: they send; the destinations that arrive at our container
asked_here()
{
	# shellcheck disable=SC2086 # words
	pktcap $SEEN -n "$1" -- rig-peer "$(declare -f send_to); SRC=$SRC; send_to ${*:2} $SIR_A" 2>/dev/null |
		destinations
}

# A prefix route, because ours refuses a neutral route to an address that ends in ffff.
both_prefixes()
{
	must ip -n h -6 route replace $SIR::/64 encap ila $LOC_B csum-mode "$1" ident-type luid via $LINK:b
	ip -n h ila del loc_match $LOC_A loc $SIR
	map_add h $LOC_A "$1"
	them "must ip -n h -6 route replace $SIR::/64 encap ila $LOC_A csum-mode $1 ident-type luid via $LINK:a
		ip -n h ila del loc_match $LOC_B loc $SIR; map_add h $LOC_B $1"
}

both_sides
container_has $ZERO_A $ONES_A
them "container_has $ZERO_B $ONES_B $ALONE_B"

for mode in neutral-map neutral-map-auto; do
	both_prefixes $mode
	is "$mode to them: 0000 becomes ffff, ffff is not sent" \
		"$(asked_there 2 $ZERO_B $ONES_B)" "$ONES_B $IDS:1:87"
	check_fail "$mode to them: 0000 is lost where nobody has ffff" on c ping -c1 -W1 $ALONE_B
	is "$mode to us: 0000 arrives, ffff becomes 0000" \
		"$(asked_here 3 $ZERO_A $ONES_A)" "$ZERO_A $ZERO_A $IDS:1:86"
done
is "what ours did not send is counted" "$(idloc -n h -j ila stats | jq '."drop-csum-reserved"')" 2

must idloc -n h ila set adj-compat intree
for mode in no-action adj-transport; do
	both_prefixes $mode
	is "$mode to them: both arrive" "$(asked_there 3 $ZERO_B $ONES_B)" "$ZERO_B $ONES_B $IDS:1:87"
	is "$mode to us: both arrive" "$(asked_here 3 $ZERO_A $ONES_A)" "$ZERO_A $ONES_A $IDS:1:86"
done
