#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H14: an ICMPv6 error from the underlay quotes a packet in wire form. The sender gets
# the packet quoted that it has sent, byte by byte, whatever the mode, the kind of
# route and the length of the quote, and a right checksum.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

GW=2001:db8:1::2
W_MAC=''

# error_about HEX [ICMP6-HEAD]: what a gets when w makes an error of that quote
error_about()
{
	pktcap -N "$a" -i eth0 -I -n 1 -t 2000 -s $GW -p 58 -- \
		pktsend -N "$w" -i eth1 -m "$W_MAC" 58 -C 2 -s $GW -d $SRC -x "${2:-0300 0000 00000000}$1" |
		sed -n '/^pkt /p'
}

# quote LINE: the packet that the error in it quotes
quote()
{
	local hex

	hex=$(field "$1" hex)
	printf '%s\n' "${hex:96}"
}

# returned NAME BYTES PKTSEND-ARGUMENTS: the quote is cut after BYTES, 0 for all of it
returned()
{
	local name=$1 digits=$(($2 * 2)) wire sent line

	shift 2
	sent=$(made "$@" -H 63)
	wire=$(field "$(wire "$@")" hex)
	[ "$digits" != 0 ] || digits=${#wire}
	isnt "$name: it left translated" "${wire:48:32}" "${sent:48:32}"
	line=$(error_about "${wire:0:digits}")
	is "$name: what was sent comes back" "$(quote "$line")" "${sent:0:digits}"
	is "$name: with a right checksum" "$(field "$line" csum)" ok
}

# packets NAME: of several kinds, and quotes of several lengths
packets()
{
	returned "$1, UDP" 0 udp -s $SRC -d $SIR_B -l 100
	returned "$1, UDP without a checksum" 0 udp -s $SRC -d $SIR_B -l 30 -k zero
	returned "$1, TCP behind options" 0 tcp -s $SRC -d $SIR_B -l 50 -e dst
	returned "$1, a quote of 48 bytes" 48 udp -s $SRC -d $SIR_B -l 100
	returned "$1, a quote of 40 bytes" 40 tcp -s $SRC -d $SIR_B -l 100
}

topo_wire
W_MAC=$(lladdr "$r" eth2)
must ip -n "$r" -6 route add $LOC_B::/64 via $GW
for mode in "${MODES[@]}"; do
	must ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_B csum-mode "$mode" \
		ident-type luid via $GW dev eth2
	packets "$mode"
	must ip -n "$r" -6 route del $SIR_B/128
done

must ip -n "$r" -6 route add $SIR::/64 encap ila $LOC_B csum-mode neutral-map ident-type luid dev eth2
returned "a /64 without gateway" 0 udp -s $SRC -d $SIR_B -l 100
must ip -n "$r" -6 route add $SIR::/64 encap ila $LOC_A csum-mode neutral-map ident-type luid \
	via $GW dev eth2 table 99
must ip -n "$r" -6 rule add from $SRC table 99
returned "a route of another table" 0 udp -s $SRC -d $SIR_B -l 100
must ip -n "$r" -6 rule del from $SRC table 99
must ip -n "$r" -6 route flush table 99
must ip -n "$r" -6 route del $SIR::/64

must ip -n "$r" -6 route add 3333::/16 encap ila $LOC_B csum-mode no-action ident-type luid via $GW dev eth2
returned "a /16" 0 udp -s $SRC -d $SIR_B -l 100
must ip -n "$r" -6 route del 3333::/16

must ip -n "$r" nexthop add id 7 encap ila $LOC_B csum-mode neutral-map ident-type luid via $GW dev eth2
must ip -n "$r" -6 route add $SIR_B/128 nhid 7
returned "a nexthop object" 0 udp -s $SRC -d $SIR_B -l 100
must ip -n "$r" -6 route del $SIR_B/128
must ip -n "$r" nexthop del id 7

# What is not ours, or cannot be told, stays as it is.
must ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_B csum-mode neutral-map ident-type luid via $GW dev eth2
wait_for 5 sh -c "ip -n $r -6 route show | grep -q encap"
for to in 2001:db8:77::1 $LOC_B:2000:0:1:333 $LOC_B:3000:0:1:999 $SIR_B; do
	packet=$(made udp -s $SRC -d "$to" -l 20)
	is "$to stays as it is" "$(quote "$(error_about "$packet")")" "$packet"
done
packet=$(made udp -s $SRC -d $LOC_B:3000:0:1:333 -l 20)
is "a quote of 39 bytes stays" "$(quote "$(error_about "${packet:0:78}")")" "${packet:0:78}"
is "what is no error stays" "$(quote "$(error_about "$packet" '8000 0000 00000000')")" "$packet"
before=$(counter "$r" icmp-no-mapping)
must ip -n "$r" -6 route add $SIR::/64 encap ila $LOC_B csum-mode neutral-map ident-type luid via $GW dev eth2
must ip -n "$r" -6 route add 3333:0:0:2::/64 encap ila $LOC_B csum-mode neutral-map ident-type luid via $GW dev eth2
is "two prefixes may have led there: no guess" "$(quote "$(error_about "$packet")")" "$packet"
is "and it is counted" "$(counter "$r" icmp-no-mapping)" $((before + 1))
must ip -n "$r" -6 route del 3333:0:0:2::/64
# The /64 is known beforehand, of a /48 only what packets told.
must ip -n "$r" -6 route add 4444::/48 encap ila $LOC_B csum-mode neutral-map ident-type luid via $GW dev eth2
wire=$(field "$(wire udp -s $SRC -d 4444:0:0:5:2000:0:1:87 -l 20)" hex)
is "a route of either kind may have led there: no guess" "$(quote "$(error_about "$wire")")" "$wire"
must ip -n "$r" -6 route del 4444::/48
check "switched off" on "$r" idloc ila set icmp-errors off
is "it stays as it is" "$(quote "$(error_about "$packet")")" "$packet"
