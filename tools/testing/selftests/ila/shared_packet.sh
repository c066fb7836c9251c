#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H10: whoever else looks at a packet sees it as it was: a capture on the way in while
# a route translates, in both hook types, and a bridge's other port.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# tap NAME DST: what a capture on r's ingress shows of a UDP packet to DST
tap()
{
	local line

	line=$(pktcap -N "$r" -i eth1 -I -n 1 -t 2000 -s $SRC -- \
		pktsend -N "$a" -i eth0 -m "$R_MAC" udp -s $SRC -d "$2" -D tapped)
	is "$1: the capture shows what was sent" "$(field "$line" hex)" \
		"$(made udp -s $SRC -d "$2" -D tapped)"
	line=$(wire udp -s $SRC -d "$2" -D tapped)
	isnt "$1: it was translated all the same" "$(field "$line" dst)" \
		"$(field "$(pktcap -N "$r" -i eth1 -I -n 1 -t 2000 -s $SRC -- \
		pktsend -N "$a" -i eth0 -m "$R_MAC" udp -s $SRC -d "$2" -D x)" dst)"
}

topo_wire
for mode in "${MODES[@]}"; do
	must ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_B csum-mode "$mode" \
		ident-type luid via 2001:db8:1::2
	tap "$mode, output" $SIR_B
	must ip -n "$r" -6 route del $SIR_B/128
	must ip -n "$r" -6 route add $LOC_B::/64 encap ila $SIR csum-mode "$mode" \
		ident-type luid hook-type input via 2001:db8:1::2
	tap "$mode, input" $LOC_B:3000:0:1:333
	must ip -n "$r" -6 route del $LOC_B::/64
done

# What a sends by broadcast rules goes to both w and a listener behind a bridge:
# mirrored packets share their data with the one that is translated.
must ip -n "$r" link add name tap0 type dummy
must ip -n "$r" link set tap0 up
map_add "$r" $LOC_B no-action
must ip -n "$r" -6 route add default via 2001:db8:1::2
must tc -n "$r" qdisc add dev eth1 clsact
must tc -n "$r" filter add dev eth1 ingress matchall action mirred egress mirror dev tap0
line=$(pktcap -N "$r" -i tap0 -n 1 -t 2000 -s $SRC -- \
	pktsend -N "$a" -i eth0 -m "$R_MAC" udp -s $SRC -d $LOC_B:2000:0:1:87 -D x)
is "a mirror shows what was sent" "$(field "$line" dst)" $LOC_B:2000:0:1:87
line=$(wire udp -s $SRC -d $LOC_B:2000:0:1:87 -D x)
is "and the packet is translated" "$(field "$line" dst)" 3333::1:2000:0:1:87
