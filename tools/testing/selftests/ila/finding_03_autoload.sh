#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Finding 3: the first ILA route, and the first question to the family "ila",
# load the module. The in-tree module has no alias for either.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

must ila_unload
must modprobe -q dummy
ns r
must ip -n "$r" link add name eth0 type dummy
must ip -n "$r" link set eth0 up

check "a route is accepted" ip -n "$r" -6 route add $SIR_B/128 \
	encap ila $LOC_B ident-type luid dev eth0
is "which loaded the module under test" "$(ila_loaded)" "$ILA"

ip -n "$r" -6 route del $SIR_B/128
check "the module unloads" ila_unload
check "mappings are listed" ip -n "$r" ila list
is "which loaded the module under test" "$(ila_loaded)" "$ILA"

check "the module unloads" ila_unload
# A container can have a route, too: whoever may add one may load it.
nlraw -U route add $SIR_B/128 dev lo encap 3 1:2001000000870000 8:01 >/dev/null
is "so did a route in a user namespace" "$(ila_loaded)" "$ILA"
