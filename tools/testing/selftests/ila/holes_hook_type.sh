#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H16: the hook type of a route names the one direction in which it translates. A packet
# that takes the route the other way goes on as it is, and none is translated twice.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/holes.sh
. ./holes.sh

# own DESTINATION: the destination, when w gets it, of a datagram of r's
own()
{
	local line

	line=$(pktcap -N "$w" -i eth1 -I -n 1 -t $((8000 * SLOWNESS)) -p 17 -s 2001:db8:1::1 -- \
		nsenter --net="/run/netns/$r" bash -c "echo x >/dev/udp/$1/9" | grep '^pkt')
	field "$line" dst
}

# totals: how often routes have translated so far, out and in
totals()
{
	local out in

	out=$(counter "$r" out-translated)
	in=$(counter "$r" in-route-translated)
	printf '%d %d\n' "${out:-0}" "${in:-0}"
}

# counts NAME OUT IN: how often they have since the last time
counts()
{
	local now

	now=$(totals)
	is "$1" "$((${now% *} - ${before% *})) $((${now#* } - ${before#* }))" "$2 $3"
	before=$now
}

# both_hooks MODE: C-bit and last word would tell of a second translation
both_hooks()
{
	local mode=$1 to=${WIRE_OF[$1]}
	local route=(encap ila "$LOC_B" csum-mode "$mode" ident-type luid)

	must ip -n "$r" -6 route add $SIR_B/128 "${route[@]}" hook-type output via $GW dev eth2
	is "output, $mode: a forwarded packet is translated" \
		"$(field "$(wire udp -s $SRC -d $SIR_B -D x)" dst)" "$to"
	is "output, $mode: one of the host itself, too" "$(own $SIR_B)" "$to"
	counts "output, $mode: once each, on the way out" 2 0
	must ip -n "$r" -6 route del $SIR_B/128

	must ip -n "$r" -6 route add $LOC_B::/64 encap ila $SIR csum-mode "$mode" \
		ident-type luid hook-type input via $GW dev eth2
	is "input, $mode: a forwarded packet is translated" \
		"$(field "$(wire udp -s $SRC -d "$to" -D x)" dst)" 3333::1:2000:0:1:87
	counts "input, $mode: once, on the way in" 0 1
	is "input, $mode: one of the host itself is not" "$(own "$to")" "$to"
	counts "input, $mode: nor is it counted" 0 0
	must ip -n "$r" -6 route del $LOC_B::/64
}

# A host's own address as an ILA route: what arrives for it has arrived.
arrives()
{
	must ip -n "$r" -6 route add local $SIR_B/128 dev lo encap ila $LOC_B \
		csum-mode neutral-map ident-type luid hook-type output
	check "output: what arrives by the route is not translated" \
		on "$a" ping -q -c1 -W2 $SIR_B
	must ip -n "$r" -6 route del local $SIR_B/128 dev lo
}

topo_wire
must ip -n "$w" -6 route add blackhole $LOC_B::/64
before=$(totals)
for mode in "${MODES[@]}"; do
	both_hooks "$mode"
done
arrives
