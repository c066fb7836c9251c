#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H17: what connection tracking makes of ILA flows when the mappings are used behind
# it, at the in-tree module's place: tuples hold wire addresses, answers match
# no flow. The same by setting and with the in-tree module; gone at position raw.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/firewall.sh
. ../firewall.sh

WIRE_B=2001:0:87:0:3000:0:1:333

# position NS WHERE: the in-tree module has one place
position()
{
	[ "$ILA" = intree ] || must idloc -n "$1" ila set hook-position "$2"
}

# grows NAME NS COUNTER COMMAND...: by one packet
grows()
{
	local name=$1 before

	before=$(hits "$2" "$3")
	"${@:4}" >/dev/null 2>&1
	is "$name" "$(hits "$2" "$3")" $((before + 1))
}

# The host of the receiver: flows come in, and no answer goes out.
receiver()
{
	stateful "$r2"
	is "r2: the datagram passes" "$(field "$(from_a -d $SIR_B -p 1000:9 -D x)" csum)" ok
	like "r2: its entry has the wire address, unanswered" "$(entries "$r2" udp)" \
		"dst=$WIRE_B .*UNREPLIED"
	grows "r2: the answer is a new flow" "$r2" refused \
		quietly from_b -d $SIR_A -p 9:1000 -D x
	grows "r2: the answer to an echo is invalid" "$r2" invalid \
		on "$a" ping -q -c1 -W1 -I $SIR_A $SIR_B
	grows "r2: so is that of a TCP port" "$r2" invalid \
		pktcap -N "$b" -i eth0 -O -n 1 -p 6 -- \
		pktsend -N "$a" -i eth0 -m "$R_MAC" tcp -s $SIR_A -d $SIR_B -F 2
}

# In no-action, the checksum is not right before the SIR address is back.
no_action()
{
	line_ila no-action
	grows "r2: no-action: invalid on the way in" "$r2" invalid quietly from_a -d $SIR_B -p 1001:9 -D x
	line_ila neutral-map
	must on "$r2" nft delete table ip6 host
}

# The host of the sender: the flow leaves in SIR form, the answer comes in wire form.
sender()
{
	stateful "$r1"
	quietly from_a -d $SIR_B -p 1000:9 -D x
	grows "r1: the answer is a new flow" "$r1" refused quietly from_b -d $SIR_A -p 9:1000 -D x
	like "r1: which nobody has answered" "$(entries "$r1" udp)" "dst=$SHOWN_B .*UNREPLIED"
}

quietly()
{
	ARRIVE_MS=400 "$@" >/dev/null
}

raw()
{
	stateful "$r2"
	position "$r1" raw
	position "$r2" raw
	forget "$r1" "$r2"
	quietly from_a -d $SIR_B -p 1000:9 -D x
	is "at raw the answer arrives" "$(field "$(from_b -d $SIR_A -p 9:1000 -D x)" csum)" ok
	is "and nothing is invalid" "$(hits "$r1" invalid) $(hits "$r2" invalid)" "0 0"
}

topo_firewall
line_ila neutral-map
position "$r1" intree
position "$r2" intree
receiver
no_action
sender
[ "$ILA" = intree ] || raw
