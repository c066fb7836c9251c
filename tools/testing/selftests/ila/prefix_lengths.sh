#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H13: a packet over an ILA route of each kind of prefix length leaves with the locator
# and a right checksum, in the modes that promise one, with and without gateway. Where
# the route is one with hook-type input, it gets its SIR prefix back that way.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

LENGTHS=(0 1 16 32 47 48 49 63 64 65 67 68 80 96 112 127 128)

# one LENGTH MODE ROUTE-ARGUMENTS
one()
{
	local line len=$1 mode=$2

	shift 2
	# ip cuts nothing off, the kernel does: the key may have bits to spare.
	must nlraw -N "$r" route add "$SIR_B/$len" "$@" dev eth2 metric 1 encap 3 \
		1:2001000000870000 7:0"$mode" 8:01
	line=$(wire udp -s $SRC -d $SIR_B -D "$len")
	like "/$len, mode $mode, ${*:-no gateway}" "$line" \
		" dst=$LOC_B:[23]000:0:1:[0-9a-f]* .* csum=ok "
	must nlraw -N "$r" route del "$SIR_B/$len" metric 1
}

# back LENGTH MODE WIRE-ADDRESS
back()
{
	local line

	must nlraw -N "$r" route add "$3/$1" via 2001:db8:1::2 dev eth2 metric 1 encap 3 \
		1:3333000000000001 7:0"$2" 8:01 9:01
	line=$(wire udp -s $SRC -d "$3" -D "$1")
	like "input /$1, mode $2" "$line" " dst=3333::1:2000:0:1:87 .* csum=ok "
	must nlraw -N "$r" route del "$3/$1" metric 1
}

topo_wire
must ip -n "$r" -6 route add $LOC_B::/64 via 2001:db8:1::2
for len in "${LENGTHS[@]}"; do
	one "$len" 1 via 2001:db8:1::2
	one "$len" 3
done
one 64 0
one 128 0
must ip -n "$r" -6 route del $LOC_B::/64
for len in 0 48 63 64 128; do
	one $len 0 via 2001:db8:1::2
	# The datagram is made right for the wire: only the sums' being equal, or its
	# being patched, makes it right behind.
	back $len 0 $LOC_B:2000:0:1:87
	back $len 1 $LOC_B:3000:0:1:333
	back $len 3 $LOC_B:2000:0:1:1333
done
