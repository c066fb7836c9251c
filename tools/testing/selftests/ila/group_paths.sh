#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Multicast of virtual networks: what one tenant sends to a group is heard by its members on
# another host and behind another interface of the same, as it was sent and with one less
# in its hop limit for each host, whatever the checksum mode, the scope and the form of
# the source; and by nobody else. What is not to be copied is not, and nothing goes round.
# timeout: 240
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/virtual.sh
. ../virtual.sh

G=ff0e::1234

group()
{
	must idloc -n "$1" ila group "${@:2}"
}

# members VNID: $G, from r1 to r2 and there to t$2
members()
{
	group "$r1" add "$1" $G
	group "$r1" join "$1" $G locator $LOC_B
	group "$r2" add "$1" $G
	group "$r2" join "$1" $G dev "t$2"
}

no_groups()
{
	group "$r1" flush
	group "$r2" flush
	no_tenants
}

# heard PKTSEND-ARGUMENTS, from $FROM: what each of the tenants gets is in $TEST_TMP/NAME, what w
# does in $TEST_TMP/wire
heard()
{
	local point=(pktcap -I -t $((4000 * SLOWNESS)) -g $((150 * SLOWNESS)) -p 17)

	"${point[@]}" -N "$w" -i eth1 -o "$TEST_TMP/wire" -- \
		"${point[@]}" -N "$t1a" -i eth0 -o "$TEST_TMP/t1a" -- \
		"${point[@]}" -N "$t1b" -i eth0 -o "$TEST_TMP/t1b" -- \
		"${point[@]}" -N "$t2a" -i eth0 -o "$TEST_TMP/t2a" -- \
		"${point[@]}" -N "$t2b" -i eth0 -o "$TEST_TMP/t2b" -- \
		pktsend -N "$FROM" -i eth0 -m 33:33:00:00:12:34 "$@" >/dev/null
}

# numbers: packets that w, t1a, t1b, t2a and t2b had of it
numbers()
{
	local name

	for name in wire t1a t1b t2a t2b; do
		field "$(tail -1 "$TEST_TMP/$name")" packets
	done | paste -sd ' '
}

# at NAME FIELD
at()
{
	field "$(grep -m1 '^pkt ' "$TEST_TMP/$1")" "$2"
}

# as_sent NAME WHO HOPS HEX: it has what was sent but for the hop limit, and a right checksum
as_sent()
{
	is "$1: as it was sent, one hop less for each host" "$(at "$2" hex)" "${4:0:14}$(printf %02x "$3")${4:16}"
	is "$1: with a right checksum" "$(at "$2" csum)" ok
}

# one NAME MODE HEAD SOURCE: from tenant $FROM to the one on the other host, $TO; nobody else hears
one()
{
	local hex

	hex=$(made udp -s $TA -d $G -p 1000:9 -l 40 -H 64)
	heard udp -s $TA -d $G -p 1000:9 -l 40 -H 64
	is "$1: nobody else hears it" "$(numbers)" "$WHO"
	as_sent "$1" "$TO" 61 "$hex"
	like "$1: in wire form between" "$(at wire dst)" "^$LOC_B:$3:e000:"
	is "$1: its source there" "$(at wire src)" "$4"
	is "$1: its hop limit there" "$(at wire hlim)" 63
	[ "$2" = no-action ] || is "$1: right on the wire, too" "$(at wire csum)" ok
}

# talk NAME FROM TO DEV [DGRAM-ARGUMENTS]: by sockets that know nothing of it
talk()
{
	local receiver

	dgram recv -N "$3" -i eth0 -j $G -p 9 -n 200 -l 900 "${@:4}" >"$TEST_TMP/recv" &
	receiver=$!
	wait_for 5 grep -q ready "$TEST_TMP/recv"
	on "$2" true
	must dgram send -N "$2" -i eth0 -p 9 -c $G -n 200 -l 900 "${@:4}"
	wait $receiver
	like "$1: a socket hears all, once" "$(tail -1 "$TEST_TMP/recv")" "got=200 unique=200 bad=0"
}

