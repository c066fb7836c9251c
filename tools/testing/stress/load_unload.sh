#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The module is loaded, used both ways and unloaded, ROUNDS times, while packets
# of both kinds never stop. Each life translates before it ends.
# timeout: 240
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ../selftests/ila/topo.sh

ROUNDS=${ROUNDS:-50}

topo_wire
ila_unload || bail "the module stays loaded"
file=$(modinfo -n ila) || bail "no file of the module"
must ip -n "$r" -6 route add default via 2001:db8:1::2
# Without a route packets must not make r answer each with an error.
must ip -n "$r" -6 route add blackhole 3333::/16
# On one slow CPU they would leave nothing to the rest.
gap=$((200 * SLOWNESS * SLOWNESS))
for to in $LOC_B:3000:0:1:333 $SIR_B $SIR:2000:0:1:88; do
	pktsend -N "$a" -i eth0 -m "$R_MAC" -c 100000000 -g $gap udp -s $SRC -d "$to" -l 100 &
done
mapfile -t floods < <(jobs -p)

# Locator, checksum mode (1: neutral-map, 0: adj-transport), identifier type luid
encap="encap 3 1:2001000000870000 8:01"
start=$SECONDS
result=$(lives -n "$ROUNDS" -N "$r" -t $((20 * SLOWNESS)) \
	-d "route add $SIR_B/128 dev eth2 via 2001:db8:1::2 $encap 7:01" \
	-d "route add $SIR:2000::/67 dev eth2 $encap 7:00" \
	-d "genl ila 1 3:2001000000870000 1:3333000000000002 7:01 8:01" \
	-u "route del $SIR_B/128" -u "route del $SIR:2000::/67" module "$file" ila)
note "$((SECONDS - start)) s"
is "$ROUNDS lives of load, use both ways and unload" "$result" "lives=$ROUNDS sent=0"
check "the floods are still there" kill "${floods[@]}"
wait "${floods[@]}" 2>/dev/null
is "no module is left" "$(grep -c '^ila ' /proc/modules)" 0
