#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H11: a packet whose bytes behind the IPv6 header lie in pages has to be moved before
# its checksum can be written, and is moved again where somebody else looks at it. What
# leaves is right all the same: no pointer from before is used.
# cpus: 1
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/holes.sh
. ./holes.sh

rows()
{
	local kind

	for kind in udp tcp icmp6; do
		follows "H11: $kind" $kind -l 4200
		follows "H11: $kind behind headers" $kind -e dst -e ah -l 4200
	done
	follows "H11: udp far behind" udp -e dst -e rh:4:0:2001:db8::9 -e rh:4:0:2001:db8::9 \
		-e rh:4:0:2001:db8::9 -e ah -e dst -l 4200
	follows "H11: a first fragment" udp -f 5000 -l 6000
	stays "H11: udp without a checksum" udp -k zero -l 4200
	stays "H11: protocol 50" 50 -l 4200
	stays "H11: a segment left" udp -e rh:4:1:2001:db8::9 -l 4200
}

# all_rows WAY MODE: when the packet arrives, nothing of it is linear; or half of what
# follows the IPv6 header, and a capture looks at it, too
all_rows()
{
	SEND_ARGS=(-V 0) WATCH=()
	rows_pass "$1 $2" "$1" "$2" 0 ${#names[@]}
	SEND_ARGS=(-V 44) WATCH=(pktcap -N "$r" -i eth1 -q -g 1 -t $((10000 * SLOWNESS)) -o /dev/null --)
	rows_pass "$1 $2, watched" "$1" "$2" 0 ${#names[@]}
}

holes_begin
for where in "$a eth0" "$r eth1" "$r eth2" "$w eth1"; do
	must ip -n "${where% *}" link set "${where#* }" mtu 9000
done
rows
for way in "${WAYS[@]}"; do
	for mode in "${MODES[@]}"; do
		way_open "$way" "$mode"
		all_rows "$way" "$mode"
		way_close "$way"
	done
done
