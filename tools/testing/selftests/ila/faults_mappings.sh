#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Commands of the family "ila" while their allocations fail.
# timeout: 300
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/faults.sh
. ./faults.sh

OTHER="1:3333000000000001 3:2001000000880000"

# mappings NAME FAILNTH-ARGUMENTS...: from none on
mappings()
{
	fault "$1" -N "$r" -p "genl ila 4" "${@:2}"
}

faults_begin
ns r
index=$(ip -n "$r" -j link show lo | jq ".[0].ifindex")
on_lo=4:0${index}000000

# shellcheck disable=SC2086
{
	mappings "add the first, which attaches the hook" genl ila 1 $MAP
	mappings "add another" -p "genl ila 1 $OTHER" genl ila 1 $MAP
	mappings "add one for an interface" genl ila 1 $MAP $on_lo
	mappings "add one of the same locator" -p "genl ila 1 $MAP" genl ila 1 $MAP $on_lo
}
mappings "delete the last" -p "genl ila 1 $MAP" genl ila 2 "$MATCH"
mappings "delete one of two" -p "genl ila 1 $MAP" -p "genl ila 1 $OTHER" genl ila 2 "$MATCH"
mappings "flush" -p "genl ila 1 $MAP" -p "genl ila 1 $OTHER" genl ila 4
mappings "get" -p "genl ila 1 $MAP" genl ila 3 "$MATCH"
mappings "dump" -p "genl ila 1 $MAP" -p "genl ila 1 $OTHER" genl ila 3 dump
faults_end
