#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A packet for an identifier without a mapping: somebody is told, and it goes to the
# fallback, waits, or is dropped, as its prefix says. The answer takes effect for what
# waits. A router tells of senders that could do without it.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/mapped.sh
. ../mapped.sh

# listen NS: events go to a file, one JSON object on a line
listen()
{
	idloc -j -n "$1" monitor >>"$TEST_TMP/events" 2>&1 &
	LISTENER=$!
	# It has joined when it hears of itself.
	wait_for 5 sh -c "idloc -n $1 ila locator add probe 1:2:3:4 && idloc -n $1 ila locator del probe &&
		grep -q locator $TEST_TMP/events" || bail "nobody listens"
}

# events WHAT: how many so far
events()
{
	grep -c "\"$1\"" "$TEST_TMP/events"
}

# said JQ: of the last event
said()
{
	tail -1 "$TEST_TMP/events" | jq -r "$1"
}

# send PKTSEND-ARGUMENTS: a datagram of a's
send()
{
	must pktsend -N "$a" -i eth0 -m "$R_MAC" udp -s $SIR_A -p 1000:9 -l 20 "$@"
}

# gets NS DEV FILTER... -- PKTSEND-ARGUMENTS: what comes there, or nothing
gets()
{
	local point=(pktcap -N "$1" -i "$2" -I -n 1 -t "${MS:-$((2000 * SLOWNESS))}")

	shift 2
	while [ "$1" != -- ]; do
		point+=("$1")
		shift
	done
	shift
	"${point[@]}" -- pktsend -N "$a" -i eth0 -m "$R_MAC" udp -s $SIR_A -p 1000:9 -l 20 "$@" |
		sed -n '/^pkt /p'
}

topo_mapped
map_both add $SIR_A locator $LOC_A
map "$r2" add $SIR_B locator $LOC_B
listen "$r1"

# ---- nothing is said of the prefix
line=$(gets "$a" eth0 -p 58 -- -d $SIR_B)
is "no mapping: address unreachable" "$(field "$line" l4)" 58
is "counted" "$(counter "$r1" drop-miss)" 1
wait_for 3 sh -c "grep -q miss $TEST_TMP/events"
is "and told" "$(said '[.event,.addr,.miss] | @tsv')" "map miss	3333::1:2000:0:1:87	drop"
is "with who sent it" "$(said .saddr)" 3333::1:2000:0:1:86
told=$(events 'map miss')
must pktsend -N "$a" -i eth0 -m "$R_MAC" -c 30 udp -s $SIR_A -d $SIR_B -p 1000:9 -l 20
at_most "the same is not told again at once" $(($(events 'map miss') - told)) 1
at_least "which is counted" "$(counter "$r1" miss-events-suppressed)" 29
like "a socket of the host itself is told" "$(on "$r1" ping -c1 -W2 $SIR:2000:0:1:44 2>&1)" "unreachable"

# ---- fallback: r2 is a router that knows more
map "$r1" add $SIR::/64 locator 2001:0:99:0 miss fallback
route "$w" 2001:0:99:0::/64 2001:db8:2::2
like "the fallback gets it" "$(field "$(gets "$x" eth1 -d 2001:0:99:0::/64 -- -d $SIR:2000:0:1:55)" dst)" \
	"^2001:0:99:0:3000:0:1:"
is "counted" "$(counter "$r1" miss-fallback)" 1
wait_for 3 sh -c "grep -q :55 $TEST_TMP/events"
is "and told" "$(said '[.event,.addr,.miss] | @tsv')" "map miss	3333::1:2000:0:1:55	fallback"
map "$r1" add $SIR:2000:0:1:55 locator $LOC_B
like "a mapping of its own is better" \
	"$(field "$(gets "$x" eth1 -d $LOC_B::/64 -- -d $SIR:2000:0:1:55)" dst)" "^$LOC_B:"
is "nobody is asked any more" "$(counter "$r1" miss-fallback)" 1

# ---- queue
map "$r1" replace $SIR::/64 miss queue
for _ in 1 2 3; do send -d $SIR_B; done
is "three wait" "$(counter "$r1" miss-queued)" 3
pktcap -N "$x" -i eth1 -I -g 300 -t $((3000 * SLOWNESS)) -d $LOC_B::/64 -o "$TEST_TMP/late" -- \
	idloc -n "$r1" ila map add $SIR_B locator $LOC_B
