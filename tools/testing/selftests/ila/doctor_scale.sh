#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc doctor" on a host with a million mappings: it reads them once, in no more time than
# it takes to list them and without keeping them, and finds the few that clash
# with routes.
# timeout: 180
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/doctor.sh
. ../doctor.sh
# shellcheck source=tools/testing/selftests/table.sh
. ../table.sh

: "${COUNT:=$((SLOWNESS > 1 ? 100000 : 1000000))}"
CLASHES=20

need idloc jq
topo_table
maps "$r" add -n "$COUNT" -L $MAP_LOC -l 1000 -C -t >/dev/null || bail "no mappings"

# msecs COMMAND...: how long it takes
msecs()
{
	local began=${EPOCHREALTIME/./}

	"$@" >/dev/null
	echo $(((${EPOCHREALTIME/./} - began) / 1000))
}

listed=$(msecs idloc -n "$r" ila map)
healthy "$COUNT mappings" "$r"
examined=$(msecs idloc -n "$r" doctor)
note "$COUNT mappings: $listed ms to list, $examined ms to examine"
at_most "no longer than a list takes" "$examined" $((listed + 1000))

# As many as the mappings would not fit into; the tool itself needs some megabytes.
is "without keeping them" "$(ulimit -v 16384; idloc -n "$r" doctor 2>&1)" "nothing found"

# A route for every hundredth of the first ones
for ((n = 0; n < CLASHES; n++)); do
	must ip -n "$r" -6 route add "$(nth $((n * 100)))/128" via $SRC dev eth1
done
is "those that clash are counted" "$(idloc -n "$r" -j doctor |
	jq -r '[.[] | select(.id == "map-here")] | "\(length) \(.[-1].text)"')" \
	"17 $((CLASHES - 16)) more are beaten by routes of this host"
