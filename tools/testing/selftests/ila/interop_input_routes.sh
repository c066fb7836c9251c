#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# With the in-tree module at the other end, both receiving by a route with hook-type
# input in place of the mapping table: every mode, both ways.
# guests: 2
# timeout: 90
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/interop_topo.sh
. ./interop_topo.sh

# input_side MODE OTHER-LETTER THEIR-ADDRESS THEIR-LOCATOR MY-LOCATOR MY-ADDRESS
# The in-tree module does not look the result up, it needs the container as gateway;
# ours takes it, too.
input_side()
{
	must ip -n h -6 route replace "$3/128" encap ila "$4" csum-mode "$1" ident-type luid via $LINK:"$2"
	must ip -n h -6 route replace "$5::/64" encap ila $SIR csum-mode "$1" ident-type luid \
		hook-type input via "$6" dev c
}

both_input()
{
	input_side "$1" b "$SIR_B" $LOC_B $LOC_A "$SIR_A"
	them "$(declare -f input_side); input_side $1 a $SIR_A $LOC_A $LOC_B $SIR_B"
}

both_sides
must idloc -n h ila set adj-compat intree
for mode in "${MODES[@]}"; do
	both_input "$mode"
	icmp "$mode"
done
udp "$mode"
tcp "$mode"
