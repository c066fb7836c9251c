#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# What instructions do not price: packets to a few of ten mappings, and to half a million of
# twice as many, at random, in nanoseconds of the processor that this runs on. For a kernel
# that is a program: tools/testing/vm/run -v -k newest tools/testing/bench/map_native.sh
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../selftests/lib.sh
declare -A BENCH=([packets]=${PACKETS:-20000})
# shellcheck source=tools/testing/bench/router.sh
. ./router.sh

: "${ROUNDS:=5}" "${COUNT:=1048560}" "${LAST:=f:fffe}"
SIR=3333:0:0:1
LOCATOR=2001:0:87:0

# nanoseconds LAST: per packet to even identifiers up to that, the best of several rounds
nanoseconds()
{
	local usec errors sent best=999999999

	for ((n = 0; n < ROUNDS; n++)); do
		read -r usec errors sent < <(on "$router" env BENCH_LAST="$SIR:2000:0:$1" \
			./inject "$PACKETS" $SIR:2000:: "$mac")
		[ "$errors $sent" = "0 $PACKETS" ] || bail "errors $errors, sent $sent"
		[ "$usec" -ge "$best" ] || best=$usec
	done
	echo $((best * 1000 / PACKETS))
}

# timed COUNT LAST: with so many mappings
timed()
{
	must manymaps flush -N "$router"
	must manymaps add -N "$router" -n "$1" -L $LOCATOR -t -C
	nanoseconds "$2"
}

ila_load ours
router_up r
[ $SENDER = pktgen ] || skip_all "pktgen cannot send to many here"
route $SIR:2000::/68 encap ila $LOCATOR csum-mode neutral-map ident-type luid via $NEXT_HOP dev out0
route=$(nanoseconds 0:6)
note "a route: $route ns"
route $SIR::/64 encap ila 0:0:0:0 csum-mode neutral-map ident-type luid via $NEXT_HOP dev out0
few=$(timed 10 0:6)
note "the table with 10: $few ns"
many=$(timed "$COUNT" "$LAST")
again=$(timed 10 0:6)
note "a route: $route ns a packet; the table with 10: $few and $again ns, with $COUNT: $many ns"
note "many to few: $((many * 200 / (few + again))) %"
is "every packet was translated" \
	"$(counters | awk '$1 == "out-map-translated" { print $2 }')" $((3 * ROUNDS * PACKETS))
