#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H14: the error is the translating host's own. Nobody answers for the next hop of an ILA
# route, and by the time the host knows, the packet is in wire form. The sender gets the
# packet quoted that it has sent, whether it is behind the host or on it, and
# connection tracking there knows the flow.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

NOBODY=2001:db8:1::99
SIR_R=$SIR:2000:0:1:1	# of r itself

# error_for FROM DEV TO COMMAND...: what FROM gets of r on DEV meanwhile
error_for()
{
	pktcap -N "$1" -i "$2" -I -n 1 -t $((4000 * SLOWNESS)) -d "$3" -p 58 -T 1 -- "${@:4}" | sed -n '/^pkt /p'
}

# forgotten: r has yet to learn that the next hop does not answer
forgotten()
{
	must ip -n "$r" -6 neigh flush nud failed dev eth2
}

# quote LINE: the packet that the error in it quotes
quote()
{
	local hex

	hex=$(field "$1" hex)
	printf '%s\n' "${hex:96}"
}

# unreachable NAME PKTSEND-ARGUMENTS: the error that a gets quotes what a has sent
unreachable()
{
	local name=$1 sent line

	shift
	forgotten
	sent=$(made "$@" -H 63)
	line=$(error_for "$a" eth0 $SRC pktsend -N "$a" -i eth0 -m "$R_MAC" "$@")
	is "$name: what was sent comes back" "$(quote "$line")" "$sent"
	is "$name: with a right checksum" "$(field "$line" csum)" ok
}

# ila_route [MODE [VIA]]
ila_route()
{
	# shellcheck disable=SC2086 # words
	must ip -n "$r" -6 route replace $SIR_B/128 encap ila $LOC_B \
		csum-mode "${1:-neutral-map}" ident-type luid ${2-via $NOBODY} dev eth2
}

# hooks NS HOOK: who is called there
hooks()
{
	on "$1" nft list hooks ip6 2>/dev/null | grep -A4 "hook $2 " | grep -c '\[ila\]'
}

topo_wire
must on "$r" sh -c 'echo 0 >/proc/sys/net/ipv6/icmp/ratelimit'
must on "$r" sh -c "echo $((100 * SLOWNESS)) >/proc/sys/net/ipv6/neigh/eth2/retrans_time_ms"
must on "$r" nft -f - <<-EOF
	table ip6 state {
		counter related {}
		counter invalid {}
		chain output {
			type filter hook output priority filter
			icmpv6 type destination-unreachable ct state related counter name related
			icmpv6 type destination-unreachable ct state invalid counter name invalid
		}
	}
EOF

for mode in "${MODES[@]}"; do
	ila_route "$mode"
	unreachable "$mode" udp -s $SRC -d $SIR_B -l 100
done
unreachable "TCP behind options" tcp -s $SRC -d $SIR_B -l 50 -e dst
like "each belongs to a flow" "$(on "$r" nft list counters table ip6 state | xargs)" \
	"related \{ packets 5 .*invalid \{ packets 0 "
ila_route neutral-map ""
must ip -n "$r" -6 route add $LOC_B::/64 via $NOBODY
unreachable "without gateway" udp -s $SRC -d $SIR_B -l 100

addr "$r" lo $SIR_R/128
before=$(counter "$r" icmp-translated)
forgotten
like "ping on r is told" "$(on "$r" ping -c1 -W$((3 * SLOWNESS)) -I $SIR_R $SIR_B)" \
	"From .* Destination unreachable: Address unreachable"
is "each was brought back once" "$(counter "$r" icmp-translated)" $((before + 1))
is "and nothing was without a mapping" "$(counter "$r" icmp-no-mapping)" 0
must ip -n "$a" -6 neigh flush all
must ip -n "$r" -6 route del $SIR_B/128
packet=$(made udp -s $SRC -d $SIR_B -l 20)
line=$(error_for "$a" eth0 $SRC pktsend -N "$a" -i eth0 -m "$R_MAC" udp -s $SRC -d $SIR_B -l 20)
is "an error about what was not translated stays" "$(quote "$line")" "$packet"
is "and is not counted" "$(counter "$r" icmp-no-mapping)" 0

if on "$r" nft list hooks ip6 2>/dev/null | grep -q hook; then
	wait_for 5 sh -c "! nsenter --net=/run/netns/$r nft list hooks ip6 | grep -q '\[ila\]'"
	is "without an ILA route there is no hook" "$(hooks "$r" output)" 0
	ila_route
	wait_for 5 sh -c "nsenter --net=/run/netns/$r nft list hooks ip6 | grep -q '\[ila\]'"
	is "with one there is" "$(hooks "$r" prerouting)$(hooks "$r" output)" 11
	must idloc -n "$r" ila set icmp-errors off
	is "but not with icmp-errors off" "$(hooks "$r" prerouting)$(hooks "$r" output)" 00
	map_add "$r" $LOC_A neutral-map
	is "and a mapping needs one of them" "$(hooks "$r" prerouting)$(hooks "$r" output)" 10
else
	ila_route
	must idloc -n "$r" ila set icmp-errors off
	for check in "without an ILA route there is no hook" "with one there is" "but not with icmp-errors off" \
		"and a mapping needs one of them"; do
		skip "$check" "this kernel cannot list its hooks"
	done
fi
must ip -n "$r" -6 route replace $LOC_B::/64 via $NOBODY
ila_route
forgotten
line=$(error_for "$a" eth0 $SRC pktsend -N "$a" -i eth0 -m "$R_MAC" udp -s $SRC -d $SIR_B -l 20)
like "switched off: the wire form" "$(quote "$line")" "^.{48}$(addr_hex $LOC_B:: | cut -c -16)"
