#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc ila xlat": the same as "ip ila", in the words of the other commands, so that it can be
# saved and restored; and the words of routes that are for that.
# timeout: 60

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/restore.sh
. ../restore.sh

# refused CODE REGEX WORD...
refused()
{
	local code=$1 regex=$2 output rc

	shift 2
	output=$(ila "$a" "$@" 2>&1 >"$TEST_TMP/stdout")
	rc=$?
	is "'ila $*' exits with $code" "$rc" "$code"
	like "'ila $*' says why" "$output" "$regex"
	is "'ila $*' leaves stdout empty" "$(<"$TEST_TMP/stdout")" ""
}

need idloc jq
[ "$ILA" = ours ] || skip_all "the in-tree module has no mapping table"
ila_load
ns a
links "$a"

refused 1 'which locator' xlat add
refused 1 'is no locator' xlat add 2001:0:87 sir-prefix 3333:0:0:1
refused 1 'a locator stands for a sir-prefix' xlat add 2001:0:87:0
refused 1 'sir-prefix cannot be "x"' xlat add 2001:0:87:0 sir-prefix x
refused 1 'sir-prefix is given twice' xlat add 2001:0:87:0 sir-prefix 3333:: sir-prefix 3333::
refused 1 'csum-mode needs a value' xlat add 2001:0:87:0 csum-mode
refused 1 'csum-mode cannot be "none"' xlat add 2001:0:87:0 csum-mode none
refused 1 'ident-type cannot be "256"' xlat add 2001:0:87:0 ident-type 256
refused 1 'ila xlat has no "loc"' xlat add 2001:0:87:0 loc 3333::
refused 1 'no interface "nowhere"' xlat add 2001:0:87:0 sir-prefix 3333:: dev nowhere
refused 1 'what is "sir-prefix"' xlat del 2001:0:87:0 sir-prefix 3333::
refused 1 'ila xlat has no command "remove"' xlat remove 2001:0:87:0
refused 2 'no mapping for this locator and interface' xlat del 2001:0:87:0
refused 2 'unknown identifier type' xlat add 2001:0:87:0 sir-prefix 3333:: ident-type 9
refused 2 'name the interface in it' xlat add 2001:0:87:0 sir-prefix 3333:: dev vrf1
like "help" "$(idloc ila xlat help)" 'Usage: .* xlat add LOCATOR'
is "none of it has come to the kernel" "$(ila "$a" xlat)$(ila "$a" -j xlat)" "[]"

check "added" ila "$a" xlat add 2001:0:87:0 sir-prefix 3333:0:0:1::/64 ident-type luid csum-mode no-action dev eth0
check "without more" ila "$a" xlat add 2001:0:88:: sir-prefix 3333:0:0:2
must ip -n "$a" ila add loc_match 2001:0:89:0 loc 3333:0:0:3 csum-mode adj-transport ident-type use-format
is "shown" "$(ila "$a" xlat | sort)" \
	"2001:0:87:0 sir-prefix 3333:0:0:1 dev eth0 csum-mode no-action ident-type luid
2001:0:88:0 sir-prefix 3333:0:0:2 csum-mode neutral-map ident-type use-format
2001:0:89:0 sir-prefix 3333:0:0:3 csum-mode adj-transport ident-type use-format"
is "and in JSON" "$(ila "$a" -j xlat | jq -c 'sort_by(.locator)[0]')" \
	'{"locator":"2001:0:87:0","sir-prefix":"3333:0:0:1","dev":"eth0","csum-mode":"no-action","ident-type":"luid"}'
is "for ip, too" "$(ip -n "$a" ila list | grep -c .)" 3
refused 2 'there is a mapping for this locator' xlat add 2001:0:88:0 sir-prefix 3333:0:0:2
check "another interface is another one" ila "$a" xlat add 2001:0:88:0 sir-prefix 3333:0:0:2 dev t0
check "deleted" ila "$a" xlat del 2001:0:88:0 dev t0
is "just that" "$(ila "$a" xlat | grep -c .)" 3
check "all" ila "$a" xlat flush
is "are gone" "$(ila "$a" xlat)" ""

# ---- routes

check "who, from where and how often" ila "$a" route add 3333:0:0:4::/64 locator 2001:0:88:0 ident-type luid \
	via 2001:db8:1::9 dev eth0 proto 200 src 2001:db8:1::2 weight 3
check "and another" ila "$a" route append 3333:0:0:4::/64 locator 2001:0:89:0 ident-type luid via 2001:db8:1::a dev eth0 proto 200 weight 5
route=$(ip -n "$a" -6 route show 3333:0:0:4::/64 | tr '\n' ' ')
like "for ip, too" "$route" "proto 200 src 2001:db8:1::2 .*2001:db8:1::9 dev eth0 weight 3 .*2001:db8:1::a dev eth0 weight 5"
check "on the link" ila "$a" route add 3333:0:0:5::/64 locator 2001:0:88:0 ident-type luid via fe80::77 dev t0 onlink
like "for ip, too" "$(ip -n "$a" -6 route show 3333:0:0:5::/64)" "onlink"
encap="csum-mode neutral-map ident-type luid hook-type output"
is "shown in the words that make them" "$(ila "$a" route)" "3333:0:0:4::/64 locator 2001:0:88:0 $encap via 2001:db8:1::9 dev eth0 table 254 metric 1024 proto 200 src 2001:db8:1::2 weight 3
3333:0:0:4::/64 locator 2001:0:89:0 $encap via 2001:db8:1::a dev eth0 table 254 metric 1024 proto 200 src 2001:db8:1::2 weight 5
3333:0:0:5::/64 locator 2001:0:88:0 $encap via fe80::77 dev t0 onlink table 254 metric 1024"
refused 1 'weight cannot be "256"' route add 3333:0:0:6::/64 mapped dev eth0 weight 256
refused 1 'src cannot be "here"' route add 3333:0:0:6::/64 mapped dev eth0 src here
refused 1 'proto cannot be "nobody"' route add 3333:0:0:6::/64 mapped dev eth0 proto nobody
