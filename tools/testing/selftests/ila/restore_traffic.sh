#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc restore" under traffic: no packet of a mapping that stays is lost, and what changes,
# changes for all mappings at once; counters and lifetimes of what stays go on.
# timeout: 180
# threads: multi

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/table.sh
. ../table.sh

PACKETS=2000 COUNT=2000

# traffic: datagrams, in turn to the first mapping and the last but twenty
traffic()
{
	manymaps print -n $((COUNT - 20)) -j $((COUNT - 21)) >"$TEST_TMP/keys"
	for ((i = 0; i < PACKETS / 2; i++)); do
		cat "$TEST_TMP/keys"
	done >"$TEST_TMP/all"
	packets_to "$TEST_TMP/all" >"$TEST_TMP/packets"
}

# restores FILE...: one after the other, again and again while there is traffic
restores()
{
	local n=0 file

	while [ ! -e "$TEST_TMP/enough" ]; do
		for file; do
			idloc -n "$r" restore "$file" || return
			n=$((n + 1))
		done
	done
	echo $n
}

# watched FILE...: the traffic while these are restored; what w gets in $TEST_TMP/seen, how many restores in $TEST_TMP/said
watched()
{
	local changer

	rm -f "$TEST_TMP/enough"
	restores "$@" >"$TEST_TMP/said" 2>&1 &
	changer=$!
	pktcap -N "$w" -i eth1 -I -s $SRC -t 60000 -g 3000 -o "$TEST_TMP/wire" -- \
		pktsend -N "$a" -i eth0 -m "$R_MAC" -g 1000 hex - <"$TEST_TMP/packets" || return
	touch "$TEST_TMP/enough"
	wait $changer || return
	sed -n 's/^pkt .* hex=//p' "$TEST_TMP/wire" | awk -v head=200100000087 '
		substr($0, 49, 12) == head { print substr($0, 61, 4); next }
		{ print "elsewhere" }' >"$TEST_TMP/seen"
}

# flips: how often the place has changed
flips()
{
	uniq "$TEST_TMP/seen" | wc -l
}

topo_table
traffic
must maps "$r" add -n $COUNT -L $MAP_LOC -t
must maps "$r" add -a "$(nth 0)" -L $MAP_LOC -S 99
must idloc -n "$r" ila map replace "$(nth $((COUNT - 1)))" locator $MAP_LOC lifetime 500
idloc -n "$r" save >"$TEST_TMP/all.conf" || bail "nothing is saved"
sed -i '/source 99/s/$/ priority 1/' "$TEST_TMP/all.conf"
must idloc -n "$r" restore "$TEST_TMP/all.conf"
# Five go and come, and so do a locator, a network and what a setting says
awk -v count=$COUNT '/^# idloc end/ || (/^ila map/ && ++n > count - 9 && n < count - 3) { next } { print }' "$TEST_TMP/all.conf" |
	sed 's/icmp-errors on/icmp-errors off/' >"$TEST_TMP/fewer.conf"
{
	echo "ila vnid add 7 prefix fd00:1:2:3:4:5::/96"
	echo "ila locator add west 2001:0:88:0"
	echo "ila map add fd00:1:2:3:4:5:1:1 vnid 7 locator west"
	echo "# idloc end"
} >>"$TEST_TMP/fewer.conf"

check "others change" watched "$TEST_TMP/fewer.conf" "$TEST_TMP/all.conf"
is "every packet arrives" "$(wc -l <"$TEST_TMP/seen")" $PACKETS
is "where it should" "$(sort -u "$TEST_TMP/seen" | xargs)" 0000
at_least "while much was restored" "$(<"$TEST_TMP/said")" 2
note "$(<"$TEST_TMP/said") restores"
is "all have been counted" "$(idloc -j -n "$r" ila map | jq '[.[].packets] | add')" $PACKETS
at_most "and a lifetime goes on" "$(idloc -j -n "$r" ila map get "$(nth $((COUNT - 1)))" | jq '.[0].expires')" 500

# All move: there and back
sed "s/locator $MAP_LOC/locator ${MAP_LOC%:*}:1/" "$TEST_TMP/all.conf" >"$TEST_TMP/moved.conf"
check "all move" watched "$TEST_TMP/moved.conf" "$TEST_TMP/all.conf"
is "every packet arrives" "$(wc -l <"$TEST_TMP/seen")" $PACKETS
is "here or there" "$(sort -u "$TEST_TMP/seen" | xargs)" "0000 0001"
at_most "all together" "$(flips)" $(($(<"$TEST_TMP/said") + 1))
note "$(<"$TEST_TMP/said") restores, $(flips) places"
is "none was refused" "$(counter "$r" drop-miss)" 0
