#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Commands of the family "idloc-ila" while their allocations fail.
# timeout: 300
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/faults.sh
. ./faults.sh

DEFAULTS="2:00000000 3:00000000 4:00000000 5:00000000"
OTHERS="2:01000000 3:01000000 4:01000000 5:01000000"

faults_begin
ns r
fault "settings-get" -N "$r" genl idloc-ila 1
fault "stats-get" -N "$r" genl idloc-ila 3
# shellcheck disable=SC2086
{
	fault "settings-set, no hook attached" -N "$r" -p "genl idloc-ila 2 $DEFAULTS" \
		genl idloc-ila 2 $OTHERS
	must nlraw -N "$r" genl ila 1 $MAP
	fault "settings-set, which moves the hook" -N "$r" -p "genl idloc-ila 2 $DEFAULTS" \
		genl idloc-ila 2 $OTHERS
	fault "settings-set, which moves it back" -N "$r" -p "genl idloc-ila 2 $OTHERS" \
		genl idloc-ila 2 $DEFAULTS
	must nlraw -N "$r" genl ila 4
	must nlraw -N "$r" route add 3333::1/128 dev lo encap 3 1:2001000000870000 8:01
	fault "settings-set, which attaches it for a route" -N "$r" -p "genl idloc-ila 2 $OTHERS" \
		genl idloc-ila 2 $DEFAULTS
}
faults_end
