#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Virtual networks and underlay interfaces while allocations fail.
# timeout: 300
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/faults.sh
. ./faults.sh

KEY=2:07000000
PREFIX=3:fd000001000200030004000500000000
ROUTE="fd00:1:2:3:4:5::b/128 dev lo encap 3 1:2001000000870000 7:01 130:07000000"

faults_begin
ns r
must ip -n "$r" link add d0 index 9 type dummy
# shellcheck disable=SC2086
{
	fault "vnid-add, the first" -N "$r" -p "genl idloc-ila 6" genl idloc-ila 4 $KEY $PREFIX 5:09000000
	fault "vnid-get" -N "$r" genl idloc-ila 7 $KEY
	fault "vnid-get of all" -N "$r" genl idloc-ila 7 dump
	fault "a route that names it" -N "$r" -p "route del ${ROUTE%% *}" route add $ROUTE
	must nlraw -N "$r" route del ${ROUTE%% *}
	must nlraw -N "$r" genl idloc-ila 6
	fault "underlay-add" -N "$r" -p "genl idloc-ila 11 2:09000000" genl idloc-ila 10 2:09000000
	fault "underlay-get" -N "$r" genl idloc-ila 12 2:09000000
	fault "underlay-get of all" -N "$r" genl idloc-ila 12 dump
}
faults_end
