#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Both modules put the same packet on the wire, byte for byte: each vector in SIR form is
# sent by ours here and by the in-tree module in the other guest, and captured here.
# guests: 2
# timeout: 90
set -u

cd "$(dirname "${BASH_SOURCE[0]}")" || exit
# shellcheck source=tools/testing/selftests/ila/interop_topo.sh
. ./interop_topo.sh

COUNT=$(vectors | grep -cv ' reserved ')

# send_vectors OTHER-LETTER: each by an ILA route of this side's host, one after the other
send_vectors()
{
	local mode orig wire mac

	mac=$(lladdr h c)
	while read -r _ mode orig wire _; do
		must ip -n h -6 route replace "$orig/128" encap ila "$(locator_of "$wire")" \
			csum-mode "$mode" ident-type luid via $LINK:"$1"
		must pktsend -N c -i eth0 -m "$mac" udp -s $SRC -d "$orig" -D vector
	done < <(vectors | grep -v ' reserved ')
}

# captured -I|-O COMMAND...: the packets on the link meanwhile, as hex
captured()
{
	pktcap -N h -i link0 "$1" -p 17 -s $SRC -t 30000 -g 1000 -n "$COUNT" -- "${@:2}" 2>/dev/null |
		sed -n 's/^pkt .*hex=//p'
}

wire_test()
{
	local ours theirs id mode wire i=0

	both_sides
	must idloc -n h ila set adj-compat intree
	mapfile -t ours < <(captured -O bash ./interop_wire.sh send b)
	mapfile -t theirs < <(captured -I rig-peer bash ./interop_wire.sh send a)
	at_least "vectors" "$COUNT" 14
	while read -r id mode _ wire _; do
		like "vector $id, $mode: sent by ours" "${ours[i]:-}" "^.{48}$(addr_hex "$wire")"
		is "vector $id, $mode: sent by in-tree" "${theirs[i]:-}" "${ours[i]:-}"
		i=$((i + 1))
	done < <(vectors | grep -v ' reserved ')
}

case ${1:-} in
send) lib_untrap; send_vectors "$2" ;;
*) wire_test ;;
esac
