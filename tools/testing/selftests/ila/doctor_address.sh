#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc doctor" finds addresses inside a locator, identifiers that end in ffff, and containers
# behind a host that does not forward. What breaks is shown by a ping that fails and then does not.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/doctor.sh
. ../doctor.sh

[ "$ILA" = ours ] || skip_all "the tool has little to say of the in-tree module"
need idloc jq sysctl
topo_line
line_ila neutral-map

passes "healthy"

# ---- addresses inside a locator
addr "$r2" lo $LOC_B::1/128
check_fail "the address cannot be reached" on "$x" ping -q -c1 -W1 $LOC_B::1
cured "an address inside a mapping's locator" "$r2" address-in-locator "address 2001:0:87::1/128 dev lo: inside a locator"
must ip -n "$r2" ila del loc_match $LOC_B loc $SIR
# Identifiers with types make no difference where there are no virtual networks.
must ip -n "$r2" ila add loc_match $LOC_B loc $SIR csum-mode neutral-map ident-type use-format
addr "$r2" lo $LOC_B::1/128
check_fail "with typed identifiers it cannot, either" on "$x" ping -q -c1 -W1 $LOC_B::1
cured "an address inside a typed mapping's locator" "$r2" address-in-locator "inside a locator"
must ip -n "$r2" ila del loc_match $LOC_B loc $SIR
must ip -n "$r2" -6 route add $LOC_B::/64 encap ila $SIR csum-mode neutral-map \
	ident-type luid hook-type input dev eth1
passes "an input route"
healthy "an input route" "$r2"
# with the length of the locator: the prefix route wins for all identifiers
addr "$r2" eth1 $LOC_B::1/64
lost "an address in an input route's locator"
cured "an address inside an input route's locator" "$r2" address-in-locator "hook-type input"
passes "without it"
must ip -n "$r2" -6 route del $LOC_B::/64
map_add "$r2" $LOC_B neutral-map

# ---- forwarding
must on "$r1" sysctl -qw net.ipv6.conf.all.forwarding=0
lost "no forwarding"
cured "no forwarding" "$r1" forwarding-off "the container 3333::1:2000:0:1:86/128 is behind"
passes "forwarding"
# A host that has the address itself forwards nothing.
map_add "$b" 2001:0:88:0 neutral-map
healthy "no containers, no forwarding" "$b"

# ---- reserved identifiers
must ip -n "$r1" -6 route add $SIR:2000::1:ffff/128 via $SRC dev eth1
cured "a container whose identifier ends in ffff" "$r1" reserved-word "route 3333::1:2000:0:1:ffff"
addr "$r1" lo $SIR:2000::1:ffff/128
cured "an address that does" "$r1" reserved-word "address 3333::1:2000:0:1:ffff"
must ip -n "$r1" nexthop add id 9 encap ila $LOC_B csum-mode neutral-map ident-type luid via 2001:db8:1::2 dev eth2
must ip -n "$r1" -6 route add $SIR:2000::1:ffff/128 nhid 9
cured "a route by a nexthop object" "$r1" reserved-word "ends in ffff"
