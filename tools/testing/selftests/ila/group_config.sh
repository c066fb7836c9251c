#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Multicast groups of virtual networks: what is accepted, shown, told, refused and why; and
# what becomes of them when an interface or a scope goes. Nothing refused leaves anything.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/virtual.sh
. ../virtual.sh

G=ff0e::1234

group()
{
	idloc -n "$r1" ila group "$@" 2>&1
}

# refused NAME TEXT ARGUMENTS: by kernel or tool, in these words
refused()
{
	like "$1" "$(group "${@:3}")" "$2"
}

# users VNID: how many routes and groups hold it
users()
{
	field "$(idloc -n "$r1" ila vnid show "$1" | sed 's/ users / users=/')" users
}

# many: 256 locators for one group, in one go
many()
{
	local n words=()

	for ((n = 1; n <= 256; n++)); do
		words+=("$(printf 'genl idloc-ila 40 2:07000000 3:ff0e0000000000000000000000001234 4:20010db8%04x0001' $n)")
	done
	for n in "${!words[@]}"; do
		# shellcheck disable=SC2086
		nlraw -N "$r1" ${words[n]}
	done | grep -c 'name=OK'
}

topo_virtual
into_vrf "$r1" 1
vnid "$r1" add 7 prefix $TP::/96 dev t2
vnid "$r1" add 8 prefix $TP::/96 vrf vrf1
vnid "$r1" add 9 prefix fd00:9::/96 mcast-flags 1 csum-mode no-action

is "none at first" "$(group) $(idloc -n "$r1" -j ila group)" " []"
is "a group" "$(group add 7 $G)" ""
is "is shown" "$(group)" "vnid 7 group $G"
is "the same in another virtual network" "$(group add 8 $G)" ""
is "and with other flags" "$(group add 9 ff1e::ffff)" ""
is "all are shown, in their order" "$(group | paste -sd,)" "vnid 7 group $G,vnid 8 group $G,vnid 9 group ff1e::ffff"
is "each holds its virtual network" "$(users 7) $(users 8) $(users 9)" "1 1 1"
like "which cannot go" "$(idloc -n "$r1" ila vnid del 7 2>&1)" "or a group names this virtual network"
check "nor be flushed" idloc -n "$r1" ila vnid flush
is "all are there yet" "$(idloc -n "$r1" ila vnid | wc -l)" 3

refused "no multicast" "a group is a multicast address.*group" add 7 fd00::1
refused "interface-local" "stay on their link.*group" add 7 ff01::1
refused "link-local" "stay on their link.*group" add 7 ff02::1
refused "scope 0" "stay on their link.*group" add 7 ff00::1
refused "other flags" "not the mcast-flags.*group" add 7 ff1e::1
refused "no flags where there are some" "not the mcast-flags.*group" add 9 ff0e::1
refused "29 bits" "28 bits.*group" add 7 ff0e::1000:0
refused "bits in the middle" "28 bits.*group" add 7 ff0e:0:0:1::1
refused "reserved" "ends in ffff.*group" add 7 ff0e::1:ffff
refused "twice" "has this group" add 7 $G
refused "no virtual network" "no virtual network of this VNID.*vnid" add 11 $G
refused "29 bits of VNID" "VNID" add 0x10000000 $G
refused "no such group" "no such group.*group" del 7 ff0e::9
refused "no such group to show" "no such group" show 7 ff0e::9
refused "of another virtual network" "no such group" show 9 $G
like "vnid left out" "$(nlraw -N "$r1" genl idloc-ila 36 3:ff0e0000000000000000000000001234)" "name=EINVAL .*vnid is required"
like "group left out" "$(nlraw -N "$r1" genl idloc-ila 36 2:07000000)" "name=EINVAL .*group is required"
is "nothing of it has stayed" "$(group | wc -l) $(users 7) $(users 8) $(users 9)" "3 1 1 1"

is "a locator joins" "$(group join 7 $G locator $LOC_B)" ""
is "an interface joins" "$(group join 7 $G dev t2)" ""
is "one of the VRF's joins" "$(group join 8 $G dev t1)" ""
is "all are shown" "$(group show 7 $G),$(group 8 $G)" "vnid 7 group $G locator $LOC_B dev t2,vnid 8 group $G dev t1"
is "as JSON" "$(idloc -n "$r1" -j ila group show 7 $G)" \
	'[{"vnid":7,"group":"'$G'","locators":["'$LOC_B'"],"devs":["t2"]}]'
