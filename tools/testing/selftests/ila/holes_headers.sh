#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H1, H3, H4, H5, H6, H7, H15: whatever stands between the IPv6 header and a checksum,
# in fragments or not, for every protocol: what leaves is the packet that would have been
# made for the new address in mode adj-transport, and in the other modes the packet that
# came with another address and no other byte. By a route, a mapping and an input route.
# cpus: 1
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/holes.sh
. ./holes.sh

# Sixteen bytes and more of UDP-Lite and DCCP (a request), checksum at 6.
UDPLITE="0457 08ae 0000 0000 0102030405060708"
UDPLITE_PART="0457 08ae 0008 0000 0000000000000000"
DCCP="0457 08ae 0400 0000 0102030405060708 0000000a"
BYTES="0457 08ae 0010 1234 0102030405060708"

extension_headers()
{
	local kind ext

	for kind in udp tcp icmp6; do
		follows "H1: $kind" $kind -D text
		for ext in hbh dst rh:4:0:2001:db8::9 rh:0:0:2001:db8::9 ah; do
			follows "H3: $kind behind ${ext%%:2*}" $kind -e $ext -D text
		done
		follows "H4: $kind behind atomic" $kind -e atomic -D text
		for ext in rh:4:1:2001:db8::9 rh:0:1:2001:db8::9 rh:2:1:$SIR_A; do
			stays "H6: $kind behind ${ext%%:[23]*}" $kind -e "$ext" -D text
		done
	done
	follows "H3: udp behind all of them" udp -e hbh -e dst -e rh:4:0:2001:db8::9 \
		-e atomic -e ah -e dst -D text
	stays "H6: udp behind hbh and a segment left" udp -e hbh -e rh:4:1:2001:db8::9 \
		-e dst -D text
}

fragments()
{
	local kind

	for kind in udp tcp icmp6; do
		follows "H4: $kind in fragments" $kind -f 504 -l 1400
	done
	follows "H4: udp in fragments behind hbh and dst" udp -e hbh -e dst -f 504 -l 900
	follows "H4: UDP-Lite in fragments" 136 -x "$UDPLITE" -C 6 -f 8
	stays "H4: protocol 50 in fragments" 50 -x "$BYTES" -f 8
	stays "H6: udp in fragments behind a segment left" udp -e rh:4:1:2001:db8::9 -f 504 -l 900
	stays "H7: udp without a checksum in fragments" udp -k zero -f 504 -l 900
}

# A payload word equal to the checksum without it makes the checksum zero, which UDP
# and UDP-Lite send as ffff.
zero_checksums()
{
	local to packet word

	stays "H7: udp without a checksum" udp -k zero -D text
	stays "H7: udp without a checksum behind dst" udp -e dst -k zero -D text
	for to in $WIRE $SIR_B; do
		packet=$(made udp -s $SRC -d "$to" -x 0000)
		word=${packet:92:4}
		like "zero is made as ffff" "$(made udp -s $SRC -d "$to" -x "$word")" "^.{92}ffff"
		follows "H7: udp with zero as ffff for $to" udp -x "$word"
		follows "H7: the same behind dst" udp -e dst -x "$word"
		packet=$(made 136 -s $SRC -d "$to" -x "$UDPLITE 0000" -C 6)
		follows "H7: UDP-Lite with zero as ffff for $to" \
			136 -x "$UDPLITE ${packet:92:4}" -C 6
	done
}

protocols()
{
	local proto inner

	follows "H5: UDP-Lite" 136 -x "$UDPLITE" -C 6
	follows "H5: UDP-Lite that covers its header only" 136 -x "$UDPLITE_PART" -C 6
	follows "H5: UDP-Lite behind dst" 136 -e dst -x "$UDPLITE" -C 6
	follows "H5: DCCP" 33 -x "$DCCP" -C 6
	follows "H5: DCCP behind hbh" 33 -e hbh -x "$DCCP" -C 6
	for proto in 4 47 50 59 132; do
		stays "H5: protocol $proto has no such checksum" $proto -x "$BYTES"
		stays "H5: protocol $proto behind dst" $proto -e dst -x "$BYTES"
	done
	for inner in $SIR_B $WIRE; do
		inner=$(made udp -s $SIR_A -d "$inner" -D inner)
		stays "H15: IPv6 in IPv6" 41 -x "$inner"
		stays "H15: IPv6 in IPv6 behind dst" 41 -e dst -x "$inner"
	done
}

# What may have a checksum that we do not know, or cannot reach.
unhandled_rows()
{
	local proto

	for proto in 89 103 112 135 139 253; do
		stays "H5: protocol $proto is not known" $proto -x "$BYTES"
		stays "H5: protocol $proto behind dst" $proto -e dst -x "$BYTES"
	done
	stays "H5: udp cut off before its checksum" 17 -x "0457 08ae"
	stays "H5: tcp cut off before its checksum" 6 -e dst -x "$BYTES"
}

# run_all WAY MODE: rows with a known protocol, then the others; those are counted
run_all()
{
	local before known=$handled want=0

	before=$(counter "$r" csum-unhandled)
	rows_pass "$1 $2" "$1" "$2" 0 "$known"
	is "$1 $2: all of these are handled" "$(counter "$r" csum-unhandled)" "$before"
	rows_pass "$1 $2" "$1" "$2" "$known" ${#names[@]}
	[ "$2" != adj-transport ] || want=$((${#names[@]} - known))
	is "$1 $2: $want of these are counted" "$(counter "$r" csum-unhandled)" $((before + want))
}

holes_begin
extension_headers
fragments
zero_checksums
protocols
handled=${#names[@]}
unhandled_rows
# The first part carries the head of TCP without its checksum; later ones are not looked at.
first=$(made tcp -s $SRC -d $SIR_B -D text -f 8 | head -1)
with_dst "$first" "$WIRE_DIGITS"
row "H4: tcp, a first fragment that ends before the checksum" "$first" "$moved"
for way in "${WAYS[@]}"; do
	for mode in "${MODES[@]}"; do
		way_open "$way" "$mode"
		run_all "$way" "$mode"
		way_close "$way"
	done
done
