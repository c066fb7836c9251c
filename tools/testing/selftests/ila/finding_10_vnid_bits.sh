#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Finding 10: the type is the first three bits of the identifier and the VNID
# the 28 bits after the C-bit, as the frozen vectors have it, not as VPP has it.
# A VNID is a /96 of the SIR prefix; the in-tree module refuses such a route.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# vnid_prefix TYPE VNID: the /96 that holds one virtual network
vnid_prefix()
{
	printf '%s:%04x:%04x::/96' "$SIR" $(($1 << 13 | $2 >> 16)) $(($2 & 0xffff))
}

add_vnid()
{
	ip -n "$r" -6 route add "$1" encap ila $LOC_B csum-mode neutral-map \
		ident-type use-format via 2001:db8:1::2
}

topo_wire
# The bits on the wire, by opaque identifiers: these pass everywhere.
while read -r id mode orig wire _; do
	must ip -n "$r" -6 route add "$orig/128" encap ila "$(locator_of "$wire")" \
		csum-mode "$mode" ident-type luid via 2001:db8:1::2
	line=$(wire udp -s $SRC -d "$orig" -D "vector $id")
	is "vector $id on the wire" "$(field "$line" dst)" "$wire"
	must ip -n "$r" -6 route del "$orig/128"
done < <(vectors | grep -E '^(10|11|12|17) ')

# The same bits by meaning.
check "VNID 0x0abcdef of IPv4: $(vnid_prefix 2 0x0abcdef)" \
	add_vnid "$(vnid_prefix 2 0x0abcdef)"
line=$(wire udp -s $SRC -d $SIR:40ab:cdef:a01:203 -D in)
is "10.1.2.3 in it, as vector 10" "$(field "$line" dst)" \
	2001:0:87:0:50ab:cdef:a01:4af
is "the next VNID is not in it" \
	"$(no_wire udp -s $SRC -d $SIR:40ab:cdf0:a01:203 -D out)" ""
check "VNID 0xfffffff of IPv6" add_vnid "$(vnid_prefix 3 0xfffffff)"
line=$(wire udp -s $SRC -d $SIR:6fff:ffff:1:2 -D in)
is "address 1:2 in it" "$(field "$line" dst | cut -d: -f5-7)" 7fff:ffff:1
# type << 1 in the first byte, as VPP writes it, says type 0: no identifier at all
check_fail "VPP's layout is refused" add_vnid "$SIR:0400:0001::/96"
