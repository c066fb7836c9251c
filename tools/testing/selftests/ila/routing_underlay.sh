#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A route names the table, or the VRF, where its locator is looked up: a tenant in a VRF
# reaches an underlay in another one, or in a table that no rule leads to. `idloc ila route`
# gives it and shows it; ip shows the rest.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

need idloc
[ "$ILA" = ours ] || skip_all "the in-tree module ignores the attribute"

# arrives NAME: a datagram to SIR_B leaves in wire form
arrives()
{
	like "$1" "$(wire udp -s $SRC -d $SIR_B -D text)" " dst=$LOC_B:3000:0:1:333 .*csum=ok"
}

# lost NAME: it does not, and is counted
lost()
{
	local before

	before=$(counter "$r" drop-no-route)
	is "$1" "$(no_wire udp -s $SRC -d $SIR_B -D text)" ""
	is "$1: counted" "$(counter "$r" drop-no-route)" $((before + 1))
}

# routes ARGUMENTS: of the tool, in r
routes()
{
	idloc -n "$r" ila route "$@"
}

# refused NAME TEXT ARGUMENTS: by the kernel, in its own words
refused()
{
	local name=$1 text=$2

	shift 2
	like "$name" "$(routes "$@" 2>&1)" "refused by the kernel: .*$text"
}

topo_wire
like "no ILA route yet" "$(routes)" '^$'

# A table that no rule leads to. The interface of the ILA route is not the underlay's.
plain="add $SIR_B locator $LOC_B ident-type luid dev eth1"
# shellcheck disable=SC2086 # words
check "a route that names table 100" routes $plain underlay-table 100
lost "without such a table"
must ip -n "$r" -6 route add $LOC_B::/64 via 2001:db8:1::2 table 100
arrives "with a route there"
must ip -n "$r" -6 rule add to $LOC_B::/64 prohibit
arrives "rules do not matter"
must ip -n "$r" -6 rule del to $LOC_B::/64 prohibit
must ip -n "$r" -6 route add $LOC_B::/64 via 2001:db8:1::2
must ip -n "$r" -6 route del $LOC_B::/64 table 100
lost "nor do other tables"
check "changed to no table" routes replace $SIR_B locator $LOC_B ident-type luid dev eth2
arrives "it goes by the rules again"
check "and to the one of that route" routes replace $SIR_B locator $LOC_B ident-type luid dev eth1 underlay-table 254
arrives "which then is found whatever the interface"

line="$SIR_B/128 locator $LOC_B csum-mode neutral-map ident-type luid hook-type output underlay-table 254 dev eth1 \
table 254 metric 1024"
is "it is shown" "$(routes)" "${line/$SIR:/3333::1:}"
is "in JSON" "$(idloc -n "$r" -j ila route | jq -c '.[] | [.dst, .locator, ."underlay-table", .dev]')" \
	"[\"3333::1:2000:0:1:87/128\",\"$LOC_B\",254,\"eth1\"]"
is "ip shows the rest of it" "$(ip -n "$r" -6 route show $SIR_B | xargs)" \
	"3333::1:2000:0:1:87 encap ila $LOC_B csum-mode neutral-map ident-type luid hook-type output dev eth1 metric 1024 pref medium"
# shellcheck disable=SC2046 # words
check "what is shown can be given back" routes replace $(routes)
is "and is the same" "$(routes)" "${line/$SIR:/3333::1:}"
check "it is deleted" routes del $SIR_B
is "and gone" "$(routes)" ""

# The tenant in one VRF, the underlay in another
for vrf in red:10 blue:20; do
	must ip -n "$r" link add ${vrf%:*} type vrf table ${vrf#*:}
	must ip -n "$r" link set ${vrf%:*} up
	must ip -n "$r" -6 route add unreachable default table ${vrf#*:} metric 4278198272
done
must ip -n "$r" -6 route del $LOC_B::/64
must ip -n "$r" link set eth1 master red
must ip -n "$r" link set eth2 master blue
addr "$r" eth1 2001:db8:a::1/64
addr "$r" eth2 2001:db8:1::1/64
must ip -n "$r" neigh replace 2001:db8:1::2 dev eth2 lladdr "$(lladdr "$w" eth1)" nud permanent
must ip -n "$r" neigh replace $SRC dev eth1 lladdr "$(lladdr "$a" eth0)" nud permanent
must ip -n "$r" -6 route add $LOC_B::/64 via 2001:db8:1::2 vrf blue
# shellcheck disable=SC2086 # words
must routes $plain vrf red
lost "the tenant's own VRF does not have the locator"
check "the other VRF is named" routes replace $SIR_B locator $LOC_B ident-type luid dev eth1 vrf red underlay-vrf blue
arrives "from one VRF into the other"
like "it is shown with the VRF's table" "$(routes)" "underlay-table 20 dev eth1 table 10 "

# An error from there
must ip -n "$r" -6 route add 2001:db8:a::/64 dev eth1 vrf blue
quote=$(made udp -s $SRC -d $LOC_B:3000:0:1:333 -D text)
got=$(pktcap -N "$a" -i eth0 -I -n 1 -t $((2000 * SLOWNESS)) -p 58 -d $SRC -- \
	pktsend -N "$w" -i eth1 -m "$(lladdr "$r" eth2)" 58 -C 2 -s 2001:db8:1::2 -d $SRC -x "0300 0000 00000000 $quote" |
	grep ^pkt)
hex=$(field "$got" hex)
is "an error from there quotes the SIR address" "${hex:144:32}" "$(addr_hex $SIR_B)"

refused "no gateway beside it" "without gateway" add $SIR:2000::/67 locator $LOC_B via 2001:db8:1::2 dev eth2 underlay-table 20
refused "not for input" "hook-type output" add $SIR:2000::/67 locator $LOC_B dev eth2 hook-type input underlay-table 20
refused "what exists" "exists" add $SIR_B locator $LOC_B dev eth1 vrf red underlay-table 20
nl()
{
	nlraw -N "$r" route add $SIR:2000::/67 dev eth2 encap 3 1:2001000000870000 7:01 "$@" 2>&1
}
like "table 0 is none" "$(nl 129:00000000)" "not a routing table"
like "a short one" "$(nl 129:0000)" "wrong size"
like "an attribute of tomorrow" "$(nl 131:00000000)" "unknown attribute"
like "a bad word" "$(routes add $SIR_B locator $LOC_B:1 dev eth1 2>&1)" 'locator cannot be'
like "no VRF" "$(routes add $SIR_B locator $LOC_B dev eth1 underlay-vrf eth2 2>&1)" 'underlay-vrf cannot be "eth2"'
like "no locator" "$(routes add $SIR_B dev eth1 2>&1)" "needs a locator"
like "half a pair" "$(routes add $SIR_B locator 2>&1)" "locator needs a value"
is "nothing of this is there" "$(routes | wc -l)" 1
