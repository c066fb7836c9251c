#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Mappings move under traffic: a thousand a second one by one, a hundred thousand in a
# transaction, and as many by one write to their locator. Each packet goes to the old
# place or to the new one, none to neither, and after a transaction none to a mixture.
# timeout: 180
# threads: multi
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/table.sh
. ../table.sh

: "${COUNT:=$((SLOWNESS > 1 ? 10000 : 100000))}" "${SECONDS_EACH:=4}"
PACKETS=8000 FULL=200000

# traffic STEP: datagrams, in turn to ten mappings whose numbers are so far apart: an odd number, so that the next one
# leads to the other of two locators
traffic()
{
	manymaps print -n $((9 * $1 + 1)) -j "$1" >"$TEST_TMP/keys"
	for ((i = 0; i < PACKETS / 10; i++)); do
		cat "$TEST_TMP/keys"
	done >"$TEST_TMP/all"
	packets_to "$TEST_TMP/all" >"$TEST_TMP/packets"
}

# watched COMMAND...: the traffic while COMMAND runs, its output in $TEST_TMP/said. What w gets, as the last words of
# the locators, one a line: $TEST_TMP/seen. What goes elsewhere is "elsewhere".
watched()
{
	local changer

	"$@" >"$TEST_TMP/said" 2>&1 &
	changer=$!
	pktcap -N "$w" -i eth1 -I -s $SRC -t 60000 -g 500 -o "$TEST_TMP/wire" -- \
		pktsend -N "$a" -i eth0 -m "$R_MAC" -g 200 hex - <"$TEST_TMP/packets" || return
	sed -n 's/^pkt .* hex=//p' "$TEST_TMP/wire" | awk -v head=200100000087 '
		substr($0, 49, 12) == head { print substr($0, 61, 4); next }
		{ print "elsewhere" }' >"$TEST_TMP/seen"
	wait $changer
}

# flips: how often the places have changed
flips()
{
	awk '{ state = ($1 + NR) % 2 } NR > 1 && state != last { n++ } { last = state } END { print n + 0 }' \
		"$TEST_TMP/seen"
}

# judge NAME PLACES: all have arrived, and nowhere else than there
judge()
{
	is "$1: every packet arrives" "$(wc -l <"$TEST_TMP/seen")" $PACKETS
	is "$1: and nowhere else" "$(sort -u "$TEST_TMP/seen" | xargs)" "$2"
	is "$1: none was refused" "$(counter "$r" drop-miss)" 0
}

# set_places TIMES: the locator becomes one and the other
set_places()
{
	local i

	for ((i = 1; i <= $1; i++)); do
		maps "$r" set -M place -L "${MAP_LOC%:*}:$((i % 2))" || return
		sleep 0.1
	done
}

# at_full_rate: a mapping moves a thousand times a second while one processor sends to it and does nothing
# else. Queues of the rig may run over: r's counters are the judge.
at_full_rate()
{
	local translated changer

	if ! pktgen_up; then
		skip "at full rate" "no pktgen here"
		return
	fi
	must pktgen "count $FULL" "dst6 $(nth 0)"
	translated=$(counter "$r" out-map-translated)
	maps "$r" replace -n 1 -L $MAP_LOC -l 2 -r 1000 -s "$SECONDS_EACH" >"$TEST_TMP/said" &
	changer=$!
	check "at full rate" pktgen_start
	wait $changer
	note "$(<"$TEST_TMP/said")"
	translated=$(($(counter "$r" out-map-translated) - translated))
	note "$translated of $FULL came to the router and were translated"
	at_least "at full rate: many are translated" $translated $((FULL / 2))
	is "at full rate: none is refused" "$(counter "$r" drop-miss)" 0
}

# stream: from a to w by the table; what its client says
stream()
{
	command stream server -N "$w" -p 5001 -T $((60 * SLOWNESS)) >"$TEST_TMP/server" &
	command stream client -N "$a" -p 5001 -c $SIR_B -t "$SECONDS_EACH" -r 1000 -z 1000 -T $((60 * SLOWNESS))
	wait $!
}

topo_table
traffic 1

must maps "$r" add -n 10 -L $MAP_LOC -l 2
check "nothing changes" watched true
judge "at rest" "0000 0001"
is "at rest: the places stay" "$(flips)" 0

check "a thousand a second" watched maps "$r" replace -n 10 -L $MAP_LOC -l 2 -r 1000 -s "$SECONDS_EACH"
judge "one by one" "0000 0001"
like "they were so many" "$(<"$TEST_TMP/said")" "^changes=$((1000 * SECONDS_EACH)) "
at_most "in that time" "$(usecs "$(<"$TEST_TMP/said")")" $((SECONDS_EACH * 1200000 * SLOWNESS))
note "$(<"$TEST_TMP/said")"
at_least "and packets saw them" "$(flips)" 100

at_full_rate

maps "$r" flush
must maps "$r" add -n "$COUNT" -L $MAP_LOC -l 2 -t
# From the first to change in a transaction to the last
traffic $((COUNT / 10 - 1))
ROUNDS=5
check "$COUNT at once" watched maps "$r" replace -n "$COUNT" -L $MAP_LOC -l 2 -o 1 -R $ROUNDS -t
judge "by transaction" "0000 0001"
note "$(<"$TEST_TMP/said")"
like "all were changed" "$(<"$TEST_TMP/said")" "^changes=$((COUNT * ROUNDS)) "
# Those that come after the last packet are seen by none.
at_most "packets see each transaction whole" "$(flips)" $ROUNDS
at_least "and saw some" "$(flips)" 1
is "all are there" "$(maps "$r" count)" "$COUNT"

check "a transaction that is given up" watched maps "$r" replace -n "$COUNT" -L $MAP_LOC -l 2 -R 2 -A
judge "given up" "0000 0001"
is "it changes nothing" "$(flips)" 0
is "and leaves nothing" "$(maps "$r" count)" "$COUNT"

must maps "$r" name -M place -L $MAP_LOC
must maps "$r" replace -n "$COUNT" -M place -t
check "the locator of $COUNT" watched set_places 15
judge "by their locator" "0000 0001"
at_most "each time, all of them" "$(uniq "$TEST_TMP/seen" | wc -l)" 16
at_least "and often" "$(uniq "$TEST_TMP/seen" | wc -l)" 8

# A stream by two locators, which both lead to w
for n in 0 1; do
	map_add "$w" "${MAP_LOC%:*}:$n" neutral-map
done
addr "$w" lo $SIR_B/128
must on "$a" sh -c 'echo 0 >/proc/sys/net/ipv4/tcp_early_retrans'
maps "$r" flush
must maps "$r" add -a $SIR_B -L $MAP_LOC
note "a stream at rest: $(stream)"
maps "$r" replace -a $SIR_B -L $MAP_LOC -l 2 -r 1000 -s "$SECONDS_EACH" >"$TEST_TMP/said" &
changer=$!
said=$(stream)
wait $changer
like "a stream goes on meanwhile" "$said" "^sent bytes=.* ok=1$"
note "$said; $(<"$TEST_TMP/server")"
like "over as many changes" "$(<"$TEST_TMP/said")" "^changes=$((1000 * SECONDS_EACH)) "