# finished: mode no-action; a device on the way would know the wire's addresses alone
finished()
{
	pktcap -N "$w" -i eth1 -I -q -p 17 -t $((4000 * SLOWNESS)) -g $((150 * SLOWNESS)) -o "$TEST_TMP/wire" -- \
		dgram send -N "$t1a" -i eth0 -p 9 -c $G -n 20 -l 900
	is "no checksum is left to a device" "$(field "$(tail -1 "$TEST_TMP/wire")" packets) $(field "$(tail -1 "$TEST_TMP/wire")" partial)" "20 0"
	pktcap -N "$w" -i eth1 -I -q -p 17 -t $((4000 * SLOWNESS)) -g $((150 * SLOWNESS)) -o "$TEST_TMP/wire" -- \
		dgram send -N "$t1a" -i eth0 -p 9 -c $G -n 20 -l 900 -G 10
	is "nor are segments" "$(field "$(tail -1 "$TEST_TMP/wire")" packets) $(field "$(tail -1 "$TEST_TMP/wire")" partial)" "20 0"
}

# nothing NAME PKTSEND-ARGUMENTS: from t1a; nobody hears a copy
nothing()
{
	heard "${@:2}"
	is "$1: no copy" "$(numbers)" "0 0 0 0 0"
}

topo_virtual
locator "$r1" $LOC_A
locator "$r2" $LOC_B
tx_off "$w" eth2

# ---- interfaces as scope --------------------------------------------------------
for mode in "${MODES[@]}"; do
	both dev 1 $V1 csum-mode "$mode"
	both dev 2 $V2 csum-mode "$mode" src-mode sir sir-prefix $SIR::
	members $V1 1
	members $V2 2
	FROM=$t1a TO=t1b WHO="1 0 1 0 0"
	one "$mode" "$mode" "[89]${WIRE_HEAD_1:1}" $TA
	FROM=$t2a TO=t2b WHO="1 0 0 0 1"
	one "$mode, src-mode sir" "$mode" "[89]${WIRE_HEAD_2:1}" "3333::1:6${WIRE_HEAD_2:1}:a:a"
	talk "$mode" "$t1a" "$t1b"
	talk "$mode, many segments, src-mode sir" "$t2a" "$t2b" -G 10
	[ "$mode" != no-action ] || finished
	no_groups
done

# What passes is counted, and each copy that does not has a reason.
both dev 1 $V1 mark 16
both dev 2 $V2
members $V1 1
group "$r2" join $V1 $G locator $LOC_A
group "$r1" join $V1 $G dev t1
FROM=$t1a
before=$(counter "$r1" out-group-copies),$(counter "$r2" in-group-translated),$(counter "$r2" group-delivered)
heard udp -s $TA -d $G -l 40 -H 64
is "two hosts that name each other: it does not go round" "$(numbers)" "1 0 1 0 0"
is "counted" "$(counter "$r1" out-group-copies),$(counter "$r2" in-group-translated),$(counter "$r2" group-delivered)" \
	"$(awk -F, '{ print $1 + 1 "," $2 + 1 "," $3 + 1 }' <<<"$before")"

before=$(drops "$r1" source)
nothing "a source outside the prefix" udp -s 2001:db8::1 -d $G -l 40 -H 64
nothing "a source in SIR form" udp -s $SIR:6123:4567:a:a -d $G -l 40 -H 64
is "drop-vnid-source" "$(drops "$r1" source)" $((before + 2))
nothing "a source outside the prefix that stays on the link" udp -s 2001:db8::1 -d ff02::1234 -l 40 -H 64
nothing "a link-local source" udp -s fe80::2 -d $G -l 40 -H 64
nothing "a link-local group" udp -s $TA -d ff02::1234 -l 40 -H 64
nothing "a group that is not known" udp -s $TA -d ff0e::1235 -l 40 -H 64
nothing "a group with other flags" udp -s $TA -d ff1e::1234 -l 40 -H 64
nothing "a hop limit of one" udp -s $TA -d $G -l 40 -H 1
is "nothing of that was dropped" "$(drops "$r1" source)" $((before + 2))
FROM=$t2a
nothing "the group of another virtual network" udp -s $TA -d $G -l 40 -H 64

# from_wire NAME COUNTER PKTSEND-ARGUMENTS
from_wire()
{
	local before

	before=$(counter "$r2" "$2")
	pktcap -N "$t1b" -i eth0 -I -q -p 17 -t $((3000 * SLOWNESS)) -g $((150 * SLOWNESS)) -o "$TEST_TMP/t1b" -- \
		pktsend -N "$w" -i eth2 -m "$(lladdr "$r2" eth1)" udp -l 40 "${@:3}" >/dev/null
	is "from the wire, $1: $2" "$(field "$(<"$TEST_TMP/t1b")" packets) $(counter "$r2" "$2")" "0 $((before + 1))"
}

