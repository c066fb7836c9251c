#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc doctor" judges no list that changed while it was told, which may lack what has been
# there all the time: it asks again, and says so if that does not end.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/doctor.sh
. ../doctor.sh
# shellcheck source=tools/testing/selftests/table.sh
. ../table.sh

need idloc jq
topo_table
maps "$r" add -n 50000 -L $MAP_LOC -l 1000 -C -t >/dev/null || bail "no mappings"

# changing: somebody changes a mapping, all the time until it is over
changing()
{
	while [ ! -e "$TEST_TMP/over" ] && echo "ila map replace 3333:0:0:9:2000::9 locator $MAP_LOC"; do
		echo "ila map del 3333:0:0:9:2000::9"
	done | idloc -n "$r" -b - >/dev/null 2>&1
}

healthy "in peace" "$r"
changing &
sleep 1
said=$(idloc -n "$r" doctor 2>&1)
is "a list that changes all the time: exit code" $? 2
is "and why" "$said" "idloc: the list changed while it was told: some may be missing, ask again"
is "no finding" "$(idloc -n "$r" -j doctor 2>/dev/null)" ""
touch "$TEST_TMP/over"
wait
is "once it is over: as before" "$(idloc -n "$r" doctor 2>&1)" "nothing found"
