#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Isolation of virtual networks, as attacks: a hostile tenant with raw sockets that knows
# every locator and VNID, somebody on the underlay, and a container of no tenant. Nothing
# reaches a tenant, and each packet is in the counter of its reason.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/virtual.sh
. ../virtual.sh

# How many random packets, from the tenant and from the underlay
: "${ATTACK_COUNT:=5000}"

# The last word is right, so that a receiver would deliver the packet.
SIR_1=$SIR:6123:4567:a:b SIR_2=$SIR:6765:4321:a:b
WIRE_1=$LOC_B:7123:4567:a:2608

c=''

# victims COMMAND...: how many packets reach a tenant meanwhile; the hostile one is t2a
victims()
{
	local name point=(pktcap -i eth0 -I -q -t $((120000 * SLOWNESS)) -g $((150 * SLOWNESS)) -p 17)

	"${point[@]}" -N "$t1a" -o "$TEST_TMP/t1a" -- "${point[@]}" -N "$t1b" -o "$TEST_TMP/t1b" -- \
		"${point[@]}" -N "$t2b" -o "$TEST_TMP/t2b" -- "$@" >/dev/null
	for name in t1a t1b t2b; do
		field "$(<"$TEST_TMP/$name")" packets
	done | paste -sd ' '
}

# attack NAME COUNTER HOST FROM DEV MAC PKTSEND-ARGUMENTS
attack()
{
	local name=$1 before

	before=$(drops "$3" "$2")
	is "$name: reaches nobody" "$(victims pktsend -N "$4" -i "$5" -m "$6" udp "${@:7}" -D x)" "0 0 0"
	is "$name: drop-vnid-$2" "$(drops "$3" "$2")" $((before + 1))
}

from_tenant()
{
	attack "tenant, $1" "$2" "$r1" "$t2a" eth0 "$(lladdr "$r1" t2)" "${@:3}"
}

from_underlay()
{
	attack "underlay, $1" "$2" "$r2" "$w" eth2 "$(lladdr "$r2" eth1)" "${@:3}"
}

from_nobody()
{
	attack "no tenant, $1" "$2" "$r1" "$c" eth0 "$(lladdr "$r1" c0)" "${@:3}"
}

# random WHO: hex of packets that are wrong in at least one way: what is right for WHO,
# the tenant or the underlay, is left out
random()
{
	awk -v who="$1" -v n="$ATTACK_COUNT" -v locs="20010000008600002001000000870000" \
		-v tp=fd0000010002000300040005 -v sir=3333000000000001 'BEGIN {
		srand(who == "tenant" ? 1 : 2)
		for (i = 0; i < n;) {
			src = address(); from = kind
			dst = address()
			if (who == "tenant" && from == "tenant" && kind == "tenant") continue
			if (who == "tenant" && substr(dst, 1, 2) == "ff") continue
			if (who == "underlay" && kind == "wire1" && from == "tenant") continue
			if (who == "underlay" && kind == "wire2" && from == "sir2") continue
			printf "60000000000a1140%s%s03e80009000a00007878\n", src, dst
			i++
		}
	}
	function hex(digits,    s) {
		while (digits--) s = s sprintf("%x", int(rand() * 16))
		return s
	}
	function upper(    r) {
		r = int(rand() * 5)
		if (r == 0) { kind = ""; return hex(16) }
		if (r == 1) { kind = "sir"; return sir }
		if (r == 2) { kind = "sir"; return sir }
		kind = "wire"
		return substr(locs, r == 3 ? 1 : 17, 16)
	}
	function address(    u, r) {
		if (rand() < 0.3) { kind = "tenant"; return tp "000a000" (rand() < 0.5 ? "a" : "b") }
		u = upper()
		r = int(rand() * 4)
		if (r == 0) { kind = ""; return u hex(16) }
		if (r == 1) { kind = kind "1"; return u (rand() < 0.5 ? 6 : 7) "1234567" "000a" (rand() < 0.5 ? "2608" : hex(4)) }
		if (r == 2) { kind = kind "2"; return u (rand() < 0.5 ? 6 : 7) "7654321" "000a" (rand() < 0.5 ? "4161" : hex(4)) }
		r = int(rand() * 16)
		kind = r == 6 || r == 7 ? kind "1" : ""
		return u sprintf("%x", r) "1234567" "000a000b"
	}'
}

topo_virtual
ns c
link "$r1" c0 "$c" eth0
must ip -n "$r1" addr add 2001:db8:c::1/64 dev c0 nodad
addr "$c" eth0 2001:db8:c::2/64
locator "$r1" $LOC_A
locator "$r2" $LOC_B
both dev 1 $V1
both dev 2 $V2 src-mode sir sir-prefix $SIR::
# Roads that are there for others.
must ip -n "$r1" -6 route add $SIR::/64 via 2001:db8:1::2
must ip -n "$w" -6 route add $SIR::/64 via 2001:db8:2::1
check "before: tenant 1" on "$t1a" ping -q -c1 -W3 $TB
check "before: tenant 2" on "$t2a" ping -q -c1 -W3 $TB

