#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The module is unloaded while packets pass its hook, and is refused while
# routes use it. Six times.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

topo_wire
must ip -n "$r" -6 route add default via 2001:db8:1::2
pktsend -N "$a" -i eth0 -m "$R_MAC" -c 100000000 -g 100 \
	udp -s $SRC -d $LOC_B:3000:0:1:333 -l 100 &
flood_in=$!
pktsend -N "$a" -i eth0 -m "$R_MAC" -c 100000000 -g 100 \
	udp -s $SRC -d $SIR_B -l 100 &
flood_out=$!

refused=0 unloaded=0
for ((round = 0; round < 6; round++)); do
	ila_load "$ILA"
	map_add "$r" $LOC_B neutral-map 3333:0:0:2
	must ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_A csum-mode neutral-map \
		ident-type luid dev eth2
	sleep 0.1
	rmmod ila 2>/dev/null || refused=$((refused + 1))
	must ip -n "$r" -6 route del $SIR_B/128
	# The mapping stays: unloading has to take it away under the packets.
	! ila_unload || unloaded=$((unloaded + 1))
done
is "refused while a route is there" $refused 6
is "unloaded with a mapping and packets" $unloaded 6
check "the flood is still there" kill $flood_in $flood_out
wait $flood_in $flood_out 2>/dev/null
ila_load "$ILA"
is "no mapping has survived" "$(nlraw -N "$r" genl ila 3 dump | grep -c ^reply)" 0
line=$(wire udp -s $SRC -d $LOC_B:3000:0:1:333 -D after)
is "packets pass untranslated" "$(field "$line" dst)" $LOC_B:3000:0:1:333
