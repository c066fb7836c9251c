#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A namespace with routes, mappings and cached routes is deleted while packets
# arrive in it and leave it, six times. Nothing keeps it alive.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# live NS: a router between a and w that does everything
live()
{
	link "$a" eth0 "$1" eth1
	link "$1" eth2 "$w" eth1
	forwarding "$1"
	addr "$1" eth1 2001:db8:a::1/64
	addr "$1" eth2 2001:db8:1::1/64
	must ip -n "$1" -6 route add $LOC_B::/64 via 2001:db8:1::2
	must ip -n "$1" -6 route add $SIR_B/128 encap ila $LOC_B csum-mode neutral-map \
		ident-type luid dev eth2
	must ip -n "$1" -6 route add $SIR:2000::/67 encap ila $LOC_B csum-mode no-action \
		ident-type luid dev eth2
	map_add "$1" $LOC_A neutral-map
	must ip -n "$1" neigh replace 2001:db8:1::2 dev eth2 \
		lladdr "$(lladdr "$w" eth1)" nud permanent
	R_MAC=$(lladdr "$1" eth1)
}

# flood DST: until its interface is gone
flood()
{
	pktsend -N "$a" -i eth0 -m "$R_MAC" -c 100000000 -g 100 \
		udp -s $SRC -d "$1" -l 100 2>/dev/null &
}

ns a w
ila_load "$ILA"
passed=0
for ((round = 0; round < 6; round++)); do
	ns r
	live "$r"
	flood $SIR_B
	flood $SIR:2000:0:1:88
	flood $LOC_A:3000:0:1:334
	pktcap -N "$w" -i eth1 -I -n 20 -t 3000 -q -d $LOC_B::/64 >/dev/null &&
		passed=$((passed + 1))
	must ip netns del "$r"
	wait
done
is "six namespaces translated and are gone" $passed 6
check "none of them is kept alive: the module unloads" ila_unload
is "no interface is left" "$(ip -n "$a" -o link show | grep -c eth0)" 0
