#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H10: a host that sends by its own ILA routes: TCP keeps what it may have to send
# again, and that must not be the translated packet. On a link that loses
# packets no byte is lost and no checksum wrong.
# cpus: 1
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

BYTES=400000

# from_r1 MODE ROUTE-ARGUMENTS: a stream from r1 itself to b
from_r1()
{
	local name="$1, ${*:2}" sent received

	line_ila "$1"
	must ip -n "$r1" -6 route replace $SIR_B/128 encap ila $LOC_B csum-mode "$1" \
		ident-type luid "${@:2}"
	stream server -N "$b" -p 5001 -T 15 >"$TEST_TMP/received" &
	judged 6 stream client -N "$r1" -B $SIR:2000:0:1:99 -c $SIR_B -p 5001 \
		-b $BYTES -T 15 >"$TEST_TMP/sent"
	wait $!
	sent=$(<"$TEST_TMP/sent")
	received=$(<"$TEST_TMP/received")
	is "$name: all bytes arrive, in order" \
		"$(field "$received" bytes) $(field "$received" bad)" "$BYTES 0"
	at_least "$name: some were sent again" "$(field "$sent" retrans)" 1
	is "$name: no bad checksum at b" \
		"$(field "$out_totals" bad) $(field "$out_totals" partial)" "0 0"
	at_least "$name: many were judged" "$(field "$out_totals" ok)" 270
}

topo_line
line_offloads on
# The sender's own SIR address; replies go by the mapping at r1.
addr "$r1" eth1 $SIR:2000:0:1:99/128
must ip -n "$r2" -6 route add $SIR:2000:0:1:99/128 via 2001:db8:3::1
must ip -n "$x" -6 route add $SIR:2000:0:1:99/128 via 2001:db8:2::1
must ip -n "$w" -6 route add $SIR:2000:0:1:99/128 via 2001:db8:1::1
# Where packets are cut already, or a loss would be many packets, or none.
must tc -n "$x" qdisc add dev eth2 root netem loss 3%
for mode in "${MODES[@]}"; do
	from_r1 "$mode" via 2001:db8:1::2
done
from_r1 neutral-map dev eth2
