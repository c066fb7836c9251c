#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Finding 9: two nexthops that differ in checksum mode, identifier type or hook
# are not the same. The in-tree module compares the locator alone.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# hop VERB CSUM-MODE IDENT-TYPE HOOK-TYPE
hop()
{
	ip -n "$r" -6 route "$1" $SIR_B/128 encap ila $LOC_B csum-mode "$2" \
		ident-type "$3" hook-type "$4" via 2001:db8:1::2 dev eth2
}

topo_wire
must hop add neutral-map luid output
check "another checksum mode" hop append neutral-map-auto luid output
check "another identifier type" hop append neutral-map use-format output
check "another hook" hop append neutral-map luid input
is "four nexthops" "$(ip -n "$r" -6 route show $SIR_B/128 | grep -c 'encap ila')" 4
check_fail "the same once more is refused" hop append neutral-map luid output
is "still four" "$(ip -n "$r" -6 route show $SIR_B/128 | grep -c 'encap ila')" 4
