#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A namespace is created, configured, sent through and destroyed, ROUNDS times,
# with packets under way at the end of each. Nothing keeps any of them alive.
# timeout: 240
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ../selftests/ila/topo.sh

ROUNDS=${ROUNDS:-50}

ns a w
ila_load "$ILA"
# A router between a and w, with an ILA route of each kind and a mapping
cat >"$TEST_TMP/config" <<-END
	link add name eth1 address 02:00:00:00:00:01 type veth peer name eth0 netns $a
	link add name eth2 type veth peer name eth1 netns $w address 02:00:00:00:00:03
	link set lo up
	link set eth1 up
	link set eth2 up
	addr add 2001:db8:a::1/64 dev eth1 nodad
	addr add 2001:db8:1::1/64 dev eth2 nodad
	neigh replace 2001:db8:1::2 dev eth2 lladdr 02:00:00:00:00:03 nud permanent
	route add $LOC_B::/64 via 2001:db8:1::2
	route add 3333:0:0:2::/64 via 2001:db8:1::2
	route add $SIR_B/128 encap ila $LOC_B csum-mode neutral-map ident-type luid dev eth2
	route add $SIR:2000::/67 encap ila $LOC_B csum-mode adj-transport ident-type luid dev eth2
	ila add loc_match $LOC_A loc 3333:0:0:2 csum-mode neutral-map ident-type luid
END
packets=()
for to in $SIR_B $SIR:2000:0:1:88 $LOC_A:3000:0:1:334; do
	packets+=(-p "$(made udp -s $SRC -d "$to" -l 100)")
done

# On one slow CPU more would leave nothing to the rest.
gap=$((60 * SLOWNESS * SLOWNESS))
start=$SECONDS
result=$(lives -n "$ROUNDS" -t $((20 * SLOWNESS)) -g $gap -m 020000000001 "${packets[@]}" \
	netns "$a" "$w" "$TEST_TMP/config")
note "$((SECONDS - start)) s, $result"
like "$ROUNDS namespaces lived, and translated both ways" "$result" "^lives=$ROUNDS sent="
at_least "packets were under way" "$(field "$result" sent)" "$ROUNDS"
check "nothing keeps them alive: the module unloads" ila_unload 60
