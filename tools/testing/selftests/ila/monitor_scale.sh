#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc monitor" with many mappings: memory does not grow with them, nor with the events
# that come while they are told.
# timeout: 180

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u
cd "$(dirname "$0")" || exit
. ../lib.sh
. ../monitor.sh

: "${MAPS:=100000}"

need idloc jq manymaps
[ "$ILA" = ours ] || skip_all "the in-tree module tells of nothing"
ila_load
ns a

# peak: memory of the monitor, kB
peak()
{
	sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$monitor/status"
}

synced()
{
	[ "$(grep -c 'resync end' "$1")" -ge "$2" ]
}

listen "$TEST_TMP/few" -j
few=$(peak)
unlisten TERM
must manymaps add -N "$a" -n "$MAPS" -L 2001:0:88:0 -t
# What is above this is refused to it.
ulimit -v $((64 * 1024))
begin=${EPOCHREALTIME/./}
listen "$TEST_TMP/many" -j
note "$MAPS mappings told in $(((${EPOCHREALTIME/./} - begin) / 1000)) ms, $(peak) kB at most, $few kB without any"
is "all are told" "$(grep -c '"map present"' "$TEST_TMP/many")" "$MAPS"
is "each once" "$(grep -o '"addr":"[^"]*"' "$TEST_TMP/many" | LC_ALL=C sort -u | wc -l)" "$MAPS"
at_most "memory is that without them and the last read" "$(peak)" $((few + 1024))

# ---- all of them change and nobody reads

must kill -STOP "$monitor"
must manymaps replace -N "$a" -n "$MAPS" -L 2001:0:89:0
must kill -CONT "$monitor"
check "events that were lost are made up for" wait_for 60 synced "$TEST_TMP/many" 2
is "by all that there is" "$(sed '1,/"lost"/d' "$TEST_TMP/many" | grep -c '"map present".*"locator":"2001:0:89:0"')" "$MAPS"
at_most "with no more memory" "$(peak)" $((few + 1024))
is "nothing was refused" "$(<"$TEST_TMP/many.err")" ""