heard udp -s $TA -d $G -l 40 -H 64
FROM=$t1a
heard udp -s $TA -d $G -l 40 -H 64
WIRE=$(at wire dst)
from_wire "a group that is not known" drop-group-unknown -s $TA -d $LOC_B:9123:4567:e000:1
from_wire "a link-local group" drop-group-unknown -s $TA -d $LOC_B:9123:4567:2000:1
from_wire "the last hop" drop-group-hop-limit -s $TA -d "$WIRE" -H 1
from_wire "a source outside the prefix" drop-vnid-source -s 2001:db8::1 -d "$WIRE"
from_wire "a VNID that is not known" drop-vnid-unknown -s $TA -d $LOC_B:9123:4568:e000:1
group "$r2" leave $V1 $G dev t1
from_wire "a group without an interface" drop-group-unknown -s $TA -d "$WIRE"
group "$r2" join $V1 $G dev t1
must idloc -n "$r2" ila underlay del eth1
from_wire "not from the underlay" drop-vnid-interface -s $TA -d "$WIRE"
must idloc -n "$r2" ila underlay add eth1

# The host itself listens, and the stack gives back to it what it sends.
dgram recv -N "$r2" -i t1 -j $G -p 9 -n 1 -l 40 >"$TEST_TMP/recv" &
wait_for 5 grep -q ready "$TEST_TMP/recv"
before=$(counter "$r2" out-group-copies)
heard udp -s $TA -d $G -p 1000:9 -l 40 -H 64
wait $!
like "a listener on the host" "$(tail -1 "$TEST_TMP/recv")" "got=1 "
is "is no reason to send it on" "$(numbers) $(counter "$r2" out-group-copies)" "1 0 1 0 0 $before"

# Firewalls see copies in POST_ROUTING, with the mark.
on "$r2" nft -f - <<-'EOF' || bail "no nft"
	table ip6 seen {
		counter copies {}
		counter others {}
		chain last { type filter hook postrouting priority 0; oifname t1 meta mark 16 ct state untracked,invalid counter name copies; }
		chain middle { type filter hook forward priority 0; counter name others; }
	}
EOF
heard udp -s $TA -d $G -l 40 -H 64
is "POST_ROUTING alone sees it" "$(on "$r2" nft list counters table ip6 seen | awk '$1 == "packets" { print $2 }' | xargs)" "1 0"

# What does not fit; and what the sender has cut, with and without conntrack, which puts it together.
before=$(counter "$r1" drop-group-too-big)
must ip -n "$r1" link set eth2 mtu 1300
must ip -n "$r1" -6 route flush cache
nothing "too big" udp -s $TA -d $G -l 1400 -H 64
is "drop-group-too-big" "$(counter "$r1" drop-group-too-big)" $((before + 1))
must ip -n "$r1" link set eth2 mtu 1500
for what in "without conntrack" "with conntrack"; do
	dgram recv -N "$t1b" -i eth0 -j $G -p 9 -n 3 -l 4000 >"$TEST_TMP/recv" &
	wait_for 5 grep -q ready "$TEST_TMP/recv"
	must dgram send -N "$t1a" -i eth0 -p 9 -c $G -n 3 -l 4000
	wait $!
	like "fragments, $what on the sender's host" "$(tail -1 "$TEST_TMP/recv")" "got=3 unique=3 bad=0"
	must on "$r1" nft 'table ip6 tracked { chain c { type filter hook prerouting priority 0; ct state new counter; }; }'
done
must on "$r1" nft delete table ip6 tracked
must on "$r2" nft delete table ip6 seen

# Published bytes.
must ip -n "$r1" -6 route add 2001:db8:ff:1::/64 via 2001:db8:1::2
vnid "$r1" add 0x42 prefix 2001:db8:a::/96 dev t1
group "$r1" add 0x42 ff0e::123:4567
group "$r1" join 0x42 ff0e::123:4567 locator 2001:db8:ff:1
heard udp -s 2001:db8:a::2 -d ff0e::123:4567 -H 64
is "vector 16: the wire address" "$(at wire dst)" \
	"$(jq -r '.vectors[] | select(.id == 16) | .wire' "$LIB_DIR/helpers/ila_vectors.json")"
no_groups
must ip -n "$r1" -6 route del 2001:db8:ff:1::/64

