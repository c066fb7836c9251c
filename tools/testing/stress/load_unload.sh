#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The module is loaded, used both ways and unloaded, ROUNDS times, while packets
# of both kinds never stop. How long one takes is told, and that none was in vain.
# timeout: 240
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ../selftests/ila/topo.sh

ROUNDS=${ROUNDS:-50}

# used COUNTER: the module has translated something since it was loaded
used()
{
	[ "$(counter "$r" "$1")" -gt 0 ]
}

# cycle: one life of the module
cycle()
{
	modprobe ila &&
	ip -n "$r" -6 -batch "$TEST_TMP/route" &&
	ip -n "$r" ila add loc_match $LOC_B loc 3333:0:0:2 csum-mode neutral-map ident-type luid || return
	# Not in each: the tool costs more than the cycle.
	if [ $((round % 10)) = 0 ]; then
		wait_for 20 used out-translated && wait_for 20 used in-map-translated || return
		translated=$((translated + 1))
	fi
	ip -n "$r" -6 route flush root $SIR::/64 &&
	wait_for 60 rmmod ila
}

topo_wire
ila_unload || bail "the module stays loaded"
must ip -n "$r" -6 route add default via 2001:db8:1::2
# Without a route packets must not make r answer each with an error.
must ip -n "$r" -6 route add blackhole 3333::/16
cat >"$TEST_TMP/route" <<-END
	route add $SIR_B/128 encap ila $LOC_A csum-mode neutral-map ident-type luid via 2001:db8:1::2 dev eth2
	route add $SIR:2000::/67 encap ila $LOC_A csum-mode adj-transport ident-type luid dev eth2
END
# On one slow CPU they would leave nothing to the rest.
gap=$((200 * SLOWNESS * SLOWNESS))
for to in $LOC_B:3000:0:1:333 $SIR_B $SIR:2000:0:1:88; do
	pktsend -N "$a" -i eth0 -m "$R_MAC" -c 100000000 -g $gap udp -s $SRC -d "$to" -l 100 &
done
mapfile -t floods < <(jobs -p)

done=0 translated=0 start=$SECONDS
for ((round = 0; round < ROUNDS; round++)); do
	cycle || break
	done=$((done + 1))
done
note "$done cycles in $((SECONDS - start)) s"
is "$ROUNDS cycles of load, use and unload" $done "$ROUNDS"
is "packets were translated in every tenth, both ways" $translated $(((ROUNDS + 9) / 10))
check "the floods are still there" kill "${floods[@]}"
wait "${floods[@]}" 2>/dev/null
is "no module is left" "$(grep -c '^ila ' /proc/modules)" 0