from_tenant "wire form of the other tenant" destination -s $TA -d $WIRE_1
from_tenant "wire form of its own" destination -s $TA -d $LOC_B:7765:4321:a:4161
from_tenant "wire form to this host" destination -s $TA -d $LOC_A:7123:4567:a:2608
from_tenant "a locator that we do not know" destination -s $TA -d 2001:0:88:0:7123:4567:a:2608
from_tenant "SIR form of the other tenant" destination -s $TA -d $SIR_1
from_tenant "SIR form of its own" destination -s $TA -d $SIR_2
from_tenant "another tenant prefix" destination -s $TA -d fd00:9:9:9:9:9:a:b
from_tenant "the underlay" destination -s $TA -d 2001:db8:1::2
from_tenant "the host's own address" destination -s $TA -d 2001:db8:1::1
from_tenant "a source outside its prefix" source -s 2001:db8::1 -d $TB
from_tenant "a source in SIR form" source -s $SIR_1 -d $TB
from_tenant "a source in wire form" source -s $LOC_A:7123:4567:a:2608 -d $TB

# The host's answer to one tenant is not for the other, who has the same address.
before=$(drops "$r1" scope)
is "tenant, its hop limit runs out: the other hears nothing" \
	"$(pktcap -N "$t1a" -i eth0 -I -n 1 -t 1500 -p 58 -T 3 -- \
		pktsend -N "$t2a" -i eth0 -m "$(lladdr "$r1" t2)" udp -s $TA -d $TB -H 1 -D x | grep -c '^pkt')" 0
is "tenant, its hop limit runs out: drop-vnid-scope" "$(drops "$r1" scope)" $((before + 1))

from_underlay "an unknown VNID" unknown -s $TA -d $LOC_B:7123:4568:a:b
from_underlay "tenant form" tenant-form -s $TA -d $TB
from_underlay "another tenant's source" source -s $SIR:6123:4567:a:a -d $LOC_B:7765:4321:a:4161
from_underlay "a source in tenant form where SIR form is due" source -s $TA -d $LOC_B:7765:4321:a:4161
from_underlay "a source in SIR form with the C-bit" source -s $SIR:7765:4321:a:a -d $LOC_B:7765:4321:a:4161
from_underlay "a source outside the prefix" source -s 2001:db8::1 -d $WIRE_1
from_underlay "reserved type 6" type -s $TA -d $LOC_B:c123:4567:a:b
from_underlay "reserved type 7" type -s $TA -d $LOC_B:f123:4567:a:b
from_underlay "an IPv4 identifier" type -s $TA -d $LOC_B:5123:4567:a:b
is "underlay, a group that is not known: reaches nobody" \
	"$(victims pktsend -N "$w" -i eth2 -m "$(lladdr "$r2" eth1)" udp -s $TA -d $LOC_B:9123:4567:e000:b -D x)" "0 0 0"
is "underlay, a group that is not known: drop-group-unknown" "$(counter "$r2" drop-group-unknown)" 1

from_nobody "wire form" interface -s $TB -d $LOC_A:7123:4567:a:2608
from_nobody "tenant form" scope -s 2001:db8:c::2 -d $TA
from_nobody "tenant form and source" scope -s $TA -d $TB

# No scope of its own: the tenant's route is there for all, and it alone may use it.
must idloc -n "$r1" ila route add $TB/128 locator $LOC_B vnid $V1 dev eth2 underlay-table 254
from_nobody "the route of a tenant" scope -s $TA -d $TB
before=$(drops "$r2" unknown)
is "$ATTACK_COUNT random packets of the tenant reach nobody" \
	"$(random tenant | victims pktsend -N "$t2a" -i eth0 -m "$(lladdr "$r1" t2)" hex -)" "0 0 0"
is "nor leave the host in wire form" "$(drops "$r2" unknown)" "$before"
is "$ATTACK_COUNT random packets from the underlay reach nobody" \
	"$(random underlay | victims pktsend -N "$w" -i eth2 -m "$(lladdr "$r2" eth1)" hex -)" "0 0 0"
at_least "most of the tenant's were counted" "$(($(drops "$r1" destination) + $(drops "$r1" source)))" \
	$((ATTACK_COUNT * 9 / 10))
for reason in unknown tenant-form source type; do
	at_least "the underlay's were, as $reason" "$(drops "$r2" $reason)" $((ATTACK_COUNT / 500))
done
check "after: tenant 1" on "$t1a" ping -q -c1 -W3 $TB
check "after: tenant 2" on "$t2a" ping -q -c1 -W3 $TB
