#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc doctor" finds mappings that no route asks, and those that routes and addresses of
# the host contradict. What breaks is shown by a ping that fails and then does not.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/doctor.sh
. ../doctor.sh

[ "$ILA" = ours ] || skip_all "the tool has little to say of the in-tree module"
need idloc jq
topo_line
line_ila neutral-map

passes "healthy"

# ---- the mapping table
line_unmap
for host in "$r1" "$r2"; do
	must idloc -n "$host" ila map add $SIR_A locator $LOC_A
	must idloc -n "$host" ila map add $SIR_B locator $LOC_B
done
must idloc -n "$r1" ila locator add here $LOC_A local
must idloc -n "$r2" ila locator add here $LOC_B local
must ip -n "$r1" -6 route del $SIR_B
cured "mappings that no route asks" "$r1" map-unasked "mappings of 3333:0:0:1::/64"
passes "a route asks the table"
at_least "and it answers" "$(counter "$r1" out-map-translated)" 1
must ip -n "$r1" -6 route add $SIR_B/128 via $SRC dev eth1
lost "a route left behind"
cured "a route left behind" "$r1" map-here "mapping 3333::1:2000:0:1:87 locator $LOC_B: beaten by the route"
passes "without it"
addr "$r1" lo $SIR_B/128
cured "an address left behind, by the table" "$r1" map-here "beaten by the local route"
addr "$r1" lo $LOC_A:2000::9/128
cured "an address with a type inside a local locator" "$r1" address-in-locator "2001:0:86:0:2000::9"
