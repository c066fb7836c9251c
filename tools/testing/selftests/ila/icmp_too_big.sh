#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H14: a packet that is larger than the underlay's path is refused by the host that
# translates, which quotes it as the sender knows it. Without a gateway in the ILA route
# it is the route to the locator that knows of the path.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# refused NAME PKTSEND-ARGUMENTS: a is told 1300, and what it has sent
refused()
{
	local name=$1 line sent hex

	shift
	sent=$(made "$@" -H 63)
	line=$(pktcap -N "$a" -i eth0 -I -n 1 -t 2000 -T 2 -- \
		pktsend -N "$a" -i eth0 -m "$R_MAC" "$@" | sed -n '/^pkt /p')
	hex=$(field "$line" hex)
	is "$name: Packet Too Big, 1300" "${hex:80:4} ${hex:88:8}" "0200 00000514"
	is "$name: with what was sent" "${hex:96}" "${sent:0:2464}"
	is "$name: and a right checksum" "$(field "$line" csum)" ok
	# Errors are limited to one in a second per destination, more or less.
	sleep 1
}

topo_wire
must ip -n "$r" -6 route add $LOC_B::/64 via 2001:db8:1::2 mtu 1300
for mode in "${MODES[@]}"; do
	must ip -n "$r" -6 route replace $SIR_B/128 encap ila $LOC_B csum-mode "$mode" ident-type luid dev eth2
	refused "$mode" udp -s $SRC -d $SIR_B -l 1260
	line=$(wire udp -s $SRC -d $SIR_B -l 1252)
	is "$mode: 1300 bytes pass" "$(field "$line" len)" 1300
done
is "they are counted" "$(counter "$r" drop-too-big)" 4

# Packets to be cut: what counts is the size of the pieces.
must ip -n "$r" -6 route replace $SIR_B/128 encap ila $LOC_B csum-mode neutral-map ident-type luid dev eth2
tx_off "$r" eth2
line=$(wire tcp -s $SRC -d $SIR_B -l 2400 -P -G 1200)
is "pieces that fit pass" "$(field "$line" len)" 1260
is "pieces that do not fit do not" "$(no_wire tcp -s $SRC -d $SIR_B -l 2600 -P -G 1300)" ""
is "and are counted" "$(counter "$r" drop-too-big)" 5

# Our own host may cut its datagrams, unless the socket forbids it.
like "our own are fragmented" "$(pings 1400 | largest)" '^1[0-9]+$'
