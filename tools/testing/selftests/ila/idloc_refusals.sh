#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# What "idloc ila" and the family behind it refuse: exit code 1 for a bad word,
# 2 and the kernel's own words for what the kernel refuses, and nothing changes.

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u
cd "$(dirname "$0")" || exit
. ../lib.sh

need idloc nlraw
[ "$ILA" = ours ] || skip_all "the tool has nothing to say to the in-tree module"
ila_load
ns a
before=$(on "$a" idloc ila show)

# refused CODE REGEX WORD...: exit code, the message, and no word on stdout
refused()
{
	local code=$1 regex=$2 output rc

	shift 2
	output=$(on "$a" idloc "$@" 2>&1 >"$TEST_TMP/stdout")
	rc=$?
	is "'idloc $*' exits with $code" "$rc" "$code"
	like "'idloc $*' says why" "$output" "$regex"
	is "'idloc $*' leaves stdout empty" "$(<"$TEST_TMP/stdout")" ""
}

refused 1 'no object "il"' il
refused 1 'no command "sho".*show' ila sho
refused 1 'no setting "adj".*adj-compat' ila set adj rfc
refused 1 'hook-position needs a value: raw or intree' ila set hook-position
refused 1 'hook-position cannot be "Raw", it is raw or intree' ila set hook-position Raw
refused 1 'cannot be "1x"' ila set hook-position 1x
refused 1 'cannot be "4294967296"' ila set hook-position 4294967296
refused 1 'cannot be "-1"' ila set hook-position -- -1
refused 1 'adj-compat is given twice' ila set adj-compat rfc adj-compat rfc
refused 1 'what is "all"' ila show all
refused 1 'what is "all"' ila stats all
refused 1 '-x is no option' -x ila
refused 1 '-n needs a value' ila -n
refused 1 'cannot open network namespace "nowhere"' -n nowhere ila
refused 1 'Usage: idloc'
refused 2 'out of range.*hook-position: 0 to 1' ila set hook-position 2
refused 2 'out of range.*csum-reserved: 0 to 1' ila set adj-compat intree csum-reserved 4294967295
is "nothing has changed" "$(on "$a" idloc ila show)" "$before"

on "$a" idloc ila show >/dev/full 2>"$TEST_TMP/stderr"
is "output that is lost is a failure" $? 1
like "with a message" "$(<"$TEST_TMP/stderr")" "cannot write"

# Requests that the tool never sends. Commands: 1 settings-get, 2 settings-set,
# 3 stats-get; attributes of settings: 1 padding, 2 adj-compat, 3 hook-position, 4 csum-reserved.
# kernel NAME ERRNO REGEX nlraw-words...
kernel()
{
	local name=$1 errno=$2 regex=$3 output

	shift 3
	output=$(on "$a" nlraw genl idloc-ila "$@" 2>&1)
	like "$name: $errno" "$output" "name=$errno "
	like "$name: has a text" "$output" "extack=\"$regex"
}

kernel "no attribute at all" EINVAL "ILA: no setting given" 2
kernel "an unknown attribute" EINVAL "Unknown attribute" 2 2:01000000 99:01000000
kernel "padding as an attribute" EINVAL "Unsupported attribute" 2 1:01000000
kernel "a value out of range" ERANGE "integer out of range" 2 3:01000000 2:02000000
kernel "a short value" EINVAL "invalid attribute length" 2 2:01
kernel "a long value" EINVAL "invalid attribute length" 2 2:0100000000000000
kernel "an empty value" EINVAL "invalid attribute length" 2 2:
kernel "trailing bytes" EINVAL "bytes leftover" 2 2:01000000 raw:ff
kernel "settings-get with a setting" EINVAL "Unknown attribute" 1 2:00000000
kernel "stats-get with a counter" EINVAL "Unknown attribute" 3 2:0000000000000000
for cmd in 1 2 3; do
	like "command $cmd has no dump" "$(on "$a" nlraw genl idloc-ila $cmd dump)" "name=EOPNOTSUPP "
done
like "there is no command 99" "$(on "$a" nlraw genl idloc-ila 99)" "name=EOPNOTSUPP "
is "nothing has changed by them either" "$(on "$a" idloc ila show)" "$before"

on "$a" nlraw genl idloc-ila 2 2:00000000 2:01000000 >/dev/null
like "of an attribute twice the last counts" "$(on "$a" idloc ila show)" "adj-compat +intree"
