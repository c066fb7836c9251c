#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Translating touches neither flow label nor traffic class. The way to a locator may depend
# on the flow label, or on ports, as fib_multipath_hash_policy says.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# keeps NAME PKTSEND-ARGUMENTS: and it is translated
keeps()
{
	local line name=$1

	shift
	line=$(wire udp -s $SRC -L 0xab12345 "$@")
	is "$name" "$(field "$line" hex | cut -c-8) $(field "$line" dst | cut -d: -f-2)" \
		"6ab12345 $to"
}

# to_sir MODE: by mapping, then by route
to_sir()
{
	to=3333:
	map_add "$r" $LOC_A "$1"
	keeps "$1, mapping" -d $LOC_A:3000:0:1:87
	must ip -n "$r" ila del loc_match $LOC_A loc $SIR
	must ip -n "$r" -6 route replace $LOC_A::/64 encap ila $SIR csum-mode "$1" ident-type luid \
		hook-type input dev eth1
	keeps "$1, hook-type input" -d $LOC_A:3000:0:1:87
	must ip -n "$r" -6 route del $LOC_A::/64
}

# to_wire MODE
to_wire()
{
	local how

	to=2001:0
	for how in "via 2001:db8:1::2 dev eth2" "dev eth2"; do
		# shellcheck disable=SC2086
		must ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_B csum-mode "$1" ident-type luid $how
		keeps "$1, $how" -d $SIR_B
		must ip -n "$r" -6 route del $SIR_B/128
	done
}

# own COMMAND LINE: labels and classes of what r sends itself, each once
own()
{
	pktcap -N "$w" -i eth1 -I -t 20000 -g 200 -s 2001:db8:1::1 -- \
		nsenter --net="/run/netns/$r" sh -c "$1 >/dev/null 2>&1; :" |
		sed -n 's/^pkt.*dst=2001:0:.* hex=\(........\).*/\1/p' | sort -u
}

# spread NAME PKTSEND-ARGUMENTS: packets that differ in "$i" take both ways
spread()
{
	local by12 by13

	read -r by12 by13 < <(flows "$2")
	at_least "$1: some by the one way" "$by12" 2
	at_least "$1: some by the other" "$by13" 2
	is "$1: none lost" $((by12 + by13)) 24
}

flows()
{
	ways bash -c "for i in {1000..1023}; do
		pktsend -N $a -i eth0 -m $R_MAC udp -s $SRC -d $SIR_B -D x $1
	done"
}

# together NAME PKTSEND-ARGUMENTS: they all take one
together()
{
	like "$1: all by one way" "$(flows "$2")" '^(24 0|0 24)$'
}

# in_vrf: the same in a VRF
in_vrf()
{
	must ip -n "$r" nexthop flush
	must ip -n "$r" link add vrf1 type vrf table 10
	must ip -n "$r" link set vrf1 up
	must ip -n "$r" link set eth1 master vrf1
	must ip -n "$r" link set eth2 master vrf1
	addr "$r" eth1 2001:db8:a::1/64
	addr "$r" eth2 2001:db8:1::1/64
	neighbours
	must ip -n "$r" -6 route add $SIR_B/128 vrf vrf1 encap ila $LOC_B csum-mode neutral-map \
		ident-type luid dev eth2
	must ip -n "$r" -6 route add $LOC_B::/64 vrf vrf1 nexthop via 2001:db8:1::12 dev eth2 \
		nexthop via 2001:db8:1::13 dev eth2
}

topo_wire
must ip -n "$r" -6 route add $LOC_B::/64 via 2001:db8:1::2 dev eth2
must ip -n "$r" -6 route add $SIR::/64 via 2001:db8:1::2 dev eth2
for mode in "${MODES[@]}"; do
	to_wire "$mode"
	to_sir "$mode"
done

must ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_B csum-mode neutral-map ident-type luid dev eth2
is "a socket's own label and class" "$(own "ping -q -c2 -i0.2 -W1 -F 0x12345 -Q 0xab $SIR_B")" 6ab12345
like "one automatic label for a socket" "$(own "dgram send -p 9 -c $SIR_B -n 3 -l 8")" \
	'^600[0-9a-f]{5}$'

two_ways
must ip -n "$r" -6 route replace $LOC_B::/64 nexthop via 2001:db8:1::12 dev eth2 \
	nexthop via 2001:db8:1::13 dev eth2
# shellcheck disable=SC2016 # for the inner shell
{
	spread "flow labels" '-L $i'
	together "one flow label" '-L 7 -p $i:9'
	must on "$r" sh -c 'echo 1 >/proc/sys/net/ipv6/fib_multipath_hash_policy'
	spread "policy 1, ports" '-L 7 -p $i:9'
	together "policy 1, one flow" '-L $i -p 8:9'
	must ip -n "$r" nexthop add id 12 via 2001:db8:1::12 dev eth2
	must ip -n "$r" nexthop add id 13 via 2001:db8:1::13 dev eth2
	must ip -n "$r" nexthop add id 1 group 12/13
	must ip -n "$r" -6 route replace $LOC_B::/64 nhid 1
	spread "a group of nexthop objects" '-p $i:9'
	in_vrf
	spread "in a VRF" '-p $i:9'
}
