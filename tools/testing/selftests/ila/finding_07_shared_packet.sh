#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H10, finding 7: a capture on the interface where a packet arrives shows the packet
# that arrived. The in-tree module's mapping hook writes into the shared data.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# tap MODE: sends one packet in wire form; what a capture on r's ingress shows
tap()
{
	map_add "$r" $LOC_B "$1"
	pktcap -N "$r" -i eth1 -I -n 1 -t 2000 -s $SRC -- \
		pktsend -N "$a" -i eth0 -m "$R_MAC" \
		udp -s $SRC -d $LOC_B:3000:0:1:333 -D tapped
	ip -n "$r" ila del loc_match $LOC_B loc $SIR
}

topo_wire
ip -n "$r" -6 route add default via 2001:db8:1::2
for mode in "${MODES[@]}"; do
	is "$mode: the capture shows what was sent" \
		"$(field "$(tap "$mode")" hex)" \
		"$(made udp -s $SRC -d $LOC_B:3000:0:1:333 -D tapped)"
done
