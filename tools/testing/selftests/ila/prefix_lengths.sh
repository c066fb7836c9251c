#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A packet over an ILA route of each kind of prefix length leaves with the locator
# and a right checksum, in the modes that promise one, with and without gateway.
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

topo_wire
must ip -n "$r" -6 route add $LOC_B::/64 via 2001:db8:1::2
for len in "${LENGTHS[@]}"; do
	one "$len" 1 via 2001:db8:1::2
	one "$len" 3
done
one 48 0 via 2001:db8:1::2
one 64 0
one 128 0
