#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# ICMPv6 through all checksum modes with the offloads on and off, in one piece
# and in fragments: every echo is answered and every checksum right.
# cpus: 1
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# echoes SIZE: five of them; answered is how many came back
echoes()
{
	judged 58 nsenter --net="/run/netns/$a" \
		ping -q -c5 -i0.02 -W2 -s "$1" -I $SIR_A $SIR_B >"$TEST_TMP/ping"
	[[ $(<"$TEST_TMP/ping") =~ ([0-9]+)\ received ]] && answered=${BASH_REMATCH[1]}
}

one()
{
	local name="$1, offloads $offloads"

	line_ila "$1"
	echoes 1400
	is "$name: echoes answered" "$answered" 5
	judge_line "$name" "$1" 5
	echoes 4000
	is "$name: echoes in fragments answered" "$answered" 5
	at_least "$name: they were fragments" "$(field "$wire_totals" frag)" 15
}

topo_line
for offloads in on off; do
	line_offloads $offloads
	for mode in "${MODES[@]}"; do
		one "$mode"
	done
done
