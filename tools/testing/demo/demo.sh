#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The demo's story: two containers on two hosts talk by ILA, one moves to a third
# host in the middle of a TCP connection; two tenants with the same addresses share two
# hosts. Everything claimed on the way is checked; the exit code is 0 only if all of it held.
#
# ./run (make demo) plays it in a guest. On a machine that has the module and the
# tool installed it also runs directly, as root: hosts are network namespaces.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../selftests/lib.sh
# A story instead of TAP.
trap lib_cleanup EXIT
# shellcheck source=tools/testing/demo/story.sh
. ./story.sh
# shellcheck source=tools/testing/demo/net.sh
. ./net.sh
# shellcheck source=tools/testing/demo/measure.sh
. ./measure.sh
# shellcheck source=tools/testing/demo/tenants.sh
. ./tenants.sh

TRANSFER=50000000
CHECKED=8000000
# Payload of a TCP segment here, with timestamps.
SEGMENT=1428
# The connection that survives the move: seconds, kB per second.
MOVE_SECONDS=6
MOVE_RATE=2000
# TCP notices a loss by its timer, 200 ms and doubling; the rest is a slow guest's.
SILENCE_LIMIT_MS=5000

# ---- ILA, by the ip command that every distribution has ------------------------

# send_route HOST CONTAINER LOCATOR LETTER [VERB]: packets for a container leave for a locator
send_route()
{
	typed "$1" ip -6 route "${5:-add}" "$2/128" encap ila "$3" \
		csum-mode neutral-map ident-type luid via "2001:db8:$4::ff"
}

# receive_mapping HOST LOCATOR: what arrives for the locator gets the SIR prefix back
receive_mapping()
{
	typed "$1" ip ila add loc_match "$2" loc "$SIR" csum-mode neutral-map ident-type luid
}

module_version()
{
	cat /sys/module/ila/version 2>/dev/null || echo '(in-tree)'
}

tell_configuration()
{
	local before

	chapter "Two commands per host"
	say "To send: a route that puts the other host's locator in place of $SIR," \
		"the SIR prefix, by which all containers are known." \
		"To receive: a mapping that puts the SIR prefix back." ""
	before=$(ila_loaded || echo none)
	send_route hostA "$C2" "$LOCATOR_B" a
	receive_mapping hostA "$LOCATOR_A"
	echo
	send_route hostB "$C1" "$LOCATOR_A" b
	receive_mapping hostB "$LOCATOR_B"
	if [ "$before" = none ]; then
		claim "the first route loaded our module, no modprobe" "ila $(module_version)" \
			[ "$(ila_loaded)" = ours ]
	else
		claim "the module that is loaded is ours" "ila $(module_version)" [ "$(ila_loaded)" = ours ]
	fi
}

tell_wire()
{
	chapter "On the wire"
	echo_on_wire to-b
	say "" "The destination begins with the locator of the host. 2000 became 3000: the C-bit," \
		"it says that the last 16 bits were adjusted so that all checksums stay right."
	claim "request on the wire: host B's locator" "$REQUEST" starts "$REQUEST" "$LOCATOR_B:3000:"
	claim "reply on the wire: host A's locator" "$REPLY" starts "$REPLY" "$LOCATOR_A:3000:"
	claim "the containers see none of it" "$C2" ping_said "from $C2:"
	claim "bytes that ILA added to a packet" "$ADDED" [ "$ADDED" = 0 ]
}

tell_tcp()
{
	local bytes packets frame again errors segments=$((TRANSFER / SEGMENT))

	chapter "TCP, all offloads on"
	show c2 "stream server                     (verifies each byte)"
	show c1 "stream client -c $C2 -b $TRANSFER"
	bytes=$(sent_to_b bytes) packets=$(sent_to_b packets)
	start_receiver 5001
	SENT=$(sender 5001 -b "$TRANSFER") || give_up "the transfer failed: $SENT"
	end_receiver
	frame=$((($(sent_to_b bytes) - bytes) / ($(sent_to_b packets) - packets + 1)))
	again=$(field "$SENT" retrans)
	errors=$(($(csum_errors "$c1") + $(csum_errors "$c2")))
	say "" "  c1: $SENT" "  c2: $RECEIVED"
	claim "offload of checksum, TSO, GSO, GRO" "on at all 8 ports" all_offloads_on
	claim "TCP through ILA, each byte verified" "$(mega "$TRANSFER") MB at $(speed)" all_arrived
	claim "  average frame on the wire (MTU 1500)" "$frame bytes" [ "$frame" -gt 3000 ]
	claim "  segments sent again" "$again of $segments" [ "$again" -le $((segments / 100)) ]
	claim "  segments dropped for a wrong checksum" "$errors" [ "$errors" = 0 ]
}

