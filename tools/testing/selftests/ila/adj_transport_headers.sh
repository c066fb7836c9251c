#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# adj-transport finds the checksum behind extension headers and in fragments,
# knows the protocols that have one, and leaves alone what does not cover the
# address in the IPv6 header.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

WIRE=$LOC_B:2000:0:1:87
# Sixteen bytes of UDP-Lite, DCCP (a request) and the like, checksum at 6.
UDPLITE="0457 08ae 0000 0000 0102030405060708"
DCCP="0457 08ae 0400 0000 0102030405060708 0000000a"

# same NAME PKTSEND-ARGUMENTS: arrives as the same packet made for the wire
same()
{
	local name=$1 kind=$2

	shift 2
	is "$name" "$(field "$(wire "$kind" -s $SRC -d $SIR_B "$@")" hex)" \
		"$(made "$kind" -s $SRC -d $WIRE -H 63 "$@")"
}

# untouched NAME PKTSEND-ARGUMENTS: only the address differs
untouched()
{
	local name=$1 kind=$2 sent got

	shift 2
	sent=$(made "$kind" -s $SRC -d $SIR_B "$@")
	got=$(field "$(wire "$kind" -s $SRC -d $SIR_B "$@")" hex)
	is "$name" "${got:48}" "$(addr_hex $WIRE)${sent:80}"
}

# fragments NAME PKTSEND-ARGUMENTS: the parts, glued together, have a right checksum
fragments()
{
	local name=$1 line whole='' first

	shift
	while read -r line; do
		first=$(field "$line" hex)
		whole+=${first:96}
	done < <(pktcap -N "$w" -i eth1 -I -n 3 -t 2000 -s $SRC -- \
		pktsend -N "$a" -i eth0 -m "$R_MAC" -f 504 udp -s $SRC -d $SIR_B "$@" |
		grep '^pkt')
	first=$(made udp -s $SRC -d $WIRE "$@")
	is "$name" "$whole" "${first:80}"
}

topo_wire
ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_B csum-mode adj-transport \
	ident-type luid via 2001:db8:1::2

for ext in hbh dst atomic; do
	same "UDP behind $ext" udp -e $ext -D text
	same "TCP behind $ext" tcp -e $ext -D text
	same "ICMPv6 behind $ext" icmp6 -e $ext -D text
done
same "UDP behind three headers" udp -e hbh -e dst -e atomic -D text
same "UDP behind a used-up routing header" udp -e rh:4:0:2001:db8::9 -D text
untouched "UDP behind a routing header with a segment left" \
	udp -e rh:4:1:2001:db8::9 -D text
fragments "UDP in fragments" -l 1400
untouched "UDP without a checksum" udp -k zero -D text
# A payload word equal to the checksum without it makes the checksum zero, which
# is sent as ffff. Behind a header it is not the short way through the code.
for to in $WIRE $SIR_B; do
	packet=$(made udp -s $SRC -d "$to" -x 0000)
	word=${packet:92:4}
	same "UDP whose checksum for $to is zero" udp -x "$word"
	same "the same behind a header" udp -e dst -x "$word"
	like "which is sent as ffff" "$(made udp -s $SRC -d "$to" -x "$word")" "^.{92}ffff"
	packet=$(made 136 -s $SRC -d "$to" -x "$UDPLITE 0000" -C 6)
	same "UDP-Lite whose checksum for $to is zero" 136 -x "$UDPLITE ${packet:92:4}" -C 6
done
untouched "UDP behind a header without a checksum" udp -e dst -k zero -D text
same "UDP-Lite" 136 -x "$UDPLITE" -C 6
same "DCCP" 33 -x "$DCCP" -C 6
before=$(counter "$r" csum-unhandled)
for proto in 47 50 59 132; do
	untouched "protocol $proto has no such checksum" $proto -x "$UDPLITE"
done
is "none of them is counted as unhandled" "$(counter "$r" csum-unhandled)" "$before"
for proto in 89 103 135 253; do
	untouched "protocol $proto is not known" $proto -x "$UDPLITE"
done
is "these four are counted" "$(counter "$r" csum-unhandled)" $((before + 4))
