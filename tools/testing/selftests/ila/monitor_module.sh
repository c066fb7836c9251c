#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc monitor" stays when the module goes, and goes on when it is back with other numbers.

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u
cd "$(dirname "$0")" || exit
. ../lib.sh
. ../monitor.sh

need idloc jq
[ "$ILA" = ours ] || skip_all "the in-tree module tells of nothing"
ila_load
ns a

# seen FILE REGEX: a line of it
seen()
{
	grep -q "$2" "$1"
}

listen "$TEST_TMP/json" -j
json=$monitor
listen "$TEST_TMP/text"
listen "$TEST_TMP/maps" -j map
listen "$TEST_TMP/module" -j module
must on "$a" idloc ila locator add west 2001:0:88:0
must on "$a" idloc ila map add 3333:0:0:1::/64 locator west

# No list is being read any more: nothing holds the module.
check "the module can go" ila_unload 10
check "which is told" wait_for 10 seen "$TEST_TMP/json" '^{"event":"module unloaded","time":[0-9.]*}$'
check "in text, too" wait_for 10 seen "$TEST_TMP/text" '^module unloaded$'
sleep 1
is "nobody has it loaded again" "$(ila_loaded)" ""
check "it waits" kill -0 "$json"
must modprobe ila
check "that it has come back is told" wait_for 10 seen "$TEST_TMP/json" '^{"event":"module loaded","time":[0-9.]*}$'
check "the state after it, too" wait_for 10 seen "$TEST_TMP/json" '"resync begin".*"reason":"loaded"'
must on "$a" idloc ila locator add east 2001:0:89:0
must on "$a" idloc ila map add 3333:0:0:2::/64 locator east
check "and what comes then" wait_for 10 seen "$TEST_TMP/json" '"map added".*"3333:0:0:2::/64"'
is "in this order" "$(news "$TEST_TMP/json" | jq -r .event | paste -sd,)" \
	"locator added,map added,module unloaded,module loaded,resync begin,resync end,locator added,map added"
check "in text, too" wait_for 10 seen "$TEST_TMP/text" '^map added 3333:0:0:2::/64'
is "in the same" "$(news "$TEST_TMP/text" | cut -d' ' -f1,2)" "$(news "$TEST_TMP/json" | jq -r .event)"
check "who listens to mappings hears of them as before" wait_for 10 lines "$TEST_TMP/maps" 4
is "of no module" "$(news "$TEST_TMP/maps" | jq -r .event | paste -sd,)" \
	"map added,resync begin,resync end,map added"
is "who listens to the module hears of nothing else" "$(news "$TEST_TMP/module" | jq -r .event | paste -sd,)" \
	"module unloaded,module loaded,resync begin,resync end"

# ---- nobody reads while it goes and comes

must kill -STOP "$json"
must on "$a" idloc ila map flush
check "it can go again" ila_unload 10
must modprobe ila
must on "$a" idloc ila locator add north 2001:0:86:0
must kill -CONT "$json"
check "who was not there is told the state" wait_for 10 seen "$TEST_TMP/json" '"locator present".*"north"'
must on "$a" idloc ila locator add south 2001:0:86:0
check "and what comes then" wait_for 10 seen "$TEST_TMP/json" '"locator added".*"south"'
unlisten TERM
ila_intree_path >/dev/null || exit 0
ila_load intree
output=$(timeout 10 idloc -n "$a" monitor 2>&1)
is "without the module it does not begin" $? 2
like "and says why" "$output" "kernel's own ila is loaded"
