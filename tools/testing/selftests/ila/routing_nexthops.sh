#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Nexthop objects, beyond what iproute2_multipath.sh has: replaced without gateway and in
# groups, weights, resilient groups, groups with plain nexthops, one locator per flow, and
# nothing left when they go.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

PLAIN=(via 2001:db8:1::2 dev eth2)
HOP=${PLAIN[*]}

# nexthop ADD|REPLACE ID LOCATOR HOW
nexthop()
{
	# shellcheck disable=SC2086
	must ip -n "$r" -6 nexthop "$1" id "$2" encap ila "$3" csum-mode neutral-map ident-type luid $4
}

group()
{
	must ip -n "$r" nexthop "$1" id "$2" group "${@:3}"
}

# flows: the destinations of 48 flows
flows()
{
	pktcap -N "$w" -i eth1 -I -n 48 -t $((6000 * SLOWNESS)) -s $SRC -- bash -c "
		for port in {1000..1047}; do
			pktsend -N $a -i eth0 -m $R_MAC udp -s $SRC -d $SIR_B -p \$port:9 -D x
		done"
}

# spread NAME LEAST-A LEAST-B [PREFIX-B]
spread()
{
	local seen

	seen=$(flows)
	at_least "$1: flows to the first" "$(grep -c "dst=$LOC_A:" <<<"$seen")" "$2"
	at_least "$1: flows to the second" "$(grep -c "dst=${4:-$LOC_B:}" <<<"$seen")" "$3"
	like "$1: all with right checksums" "$seen" "total packets=48 ok=48 "
}

# first: where the next packet of one flow goes
first()
{
	field "$(wire udp -s $SRC -d $SIR_B -p 7:7 -D x)" dst
}

# one_flow: how many destinations ten packets of it have
one_flow()
{
	pktcap -N "$w" -i eth1 -I -n 10 -t $((2000 * SLOWNESS)) -s $SRC -- \
		pktsend -N "$a" -i eth0 -m "$R_MAC" -c 10 udp -s $SRC -d $SIR_B -p 7:7 -D x |
		sed -n 's/^pkt.* dst=\([^ ]*\) .*/\1/p' | sort | uniq -c | awk '{ print $1 }'
}

# users: how many hold the module
users()
{
	cat /sys/module/ila/refcnt
}

topo_wire
must on "$r" sh -c 'echo 1 >/proc/sys/net/ipv6/fib_multipath_hash_policy'
for loc in $LOC_A $LOC_B; do
	must ip -n "$r" -6 route add "$loc::/64" "${PLAIN[@]}"
done
A=$LOC_A:3000:0:1:334 B=$LOC_B:3000:0:1:333

before=$(users)
nexthop add 1 $LOC_A "dev eth2"
must ip -n "$r" -6 route add $SIR::/64 nhid 1
is "without gateway" "$(first) $(first)" "$A $A"
nexthop replace 1 $LOC_B "dev eth2"
is "replaced: the next packet has the new locator" "$(first)" $B
nexthop replace 1 $LOC_A "$HOP"
is "replaced by one with a gateway" "$(first)" $A
must ip -n "$r" nexthop del id 1
is "deleted: the route is gone" "$(ip -n "$r" -6 route show $SIR::/64)" ""
check "and nobody holds the module" wait_for 5 sh -c "[ \$(cat /sys/module/ila/refcnt) = $before ]"

nexthop add 1 $LOC_A "$HOP"
nexthop add 2 $LOC_B "dev eth2"
must ip -n "$r" nexthop add id 9 "${PLAIN[@]}"
group add 3 1,9/2,1
must ip -n "$r" -6 route add $SIR::/64 nhid 3
spread "weights 9 to 1" 30 1
group replace 3 1/2
spread "equal weights, with and without gateway" 8 8
is "ten packets of a flow stay together" "$(one_flow)" 10
group replace 3 2
is "a group replaced: the next packet" "$(first)" $B
group replace 3 1/9
spread "an ILA and a plain nexthop" 8 8 "3333::1:"

group replace 3 1/2
must ip -n "$r" nexthop del id 1
is "one of a group deleted: all go to the other" "$(flows | grep -c "dst=$LOC_B:")" 48
must ip -n "$r" nexthop del id 3

nexthop add 1 $LOC_A "$HOP"
if ip -n "$r" nexthop add id 4 group 1/2 type resilient buckets 16 2>/dev/null; then
	must ip -n "$r" -6 route add $SIR::/64 nhid 4
	spread "a resilient group" 4 4
	is "a resilient group: ten packets of a flow stay together" "$(one_flow)" 10
	nexthop replace 2 $LOC_A "$HOP"
	is "a resilient group: a nexthop replaced under it" "$(flows | grep -c "dst=$LOC_A:")" 48
else
	skip "a resilient group" "this kernel has none"
fi
check_fail "a nexthop for a forwarding database has no encapsulation" \
	ip -n "$r" -6 nexthop add id 8 encap ila $LOC_A ident-type luid via 2001:db8:1::2 fdb

# In use while they go.
pktsend -N "$a" -i eth0 -m "$R_MAC" -c 300 -g 1000 udp -s $SRC -d $SIR_B -D x &
must ip -n "$r" nexthop flush
wait $!
is "all deleted under traffic: no route is left" "$(ip -n "$r" -6 route show $SIR::/64)" ""
check "and nobody holds the module" wait_for 5 sh -c "[ \$(cat /sys/module/ila/refcnt) = $before ]"
