#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# TCP through all checksum modes with the offloads of all devices on. Every
# checksum is right where it is written out, no byte is lost and no more is sent
# twice than by plain forwarding. (One processor: two would reorder segments.)
# cpus: 1
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

: "${OFFLOADS:=on}"
BYTES=1000000

# transfer: one stream from a to b; what both ends say
transfer()
{
	local out=$TEST_TMP/stream

	stream server -N "$b" -p 5001 -T 15 >"$out.recv" &
	judged 6 stream client -N "$a" -B $SIR_A -c $SIR_B -p 5001 -b $BYTES \
		-T 15 >"$out.sent"
	wait $!
	sent=$(<"$out.sent")
	received=$(<"$out.recv")
}

one()
{
	local name="$1, offloads $OFFLOADS"

	line_ila "$1"
	transfer
	is "$name: all bytes arrive, in order" \
		"$(field "$received" bytes) $(field "$received" bad)" "$BYTES 0"
	at_most "$name: retransmits" "$(field "$sent" retrans)" "$plain_retrans"
	judge_line "$name" "$1" $((BYTES / 1500))
	if [ "$OFFLOADS" = off ]; then
		is "$name: no offload was used" \
			"$(field "$in_totals" partial) $(field "$in_totals" gso)" "0 0"
	else
		at_least "$name: offloads were used" "$(field "$in_totals" gso)" 10
	fi
}

topo_line
line_offloads "$OFFLOADS"
transfer
plain_retrans=$(field "$sent" retrans)
note "plain, offloads $OFFLOADS: $sent; $received"
for mode in "${MODES[@]}"; do
	one "$mode"
done
