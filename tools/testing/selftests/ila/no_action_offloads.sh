#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Mode no-action behind a network card that computes checksums from the addresses it
# sees, those on the wire: of TCP segments, as the drivers do that call
# tcp_v6_gso_csum_prep(), or of all packets. What the receiver gets has right
# checksums nevertheless, and nothing is sent twice. (Specification: hole H8.)
#
#   a eth0 - eth1 r1 testnic0 - testnic1 r2 eth2 - eth0 b
#
#     testnic: see tools/testing/modules. r1 sends by itself, or forwards for a; r2
#     translates back.
# cpus: 1
# timeout: 240
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

BYTES=200000
COUNT=30
LIMIT=$((5 * SLOWNESS))

# cards [PARAMETER...]: a new pair of them, between r1 and r2
cards()
{
	! [ -e /sys/module/testnic ] || must rmmod testnic
	must modprobe testnic "$@"
	must ip link set testnic0 netns "$r1" up
	must ip link set testnic1 netns "$r2" up
	addr "$r1" testnic0 2001:db8:1::1/64
	addr "$r2" testnic1 2001:db8:1::2/64
	route "$r1" $LOC_B::/64 2001:db8:1::2
	route "$r2" default 2001:db8:1::1
}

# out MODE [NEXT-HOP...]: the route to b
out()
{
	local mode=$1

	shift
	must ip -n "$r1" -6 route replace $SIR_B/128 encap ila $LOC_B csum-mode "$mode" \
		ident-type luid "$@" dev testnic0
	ip -n "$r2" ila del loc_match $LOC_B loc $SIR
	map_add "$r2" $LOC_B "$mode"
}

# seen PROTO COMMAND...: what passes meanwhile: sent_totals as the card gets it,
# totals as b gets it
seen()
{
	local point=(pktcap -q -t $((20000 * SLOWNESS)) -g 100 -p "$1")

	shift
	"${point[@]}" -O -N "$r1" -i testnic0 -s "$source" -o "$TEST_TMP/sent" -- \
	"${point[@]}" -I -N "$b" -i eth0 -d $SIR_B -o "$TEST_TMP/got" -- "$@"
	sent_totals=$(grep ^total "$TEST_TMP/sent")
	totals=$(grep ^total "$TEST_TMP/got")
}

# right NAME LEAST: enough arrived at b, all of it with a right checksum written out
right()
{
	is "$1: no bad checksum at b" "$(field "$totals" bad) $(field "$totals" partial)" "0 0"
	at_least "$1: enough judged at b" "$(field "$totals" ok)" "$2"
}

# tcp NAME NS SOURCE: a stream from there to b
tcp()
{
	local said="" source=$3 pid

	stream server -N "$b" -p 5001 -T $LIMIT >"$TEST_TMP/recv" 2>&1 &
	pid=$!
	seen 6 stream client -N "$2" -B "$3" -c $SIR_B -p 5001 -b $BYTES -T $LIMIT >"$TEST_TMP/said" 2>&1
	wait $pid
	said=$(grep ^sent "$TEST_TMP/said")
	is "$1: all bytes arrive, in order" \
		"$(field "$(<"$TEST_TMP/recv")" bytes) $(field "$(<"$TEST_TMP/recv")" bad)" "$BYTES 0"
	is "$1: nothing is sent twice" "$(field "$said" retrans)" 0
	right "$1" $((BYTES / 1500))
}

# udp NAME [PER-CALL]: datagrams from r1 to b
udp()
{
	local name=$1 received='' source=2001:db8:1::1 send=()

	[ -z "${2:-}" ] || send=(-G "$2")
	mkfifo "$TEST_TMP/ready" 2>/dev/null
	dgram recv -N "$b" -p 5002 -n $COUNT -l 1200 >"$TEST_TMP/ready" &
	exec 3<"$TEST_TMP/ready"
	read -r _ <&3
	seen 17 dgram send -N "$r1" -p 5002 -c $SIR_B -n $COUNT -l 1200 "${send[@]}"
	read -r received <&3
	wait $!
	is "$name: all arrive, none damaged" \
		"$(field "$received" unique) $(field "$received" bad)" "$COUNT 0"
	right "$name" $COUNT
}

modprobe -nq testnic || skip_all "no testnic here: run it in a guest"
ns a r1 r2 b
wire_up "$r1" eth1 "$a" eth0 a
wire_up "$r2" eth2 "$b" eth0 b
forwarding "$r1" "$r2"
addr "$a" eth0 $SIR_A/128
addr "$b" eth0 $SIR_B/128
route "$a" default 2001:db8:a::1
route "$b" default 2001:db8:b::1
route "$r1" $SIR_A/128 $SRC
route "$r2" $SIR_B/128 2001:db8:b::2
tx_off "$r2" eth2
must on "$r1" sh -c 'echo 0 >/proc/sys/net/ipv4/tcp_early_retrans'
must on "$a" sh -c 'echo 0 >/proc/sys/net/ipv4/tcp_early_retrans'
ila_load "$ILA"

cards
out neutral-map via 2001:db8:1::2
tcp "neutral-map" "$r1" 2001:db8:1::1
at_least "neutral-map: the card segments" "$(field "$sent_totals" gso)" 10

out no-action via 2001:db8:1::2
tcp "no-action, from the host" "$r1" 2001:db8:1::1
tcp "no-action, from a container" "$a" $SIR_A
udp "no-action, UDP"
udp "no-action, UDP, ten in one call" 10
out no-action
tcp "no-action, without gateway" "$a" $SIR_A

cards headers=1
out neutral-map via 2001:db8:1::2
udp "a card that reads headers, neutral-map"
out no-action via 2001:db8:1::2
udp "a card that reads headers, UDP"
udp "a card that reads headers, UDP, ten in one call" 10
tcp "a card that reads headers, TCP" "$a" $SIR_A
