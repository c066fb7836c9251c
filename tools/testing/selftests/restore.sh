# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# A namespace with something of everything in it, for the tests of "idloc save" and "idloc restore".

# shellcheck source=tools/testing/selftests/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# ila NS WORD...
ila()
{
	idloc -n "$1" ila "${@:2}"
}

# links NS: interfaces as everything needs them: eth0 with an address, t0 and the VRFs
links()
{
	must ip -n "$1" link add eth0 type dummy
	must ip -n "$1" link add t0 type dummy
	must ip -n "$1" link add vrf1 type vrf table 101
	must ip -n "$1" link add t1 type dummy
	must ip -n "$1" link set t1 master vrf1
	for dev in eth0 t0 vrf1 t1; do
		must ip -n "$1" link set "$dev" up
	done
	must ip -n "$1" addr add 2001:db8:1::1/64 dev eth0 nodad
	must ip -n "$1" addr add 2001:db8:1::2/128 dev eth0 nodad
}

# everything NS: each kind of thing, with each of its words
everything()
{
	must ila "$1" set adj-compat intree hook-position intree csum-reserved pass icmp-errors off unknown-ident pass
	must ila "$1" underlay add eth0
	must ila "$1" vnid add 5 prefix fd00:5:5:5:5:5::/96
	must ila "$1" vnid add 7 prefix fd00:1:2:3:4:5::/96 sir-prefix 3333:0:0:7::/64 vrf vrf1 src-mode sir mark 0x1f mcast-flags 1
	must ila "$1" vnid add 300 prefix fd00:1:2:3:4:6::/96 dev t0 csum-mode adj-transport
	must ila "$1" group add 7 ff1e::1
	must ila "$1" group add 7 ff1e::2
	must ila "$1" group add 300 ff0e::1
	must ila "$1" group join 7 ff1e::1 locator 2001:0:88:0
	must ila "$1" group join 7 ff1e::1 locator 2001:0:87:1
	must ila "$1" group join 7 ff1e::1 dev t1
	must ila "$1" group join 300 ff0e::1 dev t0
	must ila "$1" locator add west 2001:0:88:0
	must ila "$1" locator add here 2001:0:87:0 local
	must ila "$1" locator add "a b#\"c'" 2001:0:86:0
	must ila "$1" xlat add 2001:0:90:0 sir-prefix 3333:0:0:9::/64 csum-mode no-action ident-type luid
	must ila "$1" xlat add 2001:0:91:0 sir-prefix 3333:0:0:9:: dev eth0
	must ip -n "$1" ila add loc_match 2001:0:92:0 loc 3333:0:0:a csum-mode adj-transport ident-type use-format dev t0
	must ip -n "$1" ila add loc_match 2001:0:87:0 loc 3333:0:0:b csum-mode neutral-map
	must ila "$1" map add 3333:0:0:1:2000::1 locator 2001:0:86:0
	must ila "$1" map add 3333:0:0:1:2000::1 source bgp priority 5 locator west no-counters
	must ila "$1" map add 3333:0:0:1:2000::1 source 99 dev eth0 locator here csum-mode no-action
	must ila "$1" map add 3333:0:0:1:2000::2 locator "a b#\"c'" lifetime 5000 csum-mode neutral-map-auto
	must ila "$1" map add 3333:0:0:1:2000::3 locator here csum-mode adj-transport
	must ila "$1" map add 3333:0:0:1::/64 locator west miss fallback redirect
	must ila "$1" map add 3333:0:0:2::/64 miss drop
	must ila "$1" map add 3333:0:0:3::/64 miss queue priority 0xffffffff
	must ila "$1" map add fd00:1:2:3:4:5::/96 vnid 7 locator west
	must ila "$1" map add fd00:1:2:3:4:5:a:b vnid 7 dev vrf1 locator 2001:0:88:0
	must ila "$1" map add fd00:1:2:3:4:6:a:b vnid 300 locator west
	must ila "$1" route add 3333:0:0:1::/64 mapped dev eth0
	must ila "$1" route add 3333:0:0:4::/64 locator 2001:0:88:0 ident-type luid via 2001:db8:1::9 dev eth0 metric 7 \
		table 55 proto bgp src 2001:db8:1::2
	must ila "$1" route append 3333:0:0:4::/64 locator 2001:0:89:0 ident-type luid via 2001:db8:1::a dev eth0 metric 7 \
		table 55 proto bgp src 2001:db8:1::2 weight 4
	must ila "$1" route add 3333:0:0:5:2000::/128 locator 2001:0:88:0 csum-mode no-action underlay-table 101 dev eth0
	must ila "$1" route add 2001:0:95::/64 locator 3333:0:0:6 hook-type input ident-type luid via fe80::99 dev eth0 onlink
	must ila "$1" route add fd00:1:2:3:4:5:1:1/128 locator 2001:0:88:0 vnid 7 vrf vrf1 dev t1
	must ila "$1" route add fd00:1:2:3:4:5::/96 mapped vnid 7 table 101 dev t1
}

# save NS FILE
save()
{
	idloc -n "$1" save >"$2"
}

# steady FILE: without what passes
steady()
{
	sed -E 's/ lifetime [0-9]+//' "$1"
}

# like_before NS FILE: is all as in the file, also without the tool's own opinion?
like_before()
{
	idloc -n "$1" restore --check "$2" || return
	save "$1" "$TEST_TMP/now" && diff <(steady "$2") <(steady "$TEST_TMP/now")
}