tell_checksums()
{
	local totals packets right errors

	chapter "Every checksum on the wire"
	say "With offloads on, a checksum is left to the last device, or to nobody. So the router's" \
		"port now writes it and cuts the segments; what leaves there is summed up in full." ""
	typed router ethtool -K to-b tx off tso off gso off >"$TEST_TMP/ethtool"
	show router "pktcap -i to-b -O"
	show c1 "stream client -c $C2 -b $CHECKED"
	start_receiver 5002
	pktcap -N "$router" -i to-b -O -q -p 6 -t 40000 -g 300 -- \
		stream client -N "$c1" -p 5002 -b "$CHECKED" -T 60 -c "$C2" \
		>"$TEST_TMP/pktcap" 2>"$TEST_TMP/sender" ||
		give_up "the transfer failed: $(<"$TEST_TMP/sender")"
	end_receiver
	on "$router" ethtool -K to-b tx on tso on gso on >"$TEST_TMP/ethtool"
	totals=$(tail -1 "$TEST_TMP/pktcap")
	packets=$(field "$totals" packets) right=$(field "$totals" ok)
	errors=$(csum_errors "$c2")
	SENT=$(<"$TEST_TMP/sender")
	say "" "  c1: $SENT" "  router: ${totals%% zero=*}"
	# Fewer would mean that not all were looked at.
	[ "$packets" -ge $((CHECKED / SEGMENT)) ] || packets=$((CHECKED / SEGMENT))
	claim "checksums on the wire, summed up in full" "$right of $packets right" [ "$right" = "$packets" ]
	claim "  segments dropped for a wrong checksum" "$errors" [ "$errors" = 0 ]
}

# ---- the container moves ---------------------------------------------------------

# The container's cable goes from host B to host C, then host A learns the new locator.
move()
{
	typed hostB ip link set c2 netns "$hostC"
	typed hostC ip link set c2 up
	typed hostC ip -6 addr add fe80::1/64 dev c2 nodad
	typed hostC ip -6 route add "$C2/128" dev c2
	send_route hostA "$C2" "$LOCATOR_C" a replace
}

tell_move()
{
	local sender began took

	chapter "c2 moves to host C while a TCP connection goes on"
	say "Host C gets its two commands, as any host:" ""
	send_route hostC "$C1" "$LOCATOR_A" c
	receive_mapping hostC "$LOCATOR_C"
	echo
	show c1 "stream client -c $C2 -t $MOVE_SECONDS -r $MOVE_RATE      (one connection, $MOVE_RATE kB/s)"
	start_receiver 5003 -v
	sender 5003 -t $MOVE_SECONDS -r $MOVE_RATE >"$TEST_TMP/sender" &
	sender=$!
	sleep 2
	began=$(now_ms)
	move
	took=$(($(now_ms) - began))
	wait $sender || give_up "the connection broke: $(<"$TEST_TMP/sender")"
	end_receiver
	SENT=$(<"$TEST_TMP/sender")
	say "" "  c1: $SENT" "  c2: $RECEIVED"
	judge_move $took
}

judge_move()
{
	local silence

	silence=$(field "$RECEIVED" gap_ms)
	say "" "And where do packets for c2 go now?" ""
	echo_on_wire to-c
	claim "c2 moved in the middle of a connection" "$1 ms, 5 commands" [ "$(field "$SENT" ok)" = 1 ]
	claim "  request on the wire: host C's locator" "$REQUEST" starts "$REQUEST" "$LOCATOR_C:3000:"
	claim "  longest silence at the receiver" "$silence ms" [ "$silence" -le $SILENCE_LIMIT_MS ]
	claim "  bytes lost, doubled or changed" "0 of $(field "$SENT" bytes)" all_arrived
}

# ---- the counters ------------------------------------------------------------------

tell_counters()
{
	local all=("$hostA" "$hostB" "$hostC") translated drops

	chapter "What host A counted"
	show hostA "idloc ila stats"
	idloc -n "$hostA" ila stats | sed 's/^/    /'
	translated=$(stat_of 'translated$' "${all[@]}")
	drops=$(stat_of '^drop-' "${all[@]}")
	claim "packets that the three hosts translated" "$translated" [ "$translated" -gt 10000 ]
	claim "  and dropped" "$drops" [ "$drops" = 0 ]
}

need ip ping tcpdump ethtool jq stream pktcap pktsend idloc
chapter "The network"
print_topology
build_network
tell_configuration
tell_wire
tell_tcp
tell_checksums
tell_move
tell_counters
tell_tenants
chapter "What was shown"
print_table
[ $BROKEN = 0 ]
