#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A namespace is created, configured, sent through and destroyed, ROUNDS times,
# with packets under way at each end. Nothing keeps any of them alive.
# timeout: 240
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ../selftests/ila/topo.sh

ROUNDS=${ROUNDS:-50}

# configure NS: a router between a and w, with an ILA route of each kind and a mapping
configure()
{
	ip link add name eth0 netns "$a" type veth peer name eth1 netns "$1" address 02:00:00:00:00:01 &&
	ip link add name eth2 netns "$1" type veth peer name eth1 netns "$w" address 02:00:00:00:00:02 &&
	ip -n "$a" link set eth0 up &&
	ip -n "$w" link set eth1 up &&
	on "$1" bash -c 'echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad
		echo 1 >/proc/sys/net/ipv6/conf/all/forwarding' &&
	ip -n "$1" -batch "$TEST_TMP/config"
}

# send ARGUMENTS: from a, into the namespace
send()
{
	pktsend -N "$a" -i eth0 -m 020000000001 "$@" 2>/dev/null
}

# seen: what is sent arrives at the far end, translated
seen()
{
	pktcap -N "$w" -i eth1 -I -n 3 -t 20000 -q -d $LOC_B::/64 >/dev/null
}

# life N: one namespace; every tenth is watched at its far end
life()
{
	local name=life$1 to senders=()

	ip netns add "$name" && configure "$name" || return
	for to in $SIR_B $SIR:2000:0:1:88 $LOC_A:3000:0:1:334; do
		send -c 100000000 -g $gap udp -s $SRC -d "$to" -l 100 &
		senders+=($!)
	done
	if [ $((round % 10)) = 0 ]; then
		seen || return
		translated=$((translated + 1))
	fi
	ip netns del "$name" || return
	# They end because their interface has.
	wait "${senders[@]}"
	return 0
}

gone()
{
	! ip -n "$a" link show eth0 2>/dev/null | grep -q . && ! ip -n "$w" link show eth1 2>/dev/null | grep -q .
}

ns a w
ila_load "$ILA"
cat >"$TEST_TMP/config" <<-END
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

# On one slow CPU more would leave nothing to the rest.
gap=$((200 * SLOWNESS * SLOWNESS))
done=0 translated=0 start=$SECONDS
for ((round = 0; round < ROUNDS; round++)); do
	life $round || break
	# A name is free again when the veth's other half has gone.
	wait_for 60 gone || break
	done=$((done + 1))
done
note "$done namespaces in $((SECONDS - start)) s"
is "$ROUNDS namespaces lived" $done "$ROUNDS"
is "packets were translated in every tenth" $translated $(((ROUNDS + 9) / 10))
check "nothing keeps them alive: the module unloads" ila_unload 60
