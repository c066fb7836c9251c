#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H16: a hook-type input route without gateway: the packet is routed by its new
# destination, forwarded, delivered or answered with an error. With a gateway, it
# goes to the gateway.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

WIRE_A=$LOC_A:2000:0:1:86

input()
{
	must ip -n "$r" -6 route replace $LOC_A::/64 encap ila $SIR csum-mode no-action \
		ident-type luid hook-type input "$@"
}

# answer TYPE: an ICMPv6 message of this type that a gets when it sends to WIRE_A
answer()
{
	pktcap -N "$a" -i eth0 -I -n 1 -t 1500 -p 58 -d $SRC -- \
		pktsend -N "$a" -i eth0 -m "$R_MAC" "$@" | sed -n '/^pkt /p'
}

# to_w: destination of a packet to WIRE_A when w gets it
to_w()
{
	field "$(wire udp -s $SRC -d $WIRE_A -D x)" dst
}

topo_wire

input dev eth1
must ip -n "$r" -6 route add $SIR_A/128 via 2001:db8:1::2 dev eth2
is "forwarded by the route of the SIR address" "$(to_w)" "3333::1:2000:0:1:86"
is "counted once" "$(counter "$r" in-route-translated)" 1

must ip -n "$r" -6 route del $SIR_A/128
reply=$(answer udp -s $SRC -d $WIRE_A -D x)
isnt "no route: an ICMPv6 error comes back" "$reply" ""
hex=$(field "$reply" hex)
is "about the SIR address, which is what a sender knows" "${hex:144:32}" "$(addr_hex $SIR_A)"

# The request's checksum is for the wire address, and this time it is looked at.
must ip -n "$r" -6 route replace $LOC_A::/64 encap ila $SIR csum-mode adj-transport \
	ident-type luid hook-type input dev eth1
must ip -n "$r" addr add $SIR_A/128 dev lo nodad
reply=$(answer icmp6 -s $SRC -d $WIRE_A -l 8)
like "a local SIR address is delivered: it answers" "$reply" "src=3333::1:2000:0:1:86"
must ip -n "$r" addr del $SIR_A/128 dev lo

must ip -n "$r" -6 route flush $LOC_A::/64
must ip -n "$r" -6 route add $LOC_A::/64 encap ila $SIR csum-mode no-action \
	ident-type luid hook-type input via 2001:db8:1::2 dev eth2
is "with a gateway, no lookup is needed" "$(to_w)" "3333::1:2000:0:1:86"
must ip -n "$r" -6 route flush $LOC_A::/64

must ip -n "$r" link add vrf1 type vrf table 10
must ip -n "$r" link set vrf1 up
must ip -n "$r" link set eth1 master vrf1
must ip -n "$r" link set eth2 master vrf1
addr "$r" eth1 2001:db8:a::1/64
addr "$r" eth2 2001:db8:1::1/64
must ip -n "$r" neigh replace 2001:db8:1::2 dev eth2 lladdr "$(lladdr "$w" eth1)" nud permanent
must ip -n "$r" -6 route add $LOC_A::/64 vrf vrf1 encap ila $SIR csum-mode no-action \
	ident-type luid hook-type input dev eth1
must ip -n "$r" -6 route add $SIR_A/128 vrf vrf1 via 2001:db8:1::2 dev eth2
is "in a VRF: by the VRF's table" "$(to_w)" "3333::1:2000:0:1:86"
