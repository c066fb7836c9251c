#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The cases of the benchmark, in one guest. Started by bench/run; one check per case, the
# figures in $TEST_OUT/results: case, compared with, target, microseconds of each run.
# timeout: 600
# cpus: 1
set -u
cd "$(dirname "$0")" || exit

# What bench/run says on the kernel's command line: bench.NAME=VALUE
declare -A BENCH=()
for word in $(</proc/cmdline); do
	[[ $word =~ ^bench\.([a-z]+)=(.*)$ ]] && BENCH[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
done

# shellcheck source=tools/testing/selftests/lib.sh
. ../selftests/lib.sh
# shellcheck source=tools/testing/bench/router.sh
. ./router.sh

[ -n "${BENCH[icount]:-}" ] || bail "time is not instructions here: start tools/testing/bench/run"

# The paper's example: a luid behind a locator; in mode neutral-map the C-bit is set.
PREFIX=3333:0:0:1
LOCATOR=2001:0:87:0
ID=2000:0:1:87
SIR=3333::1:$ID
WIRE=$LOCATOR:$ID
NEUTRAL=$LOCATOR:3000:0:1:333
AUTO=$LOCATOR:2000:0:1:1333

WITH_CSUM=(against=plain-csum udp=csum csum=ok)

plain_route()
{
	route $SIR/128 via "$NEXT_HOP" dev out0
}

cases_plain()
{
	local right=$mac

	plain_route
	mac=02:00:00:00:00:ff
	measure drop $SIR "" refused=yes
	mac=$right
	measure plain $SIR $SIR
	measure plain-csum $SIR $SIR "${WITH_CSUM[@]}"
}

# ila_out MODE WHERE...: an output route of the module that is loaded
ila_out()
{
	local mode=$1

	shift
	route "${PREFIX_LEN:-$SIR/128}" encap ila $LOCATOR csum-mode "$mode" ident-type luid "$@"
}

# The underlay's route to the locator, for the cases without gateway
underlay()
{
	must ip -n "$router" -6 route "$1" $LOCATOR::/64 via "$NEXT_HOP" dev out0
}

cases_intree_out()
{
	ila_out no-action via "$NEXT_HOP" dev out0
	measure intree-out-gateway-no-action $SIR $WIRE
	ila_out neutral-map-auto via "$NEXT_HOP" dev out0
	measure intree-out-gateway-neutral-map-auto $SIR $AUTO
	# Its patch goes the wrong way, and so the checksum is wrong afterwards.
	ila_out adj-transport via "$NEXT_HOP" dev out0
	measure intree-out-gateway-adj-transport $SIR $WIRE against=plain-csum udp=csum csum=bad
	underlay add
	ila_out no-action dev out0
	measure intree-out-host $SIR $WIRE
	PREFIX_LEN=$PREFIX::/64 ila_out no-action dev out0
	measure intree-out-prefix $SIR $WIRE
	underlay del
}

# mapping MODE: the only one
mapping()
{
	unmap
	must ip -n "$router" ila add loc_match $LOCATOR loc $PREFIX csum-mode "$1" ident-type luid
}

unmap()
{
	ip -n "$router" ila del loc_match $LOCATOR loc $PREFIX
}

# hooked MODULE: netfilter calls it, and no other, for IPv6 packets that come in
hooked()
{
	if ! modprobe -nq nfnetlink_hook; then
		skip "netfilter calls $1" "this kernel cannot list its hooks"
		return
	fi
	like "netfilter calls $1" "$(on "$router" nft list hooks ip6 | grep -A2 'hook prerouting' | xargs)" \
		"^hook prerouting \{ [-0-9+]+ [a-z0-9_]+ \\[$1\\] }$"
}

cases_intree_hook()
{
	plain_route
	mapping no-action
	measure intree-hook-hit-no-action $WIRE $SIR
	mapping neutral-map-auto
	measure intree-hook-hit-neutral-map-auto $AUTO $SIR
	mapping adj-transport
	measure intree-hook-hit-adj-transport $WIRE $SIR against=plain-csum udp=csum csum=bad
	hooked ila
	measure intree-hook-miss $SIR $SIR
	unmap
}

cases_out_gateway()
{
	ila_out no-action via "$NEXT_HOP" dev out0
	measure out-gateway-no-action $SIR $WIRE target=160 counts=out-translated
	ila_out neutral-map via "$NEXT_HOP" dev out0
	measure out-gateway-neutral-map $SIR $NEUTRAL target=160 counts=out-translated
	ila_out neutral-map-auto via "$NEXT_HOP" dev out0
	measure out-gateway-neutral-map-auto $SIR $AUTO target=160 counts=out-translated
	ila_out adj-transport via "$NEXT_HOP" dev out0
	measure out-gateway-adj-transport $SIR $WIRE target=160 counts=out-translated "${WITH_CSUM[@]}"
}

# errors on|off: may ICMPv6 errors be brought back; on, a namespace with such routes has the hook
errors()
{
	must idloc -n "$router" ila set icmp-errors "$1"
}

# The same with the hook for ICMPv6 errors, which is the default
cases_errors()
{
	ila_out no-action via "$NEXT_HOP" dev out0
	errors on
	hooked ila
	measure out-gateway-no-action-errors $SIR $WIRE counts=out-translated
	ila_out neutral-map via "$NEXT_HOP" dev out0
	measure out-gateway-neutral-map-errors $SIR $NEUTRAL counts=out-translated
	errors off
}

cases_out_lookup()
{
	underlay add
	ila_out no-action dev out0
	measure out-host $SIR $WIRE counts=out-translated
	PREFIX_LEN=$PREFIX::/64 ila_out no-action dev out0
	measure out-prefix $SIR $WIRE counts=out-translated
	underlay del
}

cases_in()
{
	route $WIRE/128 encap ila $PREFIX csum-mode no-action ident-type luid hook-type input via "$NEXT_HOP" dev out0
	measure in-gateway $WIRE $SIR counts=in-route-translated
	plain_route
	must ip -n "$router" -6 route add $WIRE/128 encap ila $PREFIX csum-mode no-action ident-type luid \
		hook-type input dev out0
	measure in-reroute $WIRE $SIR counts="in-route-translated route-lookups"
	must ip -n "$router" -6 route del $WIRE/128
}

cases_hook()
{
	plain_route
	mapping no-action
	measure hook-hit-no-action $WIRE $SIR target=220 counts=in-map-translated
	mapping neutral-map
	measure hook-hit-neutral-map $NEUTRAL $SIR target=220 counts=in-map-translated
	mapping adj-transport
	measure hook-hit-adj-transport $WIRE $SIR target=220 counts=in-map-translated "${WITH_CSUM[@]}"
	hooked ila
	measure hook-miss $SIR $SIR target=120
	unmap
}

# Hooks that do nothing, or nearly: what being called by netfilter costs by itself.
cases_hook_floor()
{
	plain_route
	# br_netfilter's hook in IPv6 PREROUTING looks at one bit of the packet.
	must modprobe br_netfilter
	must ip -n "$router" link add br0 type bridge
	hooked br_netfilter
	measure empty-hook $SIR $SIR
	must ip -n "$router" link del br0
	must rmmod br_netfilter
	must modprobe nf_tables
	must on "$router" nft "add table ip6 t; add chain ip6 t c { type filter hook prerouting priority raw; }"
	measure empty-nft-chain $SIR $SIR
	must on "$router" nft delete table ip6 t
}

# The cost of virtual networks: the guard in front of everybody, and both ways of a tenant,
# with one of them and with a hundred thousand.
cases_vnid()
{
	local many TENANT=fd00:1:2:3:4:5 V=0x1234567

	must idloc -n "$router" ila vnid add $V prefix $TENANT::/96
	plain_route
	measure vnid-guard $SIR $SIR
	unroute
	must idloc -n "$router" ila vnid flush
	export BENCH_SRC=$TENANT:a:a
	for many in "" -many; do
		must idloc -n "$router" ila vnid add $V prefix $TENANT::/96 dev in0
		[ -z "$many" ] || must manyvnids -N "$router" -n 99999 -d in0
		route $TENANT:a:b/128 via "$NEXT_HOP" dev out0
		measure vnid-scope$many $TENANT:a:b $TENANT:a:b
		unroute
		must idloc -n "$router" ila route add $TENANT:a:b/128 locator $LOCATOR vnid $V via "$NEXT_HOP" dev out0
		measure vnid-out$many $TENANT:a:b "$LOCATOR:7123:4567:a:*" against=vnid-scope$many target=220 \
			counts="out-translated out-vnid-translated"
		must ip -n "$router" -6 route del $TENANT:a:b/128
		wait_for 5 idloc -n "$router" ila vnid del $V || bail "a virtual network in use"
		must idloc -n "$router" ila vnid flush

		must idloc -n "$router" ila vnid add $V prefix $TENANT::/96
		[ -z "$many" ] || must manyvnids -N "$router" -n 99999
		must idloc -n "$router" ila underlay add in0
		must ip -n "$router" ila add loc_match $LOCATOR loc $PREFIX csum-mode neutral-map ident-type use-format
		route $TENANT:a:b/128 via "$NEXT_HOP" dev out0
		measure vnid-in$many $LOCATOR:7123:4567:a:2608 $TENANT:a:* target=280 \
			counts="in-map-translated in-vnid-translated"
		unroute
		unmap
		must idloc -n "$router" ila underlay del in0
		must idloc -n "$router" ila vnid flush
	done
	unset BENCH_SRC
}

# maps COUNT FIRST ARGUMENTS...: the table's only mappings, all to the locator
maps()
{
	must manymaps flush -N "$router"
	must manymaps add -N "$router" -n "$1" -f "$2" -L $LOCATOR -t -C "${@:3}"
}

# looked_up NAME DESTINATION PATTERN ARGUMENTS...: by a route that asks the mapping table
looked_up()
{
	measure "$1" "$2" "$3" against=out-gateway-neutral-map counts="out-translated out-map-translated" "${@:4}"
}

# The mapping table: what a lookup costs beyond a route for the identifier alone, among few
# and among many, and among keys that somebody chose to collide. The address of the other
# cases is number 65670.
cases_map()
{
	local n kind

	route $PREFIX::/64 encap ila 0:0:0:0 csum-mode neutral-map ident-type luid via "$NEXT_HOP" dev out0
	maps 10 65665
	looked_up map-10 $SIR $NEUTRAL
	must manymaps flush -N "$router"
	must manymaps add -N "$router" -n 10 -f 65665 -L $LOCATOR
	looked_up map-10-counted $SIR $NEUTRAL
	maps 1000 65000
	looked_up map-1000 $SIR $NEUTRAL
	for kind in random adversarial; do
		maps 100000 0 -k $kind
		# Chains differ: some keys are the first of theirs.
		for n in 1 2 3; do
			looked_up map-$kind-$n "$(nth $((n * 30000)) $kind)" "$LOCATOR:*"
		done
	done
	maps 1000000 0
	looked_up map-1000000 $SIR $NEUTRAL
	must manymaps flush -N "$router"
	unroute
}

# nth NUMBER KIND: that address of manymaps
nth()
{
	manymaps print -n 1 -f "$1" -k "$2" | sed 's/..../&:/g; s/:$//'
}

cases_others()
{
	must ip -n "$router" sr tunsrc set 2001:db8:2::1
	route $SIR/128 encap seg6 mode encap segs "$NEXT_HOP" dev out0
	measure srv6-encap $SIR "$NEXT_HOP" csum=none
	route $SIR/128 encap seg6 mode inline segs "$NEXT_HOP" dev out0
	measure srv6-inline $SIR "$NEXT_HOP"
	must ip -n "$router" link add tun0 type ip6tnl mode ip6ip6 local 2001:db8:2::1 remote "$NEXT_HOP" dev out0
	must ip -n "$router" link set tun0 addrgenmode none
	must ip -n "$router" link set tun0 multicast off up
	route $SIR/128 dev tun0
	measure ip6ip6 $SIR "$NEXT_HOP" csum=none
	must ip -n "$router" link add vx0 type vxlan id 1 local 2001:db8:2::1 remote "$NEXT_HOP" dstport 4789 dev out0
	must ip -n "$router" link set vx0 addrgenmode none
	must ip -n "$router" link set vx0 multicast off up
	must ip -n "$router" neigh replace 2001:db8:3::2 dev vx0 lladdr 02:00:00:00:00:03 nud permanent
	route $SIR/128 via 2001:db8:3::2 dev vx0 onlink
	measure vxlan $SIR "$NEXT_HOP" csum=partial
	unroute
	must ip -n "$router" link del vx0
	must ip -n "$router" link del tun0
}

# A namespace that has had a policy rule once looks routes up differently for ever.
cases_rule()
{
	must ip -n "$router" -6 rule add from 2001:db8:ffff::/48 lookup 77
	plain_route
	measure plain-rule $SIR $SIR
	underlay add
	ila_out no-action dev out0
	measure out-host-rule $SIR $WIRE against=plain-rule counts="out-translated route-lookups"
	underlay del
}

all_cases()
{
	must modprobe -a pktgen veth dummy
	router_up r
	cases_plain
	if ila_intree_path >/dev/null; then
		ila_load intree
		cases_intree_out
		cases_intree_hook
	fi
	unroute
	ila_load ours
	errors off
	cases_out_gateway
	cases_errors
	cases_out_lookup
	cases_in
	cases_hook
	cases_vnid
	cases_map
	cases_hook_floor
	cases_others
	plain_route
	measure plain-end $SIR $SIR
	unroute
	router_up ruled
	errors off
	cases_rule
}

all_cases
