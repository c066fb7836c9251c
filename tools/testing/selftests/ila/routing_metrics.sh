#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Metrics of an ILA route: mtu, mtu lock and advmss count for TCP, UDP and what is forwarded,
# with and without gateway. What is too big comes back as it was sent.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

ME=2001:db8:1::1

# metrics [METRICS]: the ILA route with them, to $how
metrics()
{
	must ip -n "$r" -6 route flush $SIR_B/128
	# shellcheck disable=SC2086
	must ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_B csum-mode neutral-map \
		ident-type luid $how "$@"
}

# mss: what r says in a SYN to SIR_B
mss()
{
	local hex

	hex=$(field "$(pktcap -N "$w" -i eth1 -I -n 1 -t 20000 -g 200 -p 6 -s $ME -- \
		sh -c "stream client -N $r -p 9 -c $SIR_B -b 1 -T 1 >/dev/null 2>&1; :" |
		grep '^pkt')" hex)
	[ "${hex:120:4}" = 0204 ] && echo $((16#${hex:124:4}))
}

# datagram BYTES: one that must not be fragmented: what the socket says, and the sizes at w
datagram()
{
	pktcap -N "$w" -i eth1 -I -t 20000 -g 60 -p 17 -s $ME -- \
		sh -c "dgram send -N $r -p 9 -c $SIR_B -n 1 -l $1 -M 1 2>&1; :" 2>&1 |
		sed -n 's/^mtu=/mtu /p; s/.*: \(Message too long\)$/\1/p; s/^pkt.* len=\([0-9]*\).*/\1/p' |
		LC_ALL=C sort -r | paste -sd ' '
}

# forwarded NAME HOP-LIMIT: a's packet of 1400 bytes comes back in a Packet Too Big
forwarded()
{
	local line sent hex

	sent=$(made udp -s $SRC -d $SIR_B -l 1352 -H "$2")
	line=$(pktcap -N "$a" -i eth0 -I -n 1 -t 2000 -T 2 -- \
		pktsend -N "$a" -i eth0 -m "$R_MAC" udp -s $SRC -d $SIR_B -l 1352 | grep '^pkt')
	hex=$(field "$line" hex)
	is "$1: forwarded: Packet Too Big, 1300" "${hex:80:4} ${hex:88:8}" "0200 00000514"
	is "$1: forwarded: with what was sent" "${hex:96:2368}" "${sent:0:2368}"
	is "$1: forwarded: and a right checksum" "$(field "$line" csum)" ok
}

# by_tcp NAME: r gets a's segments many in one, and w gets none of more than 1300 bytes
by_tcp()
{
	local seen server

	must ip -n "$a" -6 route flush cache
	stream server -N "$w" -p 9 -T 15 >/dev/null 2>&1 &
	server=$!
	seen=$(pktcap -N "$w" -i eth1 -I -t 20000 -g 200 -p 6 -s $SRC -- \
		pktcap -N "$r" -i eth1 -I -t 20000 -g 200 -p 6 -s $SRC -o "$TEST_TMP/before" -- \
		sh -c "stream client -N $a -p 9 -c $SIR_B -b 400000 -T 15 >$TEST_TMP/sent 2>&1")
	wait $server
	like "$1: TCP: arrives" "$(cat "$TEST_TMP/sent")" "bytes=400000 .*ok=1"
	at_least "$1: TCP: r gets large packets" "$(largest <"$TEST_TMP/before")" 5000
	is "$1: TCP: a has learnt the path's MTU" "$(ip -n "$a" -6 route get $SIR_B | grep -o 'mtu [0-9]*')" "mtu 1300"
	is "$1: TCP: the largest at w" "$(largest <<<"$seen")" 1300
}

topo_wire
must on "$r" sh -c 'echo 0 >/proc/sys/net/ipv6/icmp/ratelimit'
must ip -n "$r" -6 route add $LOC_B::/64 via 2001:db8:1::2 dev eth2
map_add "$w" $LOC_B neutral-map
addr "$w" lo $SIR_B/128
# What leaves r is cut there, to be measured at w.
tx_off "$r" eth2
for how in "via 2001:db8:1::2 dev eth2" "dev eth2"; do
	metrics
	is "$how: no metric: MSS" "$(mss)" 1440
	is "$how: no metric: UDP" "$(datagram 1452)" "mtu 1500 1500"
	metrics advmss 1000
	is "$how: advmss: MSS" "$(mss)" 1000
	metrics mtu 1300
	is "$how: mtu: MSS" "$(mss)" 1240
	is "$how: mtu: UDP that fits" "$(datagram 1252)" "mtu 1300 1300"
	is "$how: mtu: UDP that does not" "$(datagram 1253)" "mtu 1300 Message too long"
	is "$how: mtu: fragments" "$(pings 1400 | largest)" 1296
	forwarded "$how: mtu" 63
	by_tcp "$how: mtu"
	line=$(wire udp -s $SRC -d $SIR_B -l 1252)
	is "$how: forwarded: 1300 bytes pass" "$(field "$line" len)" 1300
	metrics mtu 1300 advmss 900
	is "$how: mtu and advmss: MSS" "$(mss)" 900
	must too_big 1290
	is "$how: mtu: a smaller path is heard of" "$(datagram 1243)" "mtu 1290 Message too long"
	metrics mtu lock 1300
	is "$how: mtu lock: UDP" "$(datagram 1253)" "mtu 1300 Message too long"
	# Here the stack has answered, before it counted the hop.
	forwarded "$how: mtu lock" 64
done
