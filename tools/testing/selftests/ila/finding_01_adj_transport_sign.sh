#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H1, finding 1: adj-transport must leave a correct checksum on the wire, and must
# accept one. The in-tree module adds the difference with the wrong sign.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# judge NAME PKTSEND-ARGUMENTS: the packet, and the same one made for the wire
judge()
{
	local name=$1 line kind=$2

	shift 2
	line=$(wire "$kind" -s $SRC -d $SIR_B "$@")
	is "$name to the wire" "$(field "$line" hex)" \
		"$(made "$kind" -s $SRC -d $LOC_B:2000:0:1:87 -H 63 "$@")"
	line=$(wire "$kind" -s $SRC -d $LOC_A:2000:0:1:87 "$@")
	is "$name from the wire" "$(field "$line" hex)" \
		"$(made "$kind" -s $SRC -d $SIR:2000:0:1:87 -H 63 "$@")"
}

topo_wire
ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_B csum-mode adj-transport \
	ident-type luid via 2001:db8:1::2
# The other way into another prefix: SIR_B itself leads back to the wire.
SIR=3333:0:0:2
ip -n "$r" -6 route add $SIR::/64 via 2001:db8:1::2
map_add "$r" $LOC_A adj-transport

line=$(wire udp -s $SRC -d $SIR_B -D 'hello-ila!')
like "the checksum of vector 19" "$(field "$line" hex)" "^.{92}7563"
judge UDP udp -D datagram
judge TCP tcp -D segment
judge ICMPv6 icmp6 -D echo
line=$(wire -P udp -s $SRC -d $SIR_B -D partial)
like "the seed of an offloaded checksum" "$line" "csum=(ok|partial seed=ok) "
