#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# What "idloc addr wire" says is what a packet on the wire has, in each checksum mode, and
# what "idloc addr check" accepts; what it refuses is dropped. The way back, too, is the
# module's: what "idloc addr show" makes of the wire address is what arrives.
# timeout: 90
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# said WORDS...: one member of what idloc addr says
said()
{
	idloc -j addr "${@:2}" | jq -r ".\"$1\""
}

add_route()
{
	must ip -n "$r" -6 route replace "$SIR::/64" encap ila $LOC_B csum-mode "$1" \
		ident-type luid via 2001:db8:1::2
}

# one MODE IDENTIFIER: as it leaves, and whether that is what was said
one()
{
	local sir line seen

	sir=$(idloc -j addr build sir-prefix $SIR identifier "$2" | jq -r .sir)
	line=$(wire udp -s $SRC -d "$sir" -D "$1")
	seen=$(field "$line" dst)
	is "$1 $2: on the wire" "$seen" "$(said wire wire "$sir" locator $LOC_B csum-mode "$1")"
	check "$1 $2: consistent" idloc addr check "$sir" "$seen" csum-mode "$1"
	is "$1 $2: and back" "$(said sir "$seen" sir-prefix $SIR csum-mode "$1")" "$sir"
}

[ "$ILA" = ours ] || skip_all "idloc does not speak for the in-tree module"
need idloc
topo_wire
for mode in "${MODES[@]}"; do
	add_route "$mode"
	# a value, a VNID; and where the last word does something: a zero, all that fits
	identifiers=(2000:0:1:87 40ab:cdef:a01:203)
	[[ $mode != neutral* ]] || identifiers+=(2000:0:1:0 afff:ffff:ffff:fffe)
	for identifier in "${identifiers[@]}"; do
		one "$mode" "$identifier"
	done
done

for mode in neutral-map neutral-map-auto; do
	add_route $mode
	idloc addr wire $SIR:2000:0:1:ffff locator $LOC_B csum-mode $mode >/dev/null 2>&1
	is "$mode: the reserved word is refused" $? 1
	is "$mode: and does not leave" "$(no_wire udp -s $SRC -d $SIR:2000:0:1:ffff -D x)" ""
done
add_route neutral-map
idloc addr wire $SIR:3000:0:1:87 locator $LOC_B >/dev/null 2>&1
is "a C-bit is refused" $? 1
is "and does not leave" "$(no_wire udp -s $SRC -d $SIR:3000:0:1:87 -D x)" ""

# The other mode's address is no answer, and exit code 3 says so.
seen=$(said wire wire $SIR_B locator $LOC_B csum-mode neutral-map-auto)
idloc addr check $SIR_B "$seen" csum-mode neutral-map >/dev/null
is "what another mode sends is not consistent" $? 3