refused "a locator twice" "member already" join 7 $G locator $LOC_B
refused "an interface twice" "member already" join 7 $G dev t2
refused "multicast as locator" "unicast.*locator" join 7 $G locator ff0e:0:0:0
refused "link-local as locator" "unicast.*locator" join 7 $G locator fe80:0:0:0
refused "nothing as locator" "unicast.*locator" join 7 $G locator 0:0:0:0
refused "half a locator" "no locator" join 7 $G locator 2001:0
refused "an interface outside the scope" "not in the scope.*ifindex" join 7 $G dev t1
refused "another's scope where there is none" "not in the scope.*ifindex" join 9 ff1e::ffff dev t2
refused "underlay" "underlay interface cannot be a member.*ifindex" join 9 ff1e::ffff dev eth2
refused "loopback" "loopback.*ifindex" join 9 ff1e::ffff dev lo
refused "a VRF's device" "VRF's device.*ifindex" join 8 $G dev vrf1
refused "no member" "which member" join 7 $G
refused "neither" "a locator or a dev" join 7 $G table 7
refused "no group to join" "no such group" join 7 ff0e::9 locator $LOC_A
refused "one that has not joined" "no such member" leave 7 $G locator $LOC_A
refused "an interface that has not" "no such member" leave 8 $G dev t2
KEY="2:07000000 3:ff0e0000000000000000000000001234"
# shellcheck disable=SC2086
{
	like "both" "$(nlraw -N "$r1" genl idloc-ila 40 $KEY 4:2001000000860000 5:01000000)" "name=EINVAL .*not both"
	like "none" "$(nlraw -N "$r1" genl idloc-ila 40 $KEY)" "name=EINVAL .*locator or ifindex is required"
	like "no such interface" "$(nlraw -N "$r1" genl idloc-ila 40 $KEY 5:ff000000)" "name=ENODEV .*no such interface"
	like "a negative one" "$(nlraw -N "$r1" genl idloc-ila 40 $KEY 5:ffffffff)" "name=EINVAL .*interface index"
	for attr in 4 5; do
		for hex in "" 00 000000000000000000; do
			like "attribute $attr of $((${#hex} / 2)) bytes" \
				"$(nlraw -N "$r1" genl idloc-ila 40 $KEY "$attr:$hex")" "name=(EINVAL|ERANGE) "
		done
	done
	for attr in 6 7 8 200; do
		like "attribute $attr is not to be given" "$(nlraw -N "$r1" genl idloc-ila 36 $KEY "$attr:00000000")" "name=EINVAL "
	done
}
is "nothing of it has stayed" "$(group | paste -sd,)" \
	"vnid 7 group $G locator $LOC_B dev t2,vnid 8 group $G dev t1,vnid 9 group ff1e::ffff"

is "a locator leaves" "$(group leave 7 $G locator $LOC_B)" ""
is "an interface leaves" "$(group leave 8 $G dev t1)" ""
is "and is gone" "$(group | paste -sd,)" "vnid 7 group $G dev t2,vnid 8 group $G,vnid 9 group ff1e::ffff"
is "as many as there may be join" "$(many)" 256
refused "one more is too much" "too many members in this group" join 7 $G locator $LOC_A
is "all are told" "$(group show 7 $G | grep -o locator | wc -l)" 256
like "the last of them" "$(group show 7 $G)" " locator 2001:db8:100:1 dev t2$"

# A dump that takes several messages.
for ((n = 1; n <= 100; n++)); do
	must group add 9 "ff1e::$n"
done
is "many are shown, each once" "$(group | sort -u | wc -l)" 103
is "flush of one virtual network" "$(group flush 9)" ""
is "leaves the others" "$(group | cut -d' ' -f1-4 | paste -sd,)" "vnid 7 group $G,vnid 8 group $G"
check "which does not hold the one any more" wait_for 5 idloc -n "$r1" ila vnid del 9
is "a group goes" "$(group del 7 $G)" ""
is "with its members" "$(group)" "vnid 8 group $G"

# Interfaces that go take what hangs on them along.
must group add 7 $G
must group join 7 $G locator $LOC_B
must group join 7 $G dev t2
must group join 8 $G dev t1
must group join 8 $G locator $LOC_B
must ip -n "$r1" link del t1
is "an interface has gone, and is no member" "$(group show 8 $G)" "vnid 8 group $G locator $LOC_B"
must ip -n "$r1" link set t2 netns "$w"
is "a scope has gone, and its groups" "$(group)" "vnid 8 group $G locator $LOC_B"
must ip -n "$r1" link del vrf1
is "a VRF has gone, and its groups" "$(group)" ""
is "and the virtual networks" "$(idloc -n "$r1" ila vnid)" ""
check "in a namespace that ends there may be some" sh -c "ip netns add gone && idloc -n gone ila vnid add 1 prefix $TP::/96 &&
	idloc -n gone ila group add 1 $G && idloc -n gone ila group join 1 $G locator $LOC_B && ip netns del gone"
lib_cleanup
NS_LIST=()
check "the module unloads" ila_unload 10
