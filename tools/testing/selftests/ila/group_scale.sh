#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# As many groups and members as there may be: all are there, each member gets its copy of each
# packet, one more is refused, and memory comes back.
# timeout: 180
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/virtual.sh
. ../virtual.sh

# As in the module: of a namespace, and locators of a group.
: "${GROUPS_MAX:=65536}" "${LOCATORS_MAX:=256}" "${COUNT:=100}"

# memory: bytes that the kernel has not left for others
memory()
{
	echo 3 >/proc/sys/vm/drop_caches
	awk '/^(Slab|VmallocUsed|Percpu):/ { n += $2 * 1024 } END { printf "%d\n", n }' /proc/meminfo
}

group()
{
	idloc -n "$r1" ila group "$@" 2>&1
}


# sent NUMBER: have so many been sent
sent()
{
	[ "$(counter "$r1" out-group-copies)" -ge "$1" ]
}

topo_virtual
both none 1 $V1
before=$(memory)
check "$GROUPS_MAX groups" manyvnids -N "$r1" -g $V1 -n "$GROUPS_MAX"
each=$((($(memory) - before) / GROUPS_MAX))
note "$each bytes each"
# A kernel that watches itself keeps a fence around each.
at_most "no more than half a kilobyte each" $each $((SLOWNESS > 1 ? 2048 : 512))
like "one more is refused" "$(group add $V1 ff0e::100:1)" "too many groups"
is "all are told" "$(group | wc -l)" "$GROUPS_MAX"

check "$LOCATORS_MAX locators" manyvnids -N "$r1" -l $V1 -n "$LOCATORS_MAX"
like "one more is refused, too" "$(group join $V1 ff0e::1 locator 2001:0:1:1)" "too many members"
must ip -n "$r1" -6 route add 2001::/32 via 2001:db8:1::2
must on "$w" ip -6 route add blackhole 2001::/32
on "$w" nft -f - <<-'EOF' || bail "no nft"
	table ip6 seen {
		counter copies {}
		chain c { type filter hook prerouting priority 0; ip6 daddr 2001::/32 counter name copies drop; }
	}
EOF
[ -z "$RIG" ] || echo 100000 >/proc/sys/net/core/netdev_max_backlog
# Nothing shall wait for the neighbour's address.
must on "$r1" ping -q -c1 -W3 2001:db8:1::2
began=${EPOCHREALTIME/./}
must pktsend -N "$t1a" -i eth0 -m 33:33:00:00:00:01 -c "$COUNT" -g 2000 udp -s $TA -d ff0e::1 -l 100
check "each packet has a copy for each" wait_for $((20 * SLOWNESS)) sent $((COUNT * LOCATORS_MAX))
note "$(((${EPOCHREALTIME/./} - began) * 1000 / COUNT / LOCATORS_MAX)) ns for each copy, sending and 2 ms between packets included"
is "no more" "$(counter "$r1" out-group-copies)" $((COUNT * LOCATORS_MAX))
is "all of them arrive" "$(on "$w" nft list counter ip6 seen copies | awk '$1 == "packets" { print $2 }')" \
	$((COUNT * LOCATORS_MAX))

began=$SECONDS
is "flush" "$(group flush)" ""
at_most "in seconds" $((SECONDS - began)) $((20 * SLOWNESS))
is "leaves none" "$(group)" ""
is "and the virtual network is held by its route alone" \
	"$(idloc -n "$r1" -j ila vnid show $V1 | jq '.[0].users')" 1
