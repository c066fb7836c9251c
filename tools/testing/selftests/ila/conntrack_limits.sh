#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H17: what cannot hold, shown as Documentation/firewalls.rst says it: an input route
# is behind connection tracking, POST_ROUTING does not know the SIR destination
# except by the connection, and a flowtable sends ILA flows untranslated.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/firewall.sh
. ../firewall.sh

WIRE_B=2001:0:87:0:3000:0:1:333

input_route()
{
	local before

	stateful "$r2"
	ip -n "$r2" ila del loc_match $LOC_B loc $SIR
	must ip -n "$r2" -6 route add $LOC_B::/64 encap ila $SIR csum-mode neutral-map \
		ident-type luid hook-type input dev eth1
	is "input route: the datagram passes" \
		"$(field "$(from_a -d $SIR_B -p 1000:9 -D x)" dst)" $SHOWN_B
	like "input route: connection tracking has the wire address" \
		"$(entries "$r2" udp)" "dst=$WIRE_B .*UNREPLIED"
	before=$(hits "$r2" refused)
	is "input route: the answer is refused" \
		"$(ARRIVE_MS=400 from_b -d $SIR_A -p 9:1000 -D x)" ""
	is "input route: as new" "$(hits "$r2" refused)" $((before + 1))
	must ip -n "$r2" -6 route del $LOC_B::/64
	must on "$r2" nft delete table ip6 host
	map_add "$r2" $LOC_B neutral-map
}

# A rule of POST_ROUTING that asks for the SIR address in the packet never matches.
post_routing()
{
	on "$r1" nft -f - <<-EOF || bail "no NAT"
		table ip6 nat {
			chain post {
				type nat hook postrouting priority srcnat
				ip6 daddr $SIR_B snat to $SIR_R
			}
		}
	EOF
	is "SNAT by the packet's SIR destination does nothing" \
		"$(field "$(from_a -d $SIR_B -p 1001:9 -D x)" src)" $SHOWN_A
	must on "$r1" nft flush chain ip6 nat post
	must on "$r1" nft add rule ip6 nat post ct original ip6 daddr $SIR_B snat to $SIR_R
	is "by the connection's it does" \
		"$(field "$(from_a -d $SIR_B -p 1002:9 -D x)" src)" 3333::1:2000:0:1:1
	must on "$r1" nft delete table ip6 nat
}

# quiet COMMAND...: 6.12 with lockdep complains of its own nf_tables_api.c when a rule
# names a flowtable. No packet is on its way meanwhile.
quiet()
{
	local level rc

	read -r level _ </proc/sys/kernel/printk
	echo 1 >/proc/sys/kernel/printk
	"$@"
	rc=$?
	echo "$level" >/proc/sys/kernel/printk
	return $rc
}

# flowtable MATCH: takes over what is forwarded, established and matches
flowtable()
{
	quiet on "$r1" nft -f - <<-EOF
		table ip6 fast
		delete table ip6 fast
		table ip6 fast {
			flowtable f {
				hook ingress priority filter
				devices = { eth1, eth2 }
			}
			chain forward {
				type filter hook forward priority filter
				meta l4proto udp ct state established $1 flow add @f
			}
		}
	EOF
}

# flow PORT: there and back; there once more is what the flowtable may have taken over
flow()
{
	from_a -d $SIR_B -p "$1":9 -D one >/dev/null
	from_b -d $SIR_A -p 9:"$1" -D two >/dev/null
	ARRIVE_MS=$((600 * SLOWNESS)) from_a -d $SIR_B -p "$1":9 -D three
}

# 7.x takes a flow over only if the link has answered for the next hop, which is the
# SIR address here.
no_gateway()
{
	local line

	line=$(flow 1004)
	if entries "$r1" udp | grep -w 1004 | grep -q OFFLOAD; then
		is "without a gateway it is lost" "$line" ""
	else
		is "without a gateway it is not taken over" "$(field "$line" csum) $(crossed dst)" "ok $WIRE_B"
	fi
}

fast()
{
	if ! flowtable ''; then
		skip "a flowtable" "this kernel has none"
		return
	fi
	flow 1003 >/dev/null
	like "the flowtable has the flow" "$(entries "$r1" udp)" "OFFLOAD"
	is "and sends it untranslated" "$(crossed dst)" $SHOWN_B
	must ip -n "$r1" -6 route replace $SIR_B/128 encap ila $LOC_B \
		csum-mode neutral-map ident-type luid dev eth2
	must ip -n "$r1" -6 route add $LOC_B::/64 via 2001:db8:1::2
	no_gateway
	flowtable "ip6 saddr != $SIR::/64 ip6 daddr != $SIR::/64"
	is "left out of the flowtable, the flow arrives" "$(field "$(flow 1005)" csum)" ok
	is "in wire form between" "$(crossed dst)" $WIRE_B
}

topo_firewall
firewall_ila neutral-map
input_route
post_routing
fast
