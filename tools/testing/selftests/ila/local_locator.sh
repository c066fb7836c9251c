#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A host that has an address of its own inside a locator, or a local route for all of it, as
# the kernel makes one for each address: the mapping table comes before routing and does not
# mind. A route of hook-type input is beaten.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

WIRE=$LOC_B:3000:0:1:333

# forwarded: what w gets of a packet to the wire address
forwarded()
{
	local line

	line=$(WIRE_MS=600 wire udp -s $SRC -d $WIRE -D x)
	printf '%s %s\n' "$(field "$line" dst)" "$(field "$line" csum)"
}

# answer: who answers an echo request for the wire address
answer()
{
	field "$(pktcap -N "$a" -i eth0 -I -n 1 -t 1500 -T 129 -- \
		pktsend -N "$a" -i eth0 -m "$R_MAC" icmp6 -s $SRC -d "$1" -l 8 | grep '^pkt')" src
}

# ingress NAME: by mapping, by route, and delivered at r
ingress()
{
	map_add "$r" $LOC_B neutral-map
	is "$1: the mapping works" "$(forwarded)" "3333::1:2000:0:1:87 ok"
	must ip -n "$r" addr add $SIR_B/128 dev lo nodad
	is "$1: a container's address here is delivered" "$(answer $WIRE)" 3333::1:2000:0:1:87
	must ip -n "$r" addr del $SIR_B/128 dev lo
	must ip -n "$r" ila del loc_match $LOC_B loc $SIR
	must ip -n "$r" -6 route add $LOC_B::/64 encap ila $SIR csum-mode neutral-map ident-type luid \
		hook-type input dev eth1
	is "$1: by a route of hook-type input" "$(forwarded)" "${2:-3333::1:2000:0:1:87 ok}"
	must ip -n "$r" -6 route del $LOC_B::/64 encap ila $SIR dev eth1
}

topo_wire
must ip -n "$r" -6 route add $SIR_B/128 via 2001:db8:1::2 dev eth2
ingress "nothing"

addr "$r" eth2 $LOC_B::1/64
ingress "an address in the locator" " "
is "an address in the locator: is reached" "$(answer $LOC_B::1)" 2001:0:87::1
map_add "$r" $LOC_B neutral-map
is "until there is a mapping, which takes all of the locator" "$(answer $LOC_B::1)" ""
must ip -n "$r" ila del loc_match $LOC_B loc $SIR
must ip -n "$r" addr del $LOC_B::1/64 dev eth2

addr "$r" eth2 $WIRE/128
ingress "the very address" " "
must ip -n "$r" addr del $WIRE/128 dev eth2

must ip -n "$r" -6 route add local $LOC_B::/64 dev lo
ingress "a local route" " "
must ip -n "$r" -6 route del local $LOC_B::/64 dev lo

addr "$r" lo $LOC_B::1/128
ingress "an address alone, not with its prefix"
