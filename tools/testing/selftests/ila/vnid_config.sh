#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Virtual networks and underlay interfaces: what is accepted, shown, refused and why; and
# what becomes of them when an interface goes. Nothing refused leaves anything behind.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/virtual.sh
. ../virtual.sh

# refused NAME TEXT ARGUMENTS: by kernel or tool, in these words
refused()
{
	like "$1" "$(idloc -n "$r1" ila "${@:3}" 2>&1)" "$2"
}

add()
{
	idloc -n "$r1" ila vnid add "$@"
}

shown()
{
	idloc -n "$r1" ila vnid
}

# count: virtual networks that there are
count()
{
	shown | grep -c .
}

route()
{
	idloc -n "$r1" ila route "$@" 2>&1
}

topo_virtual
into_vrf "$r1" 1
other=fd00:9:9:9:9:9

check "the least" add 7 prefix $TP::/96
is "is shown with what it is by default" "$(shown)" \
	"vnid 7 prefix $TP::/96 src-mode tenant csum-mode neutral-map users 0"
check "all there is" add 0xfffffff prefix $other::/96 sir-prefix $SIR:: dev t2 src-mode sir mark 0x10 \
	mcast-flags 1 csum-mode neutral-map-auto
is "is shown" "$(idloc -n "$r1" ila vnid show 268435455)" \
	"vnid 268435455 prefix $other::/96 sir-prefix $SIR::/64 dev t2 src-mode sir mark 0x10 mcast-flags 1 csum-mode neutral-map-auto users 0"
check "the same prefix in a VRF" add 8 prefix $TP::/96 vrf vrf1
like "is shown with the VRF" "$(idloc -n "$r1" ila vnid show 8)" "table 101 vrf vrf1"
check "and behind an interface" add 9 prefix $TP::/96 dev t2

refused "VNID taken" "there is a virtual network of this VNID" vnid add 7 prefix fd00::/96
refused "prefix taken in the scope" "another virtual network in this scope has this tenant prefix" vnid add 10 prefix $TP::/96
refused "prefix taken in the VRF" "another virtual network in this scope" vnid add 10 prefix $TP::/96 vrf vrf1
refused "29 bits" "VNID" vnid add 0x10000000 prefix fd00::/96
refused "no /96" "/96" vnid add 10 prefix fd00::/64
refused "bits behind the prefix" "." vnid add 10 prefix fd00::1/96
refused "multicast" "addresses that are routed" vnid add 10 prefix ff0e::/96
refused "link-local" "addresses that are routed" vnid add 10 prefix fe80::/96
refused "src-mode sir without a SIR prefix" "src-mode sir needs a sir-prefix" vnid add 10 prefix fd00::/96 src-mode sir
refused "a table without VRF" "no VRF has this table" vnid add 10 prefix fd00::/96 table 77
refused "loopback" "behind the loopback interface" vnid add 10 prefix fd00::/96 dev lo
refused "a VRF by its device" "name a VRF by its table" vnid add 10 prefix fd00::/96 dev vrf1
refused "underlay as scope" "underlay interface cannot be the scope" vnid add 10 prefix fd00::/96 dev eth2
refused "scope as underlay" "scope of a virtual network cannot be underlay" underlay add t2
refused "underlay twice" "underlay interface already" underlay add eth2
refused "loopback as underlay" "nothing comes in from outside" underlay add lo
refused "a VRF as underlay" "nothing comes in from outside" underlay add vrf1
refused "no underlay" "it is no underlay interface" underlay del t1
refused "deleting what is not there" "no virtual network of this VNID" vnid del 11
refused "showing what is not there" "no virtual network of this VNID" vnid show 11
is "nothing of it has stayed" "$(count)" 4
is "underlay is shown" "$(idloc -n "$r1" ila underlay)" "dev eth2"

