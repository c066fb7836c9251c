#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A million packets, each for another identifier without a mapping: whatever the prefix says
# of such, memory stays bounded, events keep to their rate, those of another prefix still
# come, and a flow of somebody else loses nothing.
# timeout: 300
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/table.sh
. ../table.sh

: "${COUNT:=$((SLOWNESS > 1 ? 100000 : 1000000))}" "${BESIDE:=20000}"
# Events of a prefix in a second; memory of all packets that wait, and what else may move meanwhile
RATE=128
ROOM=$((1048576 + 3145728))

flood_up()
{
	if ! pktgen_up; then
		COUNT=$((COUNT / 20))
		manymaps print -n "$COUNT" -k random >"$TEST_TMP/keys"
		packets_to "$TEST_TMP/keys" >"$TEST_TMP/packets"
		return
	fi
	must pktgen "count $COUNT" \
		"dst6_min $SIR:2000::" "dst6_max $SIR:2fff:ffff:ffff:fffe"
}

# flood: to identifiers all over the place
flood()
{
	if [ -s "$TEST_TMP/packets" ]; then
		pktsend -N "$a" -i eth0 -m "$R_MAC" hex - <"$TEST_TMP/packets"
	else
		pktgen_start
	fi
}

# in_use: bytes, without a look at what could be given back
in_use()
{
	awk '/^(Slab|VmallocUsed|Percpu):/ { n += $2 * 1024 } END { printf "%d\n", n }' /proc/meminfo
}

# peak: the most that is in use until $TEST_TMP/over is there
peak()
{
	local most=0 now

	while [ ! -e "$TEST_TMP/over" ]; do
		now=$(in_use)
		[ "$now" -le "$most" ] || most=$now
		sleep 0.1
	done
	echo "$most"
}

declare -A BEFORE=()

# grown NAME: by how much a counter has since note_counters
grown()
{
	echo $(($(counter "$r" "$1") - BEFORE[$1]))
}

note_counters()
{
	local name value

	while read -r name value; do
		BEFORE[$name]=$value
	done < <(idloc -n "$r" ila stats)
}

# flooded NAME: the flood, with a listener, somebody else's flow, and a miss in another prefix in the middle
flooded()
{
	local listener beside sampler start began

	note_counters
	rm -f "$TEST_TMP/over"
	manymaps listen -N "$r" -s $((170 * SLOWNESS)) >"$TEST_TMP/heard" &
	listener=$!
	dgram recv -N "$w" -p 5002 -n "$BESIDE" -l 100 -w 5000 >"$TEST_TMP/beside" &
	beside=$!
	wait_for 5 grep -q ready "$TEST_TMP/heard" || bail "no listener"
	wait_for 5 grep -q ready "$TEST_TMP/beside" || bail "no receiver"
	start=$(in_use)
	peak >"$TEST_TMP/peak" &
	sampler=$!
	dgram send -N "$a" -p 5002 -c $SIR_B -n "$BESIDE" -l 100 &
	{ sleep 1; pktsend -N "$a" -i eth0 -m "$R_MAC" udp -s $SRC -d $SIR2:2000::1 -D x; } &
	began=${EPOCHREALTIME/./}
	check "$1: the flood" flood
	took=$(((${EPOCHREALTIME/./} - began) / 1000000 + 1))
	sleep 1
	: >"$TEST_TMP/over"
	wait $sampler
	wait $beside
	is "$1: somebody else's flow" "$(tail -1 "$TEST_TMP/beside" | cut -d' ' -f1-3)" \
		"got=$BESIDE unique=$BESIDE bad=0"
	kill $listener
	wait $listener
	peak=$(($(<"$TEST_TMP/peak") - start))
	at_most "$1: memory" $peak $((ROOM * SLOWNESS))
}

# events NAME: the listener has heard few, and the counters know of all
events()
{
	local heard told suppressed

	heard=$(tail -1 "$TEST_TMP/heard")
	told=$(grown miss-events)
	suppressed=$(grown miss-events-suppressed)
	note "$1: $COUNT packets in $took s, at most $peak bytes more; $told events, $suppressed suppressed"
	at_most "$1: events keep to their rate" "$told" $((RATE * (took + 2)))
	at_least "$1: but there are some" "$told" $RATE
	is "$1: each miss is an event or counted" $((told + suppressed)) $((COUNT + 1))
	is "$1: who listens has heard them" "$(field "$heard" miss) $(field "$heard" overruns)" "$told 0"
	is "$1: and of the other prefix" "$(field "$heard" others)" 1
	at_most "$1: they tell of those that do not come" "$(field "$heard" suppressed)" "$suppressed"
	at_least "$1: of most" "$(field "$heard" suppressed)" $((suppressed / 2))
}

SIR2=3333:0:0:2
topo_table
table_route "$r" $SIR2::/64 2001:db8:1::2 eth2
map_add "$w" $LOC_B neutral-map
addr "$w" lo $SIR_B/128
must ip -n "$r" -6 route add $LOC_B::/64 via 2001:db8:1::2 dev eth2
must maps "$r" add -a $SIR_B -L $LOC_B
must maps "$r" add -a $SIR2::/64 -m drop
must maps "$r" add -a $SIR::/64 -m drop
# What arrives at the fallback is for nobody.
must ip -n "$w" -6 route add blackhole $MAP_LOCS
flood_up

flooded drop
is "drop: each is counted" "$(grown drop-miss)" $((COUNT + 1))
events drop

must maps "$r" replace -a $SIR::/64 -m queue
flooded queue
is "queue: each waits or is refused" $(($(grown miss-queued) + $(grown drop-miss-queue))) "$COUNT"
events queue
note "queue: $(grown miss-queued) have waited"
at_least "queue: some have waited" "$(grown miss-queued)" 64
at_most "queue: but few" "$(grown miss-queued)" $((64 * 16 * (took / 3 + 1)))
sleep 4
is "queue: in vain" "$(grown drop-miss-timeout)" "$(grown miss-queued)"

must maps "$r" replace -a $SIR::/64 -m fallback -L $MAP_LOC
flooded fallback
is "fallback: each goes there" "$(grown miss-fallback)" "$COUNT"
events fallback
