#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Routes come and go while packets use them: nothing crashes, nothing leaks, and
# at the end packets pass. Then the interface under a cached route goes away.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# churn ROUNDS ROUTE-ARGUMENTS: a batch that replaces and deletes SIR_B's route
churn()
{
	local n rounds=$1

	shift
	for ((n = 0; n < rounds; n++)); do
		printf 'route replace %s encap ila %s csum-mode %s ident-type luid %s\n' \
			$SIR_B/128 $LOC_B "${MODES[n % 4]}" "$*"
		printf 'route replace %s encap ila %s csum-mode %s ident-type luid %s\n' \
			$SIR_B/128 $LOC_A "${MODES[n % 4]}" "$*"
		printf 'route del %s\n' $SIR_B/128
	done >"$TEST_TMP/batch"
	ip -n "$r" -6 -batch "$TEST_TMP/batch"
}

topo_wire
must ip -n "$r" -6 route add $LOC_A::/64 via 2001:db8:1::2
must ip -n "$r" -6 route add $LOC_B::/64 via 2001:db8:1::2
# Without a route packets must not make r answer each with an error.
must ip -n "$r" -6 route add blackhole $SIR::/64

pktsend -N "$a" -i eth0 -m "$R_MAC" -c 100000000 udp -s $SRC -d $SIR_B -l 100 &
flood=$!
check "routes with a gateway, 200 rounds" churn 200 via 2001:db8:1::2 dev eth2
check "routes without one, 200 rounds" churn 200 dev eth2
check "the flood is still there" kill $flood
wait $flood 2>/dev/null
must ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_B csum-mode neutral-map \
	ident-type luid dev eth2
line=$(wire udp -s $SRC -d $SIR_B -D after)
is "packets pass" "$(field "$line" dst)" $LOC_B:3000:0:1:333
is "nothing is left but that one" "$(ip -n "$r" -6 route show | grep -c 'encap ila')" 1

# That packet has left a cached route behind, which holds the interface.
start=${EPOCHREALTIME/./}
check "the interface goes away" ip -n "$r" link del eth2
at_most "in milliseconds" $(((${EPOCHREALTIME/./} - start) / 1000)) $((3000 * SLOWNESS))
is "and the route with it" "$(ip -n "$r" -6 route show | grep -c 'encap ila')" 0
check "the module unloads" ila_unload