# A copy that cannot be sent leaves the others alone.
both dev 1 $V1
members $V1 1
group "$r1" join $V1 $G locator 2001:0:99:0
before=$(counter "$r1" drop-no-route)
heard udp -s $TA -d $G -l 40 -H 64
is "a locator without a route: the other gets it" "$(numbers) $(counter "$r1" drop-no-route)" "1 0 1 0 0 $((before + 1))"
group "$r1" leave $V1 $G locator 2001:0:99:0
# Unreachable is known only when nobody has answered for three seconds.
must ip -n "$r1" -6 route add 2001:0:99::/64 via 2001:db8:1::99 dev eth2
group "$r1" join $V1 $G locator 2001:0:99:0
is "a locator behind nobody: the tenant is not told" \
	"$(pktcap -N "$t1a" -i eth0 -I -p 58 -T 1 -t $((5000 * SLOWNESS)) -g $((4500 * SLOWNESS)) -- \
		pktsend -N "$t1a" -i eth0 -m 33:33:00:00:12:34 udp -s $TA -d $G -l 40 -H 64 | grep -c '^pkt')" 0
must ip -n "$r1" -6 route del 2001:0:99::/64
no_groups

# ---- a bridge as scope: its ports hear each other, and it is one member ------------
must ip -n "$r1" link add br0 type bridge mcast_snooping 0
must ip -n "$r1" link set br0 up
must ip -n "$r1" link set t1 master br0
must ip -n "$r1" link set t2 master br0
vnid "$r1" add $V1 prefix $TP::/96 dev br0
vnid "$r2" add $V1 prefix $TP::/96 dev t1
members $V1 1
group "$r1" join $V1 $G dev br0
heard udp -s $TA -d $G -l 40 -H 64
is "a bridge: a neighbour hears it once, and the other host" "$(numbers)" "1 0 1 1 0"
is "a bridge: the neighbour as it was sent" "$(at t2a hlim)" 64
group "$r2" join $V1 $G locator $LOC_A
FROM=$t1b
heard udp -s $TB -d $G -l 40 -H 64
is "a bridge: all behind it hear the other host" "$(numbers)" "0 1 0 1 0"
group "$r1" flush
group "$r2" flush
must ip -n "$r1" link del br0
must idloc -n "$r2" ila vnid flush
for name in "$r1" "$r2"; do
	must ip -n "$name" -6 rule del iif t1 table 101
	must ip -n "$name" -6 rule del iif t2 table 102
done

# ---- VRFs, and several interfaces of one ---------------------------------------------
for name in "$r1" "$r2"; do
	into_vrf "$name" 1
	into_vrf "$name" 2
done
both vrf 1 $V1 src-mode sir sir-prefix $SIR::
both vrf 2 $V2
members $V1 1
members $V2 2
FROM=$t1a TO=t1b WHO="1 0 1 0 0"
one "VRFs, src-mode sir" neutral-map "9${WIRE_HEAD_1:1}" "3333::1:6${WIRE_HEAD_1:1}:a:a"
FROM=$t2a TO=t2b WHO="1 0 0 0 1"
one "VRFs" neutral-map "9${WIRE_HEAD_2:1}" $TA
no_groups
# The other interface of t1's VRF
must ip -n "$r1" link set t2 master vrf1
must ip -n "$r1" addr add fe80::1/64 dev t2 nodad
both vrf 1 $V1
members $V1 1
group "$r1" join $V1 $G dev t1
group "$r1" join $V1 $G dev t2
FROM=$t1a TO=t2a WHO="1 0 1 1 0"
hex=$(made udp -s $TA -d $G -p 1000:9 -l 40 -H 64)
heard udp -s $TA -d $G -p 1000:9 -l 40 -H 64
is "two interfaces of a VRF: both others hear it, the sender does not" "$(numbers)" "1 0 1 1 0"
as_sent "two interfaces of a VRF, the same host" t2a 63 "$hex"
as_sent "two interfaces of a VRF, the other host" t1b 61 "$hex"
talk "two interfaces of a VRF" "$t1a" "$t2a"
# Who leaves the VRF leaves the tenant.
must ip -n "$r1" link set t2 nomaster
before=$(drops "$r1" scope)
heard udp -s $TA -d $G -l 40 -H 64
is "one that has left the VRF hears nothing" "$(numbers) $(drops "$r1" scope)" "1 0 1 0 0 $((before + 1))"
no_groups
