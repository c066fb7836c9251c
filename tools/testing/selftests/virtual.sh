# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# Two tenants on two hosts, on top of ila/topo.sh. Their addresses are the same.
#
#   t1a - t1 r1 eth2 --- eth1 w eth2 --- eth1 r2 t1 - t1b      tenant 1, VNID $V1
#   t2a - t2 r1                               r2 t2 - t2b      tenant 2, VNID $V2
#
# The tenant prefix is $TP; $TA is behind r1, $TB behind r2. The links of w are
# 2001:db8:1::/64 and 2::/64, its end is ::2, and it has the routes to the locators:
# LOC_A to r1, LOC_B to r2.
set -u

# shellcheck source=tools/testing/selftests/ila/topo.sh
. "$(dirname "${BASH_SOURCE[0]}")/ila/topo.sh"

t1a='' t1b='' t2a='' t2b=''

TP=fd00:1:2:3:4:5
TA=$TP:a:a TB=$TP:a:b
# Those of the published vectors.
# shellcheck disable=SC2034
V1=0x1234567 V2=0x7654321
# shellcheck disable=SC2034
WIRE_HEAD_1=7123:4567 WIRE_HEAD_2=7765:4321

# underlay NS DEV ADDRESS GATEWAY LOCATOR: of the other host
underlay()
{
	must ip -n "$1" -6 route add "$5::/64" via "$4" dev "$2"
	must idloc -n "$1" ila underlay add "$2"
}

# container NS ADDRESS HOST DEV
container()
{
	link "$3" "$4" "$1" eth0
	must ip -n "$3" addr add fe80::1/64 dev "$4" nodad
	addr "$1" eth0 "$2/128"
	must ip -n "$1" -6 route add default via fe80::1 dev eth0
}

topo_virtual()
{
	[ "$ILA" = ours ] || skip_all "the in-tree module has no virtual networks"
	need idloc
	ns r1 w r2 t1a t1b t2a t2b
	wire_up "$r1" eth2 "$w" eth1 1
	wire_up "$r2" eth1 "$w" eth2 2
	forwarding "$r1" "$w" "$r2"
	container "$t1a" $TA "$r1" t1
	container "$t2a" $TA "$r1" t2
	container "$t1b" $TB "$r2" t1
	container "$t2b" $TB "$r2" t2
	must ip -n "$w" -6 route add $LOC_A::/64 via 2001:db8:1::1
	must ip -n "$w" -6 route add $LOC_B::/64 via 2001:db8:2::1
	ila_load "$ILA"
	underlay "$r1" eth2 2001:db8:1::1 2001:db8:1::2 $LOC_B
	underlay "$r2" eth1 2001:db8:2::1 2001:db8:2::2 $LOC_A
}

# vnid NS ARGUMENTS
vnid()
{
	must idloc -n "$1" ila vnid "${@:2}"
}

# locator NS LOCATOR: whatever has a type in its identifier is looked at
locator()
{
	must ip -n "$1" ila add loc_match "$2" loc $SIR csum-mode neutral-map ident-type use-format
}

# into_vrf NS TENANT: its interface and its routes are in a VRF
into_vrf()
{
	must ip -n "$1" link add "vrf$2" type vrf table "10$2"
	must ip -n "$1" link set "vrf$2" up
	must ip -n "$1" link set "t$2" master "vrf$2"
	must ip -n "$1" addr add fe80::1/64 dev "t$2" nodad
}

# tenant NS NUMBER VNID HERE THERE LOCATOR SCOPE ARGUMENTS: the tenant on one host.
# SCOPE is dev, vrf, or none for one tenant alone.
tenant()
{
	local name=$1 number=$2 vnid=$3 here=$4 there=$5 loc=$6 scope=$7 where=() table=main mode=neutral-map out=eth2

	shift 7
	[[ " $* " =~ \ csum-mode\ ([a-z-]*) ]] && mode=${BASH_REMATCH[1]}
	case $scope in
	dev)
		where=(dev "t$number")
		table=10$number
		ip -n "$name" -6 rule list | grep -q "iif t$number" ||
			must ip -n "$name" -6 rule add iif "t$number" table "$table"
		must ip -n "$name" -6 route replace "$here/128" dev "t$number" metric "$((1000 + number))"
		;;
	vrf)
		where=(vrf "vrf$number")
		table=10$number
		must ip -n "$name" -6 route replace "$here/128" dev "t$number" table "$table"
		;;
	none)
		must ip -n "$name" -6 route replace "$here/128" dev "t$number"
		;;
	esac
	vnid "$name" add "$vnid" prefix $TP::/96 "${where[@]}" "$@"
	[ "$table" != main ] || table=254
	[ "$name" = "$r1" ] || out=eth1
	# The stack finds a sender in a VRF by the route's device.
	[ "$scope" != vrf ] || out=vrf$number
	# Not by the tenant's interface: the host would redirect it to its neighbours.
	must idloc -n "$name" ila route replace "$there/128" locator "$loc" csum-mode "$mode" \
		vnid "$vnid" dev "$out" underlay-table 254 table "$table"
}

# both SCOPE NUMBER VNID ARGUMENTS: one tenant on both hosts
both()
{
	tenant "$r1" "$2" "$3" $TA $TB $LOC_B "$1" "${@:4}"
	tenant "$r2" "$2" "$3" $TB $TA $LOC_A "$1" "${@:4}"
}

# no_tenants: forgets them all
no_tenants()
{
	local name table

	for name in "$r1" "$r2"; do
		for table in main 101 102; do
			ip -n "$name" -6 route flush $TP::/96 table "$table" 2>/dev/null
			ip -n "$name" -6 route flush root $TP::/96 table "$table" 2>/dev/null
		done
		wait_for 5 sh -c "idloc -n $name ila vnid flush && [ -z \"\$(idloc -n $name ila vnid)\" ]" ||
			bail "virtual networks that stay in $name"
	done
}

# drops NS NAME: a counter
drops()
{
	counter "$1" "drop-vnid-$2"
}
