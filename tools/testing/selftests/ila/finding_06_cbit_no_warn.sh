#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H12, finding 6: a packet whose SIR address has the C-bit set is dropped.
# The in-tree module raises a kernel warning, which anybody on the network can
# repeat, and sends the packet on with a wrong address.
# expect-console: ila_update_ipv6_locator
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

topo_wire
check "the route is accepted" ip -n "$r" -6 route add $SIR:2000::/67 \
	encap ila $LOC_B csum-mode neutral-map ident-type use-format via 2001:db8:1::2
before=$(dmesg | wc -l)
is "C-bit set: the packet does not leave" \
	"$(no_wire udp -s $SRC -d $SIR:3000:0:1:87 -D cbit)" ""
unlike "and the kernel does not warn" "$(dmesg | tail -n +$((before + 1)))" "WARNING"
line=$(wire udp -s $SRC -d $SIR:2000:0:1:87 -D clear)
is "C-bit clear: it is translated" "$(field "$line" dst)" $LOC_B:3000:0:1:333
