#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc doctor" on hosts of virtual networks: healthy with interfaces and with VRFs; finds
# those without a route, routes without one, an underlay that nobody named, interfaces
# without IPv6, and tenants who cannot be told that a packet is too big.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/doctor.sh
. ../doctor.sh
# shellcheck source=tools/testing/selftests/virtual.sh
. ../virtual.sh

need idloc jq sysctl
topo_virtual
locator "$r1" $LOC_A
locator "$r2" $LOC_B

passes()
{
	check "$1: packets pass" on "$t1a" ping -q -c1 -W3 $TB
}

lost()
{
	check_fail "$1: packets are lost" on "$t1a" ping -q -c1 -W1 $TB
}

both dev 1 $V1
both dev 2 $V2
passes "two tenants"
healthy "two tenants with the same addresses" "$r1" "$r2"

# ---- identifiers with types leave those of type 0 to the host
addr "$r2" lo $LOC_B::1/128
check "an ordinary address inside the locator is reached" on "$w" ping -q -c1 -W3 $LOC_B::1
healthy "an ordinary address inside the locator" "$r2"
addr "$r2" lo $LOC_B:2000::1/128
cured "one with a type" "$r2" address-in-locator "2001:0:87:0:2000::1"
must ip -n "$r2" addr del $LOC_B::1/128 dev lo

# ---- path MTU
must ip -n "$r1" link set eth2 mtu 1400
check_fail "a large packet is lost without a word" on "$t1a" ping -q -c2 -i0.3 -W1 -M "do" -s 1400 $TB
is "nothing was learnt" "$(ip -n "$t1a" -6 route get $TB | grep -c mtu)" 0
cured "too large an MTU" "$r1" mtu-tenant "dev t1 mtu 1500: larger than the MTU 1400 of eth2"
must ip -n "$r1" link set eth2 mtu 1500
must ip -n "$r1" link set t1 mtu 1500

# ---- underlay
must idloc -n "$r1" ila underlay del eth2
lost "no underlay"
cured "no underlay" "$r1" underlay-empty "no interface, but there are virtual networks"
passes "with it"

# ---- interfaces
must on "$r2" sysctl -qw net.ipv6.conf.t1.disable_ipv6=1
lost "no IPv6 on the tenant's interface"
is "found" "$(findings "$r2" link)" link-no-ipv6
cured "no IPv6 on the tenant's interface" "$r2" link-no-ipv6 "vnid dev t1: IPv6 is disabled"
must ip -n "$r2" link set t2 down
cured "a tenant's interface that is down" "$r2" link-no-ipv6 "vnid dev t2: it is down"
must ip -n "$r2" link set t2 mtu 1000
cured "one that is too small" "$r2" link-no-ipv6 "its MTU is 1000"
must ip -n "$r2" link set t2 mtu 1500

# ---- forwarding
must on "$r1" sysctl -qw net.ipv6.conf.all.forwarding=0
cured "no forwarding" "$r1" forwarding-off "tenants behind this host"
no_tenants

# ---- one tenant alone can be told
both dev 1 $V1
must ip -n "$r1" link set eth2 mtu 1400
like "a tenant alone is told of a smaller MTU" "$(on "$t1a" ping -c1 -W2 -M "do" -s 1400 $TB 2>&1)" "Packet too big: mtu=1400"
healthy "a tenant alone with a larger MTU" "$r1"
must ip -n "$r1" link set eth2 mtu 1500
no_tenants

# ---- routes
for host in "$r1" "$r2"; do
	into_vrf "$host" 1
done
both vrf 1 $V1
passes "a tenant in a VRF"
healthy "a tenant in a VRF" "$r1" "$r2"
must ip -n "$r1" link set eth2 mtu 1400
healthy "a tenant with an MTU larger than the underlay's, who can be told" "$r1"
must ip -n "$r1" link set eth2 mtu 1500
must ip -n "$r1" -6 route del $TB/128 table 101
wait_for 5 sh -c "[ \"\$(idloc -n $r1 -j ila vnid | jq '.[0].users')\" = 0 ]"
lost "no route"
must idloc -n "$r1" ila map add $TB vnid $V1 locator $LOC_B
cured "no route" "$r1" vnid-no-route "vnid $((V1)): no ILA route"
passes "by the table"

# ---- identifiers
must ip -n "$r1" -6 route add $TP:a:ffff/128 dev t1 table 101
cured "a tenant's address that ends in ffff" "$r1" reserved-word "route fd00:1:2:3:4:5:a:ffff"

# ---- what has gone
must ip -n "$r1" link add gone type dummy
must idloc -n "$r1" ila vnid add 9 prefix fd00:9::/96 dev gone
must ip -n "$r1" link set gone up
must idloc -n "$r1" ila route add fd00:9::/96 mapped vnid 9 dev eth2
healthy "another virtual network" "$r1"
must ip -n "$r1" link del gone
wait_for 5 sh -c "! idloc -n $r1 ila vnid 9"
cured "a virtual network that has gone" "$r1" vnid-gone "route fd00:9::/96 vnid 9 table 254"
