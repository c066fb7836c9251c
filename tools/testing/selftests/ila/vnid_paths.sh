#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Virtual networks: tenants with the same addresses share two hosts. Their packets are in
# wire form between the hosts as the published vectors say, and arrive as they were
# sent with a right checksum, whatever the scope, the checksum mode and the form of the
# source.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/virtual.sh
. ../virtual.sh

# sent FROM TO PKTSEND-ARGUMENTS: the packet as TO gets it; $TEST_TMP/wire: as w does
sent()
{
	local from=$1 to=$2

	shift 2
	pktcap -N "$w" -i eth1 -I -t $((3000 * SLOWNESS)) -g 60 -p 17 -o "$TEST_TMP/wire" -- \
		pktcap -N "$to" -i eth0 -I -n 1 -t $((1500 * SLOWNESS)) -p 17 -- \
		pktsend -N "$from" -i eth0 -m "$R_MAC" "$@" | sed -n '/^pkt /p'
}

on_the_wire()
{
	field "$(grep -m1 '^pkt ' "$TEST_TMP/wire")" "$1"
}

# one NAME FROM TO DEV MODE WIRE-HEAD SOURCE: a datagram from FROM to TO
one()
{
	local line hex

	R_MAC=$(lladdr "$r1" "$4")
	hex=$(made udp -s $TA -d $TB -p 1000:9 -l 40)
	line=$(sent "$2" "$3" udp -s $TA -d $TB -p 1000:9 -l 40)
	is "$1: what was sent arrives" "$(field "$line" hex | cut -c 17-)" "$(cut -c 17- <<<"$hex")"
	is "$1: with a right checksum" "$(field "$line" csum)" ok
	like "$1: in wire form between" "$(on_the_wire dst)" "^$LOC_B:$6:a:"
	is "$1: its source" "$(on_the_wire src)" "$7"
	[ "$5" = no-action ] || is "$1: right on the wire, too" "$(on_the_wire csum)" ok
}

# talk NAME FROM TO: both ways, by sockets
talk()
{
	check "$1: ping" on "$2" ping -q -c2 -i0.2 -W$((2 * SLOWNESS)) $TB
	stream server -N "$3" -p 7 -T 15 >/dev/null 2>&1 &
	like "$1: TCP" "$(stream client -N "$2" -p 7 -c $TB -b 200000 -T 10 2>&1)" "bytes=200000 .*ok=1"
	wait $!
}

topo_virtual
locator "$r1" $LOC_A
locator "$r2" $LOC_B
both none 1 $V1
one "no scope" "$t1a" "$t1b" t1 neutral-map $WIRE_HEAD_1 $TA
talk "no scope" "$t1a" "$t1b"
is "counted: sent" "$(counter "$r1" out-vnid-translated)" "$(counter "$r1" out-translated)"
is "counted: received" "$(counter "$r2" in-vnid-translated)" "$(counter "$r2" in-map-translated)"
must idloc -n "$r1" ila route replace $TB/128 locator 2001:db8:ff:1 vnid $V1 dev eth2 via 2001:db8:1::2
sent "$t1a" "$t1b" udp -s $TA -d $TB -l 10 >/dev/null
is "vector 13: the wire address" "$(on_the_wire dst)" \
	"$(jq -r '.vectors[] | select(.id == 13) | .wire' "$LIB_DIR/helpers/ila_vectors.json")"
no_tenants

for mode in "${MODES[@]}"; do
	both dev 1 $V1 csum-mode "$mode"
	both dev 2 $V2 csum-mode "$mode" src-mode sir sir-prefix $SIR::
	one "interfaces, $mode" "$t1a" "$t1b" t1 "$mode" "[67]${WIRE_HEAD_1:1}" $TA
	one "interfaces, $mode, src-mode sir" "$t2a" "$t2b" t2 "$mode" "[67]${WIRE_HEAD_2:1}" "3333::1:6${WIRE_HEAD_2:1}:a:a"
	talk "interfaces, $mode" "$t1a" "$t1b"
	talk "interfaces, $mode, src-mode sir" "$t2a" "$t2b"
	no_tenants
done

for name in "$r1" "$r2"; do
	must ip -n "$name" -6 rule del iif t1 table 101
	must ip -n "$name" -6 rule del iif t2 table 102
	into_vrf "$name" 1
	into_vrf "$name" 2
done
both vrf 1 $V1 mark 16
both vrf 2 $V2 src-mode sir sir-prefix $SIR:: mark 32
on "$r2" nft -f - <<-'EOF' || bail "no nft"
	table ip6 marks {
		counter m16 {}
		counter m32 {}
		chain c {
			type filter hook prerouting priority raw
			iifname eth1 meta mark 16 counter name m16
			iifname eth1 meta mark 32 counter name m32
		}
	}
EOF
one "VRFs" "$t1a" "$t1b" t1 neutral-map $WIRE_HEAD_1 $TA
one "VRFs, src-mode sir" "$t2a" "$t2b" t2 neutral-map $WIRE_HEAD_2 "3333::1:6${WIRE_HEAD_2:1}:a:a"
is "each has its mark, ahead of raw" "$(on "$r2" nft list counters table ip6 marks | awk '$1 == "packets" { print $2 }' | xargs)" "1 1"
# The host answers by the VRF's table.
like "VRFs: the host's own answer" "$(on "$t2a" ping -c1 -t1 -W2 $TB)" "Time exceeded"
talk "VRFs" "$t1a" "$t1b"
talk "VRFs, src-mode sir" "$t2a" "$t2b"
# What does not fit is given back in tenant form.
must ip -n "$r1" link set eth2 mtu 1300
for name in "$t1a" "$t2a"; do
	must ip -n "$name" -6 route flush cache
	like "VRFs: too big, from $name" "$(on "$name" ping -c1 -W2 -M "do" -s 1400 $TB 2>&1)" "Packet too big: mtu=1300"
	is "VRFs: and it has learnt, $name" "$(ip -n "$name" -6 route get $TB | grep -o 'mtu [0-9]*')" "mtu 1300"
done
must ip -n "$r1" link set eth2 mtu 1500
# A connection may still say goodbye when its routes are gone, and the host's answer to that is
# dropped between tenants with the same addresses.
is "nothing else was dropped" "$(for name in "$r1" "$r2"; do idloc -n "$name" ila stats; done |
	awk '/^drop-/ && $2 && $1 != "drop-vnid-scope" && $1 != "drop-too-big" { print }')" ""
