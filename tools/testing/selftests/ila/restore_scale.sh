#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Many mappings: how long "idloc save" and "idloc restore" take next to "ip route save" and "ip
# route restore" of as many routes in the same guest, and how much memory; that they are all
# there, and that nothing is done where nothing is to do. COUNT=1000000 needs
# IDLOC_VM_MEMORY=2048 and a longer time-out.
# timeout: 120

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/restore.sh
. ../restore.sh

: "${COUNT:=$((SLOWNESS > 1 ? 4000 : 20000))}" "${ROUTES:=$COUNT}"

# took NAME FILE NUMBER COMMAND...: nanoseconds for each of so many in ${took[NAME]}, kilobytes in ${kb[NAME]};
# the file is stdin of what restores, else stdout
declare -A took kb
took()
{
	local began name=$1 file=$2 number=$3 pid peak=0 now

	shift 3
	began=${EPOCHREALTIME/./}
	if [[ $name == *restore* || $name == check* ]]; then
		"$@" <"$file" &
	else
		"$@" >"$file" &
	fi
	pid=$!
	while now=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' /proc/$pid/status 2>/dev/null) && [ -n "$now" ]; do
		peak=$now
		sleep 0.1
	done
	wait $pid || bail "$name: exit code $?"
	took[$name]=$(((${EPOCHREALTIME/./} - began) * 1000 / number))
	kb[$name]=$peak
	note "$name: ${took[$name]} ns each of $number, $peak kB"
}

# ratio A B: A's time as a multiple of B's
ratio()
{
	awk -v a="${took[$1]}" -v b="${took[$2]}" 'BEGIN { printf "%.2f", a / b }'
}

need idloc manymaps
[ "$ILA" = ours ] || skip_all "the in-tree module has no such state"
ila_load
ns a b c
for n in "$a" "$b" "$c"; do
	must ip -n "$n" link add eth0 type dummy
	must ip -n "$n" link set eth0 up
done

# ---- routes, as ip does it

awk -v to="$TEST_TMP/batch." -v count="$ROUTES" 'BEGIN {
	for (n = 0; n < count; n++)
		printf "route add 3333:0:0:2:2000:0:%x:%x encap ila 2001:0:87:%x ident-type luid csum-mode neutral-map dev eth0\n",
			n / 65535, n % 65535, n % 1000 >(to int(n / 5000))
}'
for part in "$TEST_TMP"/batch.*; do
	must ip -n "$b" -6 -batch "$part"
	rm "$part"
done
took "ip route save" "$TEST_TMP/routes" "$ROUTES" ip -n "$b" -6 route save
must ip -n "$b" -6 route flush root 3333::/16
must ip -n "$b" -6 route flush table main
took "ip route restore" "$TEST_TMP/routes" "$ROUTES" ip -n "$b" route restore
is "$ROUTES routes by ip" "$(ip -n "$b" -6 route | grep -c 'encap ila')" "$ROUTES"

# ---- routes, as we do it

took "save of routes" "$TEST_TMP/ours" "$ROUTES" idloc -n "$b" save
must ip -n "$b" -6 route flush root 3333::/16
took "restore of routes" "$TEST_TMP/ours" "$ROUTES" idloc -n "$b" restore
is "$ROUTES routes by idloc" "$(ip -n "$b" -6 route | grep -c 'encap ila')" "$ROUTES"
rm "$TEST_TMP/routes" "$TEST_TMP/ours"
must ip -n "$b" -6 route flush root 3333::/16

# ---- mappings

must manymaps add -N "$a" -n "$COUNT" -t -C -L 2001:0:87:0 -l 1000 >/dev/null
took "save" "$TEST_TMP/maps" "$COUNT" idloc -n "$a" save
is "$COUNT lines" "$(grep -c '^ila map add' "$TEST_TMP/maps")" "$COUNT"
took "restore, all new" "$TEST_TMP/maps" "$COUNT" idloc -n "$c" restore
is "$COUNT mappings" "$(manymaps count -N "$c")" "$COUNT"
took "check, all the same" "$TEST_TMP/maps" "$COUNT" idloc -n "$c" restore --check
took "restore, all the same" "$TEST_TMP/maps" "$COUNT" idloc -n "$c" restore
must ila "$a" map flush
sed -i 's/locator 2001:0:87:/locator 2001:0:88:/' "$TEST_TMP/maps"
took "restore, all others" "$TEST_TMP/maps" "$COUNT" idloc -n "$c" restore
check "it is so" idloc -n "$c" restore --check "$TEST_TMP/maps"
sed -i '/^ila map/d' "$TEST_TMP/maps"
took "restore, all gone" "$TEST_TMP/maps" "$COUNT" idloc -n "$c" restore
is "none is left" "$(manymaps count -N "$c")" 0

note "to save a mapping takes $(ratio save "ip route save") times as long as ip takes for a route"
note "to restore it $(ratio "restore, all new" "ip route restore") times; a route $(ratio "restore of routes" "ip route restore") times"
# Twice: the machine may have had something else to do meanwhile.
at_most "a restore does not take longer than that of as many routes" "${took["restore, all new"]}" $((took["ip route restore"] * 2))
at_most "nothing to do does not, either" "${took["restore, all the same"]}" $((took["ip route restore"] * 2))
at_most "in at most 250 bytes for each" $((kb["restore, all the same"] * 1024 / COUNT)) $((250 + 8000000 / COUNT))
