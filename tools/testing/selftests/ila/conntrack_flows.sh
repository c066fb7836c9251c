#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H17: connection tracking on ILA hosts sees SIR addresses only. A rule set that lets
# in what is established passes UDP, TCP and echoes in both directions in every
# checksum mode, for containers and for the host itself; ICMPv6 errors are related,
# nothing is invalid, each flow is one entry.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/firewall.sh
. ../firewall.sh

SHOWN_R=3333::1:2000:0:1:1

# known NAME ENTRIES PATTERN SOURCE [FLAG]: one entry, both tuples in SIR form, answered
known()
{
	local lines

	lines=$(grep -wE "$3" <<<"$2")
	is "$1: one entry" "$(grep -c . <<<"$lines")" 1
	like "$1: in SIR form both ways" "$lines" "src=$4 dst=$SHOWN_B .*src=$SHOWN_B dst=$4 .*${5:-}"
	unlike "$1: and answered" "$lines" UNREPLIED
}

# all_known NAME: on both hosts, of a container's flows
all_known()
{
	local at lines

	for at in r1 r2; do
		lines=$(entries "${!at}")
		known "$1: UDP at $at" "$lines" sport=1000 $SHOWN_A
		known "$1: the echo at $at" "$lines" type=128 $SHOWN_A
		known "$1: the container's TCP at $at" "$lines" "src=$SHOWN_A .*dport=7" $SHOWN_A ASSURED
	done
}

udp()
{
	is "$1: UDP arrives" "$(field "$(from_a -d $SIR_B -p 1000:9 -D there)" csum)" ok
	is "$1: and the answer" "$(field "$(from_b -d $SIR_A -p 9:1000 -D back)" csum)" ok
}

# tcp NAME NS SOURCE
tcp()
{
	stream server -N "$b" -p 7 -T 15 >/dev/null 2>&1 &
	like "$1: TCP" "$(stream client -N "$2" -B "$3" -p 7 -c $SIR_B -b 50000 -T 10 2>&1)" \
		"bytes=50000 .*ok=1"
	wait $!
}

# A hop in the underlay quotes the wire form, b the SIR form.
errors()
{
	local line before

	before=$(hits "$r1" related)
	line=$(sent "$a" "$R_MAC" "$a" 58 eth1 udp -s $SIR_A -d $SIR_B -p 1001:9 -H 3 -D far)
	like "$1: the underlay's error arrives" "$line" "src=2001:db8:2::2 "
	is "$1: with a right checksum" "$(field "$line" csum)" ok
	line=$(sent "$a" "$R_MAC" "$a" 58 eth1 udp -s $SIR_A -d $SIR_B -p 1002:9 -D closed)
	like "$1: the error of a closed port arrives" "$line" "src=$SHOWN_B "
	is "$1: both are related" "$(hits "$r1" related)" $((before + 2))
}

# from_host NAME: and back to an address of the host itself
from_host()
{
	check "$1: the host's echo is answered" on "$r1" ping -q -c1 -W3 -I $SIR_R $SIR_B
	tcp "$1: the host's" "$r1" $SIR_R
	known "$1: the host's TCP" "$(entries "$r1" tcp)" "src=$SHOWN_R .*dport=7" $SHOWN_R ASSURED
}

# No flow begins at b.
refuses()
{
	local before

	before=$(hits "$r2" refused)
	is "$1: a new flow from b is refused" \
		"$(ARRIVE_MS=400 from_b -d $SIR_A -p 1:1 -D no)" ""
	is "$1: as new" "$(hits "$r2" refused)" $((before + 1))
}

one()
{
	firewall_ila "$1"
	forget "$r1" "$r2"
	udp "$1"
	check "$1: an echo is answered" on "$a" ping -q -c1 -W3 -I $SIR_A $SIR_B
	tcp "$1: the container's" "$a" $SIR_A
	all_known "$1"
	from_host "$1"
	errors "$1"
	refuses "$1"
	is "$1: nothing was invalid" "$(hits "$r1" invalid) $(hits "$r2" invalid)" "0 0"
}

topo_firewall
stateful "$r1"
stateful "$r2"
for mode in "${MODES[@]}"; do
	one "$mode"
done
check_fail "nor does one begin in the underlay" on "$w" ping -q -c1 -W1 2001:db8:1::1
