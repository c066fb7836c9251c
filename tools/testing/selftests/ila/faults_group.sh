#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Multicast groups and their members while allocations fail.
# timeout: 300
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/faults.sh
. ./faults.sh

VNID="2:07000000 3:fd000001000200030004000500000000"
GROUP="2:07000000 3:ff0e0000000000000000000000000001"

faults_begin
ns r
must ip -n "$r" link add d0 index 9 type dummy
# shellcheck disable=SC2086
{
	must nlraw -N "$r" genl idloc-ila 4 $VNID 5:09000000
	fault "group-add, the first" -N "$r" -p "genl idloc-ila 38" genl idloc-ila 36 $GROUP
	fault "a locator joins" -N "$r" -p "genl idloc-ila 41 $GROUP 4:2001000000870000" \
		genl idloc-ila 40 $GROUP 4:2001000000870000
	fault "an interface joins" -N "$r" -p "genl idloc-ila 41 $GROUP 5:09000000" \
		genl idloc-ila 40 $GROUP 5:09000000
	fault "group-get" -N "$r" genl idloc-ila 39 $GROUP
	fault "group-get of all" -N "$r" genl idloc-ila 39 dump
}
faults_end
