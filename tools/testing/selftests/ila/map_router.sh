#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# ILA routers. One has no container and no locator, and translates for hosts that know
# nothing of ILA. The other is where hosts fall back to: it has a locator, sends packets
# on to where their identifier is, and tells of their senders, who then do without it.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/mapped.sh
. ../mapped.sh

LOC_W=2001:0:77:0

# sent PKTSEND-ARGUMENTS: a datagram of a's, as x gets it from w
sent()
{
	pktcap -N "$x" -i eth1 -I -n 1 -t $((2000 * SLOWNESS)) -p 17 -- \
		pktsend -N "$a" -i eth0 -m "$R_MAC" udp -s $SIR_A -p 1000:9 -l 20 "$@" | sed -n '/^pkt /p'
}

# talk NAME
talk()
{
	check "$1: ping" on "$a" ping -q -c2 -i0.2 -W$((2 * SLOWNESS)) -I $SIR_A $SIR_B
	stream server -N "$b" -p 7 -T 15 >/dev/null 2>&1 &
	like "$1: TCP" "$(stream client -N "$a" -p 7 -c $SIR_B -B $SIR_A -b 200000 -T 10 2>&1)" \
		"bytes=200000 .*ok=1"
	wait $!
}

topo_mapped
# The underlay is a plain network: only locators are routed.
must ip -n "$w" -6 route del $SIR_A/128
must ip -n "$x" -6 route del $SIR_A/128
map "$r2" add $SIR_A locator $LOC_A
map "$r2" add $SIR_B locator $LOC_B

# ---- r1 translates only what arrives; w does the rest
must ip -n "$r1" -6 route del $SIR::/64
map "$r1" add $SIR_A locator $LOC_A
route "$r1" $SIR::/64 2001:db8:1::2
through_table "$w" $SIR::/64 via 2001:db8:2::2
map "$w" add $SIR_B locator $LOC_B
talk "a router without locator"
line=$(sent -d $SIR_B)
like "translates" "$(field "$line" dst) $(field "$line" csum)" "^$LOC_B:3000:0:1:.* ok$"
is "it has no netfilter hook for that" "$(counter "$w" in-map-translated)" 0
at_least "and counts" "$(idloc -j -n "$w" ila map get $SIR_B | jq '.[0].packets')" 3

# ---- r1 falls back to w, which has a locator
locator "$w" add here $LOC_W local
map "$w" add $SIR::/64 locator $LOC_B redirect
through_table "$r1" $SIR::/64 via 2001:db8:1::2
map "$r1" add $SIR::/64 locator $LOC_W miss fallback
idloc -j -n "$w" monitor >"$TEST_TMP/events" 2>&1 &
sleep 1
talk "a fallback"
at_least "went by the fallback" "$(counter "$r1" miss-fallback)" 3
at_least "which sent it on" "$(counter "$w" in-ident-moved)" 3
line=$(sent -d $SIR_B)
like "to where it is" "$(field "$line" dst) $(field "$line" csum)" "^$LOC_B:3000:0:1:.* ok$"
check "it tells" wait_for 3 sh -c "grep -q 'map redirect' $TEST_TMP/events"
is "of whom, and what they miss" \
	"$(grep -m1 'map redirect' "$TEST_TMP/events" | jq -r '[.saddr,.addr,.locator] | @tsv')" \
	"3333::1:2000:0:1:86	3333::1:2000:0:1:87	$LOC_B"

# ---- an agent answers
map "$r1" add $SIR_B locator $LOC_B
before=$(counter "$w" in-ident-moved)
talk "without the fallback"
is "it has nothing to do any more" "$(counter "$w" in-ident-moved)" "$before"
