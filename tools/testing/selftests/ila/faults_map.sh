#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Mappings, locators and routes that ask for them, while allocations fail.
# timeout: 300
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/faults.sh
. ./faults.sh

ADDR=2:33330000000000012000000000010087
PREFIX="2:33330000000000010000000000000000 3:40000000"
LOCATOR=8:2001000000870000
ROUTE="3333:0:0:1::/64 dev lo encap 3 1:0000000000000000 8:01"

faults_begin
ns r
# shellcheck disable=SC2086
{
	fault "map-add, the first" -N "$r" -p "genl idloc-ila 18" genl idloc-ila 15 $ADDR $LOCATOR
	fault "map-add of a prefix that tells" -N "$r" -p "genl idloc-ila 17 $PREFIX" \
		genl idloc-ila 15 $PREFIX 12:02000000
	fault "map-replace" -N "$r" -p "genl idloc-ila 16 $ADDR $LOCATOR" \
		genl idloc-ila 16 $ADDR 8:2001000000880000
	fault "map-get" -N "$r" genl idloc-ila 19 $ADDR
	fault "map-get of all" -N "$r" genl idloc-ila 19 dump
	must nlraw -N "$r" genl idloc-ila 18
	fault "locator-add" -N "$r" -p "genl idloc-ila 28 2:6e00" genl idloc-ila 26 2:6e00 3:2001000000880000
	fault "locator-set" -N "$r" -p "genl idloc-ila 27 2:6e00 3:2001000000880000" \
		genl idloc-ila 27 2:6e00 3:2001000000890000
	fault "locator-get" -N "$r" genl idloc-ila 29 2:6e00
	fault "locator-get of all" -N "$r" genl idloc-ila 29 dump
	must nlraw -N "$r" genl idloc-ila 28 2:6e00
	fault "locator-add, a local one" -N "$r" -p "genl idloc-ila 28 2:6e00" \
		genl idloc-ila 26 2:6e00 3:2001000000880000 4:01000000
	fault "a SIR prefix at it, by the family ila" -N "$r" -p "genl ila 2 3:2001000000880000" \
		genl ila 1 3:2001000000880000 1:3333000000000001 7:01
	fault "a route that asks" -N "$r" -p "route del ${ROUTE%% *}" route add $ROUTE
}
faults_end
