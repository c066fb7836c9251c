#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H17: where ILA translates, as rules of a firewall see it: each hook before it sees one
# form of the destination, each hook behind it the other. This is the table of
# Documentation/firewalls.rst.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/firewall.sh
. ../firewall.sh

SIR_H=$SIR:2000:0:1:2	# of r2 itself

# point NAME HOOK PRIORITY: counts packets by the form of their destination, neither
# the answers of b and r2 nor a router that asks whether its neighbour is still there
point()
{
	cat <<-END
		counter $1_sir {}
		counter $1_wire {}
		chain $1 {
			type filter hook $2 priority $3
			icmpv6 type nd-neighbor-solicit accept
			icmpv6 type nd-neighbor-advert accept
			ip6 saddr != $SIR_B ip6 saddr != $SIR_H ip6 daddr $SIR::/64 counter name $1_sir
			ip6 saddr != $SIR_B ip6 saddr != $SIR_H ip6 daddr $LOC_B::/64 counter name $1_wire
		}
	END
}

watch()
{
	on "$1" nft -f - <<-EOF || bail "no counters in $1"
		table ip6 watch {
			$(point first prerouting -311)
			$(point raw prerouting -309)
			$(point late prerouting -2)
			$(point filter prerouting 0)
			$(point input input -400)
			$(point forward forward -400)
			$(point output output 400)
			$(point post postrouting -400)
			counter post_original {}
			chain original {
				type filter hook postrouting priority filter
				ip6 saddr $SIR_A ct original ip6 daddr $SIR::/64 counter name post_original
			}
		}
	EOF
}

reset()
{
	must on "$r1" nft reset counters
	must on "$r2" nft reset counters
}

# saw NS POINT...: the form that each has seen the last packet in
saw()
{
	local name=$1 at form seen all=''

	shift
	seen=$(on "$name" nft list counters table ip6 watch |
		awk '$1 == "counter" { name = $2 } $1 == "packets" && $2 > 0 { print name }')
	for at; do
		for form in sir wire; do
			! grep -qx "${at}_$form" <<<"$seen" || all+="$at:$form "
		done
	done
	printf '%s\n' "$all"
}

# forwarded, from_host TO: one packet, new counts
forwarded()
{
	reset
	from_a -d $SIR_B -D x >/dev/null
}

from_host()
{
	reset
	pktcap -N "$x" -i eth1 -I -n 1 -t $((2000 * SLOWNESS)) -p 58 -T 128 -- \
		nsenter --net="/run/netns/$r1" ping -q -c1 -W1 -I $SIR_R "$1" >/dev/null 2>&1
}

# egress: r1's device
watch_egress()
{
	on "$r1" nft -f - <<-EOF
		table netdev watch {
			counter egress_sir {}
			counter egress_wire {}
			chain egress {
				type filter hook egress device eth2 priority 0
				ip6 daddr $SIR::/64 counter name egress_sir
				ip6 daddr $LOC_B::/64 counter name egress_wire
			}
		}
	EOF
}

topo_firewall
firewall_ila neutral-map
addr "$r2" lo $SIR_H/128
must ip -n "$r1" -6 route add $SIR_H/128 encap ila $LOC_B \
	csum-mode neutral-map ident-type luid via 2001:db8:1::2
watch "$r1"
watch "$r2"

forwarded
is "route to the wire: behind FORWARD, before POST_ROUTING" \
	"$(saw "$r1" filter forward post)" "filter:sir forward:sir post:wire "
is "where the connection still knows the SIR address" "$(hits "$r1" post_original watch)" 1
is "mapping: between -311 and -309" "$(saw "$r2" first raw late filter forward post)" \
	"first:wire raw:sir late:sir filter:sir forward:sir post:sir "
from_host $SIR_H
is "the host's own: behind OUTPUT" "$(saw "$r1" output post)" "output:sir post:wire "
is "and the mapping is before INPUT" "$(saw "$r2" first raw input)" "first:wire raw:sir input:sir "
must ip -n "$r1" -6 route replace $SIR_B/128 encap ila $LOC_B \
	csum-mode neutral-map ident-type luid dev eth2
must ip -n "$r1" -6 route add $LOC_B::/64 via 2001:db8:1::2
forwarded
is "without a gateway: the same, and once" \
	"$(saw "$r1" forward post)$(hits "$r1" post_wire watch)" "forward:sir post:wire 1"

must idloc -n "$r2" ila set hook-position intree
forwarded
is "position intree: between -2 and 0" "$(saw "$r2" first raw late filter forward)" \
	"first:wire raw:wire late:wire filter:sir forward:sir "
must idloc -n "$r2" ila set hook-position raw

ip -n "$r2" ila del loc_match $LOC_B loc $SIR
must ip -n "$r2" -6 route add $LOC_B::/64 encap ila $SIR csum-mode neutral-map \
	ident-type luid hook-type input dev eth1
forwarded
is "input route: behind PRE_ROUTING, before FORWARD" \
	"$(saw "$r2" raw filter forward)" "raw:wire filter:wire forward:sir "
from_host $SIR_H
is "and before INPUT" "$(saw "$r2" filter input)" "filter:wire input:sir "

if watch_egress; then
	forwarded
	is "egress sees the wire address" \
		"$(on "$r1" nft list table netdev watch | awk '$1 == "packets" { printf "%s ", $2 }')" "0 1 "
else
	skip "egress sees the wire address" "no egress hook"
fi
