#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A container moves a hundred times between three hosts while TCP streams run both ways
# between it and another one: no byte is lost, and the longest gap is told.
#
#   m - h1 eth0 ---- e1         m has an interface to each host, and uses one at a time;
#   m - h2 eth0 ---- e2 w       p is at h3, and stays there
#   m - h3 eth0 ---- e3
#   p - h3
#
# Every host has the whole table, and a route that asks it. The host that the container
# comes to learns of it first, then the one that it leaves, which has no route to it any
# longer and so sends what still comes after it; then the third.
# timeout: 180
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/table.sh
. ../table.sh

m='' p='' h1='' h2='' h3=''
: "${MOVES:=$((SLOWNESS > 1 ? 20 : 100))}" "${OTHERS:=10000}"
M=$SIR_A P=$SIR_B
LIMIT=$((170 * SLOWNESS))

# host NUMBER: the real name of its namespace
host()
{
	local name=h$1

	printf '%s\n' "${!name}"
}

# locator NUMBER: of that host
locator()
{
	printf '%s:%x\n' "${MAP_LOC%:*}" "$1"
}

# host_up NUMBER: links, its locator, the whole table
host_up()
{
	local name mac

	name=$(host "$1")
	link "$name" eth0 "$w" "e$1"
	addr "$name" eth0 "2001:db8:$1::1/64"
	addr "$w" "e$1" "2001:db8:$1::2/64"
	must ip -n "$w" -6 route add "$(locator "$1")::/64" via "2001:db8:$1::1"
	link "$name" cm "$m" "h$1"
	must ip -n "$name" addr add fe80::1/64 dev cm nodad
	must ip -n "$m" addr add "fe80::$1:2/64" dev "h$1" nodad
	must ip -n "$name" neigh replace "fe80::$1:2" dev cm lladdr "$(lladdr "$m" "h$1")" nud permanent
	mac=$(lladdr "$name" cm)
	must ip -n "$m" neigh replace fe80::1 dev "h$1" lladdr "$mac" nud permanent
}

host_table()
{
	local name

	name=$(host "$1")
	must ip -n "$name" -6 route add $MAP_LOCS via "2001:db8:$1::2"
	must ip -n "$name" -6 route add $SIR::/64 encap ila 0:0:0:0 ident-type luid csum-mode neutral-map \
		via "2001:db8:$1::2" dev eth0
	must maps "$name" local -M here -L "$(locator "$1")"
	must maps "$name" add -n "$OTHERS" -k random -L "$(locator 1)" -l 3 -t
	must maps "$name" add -a $P -L "$(locator 3)"
	must maps "$name" add -a $M -L "$(locator 1)"
}

# comes NUMBER: the container can be reached there, and sends there
comes()
{
	ip -n "$(host "$1")" -6 route replace $M/128 via "fe80::$1:2" dev cm &&
		ip -n "$m" -6 route replace default via fe80::1 dev "h$1"
}

# told HOST NUMBER: a host learns where the container is
told()
{
	maps "$(host "$1")" replace -a $M -L "$(locator "$2")" >/dev/null
}

# moves FROM TO
moves()
{
	comes "$2" && told "$2" "$2" && told "$1" "$2" &&
		ip -n "$(host "$1")" -6 route del $M/128 &&
		sleep 0.02 && told $((6 - $1 - $2)) "$2"
}

# in_turn TIMES: to the next host, and now and then back
in_turn()
{
	local i at=1 to

	for ((i = 0; i < $1; i++)); do
		to=$((at % 3 + 1))
		[ $((i % 7)) != 6 ] || to=$(((at + 1) % 3 + 1))
		moves $at $to || return
		at=$to
	done
}

# streams: one each way, until $TEST_TMP/enough is there
streams()
{
	stream server -N "$p" -p 5001 -T "$LIMIT" >"$TEST_TMP/at-p" &
	stream server -N "$m" -p 5002 -T "$LIMIT" >"$TEST_TMP/at-m" &
	stream client -N "$m" -p 5001 -B $M -c $P -e "$TEST_TMP/enough" -r 500 -z 1200 -T "$LIMIT" >"$TEST_TMP/by-m" &
	stream client -N "$p" -p 5002 -B $P -c $M -e "$TEST_TMP/enough" -r 500 -z 1200 -T "$LIMIT" >"$TEST_TMP/by-p" &
	wait
}

# moved_on: packets that came to a host which the container had left
moved_on()
{
	local n sum=0

	for n in 1 2 3; do
		sum=$((sum + $(counter "$(host $n)" in-ident-moved)))
	done
	echo $sum
}

# dropped: all that hosts have dropped, but for loops
dropped()
{
	local n

	for n in 1 2 3; do
		idloc -n "$(host $n)" ila stats | awk '/^drop-/ && !/^drop-route-loop/ && $2 != 0 { print $1 "=" $2 }'
	done
}

# loops: packets that a host had looked up the old route for when the new one and the new
# mapping came, which takes a processor that stalls between the two lookups
loops()
{
	local n sum=0

	for n in 1 2 3; do
		sum=$((sum + $(counter "$(host $n)" drop-route-loop)))
	done
	echo $sum
}

[ "$ILA" = ours ] || skip_all "the in-tree module has no mapping table"
need idloc
ns w m p h1 h2 h3
forwarding "$w" "$h1" "$h2" "$h3"
for n in 1 2 3; do
	host_up $n
done
addr "$m" lo $M/128
link "$h3" cp "$p" eth0
must ip -n "$h3" addr add fe80::1/64 dev cp nodad
addr "$p" eth0 $P/128
must ip -n "$p" -6 route add default via fe80::1 dev eth0
must ip -n "$h3" -6 route add $P/128 dev cp
ila_load "$ILA"
for n in 1 2 3; do
	host_table $n
done
must comes 1
check "they reach each other" on "$m" ping -q -c2 -W5 -I $M $P

streams &
running=$!
sleep 1
began=${EPOCHREALTIME/./}
check "$MOVES moves" in_turn "$MOVES"
note "$(((${EPOCHREALTIME/./} - began) / MOVES / 1000)) ms a move"
sleep 0.5
: >"$TEST_TMP/enough"
wait $running
for who in m p; do
	like "no byte is lost that $who sends" "$(<"$TEST_TMP/by-$who")" "^sent bytes=[0-9]+ .* ok=1$"
	note "$(<"$TEST_TMP/by-$who")"
done
for who in m p; do
	line=$(<"$TEST_TMP/at-$who")
	note "longest gap at $who: $(field "$line" gap_ms) ms; $line"
	at_most "nor does it stop for long at $who" "$(field "$line" gap_ms)" $((1500 * SLOWNESS))
done
note "$(moved_on) packets came to a host that the container had left"
at_least "some had to go after it" "$(moved_on)" 1
is "no host has dropped one" "$(dropped)" ""
at_most "but what came between a route and its mapping" "$(loops)" 2
