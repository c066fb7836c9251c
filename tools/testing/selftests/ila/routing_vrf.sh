#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# ILA in a VRF: routes in its table, of every kind, for what is forwarded and for what the host
# sends; their errors come back into it; mappings and routes of hook-type input deliver in it.
# The underlay may be in the VRF, too, or outside.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

GW=2001:db8:1::2

enslave()
{
	must ip -n "$r" link set "$1" master vrf1
	addr "$r" "$1" "$2/64"
	must ip -n "$r" neigh replace $GW dev eth2 lladdr "$(lladdr "$w" eth1)" nud permanent
}

# returned NAME: a's packet leaves translated, and an error about it comes back
returned()
{
	local wire line hex

	wire=$(field "$(wire udp -s $SRC -d $SIR_B -l 100)" hex)
	is "$1: forwarded" "${wire:48:32}" "$wire_b"
	line=$(pktcap -N "$a" -i eth0 -I -n 1 -t 2000 -s $GW -p 58 -- \
		pktsend -N "$w" -i eth1 -m "$w_mac" 58 -C 2 -s $GW -d $SRC \
		-x "0300 0000 00000000 $wire" | grep '^pkt')
	hex=$(field "$line" hex)
	is "$1: an error comes back in SIR form" "${hex:96} $(field "$line" csum)" "$sent ok"
}

# own NAME: the host's own, from the VRF
own()
{
	is "$1: our own, from the VRF" "$(pktcap -N "$w" -i eth1 -I -n 1 -t 20000 -g 200 -d $LOC_B::/64 -- \
		sh -c "dgram send -N $r -i vrf1 -p 9 -c $SIR_B -n 1 -l 8; :" 2>/dev/null |
		sed -n 's/^pkt.* dst=\([^ ]*\) .*/\1/p')" $LOC_B:3000:0:1:333
}

# kinds NAME [all]: of ILA routes
kinds()
{
	local how encap="encap ila $LOC_B csum-mode neutral-map ident-type luid"

	for how in "via $GW dev eth2" "dev eth2"; do
		# shellcheck disable=SC2086
		must ip -n "$r" -6 route add $SIR_B/128 vrf vrf1 $encap $how
		returned "$1, /128 $how"
		own "$1, /128 $how"
		like "$1, /128 $how: not from outside it" \
			"$(dgram send -N "$r" -p 9 -c $SIR_B -n 1 -l 8 2>&1)" unreachable
		must ip -n "$r" -6 route del $SIR_B/128 vrf vrf1
		# shellcheck disable=SC2086
		must ip -n "$r" -6 nexthop add id 7 $encap $how
		must ip -n "$r" -6 route add $SIR_B/128 vrf vrf1 nhid 7
		returned "$1, nexthop object $how"
		must ip -n "$r" nexthop del id 7
		[ "${2:-}" = all ] || continue
		# shellcheck disable=SC2086
		must ip -n "$r" -6 route add 3333::/48 vrf vrf1 $encap $how
		returned "$1, /48 $how"
		must ip -n "$r" -6 route del 3333::/48 vrf vrf1
	done
}

# reply ADDRESS: src, type and code of the ICMPv6 message that a gets for an echo request to it
reply()
{
	pktcap -N "$a" -i eth0 -I -n 1 -t 1500 -p 58 -d $SRC -- \
		pktsend -N "$a" -i eth0 -m "$R_MAC" icmp6 -s $SRC -d "$1" -l 8 |
		sed -n 's/^pkt.* src=\([^ ]*\) .* \(type=[0-9]*\) .*/\1 \2/p'
}

# delivered NAME: an address that is the VRF's own
delivered()
{
	must ip -n "$r" addr add $SIR_A/128 dev vrf1 nodad
	is "$1: delivered in the VRF" "$(reply $LOC_A:2000:0:1:86)" "3333::1:2000:0:1:86 type=129"
	must ip -n "$r" addr del $SIR_A/128 dev vrf1
	is "$1: or else answered from it" "$(reply $LOC_A:2000:0:1:86)" "2001:db8:a::1 type=1"
}

topo_wire
must ip -n "$r" link add vrf1 type vrf table 10
must ip -n "$r" link set vrf1 up
must ip -n "$r" -6 route add vrf vrf1 unreachable default metric 8192
must on "$r" sh -c 'echo 0 >/proc/sys/net/ipv6/icmp/ratelimit'

sent=$(made udp -s $SRC -d $SIR_B -l 100 -H 63)
wire_b=$(addr_hex $LOC_B:3000:0:1:333)
w_mac=$(lladdr "$r" eth2)

# The tenant in the VRF, the underlay outside.
enslave eth1 2001:db8:a::1
must ip -n "$r" -6 route add $LOC_B::/64 via $GW dev eth2
must ip -n "$r" -6 route add 2001:db8:a::/64 dev eth1
kinds "underlay outside"
must ip -n "$r" -6 route del $LOC_B::/64

# Both in it.
must ip -n "$r" -6 route del 2001:db8:a::/64 dev eth1
enslave eth2 2001:db8:1::1
must ip -n "$r" -6 route add $LOC_B::/64 vrf vrf1 via $GW dev eth2
kinds "both in it" all

map_add "$r" $LOC_A adj-transport
delivered "mapping"
is "mapping: counted once each" "$(counter "$r" in-map-translated)" 2
must ip -n "$r" ila del loc_match $LOC_A loc $SIR

must ip -n "$r" -6 route add $LOC_A::/64 vrf vrf1 encap ila $SIR csum-mode adj-transport \
	ident-type luid hook-type input dev eth1
delivered "hook-type input"
must ip -n "$r" -6 route del $LOC_A::/64 vrf vrf1
must ip -n "$r" -6 route add $LOC_A::/64 vrf vrf1 encap ila $SIR csum-mode adj-transport \
	ident-type luid hook-type input via $GW dev eth2
line=$(wire udp -s $SRC -d $LOC_A:2000:0:1:86 -D x)
is "hook-type input, gateway: goes there" "$(field "$line" dst)" 3333::1:2000:0:1:86
