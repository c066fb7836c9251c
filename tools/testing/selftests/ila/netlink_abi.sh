#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# What goes over netlink is what in-tree says, byte by byte: the order of a
# route's attributes, and the family's number of attributes and its commands.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

topo_wire
while read -r csum ident hook; do
	must nlraw -N "$r" route add $SIR_B/128 via 2001:db8:1::2 dev eth2 \
		encap 3 1:2001000000870000 7:"$csum" 8:"$ident" 9:"$hook"
	# Without the filler before a u64, which some machines need.
	like "mode $csum type $ident hook $hook" "$(nlraw -N "$r" route show $SIR_B/128 | sed 's/ 6: / /')" \
		"encap_type=3 encap 1:2001000000870000 7:$csum 8:$ident 9:$hook"$'\n'
	must nlraw -N "$r" route del $SIR_B/128
done <<-EOF
	00 01 00
	01 01 00
	02 01 01
	03 01 01
	00 20 00
	01 20 01
EOF

# GETFAMILY (3) by name; in the answer 3 is the version, 4 the header's size, 5
# the highest attribute, 6 the commands with their flags, 7 multicast groups.
family=$(nlraw -N "$r" genl nlctrl 3 2:696c6100)
note "$family"
like "the family's version" "$family" " 3:01000000 "
like "its header" "$family" " 4:00000000 "
like "its attributes" "$family" " 5:09000000 "
# Each command: its number and then its flags: 1 needs a capability, 2 do, 4 dump,
# 8 has a policy.
commands=$(sed -n 's/.* 6:\([0-9a-f]*\).*/\1/p' <<<"$family")
is "its commands" "$commands" "$(printf '%s' \
	1400010008000100 01000000 08000200 0b000000 \
	1400020008000100 02000000 08000200 0b000000 \
	1400030008000100 04000000 08000200 0b000000 \
	1400040008000100 03000000 08000200 0e000000)"
unlike "its multicast groups: none" "$family" " 7:"
