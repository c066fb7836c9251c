# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# The demo's network: three hosts on an underlay router, two containers. Only
# plain IPv6 is set up here; ILA is what the demo adds.
# shellcheck disable=SC2034 # for demo.sh

# Set by ns().
router='' hostA='' hostB='' hostC='' c1='' c2=''

# Upper halves of addresses, as `ip` takes them.
SIR=fd00:51:0:1
LOCATOR_A=2001:db8:a:1
LOCATOR_B=2001:db8:b:1
LOCATOR_C=2001:db8:c:1

# 2... is the identifier type LUID; with ...::c1 any other digits would do.
C1=$SIR:2000::c1
C2=$SIR:2000::c2

print_topology()
{
	cat <<-EOT
	          c1                                              c2
	  $C1                            $C2
	          |                                               |
	  +-------+--------+                              +-------+--------+
	  |     host A     |                              |     host B     |
	  |    locator     |                              |    locator     |
	  |  $LOCATOR_A  |                              |  $LOCATOR_B  |
	  +-------+--------+                              +-------+--------+
	          | 2001:db8:a::1                   2001:db8:b::1 |
	          |               +---------------+               |
	          +---------------+    router     +---------------+
	                          | (the underlay)|
	                          +-------+-------+
	                                  | 2001:db8:c::1
	                          +-------+--------+
	                          |     host C     |
	                          |    locator     |
	                          |  $LOCATOR_C  |
	                          +----------------+

	  The router knows which locator is where, and nothing of containers.
	EOT
}

# cable NS1 DEV1 NS2 DEV2: a veth pair with all offloads on; only GRO is off by default
cable()
{
	link "$@"
	must on "$1" ethtool -K "$2" gro on
	must on "$3" ethtool -K "$4" gro on
}

# host NAME LETTER: its cable to the router, and the router's route to its locator
host()
{
	local name=$1 x=$2

	cable "${!name}" eth0 "$router" "to-$x"
	addr "${!name}" eth0 "2001:db8:$x::1/64"
	addr "$router" "to-$x" "2001:db8:$x::ff/64"
	forwarding "${!name}"
	must ip -n "${!name}" -6 route add default via "2001:db8:$x::ff"
	must ip -n "$router" -6 route add "2001:db8:$x:1::/64" via "2001:db8:$x::1"
}

# container NAME HOST ADDRESS: plugged into a host, which is its default gateway fe80::1
container()
{
	local name=$1 host=$2 address=$3

	cable "${!name}" eth0 "${!host}" "$name"
	addr "${!name}" eth0 "$address/128"
	addr "${!host}" "$name" fe80::1/64
	must ip -n "${!name}" -6 route add default via fe80::1 dev eth0
	must ip -n "${!host}" -6 route add "$address/128" dev "$name"
}

build_network()
{
	ns router hostA hostB hostC c1 c2
	forwarding "$router"
	host hostA a
	host hostB b
	host hostC c
	container c1 hostA "$C1"
	container c2 hostB "$C2"
}