is "the answer sends them on" "$(grep -c ^pkt "$TEST_TMP/late")" 3
is "right as ever" "$(grep -c csum=ok "$TEST_TMP/late")" 3
map "$r1" del $SIR_B
must pktsend -N "$a" -i eth0 -m "$R_MAC" -c 20 udp -s $SIR_A -d $SIR_B -p 1000:9 -l 20
is "no more than 16 wait for one" "$(counter "$r1" drop-miss-queue)" 4
check "and not for long" wait_for 8 sh -c \
	"idloc -n $r1 ila stats | grep -q '^drop-miss-timeout *16$'"
map "$r1" add $SIR_B locator $LOC_B
is "what is gone does not come back" \
	"$(MS=500 gets "$x" eth1 -d $LOC_B::/64 -- -d $SIR:2000:0:1:66)" ""
# By a transaction, too.
map "$r1" del $SIR_B
send -d $SIR_B
pktcap -N "$x" -i eth1 -I -n 1 -t $((3000 * SLOWNESS)) -d $LOC_B::/64 -o "$TEST_TMP/late" -- \
	sh -c "printf \"begin\\nadd $SIR_B $LOC_B::\\ncommit\\n\" | maptxn -N $r1 >/dev/null"
is "a transaction answers as well" "$(grep -c ^pkt "$TEST_TMP/late")" 1
check "a socket that waits is answered" sh -c "
	ip netns exec $a ping -q -c1 -W5 -I $SIR_A $SIR_B >/dev/null & sleep 0.5
	idloc -n $r1 ila map replace $SIR_B locator $LOC_B; wait \$!"

# What a socket in a VRF sends has come in by no interface: it is still of the VRF.
must ip -n "$r1" link add vrf1 type vrf table 77
must ip -n "$r1" link set vrf1 up
addr "$r1" vrf1 2001:db8:77::1/128
through_table "$r1" $SIR::/64 via 2001:db8:1::2 dev eth2 table 77
pktcap -N "$x" -i eth1 -I -n 1 -t $((4000 * SLOWNESS)) -d $LOC_B::/64 -o "$TEST_TMP/late" -- sh -c "
	ip netns exec $r1 ping -q -c1 -W4 -I vrf1 $SIR:2000:0:8:8 >/dev/null & sleep 0.5
	idloc -n $r1 ila map add $SIR:2000:0:8:8 locator $LOC_B dev vrf1; wait \$!; :"
is "a socket in a VRF is answered by the VRF's mapping" "$(grep -c ^pkt "$TEST_TMP/late")" 1
must ip -n "$r1" link del vrf1

# ---- redirect: r1 is a router that others fall back to
map "$r1" replace $SIR::/64 locator $LOC_B redirect
: >"$TEST_TMP/events"
send -d $SIR_B
check "a router tells" wait_for 3 sh -c "grep -q redirect $TEST_TMP/events"
is "whom, and of what" "$(said '[.event,.addr,.locator,.saddr] | @tsv')" \
	"map redirect	3333::1:2000:0:1:87	$LOC_B	3333::1:2000:0:1:86"
told=$(counter "$r1" redirect-events)
must pktsend -N "$a" -i eth0 -m "$R_MAC" -c 20 udp -s $SIR_A -d $SIR_B -p 1000:9 -l 20
at_most "once in a while" $(($(counter "$r1" redirect-events) - told)) 1
kill $LISTENER
wait $LISTENER 2>/dev/null
told=$(counter "$r1" redirect-events)
send -d $SIR:2000:0:9:9
is "and nobody if nobody listens" "$(counter "$r1" redirect-events)" "$told"

# ---- a namespace, or an interface, goes while packets wait
map "$r1" replace $SIR::/64 miss queue
for n in 1 2 3 4 5; do send -d "$SIR:2000:0:5:$n"; done
must ip -n "$r1" link del eth1
at_least "its packets go with an interface" "$(counter "$r1" drop-miss-timeout)" 21
