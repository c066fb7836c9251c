#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H14, as users see it: traceroute and mtr show every hop of an ILA path, and a hop
# in the middle that carries no more than 1280 bytes stops neither TCP nor UDP,
# from a container behind the host that translates and from the host itself.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

need traceroute mtr

# hops NS SOURCE: what traceroute shows
hops()
{
	on "$1" traceroute -6 -n -q 1 -w 2 -m 8 -s "$2" $SIR_B | awk 'NR > 1 { print $2 }' | paste -sd ' '
}

# mtr_hops NS SOURCE
mtr_hops()
{
	on "$1" mtr -6 -n -r -c 1 -a "$2" $SIR_B | awk '/\|--/ { print $2 }' | paste -sd ' '
}

# transfer NS SOURCE: a stream to b
transfer()
{
	stream server -N "$b" -p 9 -T 15 >/dev/null 2>&1 &
	stream client -N "$1" -p 9 -B "$2" -c $SIR_B -b 300000 -T 10 2>&1
	wait $!
}

# narrow NAME NS SOURCE FIRST-HOP
narrow()
{
	like "$1: TCP" "$(transfer "$2" "$3")" "bytes=300000 .*ok=1"
	like "$1: and the path MTU is known" "$(ip -n "$2" -6 route get $SIR_B from "$3")" "mtu 1280"
	must ip -n "$2" -6 route flush cache
	like "$1: UDP" "$(on "$2" traceroute -6 -n -q 1 -w 2 -m 8 --mtu -s "$3" $SIR_B)" "F=1280"
	# The exception goes after two seconds, and comes back.
	sleep 3
	like "$1: TCP once it has expired" "$(transfer "$2" "$3")" "bytes=300000 .*ok=1"
}

topo_line
route "$x" 2001:db8:1::/64 2001:db8:2::1
# As the tools print it.
path="2001:db8:2::2 2001:db8:3::2 3333::1:2000:0:1:87"
for mode in "${MODES[@]}"; do
	line_ila "$mode"
	is "$mode: traceroute from a" "$(hops "$a" $SIR_A)" "2001:db8:a::1 2001:db8:1::2 $path"
done
line_ila neutral-map
is "mtr from a" "$(mtr_hops "$a" $SIR_A)" "2001:db8:a::1 2001:db8:1::2 $path"
is "traceroute from the host" "$(hops "$r1" 2001:db8:1::1)" "2001:db8:1::2 $path"

must ip -n "$w" link set eth2 mtu 1280
must ip -n "$x" link set eth1 mtu 1280
for name in "$a" "$r1"; do
	must on "$name" sh -c 'echo 2 >/proc/sys/net/ipv6/route/mtu_expires'
done
narrow "from a" "$a" $SIR_A
narrow "from the host" "$r1" 2001:db8:1::1
must ip -n "$r1" -6 route replace $SIR_B/128 encap ila $LOC_B csum-mode neutral-map ident-type luid dev eth2
narrow "from the host, without gateway" "$r1" 2001:db8:1::1
