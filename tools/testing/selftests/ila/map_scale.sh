#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A million mappings: how fast they load, next to routes that `ip -batch` adds in the same
# guest; the memory that each takes; packets find theirs among them, whoever chose the
# keys; and memory comes back. The cost of a lookup is bench's to say.
# timeout: 180
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/table.sh
. ../table.sh

: "${COUNT:=$((SLOWNESS > 1 ? 100000 : 1000000))}" "${ROUTES:=$((COUNT / 10))}" "${CHOSEN:=$((COUNT / 10))}"
LOCATORS=1000

# load COUNT ARGUMENTS: makes so many mappings; nanoseconds for each
load()
{
	local line

	line=$(maps "$r" add -n "$1" -L $MAP_LOC -l $LOCATORS "${@:2}") || return
	echo $(($(usecs "$line") * 1000 / $1))
}

# routes: the same by ip -batch, an ILA route each; nanoseconds. Not in one go: ip keeps what it has done.
routes()
{
	local began part

	awk -v to="$TEST_TMP/batch." -v count="$ROUTES" -v loc=${MAP_LOC%:*} -v locators=$LOCATORS 'BEGIN {
		for (n = 0; n < count; n++)
			printf "route add 3333:0:0:2:2000:0:%x:%x encap ila %s:%x ident-type luid " \
				"csum-mode neutral-map via 2001:db8:1::2 dev eth2\n",
				n / 65535, n % 65535, loc, n % locators >(to int(n / 5000))
	}'
	began=${EPOCHREALTIME/./}
	for part in "$TEST_TMP"/batch.*; do
		ip -n "$r" -6 -batch "$part" || return
	done
	echo $(((${EPOCHREALTIME/./} - began) * 1000 / ROUTES))
	rm "$TEST_TMP"/batch.*
}

# found COUNT KIND: packets to some of so many; how many went to the locator that theirs leads to
found()
{
	local step=$(($1 / 199))

	manymaps print -n "$1" -k "$2" -j $step | head -199 >"$TEST_TMP/some"
	packets_to "$TEST_TMP/some" >"$TEST_TMP/packets"
	pktcap -N "$w" -i eth1 -I -n 199 -t $((5000 * SLOWNESS)) -d $MAP_LOCS -- \
		pktsend -N "$a" -i eth0 -m "$R_MAC" hex - <"$TEST_TMP/packets" |
		sed -n 's/^pkt .* hex=//p' |
		awk -v step=$step -v locators=$LOCATORS '
			substr($0, 49, 16) == sprintf("200100000087%04x", (NR - 1) * step % locators) { n++ }
			END { print n + 0 }'
}

# loaded COUNT KIND: makes them by transaction; bytes for each in $bytes, nanoseconds in $each
loaded()
{
	local before

	before=$(memory)
	each=$(load "$1" -t -C -k "$2") || bail "$1 $2 mappings do not load"
	bytes=$((($(memory) - before) / $1))
}

# emptied: flushes; does what was used before come back?
emptied()
{
	maps "$r" flush || return
	wait_for 10 has_come_back
}

# A kernel that watches itself keeps what was freed for a while; kmemleak is the one to ask there.
has_come_back()
{
	[ "$SLOWNESS" -gt 1 ] || [ "$(memory)" -lt $((start + COUNT * 10)) ]
}

# kilobytes NAME: of /proc/meminfo
kilobytes()
{
	awk -v name="$1:" '$1 == name { print $2 }' /proc/meminfo
}

topo_table
CPUS=$(($(sed 's/.*-//' /sys/devices/system/cpu/possible) + 1))
start=$(memory)
percpu=$(kilobytes Percpu)
single=$(load "$ROUTES") || bail "$ROUTES mappings do not load"
percpu=$((($(kilobytes Percpu) - percpu) * 1024 / ROUTES))
note "counters: $percpu bytes each in the memory of $CPUS CPUs"
at_most "counters take 16 bytes for each CPU, and little between" $percpu $((20 * CPUS))
check "they go" emptied

route=$(routes) || bail "no routes by ip -batch"
ip -n "$r" -6 route flush root 3333:0:0:2::/64
sleep 1
note "$ROUTES one by one: $single ns each; a route: $route ns"
at_most "one by one is not slower than routes" "$single" "$route"

start=$(memory)
loaded "$COUNT" sequential
ratio=$((route * 10 / each))
note "$COUNT by transaction: $each ns each; a route takes $((ratio / 10)).$((ratio % 10)) times as long"
at_least "by transaction it is at least 5 times faster" $ratio 50
note "$bytes bytes each without counters"
at_least "which take memory" $bytes 100
# A kernel that watches itself keeps a fence around each.
at_most "at most 256 bytes" $bytes $((SLOWNESS > 1 ? 1024 : 256))
is "all are there" "$(maps "$r" count)" "$COUNT"
is "packets find theirs" "$(found "$COUNT" sequential)" 199
check "memory comes back" emptied
is "none is left" "$(maps "$r" count)" 0

# Somebody chose them to be in few chains, if the table had no seed of its own.
loaded "$CHOSEN" adversarial
note "$CHOSEN adversarial: $each ns each"
at_least "they load as fast" $((route * 10 / each)) 50
is "packets find theirs, too" "$(found "$CHOSEN" adversarial)" 199
check "and memory comes back" emptied
