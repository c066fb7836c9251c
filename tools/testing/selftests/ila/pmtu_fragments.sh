#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A path MTU exception for a SIR address decides how large the packets of this
# host are in wire form, with and without a gateway in the ILA route.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# exception NAME ROUTE-ARGUMENTS
exception()
{
	local name=$1 seen

	shift
	must ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_B \
		csum-mode neutral-map ident-type luid "$@"
	is "$name: in one piece before" \
		"$(pings 1400 | grep -c ' len=1448 csum=ok')" 2
	must too_big 1300
	seen=$(pings 1400)
	is "$name: two fragments of each after" \
		"$(grep -c "dst=$LOC_B:3000:0:1:333 .* csum=frag" <<<"$seen")" 4
	at_most "$name: no larger than the path" "$(largest <<<"$seen")" 1300
	must ip -n "$r" -6 route del $SIR_B/128
}

# The smaller of the two routes decides, whichever that is.
both_ways()
{
	must ip -n "$r" -6 route replace $LOC_B::/64 via 2001:db8:1::2 mtu 1300
	must ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_B \
		csum-mode neutral-map ident-type luid dev eth2 mtu 1400
	at_most "the underlay's path is narrower" "$(pings 3000 | largest)" 1300
	must ip -n "$r" -6 route replace $LOC_B::/64 via 2001:db8:1::2 mtu 1400
	must ip -n "$r" -6 route replace $SIR_B/128 encap ila $LOC_B \
		csum-mode neutral-map ident-type luid dev eth2 mtu 1300
	at_most "the ILA route's path is narrower" "$(pings 3000 | largest)" 1300
	must ip -n "$r" -6 route del $SIR_B/128
	must ip -n "$r" -6 route replace $LOC_B::/64 via 2001:db8:1::2
}

topo_wire
ip -n "$r" -6 route add $LOC_B::/64 via 2001:db8:1::2
ip -n "$w" -6 route add blackhole $LOC_B::/64
exception "with a gateway" via 2001:db8:1::2 dev eth2
exception "without a gateway" dev eth2
both_ways
