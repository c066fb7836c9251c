#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A route without gateway looks its locator up once, not per packet, and stops
# remembering as soon as the answer may depend on the packet.
# cpus: 1
# timeout: 90
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# A neighbour that does not exist: what goes there is not seen on the wire.
NOBODY=2001:db8:1::3

# lookups IDENT...: sends a packet to each; lookups made, packets on the wire
lookups()
{
	local before ident seen=0

	before=$(counter "$r" route-lookups)
	for ident; do
		[ -z "$(WIRE_MS=400 wire udp -s $SRC -d $SIR:2000:0:1:"$ident" -D x)" ] ||
			seen=$((seen + 1))
	done
	echo "$(($(counter "$r" route-lookups) - before)) $seen"
}

# remembers WHAT: the next packet may look up, the ones after it do not
remembers()
{
	lookups 1 >/dev/null
	is "$1: no lookup for packets to other identifiers" "$(lookups 2 3 4)" "0 3"
}

# forgets WHAT: a lookup per packet
forgets()
{
	lookups 1 >/dev/null
	is "$1: one lookup per packet" "$(lookups 2 3 4)" "3 3"
}

underlay()
{
	must ip -n "$r" -6 route "$@"
}

topo_wire
must ip -n "$r" -6 route add $SIR::/64 encap ila $LOC_B csum-mode neutral-map \
	ident-type luid dev eth2

is "without an underlay route: dropped" "$(lookups 1)" "1 0"
is "and counted" "$(counter "$r" drop-no-route)" 1

underlay add $LOC_B::/64 via 2001:db8:1::2 dev eth2
remembers "route of the locator"

underlay add $LOC_B:3000::/68 via $NOBODY dev eth2
is "a longer route that comes is obeyed" "$(lookups 1 2)" "2 0"
underlay del $LOC_B:3000::/68
remembers "after it has gone"

underlay add $LOC_B:9999::/80 via 2001:db8:1::2 dev eth2
forgets "a longer route for some identifiers"
underlay del $LOC_B:9999::/80
remembers "after that has gone"

underlay add local $LOC_B:9999::1/128 dev eth2 table local
forgets "a local route inside the locator"
underlay del local $LOC_B:9999::1/128 dev eth2 table local
remembers "after it has gone, too"

# Only the local table changes: nothing in main tells of it.
mine=$(field "$(wire udp -s $SRC -d $SIR:2000:0:1:5 -D x)" dst)
underlay add local "$mine/128" dev eth2 table local
is "an address that becomes our own is obeyed" "$(lookups 5)" "1 0"
underlay del local "$mine/128" dev eth2 table local
remembers "after that has gone, too"

must ip -n "$r" addr add 2001:db8:77::1/128 dev lo nodad
remembers "a local address elsewhere"

underlay replace $LOC_B::/64 nexthop via 2001:db8:1::2 dev eth2 \
	nexthop via $NOBODY dev eth2
lookups 1 >/dev/null
is "several next hops: one lookup per packet" "$(lookups 2 3 4 | cut -d' ' -f1)" 3
underlay del $LOC_B::/64
underlay add default via 2001:db8:1::2 dev eth2
remembers "the default route"

underlay add $LOC_B::/64 via $NOBODY dev eth2
is "the locator's own route that comes is obeyed" "$(lookups 1)" "1 0"
underlay del $LOC_B::/64
underlay add default from 2001:db8:77::/64 via $NOBODY dev eth2
forgets "a route by source"
underlay del default from 2001:db8:77::/64 via $NOBODY dev eth2
remembers "after it has gone, at last"

# Brought back to SIR form, the error would be about another route.
must on "$r" idloc ila set icmp-errors off
must too_big 1300 "$mine"
forgets "a path MTU of one address"
must on "$r" idloc ila set icmp-errors on
underlay del default via 2001:db8:1::2 dev eth2
underlay add default via 2001:db8:1::2 dev eth2
remembers "a new route, which knows of none"

# By a nexthop object: deleting such a route changes no number of the table's.
must ip -n "$r" nexthop add id 9 via 2001:db8:1::2 dev eth2
underlay add $LOC_B::/64 nhid 9
remembers "a route by nexthop object"
underlay del default via 2001:db8:1::2 dev eth2
lookups 1 >/dev/null
underlay del $LOC_B::/64
is "its end is obeyed" "$(lookups 1)" "1 0"
must ip -n "$r" nexthop del id 9
underlay add default via 2001:db8:1::2 dev eth2

must ip -n "$r" link set eth2 down
must ip -n "$r" link set eth2 up
must ip -n "$r" -6 route replace $SIR::/64 encap ila $LOC_B csum-mode neutral-map \
	ident-type luid dev eth2
addr "$r" eth2 2001:db8:1::9/64
must ip -n "$r" neigh replace 2001:db8:1::2 dev eth2 \
	lladdr "$(lladdr "$w" eth1)" nud permanent
underlay replace default via 2001:db8:1::2 dev eth2
remembers "after the link was down"

# Last: the kernel never forgets that there was a rule.
must ip -n "$r" -6 rule add to $LOC_B::/64 fwmark 7 table 100
must ip -n "$r" -6 route add default via $NOBODY dev eth2 table 100
forgets "a policy rule"
on "$r" nft -f - <<-'EOF' || bail "no nft"
	table ip6 t {
		chain c {
			type filter hook prerouting priority mangle
			ip6 daddr & ::ffff == ::2 meta mark set 7
		}
	}
EOF
is "a mark is obeyed, per packet" "$(lookups 1 2 3)" "3 2"
