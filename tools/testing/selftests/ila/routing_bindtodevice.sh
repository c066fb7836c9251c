#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Sockets bound to an interface (SO_BINDTODEVICE) take the ILA route of that interface, or
# of that VRF, and no other.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# arrives COMMAND LINE: w's interface and destination of what r sends meanwhile
arrives()
{
	local dev point=(pktcap -N "$w" -I -t 20000 -g 60)

	"${point[@]}" -i eth1 -o "$TEST_TMP/eth1" -- \
		"${point[@]}" -i eth3 -o "$TEST_TMP/eth3" -- \
		sh -c "nsenter --net=/run/netns/$r $1 >/dev/null 2>&1; :"
	for dev in eth1 eth3; do
		sed -n "s/^pkt.* dst=\(2001:0:8\)/$dev \1/; s/^\($dev [^ ]*\) .*/\1/p" "$TEST_TMP/$dev"
	done | sort -u
}

# sends NAME WHAT-ARRIVES [INTERFACE]: bound to it, by UDP and by ping
sends()
{
	is "$1: UDP" "$(arrives "dgram send -p 9 -c $SIR_B -n 1 -l 8 ${3:+-i $3}")" "$2"
	is "$1: ping" "$(arrives "ping -q -c1 -W1 ${3:+-I $3} $SIR_B")" "$2"
}

# routes GATEWAY-2 GATEWAY-3: by eth2 to LOC_B, and by eth3 to LOC_A if that is worse
routes()
{
	must ip -n "$r" -6 route flush $SIR_B/128
	# shellcheck disable=SC2086
	{
		must ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_B csum-mode neutral-map \
			ident-type luid $1 dev eth2 metric 100
		must ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_A csum-mode neutral-map \
			ident-type luid $2 dev eth3 metric 200
	}
}

topo_wire
link "$r" eth3 "$w" eth3
addr "$r" eth3 2001:db8:3::1/64
addr "$w" eth3 2001:db8:3::2/64
BY_2="eth1 $LOC_B:3000:0:1:333" BY_3="eth3 $LOC_A:3000:0:1:334"
must ip -n "$r" -6 route add $LOC_A::/64 via 2001:db8:3::2 dev eth3
must ip -n "$r" -6 route add $LOC_B::/64 via 2001:db8:1::2 dev eth2 metric 300
# A better one, elsewhere: the ILA route has named its interface.
must ip -n "$r" -6 route add $LOC_B::/64 via 2001:db8:3::2 dev eth3 metric 200

for how in gateway "no gateway"; do
	if [ "$how" = gateway ]; then
		routes "via 2001:db8:1::2" "via 2001:db8:3::2"
	else
		routes "" ""
	fi
	sends "$how, not bound" "$BY_2"
	sends "$how, bound to eth2" "$BY_2" eth2
	sends "$how, bound to eth3" "$BY_3" eth3
	must ip -n "$r" -6 route del $SIR_B/128 metric 200
	sends "$how, bound to an interface that has none" "" eth3
done

# TCP, to a host that puts the address back.
map_add "$w" $LOC_B neutral-map
must ip -n "$w" addr add $SIR_B/128 dev lo nodad
stream server -N "$w" -p 9 -T 10 >"$TEST_TMP/received" &
like "TCP bound to eth2" "$(stream client -N "$r" -i eth2 -p 9 -c $SIR_B -b 100000 -T 10)" \
	"bytes=100000 .*ok=1"
wait $!
check_fail "TCP bound to eth3 has no route" \
	stream client -N "$r" -i eth3 -p 9 -c $SIR_B -b 1 -T 2

must ip -n "$r" link add vrf1 type vrf table 10
must ip -n "$r" link set vrf1 up
must ip -n "$r" link set eth3 master vrf1
addr "$r" eth3 2001:db8:3::1/64
must ip -n "$r" -6 route add $LOC_A::/64 via 2001:db8:3::2 dev eth3 vrf vrf1
for how in "via 2001:db8:3::2" ""; do
	# shellcheck disable=SC2086
	must ip -n "$r" -6 route replace $SIR_B/128 vrf vrf1 encap ila $LOC_A csum-mode neutral-map \
		ident-type luid $how dev eth3
	sends "VRF${how:+, gateway}, bound to it" "$BY_3" vrf1
	sends "VRF${how:+, gateway}, bound to an interface in it" "$BY_3" eth3
	sends "VRF${how:+, gateway}, not bound" "$BY_2"
done
