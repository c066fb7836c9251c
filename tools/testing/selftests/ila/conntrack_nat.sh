#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H17: SIR addresses can be translated by NAT, before ILA, behind it and on the way out of
# the host itself. Both directions of each flow arrive with a right checksum, in
# every checksum mode; connection tracking has SIR addresses only.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/firewall.sh
. ../firewall.sh

# Addresses that no container has, for services that b offers: one is made known by
# the sender's host, one by the receiver's.
SVC1=$SIR:2000:0:1:91 SHOWN_SVC1=3333::1:2000:0:1:91
SVC2=$SIR:2000:0:1:92 SHOWN_SVC2=3333::1:2000:0:1:92
SHOWN_R=3333::1:2000:0:1:1
# Of the flows whose source becomes SIR_R.
SNAT_PORT=1003

# DNAT at the sender's host happens before the packet is routed to the wire, and in
# OUTPUT before its route is looked up again. SNAT knows the destination by what the
# flow began with, as the packet is in wire form by then.
rules()
{
	on "$r1" nft -f - <<-EOF || bail "no NAT in r1"
		table ip6 nat {
			chain pre {
				type nat hook prerouting priority dstnat;
				ip6 daddr $SVC1 dnat to $SIR_B
			}
			chain out {
				type nat hook output priority -100;
				ip6 daddr $SVC1 dnat to $SIR_B
			}
			chain post {
				type nat hook postrouting priority srcnat;
				ct original ip6 daddr $SIR_B udp sport $SNAT_PORT snat to $SIR_R
				ip6 daddr 2001:db8:3::/64 masquerade
			}
		}
	EOF
	on "$r2" nft -f - <<-EOF || bail "no NAT in r2"
		table ip6 nat {
			chain pre {
				type nat hook prerouting priority dstnat;
				ip6 daddr $SVC2 dnat to $SIR_B
			}
		}
	EOF
}

# arrives NAME MODE LINE SOURCE DESTINATION: as this, and right on the wire before
arrives()
{
	is "$1" "$(field "$3" src) $(field "$3" dst) $(field "$3" csum)" "$4 $5 ok"
	[ "$2" = no-action ] || is "$1: right on the wire, too" "$(crossed csum)" ok
}

# entry NAME ENTRIES PORT TUPLE TUPLE: one flow, answered
entry()
{
	local lines

	lines=$(grep -w "$3" <<<"$2")
	is "$1: one entry" "$(grep -c . <<<"$lines")" 1
	like "$1: with both addresses in SIR form" "$lines" "$4 .*$5 "
	unlike "$1: answered" "$lines" UNREPLIED
}

# talk NAME MODE PORT DST SEEN-SRC ANSWER-DST SEEN-ANSWER-SRC: what a sends to DST
# arrives at b, and b's answer at a
talk()
{
	local name="$1, $2" line

	line=$(from_a -d "$4" -p "$3":9 -D there)
	arrives "$name: the request" "$2" "$line" "$5" $SHOWN_B
	line=$(from_b -d "$6" -p 9:"$3" -D back)
	arrives "$name: the answer" "$2" "$line" "$7" $SHOWN_A
}

# The host itself, by TCP. r1's device writes the checksum.
output()
{
	local name="DNAT in OUTPUT, $1" seen

	stream server -N "$b" -p 7 -T 15 >/dev/null 2>&1 &
	pktcap -N "$x" -i eth1 -I -q -t 15000 -g 60 -p 6 -o "$TEST_TMP/tcp_wire" -- \
	pktcap -N "$b" -i eth0 -I -q -t 15000 -g 60 -p 6 -s $SIR_R -d $SIR_B -o "$TEST_TMP/tcp" -- \
		stream client -N "$r1" -B $SIR_R -p 7 -c $SVC1 -b 50000 -T 10 >"$TEST_TMP/client" 2>&1
	wait $!
	like "$name: TCP" "$(cat "$TEST_TMP/client")" "bytes=50000 .*ok=1"
	seen=$(grep ^total "$TEST_TMP/tcp")
	at_least "$name: checksums at b" "$(field "$seen" ok)" 5
	is "$name: none is wrong" "$(field "$seen" bad) $(field "$seen" partial)" "0 0"
	seen=$(grep ^total "$TEST_TMP/tcp_wire")
	[ "$1" = no-action ] || is "$name: nor on the wire" "$(field "$seen" bad)" 0
}

one()
{
	local known

	firewall_ila "$1"
	must ip -n "$r1" -6 route replace $SVC2/128 encap ila $LOC_B \
		csum-mode "$1" ident-type luid via 2001:db8:1::2
	on "$r1" conntrack -F >/dev/null 2>&1
	on "$r2" conntrack -F >/dev/null 2>&1
	talk "DNAT at the sender's host" "$1" 1001 $SVC1 $SHOWN_A $SIR_A $SHOWN_SVC1
	# b's answer gets its source back when its destination is in wire form already.
	talk "DNAT at the receiver's host" "$1" 1002 $SVC2 $SHOWN_A $SIR_A $SHOWN_SVC2
	talk "SNAT" "$1" $SNAT_PORT $SIR_B $SHOWN_R $SIR_R $SHOWN_B
	output "$1"
	known=$(entries "$r1")
	entry "DNAT at the sender's host, $1" "$known" sport=1001 \
		"src=$SHOWN_A dst=$SHOWN_SVC1" "src=$SHOWN_B dst=$SHOWN_A"
	entry "SNAT, $1" "$known" sport=$SNAT_PORT \
		"src=$SHOWN_A dst=$SHOWN_B" "src=$SHOWN_B dst=$SHOWN_R"
	entry "DNAT in OUTPUT, $1" "$known" dport=7 \
		"src=$SHOWN_R dst=$SHOWN_SVC1" "src=$SHOWN_B dst=$SHOWN_R"
	entry "DNAT at the receiver's host, $1" "$(entries "$r2")" sport=1002 \
		"src=$SHOWN_A dst=$SHOWN_SVC2" "src=$SHOWN_B dst=$SHOWN_A"
}

# From a SIR address to a plain one: the answer comes to r1's plain address.
masquerade()
{
	local line

	route "$x" 2001:db8:1::/64 2001:db8:2::1
	line=$(pktcap -N "$x" -i eth1 -I -n 1 -p 58 -T 128 -o "$TEST_TMP/echo" -- \
		nsenter --net="/run/netns/$a" ping -q -c1 -W3 -I $SIR_A 2001:db8:3::1)
	like "masquerade to a plain address: answered" "$line" " 0% packet loss"
	line=$(grep '^pkt ' "$TEST_TMP/echo")
	is "as it passes the underlay" \
		"$(field "$line" src) $(field "$line" dst) $(field "$line" csum)" \
		"2001:db8:1::1 2001:db8:3::1 ok"
	like "by its entry" "$(entries "$r1" icmpv6)" \
		"src=$SHOWN_A dst=2001:db8:3::1 .*src=2001:db8:3::1 dst=2001:db8:1::1 "
}

topo_firewall
tx_off "$r1" eth2
tx_off "$r2" eth2
rules
for mode in "${MODES[@]}"; do
	one "$mode"
done
masquerade