R=(dev eth2 underlay-table 254)
like "a route without the virtual network" "$(route add $TB/128 locator $LOC_B vnid 11 "${R[@]}")" "no virtual network of this VNID"
like "a route outside the prefix" "$(route add fd00::1/128 locator $LOC_B vnid 7 "${R[@]}")" "not in the tenant prefix"
like "a route shorter than it" "$(route add $TP::/80 locator $LOC_B vnid 7 "${R[@]}")" "not in the tenant prefix"
like "a route in another mode" "$(route add $TB/128 locator $LOC_B vnid 7 csum-mode no-action "${R[@]}")" "another checksum mode"
like "a route of hook-type input" "$(route add $TB/128 locator $LOC_B vnid 7 hook-type input dev eth2)" "hook-type output"
like "a VRF's route in main" "$(route add $TB/128 locator $LOC_B vnid 8 "${R[@]}")" "belong into the table of its VRF"
like "29 bits in a route" "$(route add $TB/128 locator $LOC_B vnid 0x10000000 "${R[@]}")" "vnid cannot be"
is "a route of a virtual network" "$(route add $TP::/96 locator $LOC_B vnid 7 "${R[@]}")" ""
like "is shown with it" "$(route show)" "vnid 7 underlay-table 254"
like "which counts it" "$(idloc -n "$r1" ila vnid show 7)" "users 1"
refused "in use" "names this virtual network" vnid del 7
check "flush" idloc -n "$r1" ila vnid flush
like "leaves what is in use" "$(shown)" '^vnid 7 [^
]*$'
must ip -n "$r1" -6 route del $TP::/96
check "not in use any more" wait_for 5 idloc -n "$r1" ila vnid del 7
is "all gone" "$(count)" 0

# Every attribute, broken: empty, a byte, nine bytes, and nested where it is none.
for attr in {2..10}; do
	good=(2:0b000000 3:fd000000000000000000000000000000)
	for i in 0 1; do
		[ "${good[i]%%:*}" != "$attr" ] || unset "good[i]"
	done
	for hex in "" 00 000000000000000000; do
		like "attribute $attr of $((${#hex} / 2)) bytes" \
			"$(nlraw -N "$r1" genl idloc-ila 4 "${good[@]}" "$attr:$hex")" "name=(EINVAL|ERANGE) "
	done
	like "attribute $attr as a nest" \
		"$(nlraw -N "$r1" genl idloc-ila 4 "${good[@]}" "$((attr | 32768)):00000000")" "name=(EINVAL|ERANGE) "
done
for attr in 2 11 200; do
	like "underlay: attribute $attr that is not so" "$(nlraw -N "$r1" genl idloc-ila 10 "$attr:00")" "name=(EINVAL|ERANGE) "
done
is "nothing came of it" "$(count)" 0

# Interfaces that go take what hangs on them along.
must add 1 prefix $TP::/96 dev t1
must add 2 prefix $TP::/96 vrf vrf1
must add 3 prefix $other::/96 vrf vrf1
must add 4 prefix $other::/96 dev t2
must route add $TB/128 locator $LOC_B vnid 2 table 101 "${R[@]}"
must ip -n "$r1" link del vrf1
is "the VRF is gone, and its two" "$(shown | awk '{ print $2 }' | sort | paste -sd ' ')" "1 4"
must ip -n "$r1" link del t1
must ip -n "$r1" link set t2 netns "$w"
is "interfaces are gone, and theirs" "$(count)" 0
must ip -n "$r1" link del eth2
is "and underlay" "$(idloc -n "$r1" ila underlay)" ""
must ip -n "$r1" -6 route flush table 101
check_fail "nothing for others" idloc -n "$w" ila underlay del eth1

# In a namespace of another user, and without rights.
check "root of a user namespace of its own" unshare -Urn idloc ila vnid add 5 prefix fd00::/96
like "nobody may not change" "$(setpriv --reuid 1000 --clear-groups idloc ila vnid add 5 prefix fd00::/96 2>&1)" "CAP_NET_ADMIN|ermitted"
like "nor look" "$(setpriv --reuid 1000 --clear-groups idloc ila vnid 2>&1)" "CAP_NET_ADMIN|ermitted"
