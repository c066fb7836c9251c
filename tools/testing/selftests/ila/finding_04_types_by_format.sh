#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Finding 4: ip can send only the identifier types luid and use-format, so the
# virtual types and the non-local one must be reachable through use-format. The
# in-tree module refuses them.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# try NAME ID: a route by use-format for what this vector says
try()
{
	local orig wire mode line

	read -r _ mode orig wire _ < <(vectors | grep "^$2 ")
	check "$1: the route is accepted" ip -n "$r" -6 route add "$orig/128" \
		encap ila "$(locator_of "$wire")" csum-mode "$mode" \
		ident-type use-format via 2001:db8:1::2
	like "$1: it is shown" "$(ip -n "$r" -6 route show "$orig/128")" \
		"csum-mode $mode *ident-type use-format"
	line=$(wire udp -s $SRC -d "$orig" -D "vector $2")
	is "$1: the address on the wire" "$(field "$line" dst)" "$wire"
	is "$1: the checksum on the wire" "$(field "$line" csum)" ok
}

topo_wire
try "VIRT_V4" 10
try "VIRT_UNI_V6" 12
try "NONLOCAL" 17
try "LUID" 1
for type in 0 c e; do
	check_fail "type digit $type is refused" ip -n "$r" -6 route add \
		"$SIR:${type}000:0:1:1/128" encap ila $LOC_B \
		csum-mode neutral-map ident-type use-format via 2001:db8:1::2
done
