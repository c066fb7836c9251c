#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# UDP through all checksum modes with the offloads of all devices on: many
# datagrams per system call, cut late. All arrive undamaged with a right checksum.
# cpus: 1
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

: "${OFFLOADS:=on}"
COUNT=200

# datagrams: COUNT from a to b; prints what b says
datagrams()
{
	local out=$TEST_TMP/dgram send=(-G 10) recv=(-G 1)

	[ "$OFFLOADS" != off ] || send=() recv=()
	mkfifo "$out.ready" 2>/dev/null
	dgram recv -N "$b" -p 5002 -n $COUNT -l 1200 "${recv[@]}" >"$out.ready" &
	exec 3<"$out.ready"
	read -r _ <&3
	judged 17 dgram send -N "$a" -p 5002 -c $SIR_B -n $COUNT -l 1200 "${send[@]}"
	read -r received <&3
	wait $!
}

one()
{
	local name="$1, offloads $OFFLOADS"

	line_ila "$1"
	datagrams
	is "$name: all arrive, none damaged" \
		"$(field "$received" unique) $(field "$received" bad)" "$COUNT 0"
	judge_line "$name" "$1" $COUNT
	if [ "$OFFLOADS" = off ]; then
		is "$name: no offload was used" \
			"$(field "$in_totals" partial) $(field "$in_totals" gso)" "0 0"
	else
		at_least "$name: offloads were used" "$(field "$in_totals" gso)" 10
	fi
}

topo_line
line_offloads "$OFFLOADS"
for mode in "${MODES[@]}"; do
	one "$mode"
done
