#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Mappings, prefixes, locators, transactions and interfaces come and go while packets are
# translated, miss and wait, and all of it is listed. At the end nothing is left.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/mapped.sh
. ../mapped.sh

: "${ROUNDS:=5}"

# flood NS DEV MAC PKTSEND-ARGUMENTS
flood()
{
	pktsend -N "$1" -i "$2" -m "$3" -c 100000000 udp -l 100 "${@:4}" &
	floods+=($!)
}

topo_mapped
floods=()
flood "$a" eth0 "$R_MAC" -s $SIR_A -d $SIR_B
flood "$a" eth0 "$R_MAC" -s $SIR_A -d $SIR:2000:0:5:1
flood "$x" eth2 "$(lladdr "$r2" eth1)" -s 2001:db8:2::1 -d $LOC_B:3000:0:1:333
(while :; do nlraw -N "$r1" genl idloc-ila 19 dump; nlraw -N "$r1" genl idloc-ila 29 dump; done >/dev/null) &
floods+=($!)
idloc -j -n "$r1" monitor >/dev/null 2>&1 &
floods+=($!)
for ((round = 0; round < ROUNDS; round++)); do
	for miss in queue drop "fallback locator 2001:0:99:0"; do
		# shellcheck disable=SC2086
		map "$r1" replace $SIR::/64 miss $miss
		map "$r1" add $SIR_B locator $LOC_B lifetime 1
		map "$r2" replace $SIR_B locator $LOC_B
		map "$r1" replace $SIR_B locator $LOC_A
		printf '%s\n' begin "replace $SIR_B $LOC_B::" "add $SIR:2000:0:5:1 $LOC_B::" \
			"name n $LOC_B::" "addn $SIR:2000:0:5:2 n" commit \
			begin "set n $LOC_A::" flush abort begin flush "unname n" commit |
			maptxn -N "$r1" >"$TEST_TMP/txn"
		is "a transaction in round $round, $miss" "$(grep -vc ^ok "$TEST_TMP/txn")" 0
		map "$r2" flush
	done
	must idloc -n "$r1" ila locator del here
	must idloc -n "$r1" ila locator add here $LOC_A local
done
map "$r1" replace $SIR::/64 miss queue
must ip -n "$r1" link del eth1
check "the floods are still there" kill "${floods[@]}"
wait "${floods[@]}" 2>/dev/null
[ "$SLOWNESS" = 1 ] || sleep 7
# What waits, and the table, go with their namespaces.
lib_cleanup
NS_LIST=()
check "the module unloads" ila_unload 10
