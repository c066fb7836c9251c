#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# ICMPv6 through all checksum modes with the offloads of all devices on, in one
# piece and in fragments: every echo is answered and every checksum right.
# cpus: 1
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

: "${OFFLOADS:=on}"

# echoes SIZE: three of them; answered is how many came back
echoes()
{
	judged 58 nsenter --net="/run/netns/$a" \
		ping -q -c3 -i0.02 -W2 -s "$1" -I $SIR_A $SIR_B >"$TEST_TMP/ping"
	[[ $(<"$TEST_TMP/ping") =~ ([0-9]+)\ received ]] && answered=${BASH_REMATCH[1]}
}

one()
{
	local name="$1, offloads $OFFLOADS"

	line_ila "$1"
	echoes 1400
	is "$name: echoes answered" "$answered" 3
	judge_line "$name" "$1" 3
	echoes 4000
	is "$name: echoes in fragments answered" "$answered" 3
	at_least "$name: they were fragments" "$(field "$wire_totals" frag)" 9
}

topo_line
line_offloads "$OFFLOADS"
for mode in "${MODES[@]}"; do
	one "$mode"
done
