#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Every prefix length from 0 to 128: accepted with luid, refused below 67 with
# use-format, shown as given, deleted without a trace.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# Alternating bits, so that no length ends in a zero that hides an error; the
# identifier is of type LUID and ends in neither zero.
KEY=3555:5555:5555:5555:2555:5555:5555:5555

# network LENGTH: NET is KEY cut to it
network()
{
	local hex=${KEY//:/} bits=$1 group value word

	NET=
	for ((group = 0; group < 8; group++)); do
		value=$((16#${hex:group*4:4}))
		[ "$bits" -ge 16 ] || value=$((value & ~(0xffff >> bits)))
		bits=$((bits > 16 ? bits - 16 : 0))
		printf -v word '%x:' $value
		NET+=$word
	done
	NET=${NET%:}/$1
}

# verdicts VERB IDENT-TYPE: the lengths plus 1 that are refused
verdicts()
{
	local len

	for ((len = 0; len <= 128; len++)); do
		network $len
		printf 'route %s %s encap ila %s csum-mode neutral-map ident-type %s %s\n' \
			"$1" "$NET" $LOC_B "$2" "via 2001:db8:1::2 dev eth2"
	done >"$TEST_TMP/batch"
	ip -n "$r" -6 -force -batch "$TEST_TMP/batch" 2>"$TEST_TMP/errors"
	sed -n 's/.*batch:\([0-9]*\)$/\1/p' "$TEST_TMP/errors"
}

topo_wire
is "luid: no length is refused" "$(verdicts add luid)" ""
is "129 routes" "$(ip -n "$r" -6 route show | grep -c 'encap ila')" 129
for len in 0 1 63 64 65 67 127 128; do
	network $len
	[ $len != 0 ] || NET=default
	line=$(ip -n "$r" -6 route show exact "$NET")
	like "/$len is shown as it was given" "$line" "encap ila *2001:0:87:0 .*via 2001:db8:1::2 dev eth2"
done
# The longest prefix wins, and a packet that differs in its last bits gets the next.
line=$(wire udp -s $SRC -d $KEY -D x)
like "translated by /128" "$(field "$line" dst)" "^$LOC_B:3555:5555:5555:"
is "with a right checksum" "$(field "$line" csum)" ok
for ((len = 128; len > 0; len -= 8)); do
	network $len
	printf 'route del %s\n' "$NET"
done >"$TEST_TMP/batch"
check "every eighth is deleted" ip -n "$r" -6 -batch "$TEST_TMP/batch"
is "113 are left" "$(ip -n "$r" -6 route show | grep -c 'encap ila')" 113
line=$(wire udp -s $SRC -d $KEY -D x)
is "translated by the next" "$(field "$line" csum)" ok
is "luid: all are accepted again, but those that exist" "$(verdicts add luid | wc -l)" 113
is "129 routes" "$(ip -n "$r" -6 route show | grep -c 'encap ila')" 129
is "all are deleted" "$(verdicts del luid)" ""
is "none is left" "$(ip -n "$r" -6 route show | grep -c 'encap ila')" 0

is "use-format: 0 to 66 are refused" "$(verdicts add use-format | tr '\n' ' ')" \
	"$(seq -s' ' 1 67) "
is "62 routes" "$(ip -n "$r" -6 route show | grep -c 'encap ila')" 62
