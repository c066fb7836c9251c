# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# What the tests of firewalls on ILA hosts share, on top of ila/topo.sh: the rule
# set of Documentation/firewalls.rst, flows made by hand in both directions, and
# what connection tracking says of them.
#
# Both hosts of topo_line have eth1 on the side where new flows come from: r1's
# container is there, and the underlay at r2.
set -u

# shellcheck source=tools/testing/selftests/ila/topo.sh
. "$(dirname "${BASH_SOURCE[0]}")/ila/topo.sh"

# As the kernel and conntrack print them.
# shellcheck disable=SC2034
SHOWN_A=3333::1:2000:0:1:86 SHOWN_B=3333::1:2000:0:1:87
# r1's own address in SIR form; it is behind LOC_A as a container of r1 is.
SIR_R=$SIR:2000:0:1:1

# chain HOOK ACCEPTED: drops what is neither known nor ACCEPTED. Without a set: a
# rule with one makes 6.12's lockdep complain of nf_tables itself.
chain()
{
	cat <<-END
		chain $1 {
			type filter hook $1 priority filter; policy drop;
			ct state invalid counter name invalid drop
			ct state related counter name related
			ct state established,related accept
			icmpv6 type nd-neighbor-solicit accept
			icmpv6 type nd-neighbor-advert accept
			$2
			ct state new counter name refused
		}
	END
}

# stateful NS: new flows are forwarded from eth1 only, and from the host itself
stateful()
{
	on "$1" nft -f - <<-EOF || bail "no stateful rules in $1"
		table ip6 host {
			counter invalid {}
			counter related {}
			counter refused {}
			$(chain forward 'iifname "eth1" ct state new accept')
			$(chain input '')
			$(chain output 'ct state new accept')
		}
	EOF
}

# hits NS COUNTER [TABLE]: packets that a counter has seen
hits()
{
	on "$1" nft list counter ip6 "${3:-host}" "$2" | awk '$1 == "packets" { print $2 }'
}

# forget NS...: all flows and counters
forget()
{
	local name

	for name; do
		must on "$name" conntrack -F
		must on "$name" nft reset counters
	done
}

# entries NS [PROTO]: what connection tracking knows
entries()
{
	on "$1" conntrack -L -f ipv6 ${2:+-p "$2"} 2>/dev/null
}

# sent NS MAC TO PROTO X-DEV PKTSEND-ARGUMENTS: sends from a container's eth0; the
# packet as it arrives at the eth0 of TO, or nothing. See crossed for X-DEV.
sent()
{
	local from=$1 mac=$2 to=$3 proto=$4 dev=$5

	shift 5
	pktcap -N "$x" -i "$dev" -I -t $((4000 * SLOWNESS)) -g 30 -p 17 -o "$TEST_TMP/wire" -- \
		pktcap -N "$to" -i eth0 -I -n 1 -t "${ARRIVE_MS:-$((2000 * SLOWNESS))}" -p "$proto" -- \
		pktsend -N "$from" -i eth0 -m "$mac" "$@" | sed -n '/^pkt /p'
}

# crossed FIELD: of the datagram that x, in the underlay, got meanwhile
crossed()
{
	field "$(grep -m1 '^pkt ' "$TEST_TMP/wire")" "$1"
}

# from_a, from_b PKTSEND-ARGUMENTS: a datagram that the other end gets
from_a()
{
	sent "$a" "$R_MAC" "$b" 17 eth1 udp -s $SIR_A "$@"
}

from_b()
{
	sent "$b" "$R2_MAC" "$a" 17 eth2 udp -s $SIR_B "$@"
}

# topo_firewall: topo_line with a host address in SIR form, and errors at any rate
topo_firewall()
{
	local name

	need conntrack
	topo_line
	R2_MAC=$(lladdr "$r2" eth2)
	addr "$r1" lo $SIR_R/128
	route "$r2" $SIR_R/128 2001:db8:3::1
	for name in "$x" "$b"; do
		must on "$name" sh -c 'echo 0 >/proc/sys/net/ipv6/icmp/ratelimit'
	done
}

# firewall_ila MODE: line_ila, and the same for the host's address
firewall_ila()
{
	line_ila "$1"
	must ip -n "$r2" -6 route replace $SIR_R/128 encap ila $LOC_A \
		csum-mode "$1" ident-type luid via 2001:db8:3::1
}
