#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# ILA routes and policy rules: a rule by mark, source, user or port decides whether a packet
# takes an ILA route, and which way it takes to its locator.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

ENCAP=(encap ila "$LOC_B" csum-mode neutral-map ident-type luid)
IN_R="nsenter --net=/run/netns/"

# takes NAME WAYS COMMAND...: packets by ::12 and by ::13, as `ways` says it
takes()
{
	is "$1" "$(ways "${@:3}")" "$2"
}

# from_a NAME WAYS PKTSEND-ARGUMENTS: the same for a datagram that r forwards
from_a()
{
	takes "$1" "$2" pktsend -N "$a" -i eth0 -m "$R_MAC" udp -s $SRC "${@:3}" -D x
}

# from_r NAME WAYS COMMAND LINE: for one of r's own; whether it is answered does not matter
from_r()
{
	takes "$1" "$2" sh -c "$IN_R$3 >/dev/null 2>&1; :"
}

rule()
{
	must ip -n "$r" -6 rule "$@" table 78
}

topo_wire
two_ways
PING="$r ping -q -c1 -W1"
DGRAM="dgram send -c $SIR_B -n 1 -l 8 -p"
on "$r" nft -f - <<-'EOF' || bail "no nft"
	table ip6 t {
		chain c {
			type filter hook prerouting priority mangle
			udp dport 8 meta mark set 8
		}
	}
EOF

# The way to the locator, of an ILA route without gateway.
must ip -n "$r" -6 route add $SIR_B/128 "${ENCAP[@]}" dev eth2
must ip -n "$r" -6 route add $LOC_B::/64 via 2001:db8:1::12 dev eth2
must ip -n "$r" -6 route add $LOC_B::/64 via 2001:db8:1::13 dev eth2 table 78
from_a "without rules" "1 0" -d $SIR_B -p 1:8
from_a "and again" "1 0" -d $SIR_B -p 1:8

rule add fwmark 8
from_a "fwmark: forwarded, with the mark" "0 1" -d $SIR_B -p 1:8
from_a "fwmark: forwarded, without" "1 0" -d $SIR_B -p 1:9
from_r "fwmark: our own, with the mark" "0 1" "$PING -m 8 $SIR_B"
from_r "fwmark: our own, without" "1 0" "$PING $SIR_B"
rule del fwmark 8
from_a "fwmark: the rule is gone" "1 0" -d $SIR_B -p 1:8

rule add from $SRC
from_a "from: the source" "0 1" -d $SIR_B
from_a "from: another" "1 0" -d $SIR_B -s 2001:db8:a::3
from_r "from: our own" "1 0" "$r $DGRAM 9"
rule del from $SRC

rule add uidrange 1000-1000
from_r "uidrange: the user" "0 1" "$r setpriv --reuid 1000 --clear-groups $DGRAM 9"
from_r "uidrange: another" "1 0" "$r $DGRAM 9"
rule del uidrange 1000-1000

rule add ipproto udp dport 53
from_a "dport: forwarded" "0 1" -d $SIR_B -p 1:53
from_a "dport: forwarded, behind a header" "0 1" -d $SIR_B -p 1:53 -e dst
from_a "dport: forwarded, another port" "1 0" -d $SIR_B -p 1:54
from_r "dport: our own" "0 1" "$r $DGRAM 53"
from_r "dport: our own, another port" "1 0" "$r $DGRAM 54"
rule del ipproto udp dport 53
from_a "all rules are gone" "1 0" -d $SIR_B -p 1:53
must ip -n "$r" -6 route flush table 78

# The ILA route itself.
must ip -n "$r" -6 route replace $SIR_B/128 via 2001:db8:1::12 dev eth2
must ip -n "$r" -6 route add $SIR_B/128 "${ENCAP[@]}" via 2001:db8:1::13 dev eth2 table 78
rule add fwmark 8
from_a "an ILA route in a table: with the mark" "0 1" -d $SIR_B -p 1:8
from_r "an ILA route in a table: our own, with the mark" "0 1" "$PING -m 8 $SIR_B"
WAYS_TO=$SIR_B
from_a "an ILA route in a table: without, it is not translated" "1 0" -d $SIR_B -p 1:9
from_r "an ILA route in a table: nor is our own" "1 0" "$PING $SIR_B"
rule del fwmark 8
from_a "an ILA route in a table: the rule is gone" "1 0" -d $SIR_B -p 1:8
must ip -n "$r" -6 route flush table 78

# The new destination, after a route of hook-type input.
WAYS_TO=$SIR_B
must ip -n "$r" -6 route add $LOC_A::/64 encap ila $SIR csum-mode no-action ident-type luid \
	hook-type input dev eth1
must ip -n "$r" -6 route add $SIR_B/128 via 2001:db8:1::13 dev eth2 table 78
from_a "hook-type input, without rules" "1 0" -d $LOC_A:2000:0:1:87 -p 1:8
rule add fwmark 8
from_a "hook-type input: fwmark" "0 1" -d $LOC_A:2000:0:1:87 -p 1:8
from_a "hook-type input: no mark" "1 0" -d $LOC_A:2000:0:1:87 -p 1:9
rule del fwmark 8
rule add ipproto udp dport 53
from_a "hook-type input: dport" "0 1" -d $LOC_A:2000:0:1:87 -p 1:53
from_a "hook-type input: another port" "1 0" -d $LOC_A:2000:0:1:87 -p 1:54
