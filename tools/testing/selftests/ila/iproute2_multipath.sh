#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Nexthops in one route, and nexthop objects: flows spread over locators, and
# each packet is translated by the nexthop that it takes.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

HOP="via 2001:db8:1::2 dev eth2"

# spread NAME
spread()
{
	local seen

	seen=$(pktcap -N "$w" -i eth1 -I -n 24 -t $((4000 * SLOWNESS)) -s $SRC -- bash -c "
		for port in {1000..1023}; do
			pktsend -N $a -i eth0 -m $R_MAC udp -s $SRC -d $SIR_B -p \$port:9 -D x
		done")
	at_least "$1: flows to the first locator" "$(grep -c "dst=$LOC_A:" <<<"$seen")" 2
	at_least "$1: flows to the second" "$(grep -c "dst=$LOC_B:" <<<"$seen")" 2
	like "$1: all with right checksums" "$seen" "total packets=24 ok=24 "
}

topo_wire
# Which nexthop a flow takes shall depend on its ports.
must on "$r" sh -c 'echo 1 >/proc/sys/net/ipv6/fib_multipath_hash_policy'

# shellcheck disable=SC2086
must ip -n "$r" -6 route add $SIR_B/128 \
	nexthop encap ila $LOC_A csum-mode neutral-map ident-type luid $HOP \
	nexthop encap ila $LOC_B csum-mode neutral-map ident-type luid $HOP
is "two nexthops in a route" "$(ip -n "$r" -6 route show $SIR_B/128 | grep -c 'encap ila')" 2
spread "multipath"
must ip -n "$r" -6 route del $SIR_B/128

# shellcheck disable=SC2086
check "a nexthop object" ip -n "$r" nexthop add id 1 \
	encap ila $LOC_A csum-mode neutral-map ident-type luid $HOP
# shellcheck disable=SC2086
must ip -n "$r" nexthop add id 2 \
	encap ila $LOC_B csum-mode neutral-map-auto ident-type luid $HOP
like "is shown" "$(ip -n "$r" nexthop show id 1)" \
	"encap ila *$LOC_A *csum-mode neutral-map *ident-type luid *hook-type output"
must ip -n "$r" nexthop add id 3 group 1/2
check "a route by a group of them" ip -n "$r" -6 route add $SIR::/64 nhid 3
spread "nexthop group"
must ip -n "$r" -6 route replace $SIR::/64 nhid 1
line=$(wire udp -s $SRC -d $SIR_B -D x)
is "a route by one: the address on the wire" "$(field "$line" dst)" $LOC_A:3000:0:1:334
# shellcheck disable=SC2086
check "the object is replaced under the route" ip -n "$r" nexthop replace id 1 \
	encap ila $LOC_B csum-mode neutral-map ident-type luid $HOP
line=$(wire udp -s $SRC -d $SIR_B -D x)
is "and packets follow it" "$(field "$line" dst)" $LOC_B:3000:0:1:333
check "without a gateway, too" ip -n "$r" -6 nexthop add id 4 \
	encap ila $LOC_B csum-mode no-action ident-type luid dev eth2
like "an object has no destination to take a type from" \
	"$(ip -n "$r" -6 nexthop add id 5 encap ila $LOC_B ident-type use-format dev eth2 2>&1)" \
	"use-format"
check "the objects go, and the route with them" ip -n "$r" nexthop flush
is "none is left" "$(ip -n "$r" -6 route show $SIR::/64)" ""
