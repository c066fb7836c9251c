#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Two guests: ours here, the kernel's own ila in the other. Sourced by the other
# interop_*.sh; by itself it checks that plain packets pass and that the two
# modules are who they should be.
#
#        this guest (ours)                the other guest (in-tree)
#   c eth0 ------ c h link0 ============ link0 h c ------ eth0 c
#   SIR_A           ::a   2001:db8:1::/64   ::b           SIR_B
#
# Both guests call their host h and their container c. Names of functions: both_*
# configure the two guests, to_them and to_us name a direction.
# guests: 2
# timeout: 90
set -u

cd "$(dirname "${BASH_SOURCE[0]}")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

LINK=2001:db8:1:

# side LETTER CONTAINER-ADDRESS...: a host on the link and a container with these addresses
side()
{
	local letter=$1

	shift
	ns h c
	must ip link set link0 netns h
	must ip -n h link set link0 up
	forwarding h
	addr h link0 $LINK:"$letter"/64
	link c eth0 h c
	addr h c fe80::1/64
	must ip -n c -6 route add default via fe80::1 dev eth0
	container_has "$@"
}

# container_has ADDRESS...: this side's container, from now on
container_has()
{
	local address

	for address; do
		addr c eth0 "$address/128"
		must ip -n h -6 route add "$address/128" dev c
	done
}

# them COMMAND LINE: runs in the other guest with this file at hand; must succeed
them()
{
	local output

	output=$(peer ". ./interop_topo.sh; $*") || bail "the other guest: $*: $output"
	[ -z "$output" ] || printf '%s\n' "$output"
}

# both_sides: the topology in both guests, without ILA
both_sides()
{
	command -v rig-peer >/dev/null || skip_all "needs the two guests of tools/testing/vm"
	[ "$ILA" = ours ] || skip_all "ours belongs on this side"
	side a "$SIR_A"
	them "side b $SIR_B; ila_load intree"
	ila_load ours
	must wait_for 10 on h ping -c1 -W1 $LINK:b
}

# ila_side MODE OTHER-LETTER THEIR-ADDRESS THEIR-LOCATOR MY-LOCATOR
ila_side()
{
	must ip -n h -6 route replace "$3/128" encap ila "$4" csum-mode "$1" ident-type luid via $LINK:"$2"
	ip -n h ila del loc_match "$5" loc "$SIR"
	map_add h "$5" "$1"
}

# both_ila MODE: routes to, and mappings from the wire, in both guests
both_ila()
{
	ila_side "$1" b "$SIR_B" $LOC_B $LOC_A
	them "ila_side $1 a $SIR_A $LOC_A $LOC_B"
}

# ---- traffic -----------------------------------------------------------------

# udp NAME: datagrams both ways, each checked by its receiver's checksum and contents
udp()
{
	local got job

	peer dgram recv -N c -p 7 -n 100 -l 700 -w 3000 >"$TEST_TMP/udp" &
	job=$!
	must wait_for 5 peer 'on c ss -Huln sport = 7 | grep -q .'
	dgram send -N c -p 7 -c "$SIR_B" -n 100 -l 700
	wait $job
	like "$1: UDP to them" "$(<"$TEST_TMP/udp")" "unique=100 bad=0"

	dgram recv -N c -p 8 -n 100 -l 700 -w 3000 >"$TEST_TMP/udp" &
	job=$!
	must wait_for 5 eval 'on c ss -Huln sport = 8 | grep -q .'
	peer dgram send -N c -p 8 -c "$SIR_A" -n 100 -l 700
	wait $job
	got=$(<"$TEST_TMP/udp")
	like "$1: UDP to us" "$got" "unique=100 bad=0"
}

# tcp NAME: a stream each way, every byte checked
tcp()
{
	peer 'stream server -N c -p 9 -T 12 >/dev/null 2>&1 &'
	like "$1: TCP to them" "$(stream client -N c -p 9 -c "$SIR_B" -b 1000000 -T 12 2>&1)" "ok=1"
	stream server -N c -p 10 -T 12 >/dev/null 2>&1 &
	like "$1: TCP to us" "$(peer stream client -N c -p 10 -c "$SIR_A" -b 1000000 -T 12)" "ok=1"
}

# icmp NAME: echoes both ways
icmp()
{
	check "$1: ping to them" on c ping -c2 -i0.2 -W5 "$SIR_B"
	check "$1: ping to us" peer on c ping -c2 -i0.2 -W5 "$SIR_A"
}

# all NAME: all of it
all()
{
	icmp "$1"
	udp "$1"
	tcp "$1"
}

# on_link -I|-O ADDRESS COMMAND...: an echo request from there as link0 here sees it
on_link()
{
	pktcap -N h -i link0 "$1" -p 58 -T 128 -s "$2" -t 5000 -n 1 -- "${@:3}" 2>/dev/null | sed -n '/^pkt /p'
}

# wire_to_them, wire_to_us: a ping on the wire, answered or not
wire_to_them()
{
	on_link -O $SIR_A nsenter --net=/run/netns/c ping -c1 -W1 $SIR_B
}

wire_to_us()
{
	on_link -I $SIR_B rig-peer nsenter --net=/run/netns/c ping -c1 -W1 $SIR_A
}

# wire_is DESTINATION-TO-THEM CHECKSUM DESTINATION-TO-US CHECKSUM
wire_is()
{
	local line

	line=$(wire_to_them)
	is "from us on the wire: destination" "$(field "$line" dst)" "$1"
	is "from us on the wire: checksum" "$(field "$line" csum)" "$2"
	line=$(wire_to_us)
	is "from them on the wire: destination" "$(field "$line" dst)" "$3"
	is "from them on the wire: checksum" "$(field "$line" csum)" "$4"
}

# ---- by itself ----------------------------------------------------------------

interop_selftest()
{
	both_sides
	is "ours is here" "$(ila_loaded)" ours
	is "the kernel's own is there" "$(them ila_loaded)" intree
	must ip -n h -6 route add $SIR_B/128 via $LINK:b
	them "ip -n h -6 route add $SIR_A/128 via $LINK:a"
	all plain
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
	interop_selftest
fi
