# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# Two hosts with a container of one tenant each, as they are without ILA: what a host's own
# network configuration makes at each boot.
#
#   boxA eth0 - box hostA under0 --- under0 hostB box - eth0 boxB
#
# The containers are fd00:1:2:3:4:5:0:a and ::b; the underlay routes 2001:db8:a:1::/64 to
# hostA and 2001:db8:b:1::/64 to hostB.
set -u

# shellcheck source=tools/testing/selftests/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../selftests/lib.sh"

TENANT=fd00:1:2:3:4:5
hostA='' hostB='' boxA='' boxB=''

# container BOX HOST LETTER
container()
{
	link "$2" box "$1" eth0
	addr "$2" box fe80::1/64
	addr "$1" eth0 "$TENANT:0:$3/128"
	must ip -n "$1" -6 route add default via fe80::1 dev eth0
	must ip -n "$2" -6 route add "$TENANT:0:$3/128" dev box
}

hosts()
{
	ns hostA hostB boxA boxB
	link "$hostA" under0 "$hostB" under0
	addr "$hostA" under0 2001:db8:1::a/64
	addr "$hostB" under0 2001:db8:1::b/64
	forwarding "$hostA" "$hostB"
	must ip -n "$hostA" -6 route add 2001:db8:b:1::/64 via 2001:db8:1::b
	must ip -n "$hostB" -6 route add 2001:db8:a:1::/64 via 2001:db8:1::a
	container "$boxA" "$hostA" a
	container "$boxB" "$hostB" b
}

# answered COUNT: boxB answers boxA
answered()
{
	on "$boxA" ping -c "$1" -i 0.2 -W $((2 * SLOWNESS)) "$TENANT:0:b"
}
