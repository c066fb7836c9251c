#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc ila set": what is set is shown, per namespace, and nothing else changes.

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u
cd "$(dirname "$0")" || exit
. ../lib.sh

need idloc
[ "$ILA" = ours ] || skip_all "the tool has nothing to say to the in-tree module"
ila_load
ns a b

# All settings on one line: "name value name value".
settings()
{
	on "$1" idloc ila show | xargs
}

default="adj-compat rfc hook-position raw csum-reserved drop icmp-errors on unknown-ident drop"
other="adj-compat intree hook-position intree csum-reserved pass icmp-errors off unknown-ident drop"

is "a new namespace has the defaults" "$(settings "$a")" "$default"
is "'idloc ila' shows them too" "$(on "$a" idloc ila | xargs)" "$default"
is "and a bare 'idloc ila set'" "$(on "$a" idloc ila set | xargs)" "$default"

on "$a" idloc ila set adj-compat intree
is "one setting changes alone" "$(settings "$a")" "adj-compat intree hook-position raw csum-reserved drop icmp-errors on unknown-ident drop"
on "$a" idloc ila set icmp-errors off csum-reserved pass hook-position intree
is "three in the other order" "$(settings "$a")" "$other"
is "the other namespace has not changed" "$(settings "$b")" "$default"

output=$(on "$a" idloc ila set hook-position raw 2>&1)
is "a change that works says nothing" "$output" ""
on "$a" idloc ila set hook-position raw
is "the same again changes nothing" "$(settings "$a")" "adj-compat intree hook-position raw csum-reserved pass icmp-errors off unknown-ident drop"

# With and without a hook that is attached, and must move.
must ip netns exec "$a" ip ila add loc_match 1:2:3:4 loc 5:6:7:8 csum-mode no-action ident-type luid
for position in intree raw; do
	check "the hook of a mapping moves to $position" on "$a" idloc ila set hook-position "$position"
	like "and is there" "$(settings "$a")" "hook-position $position"
done

# shellcheck disable=SC2046 # the words are the point
check "what show prints, set takes" on "$b" idloc ila set $(on "$a" idloc ila show)
is "and then both are the same" "$(settings "$b")" "$(settings "$a")"
isnt "and not the defaults" "$(settings "$b")" "$default"

check "-n sets in another namespace" idloc -n "$a" ila set adj-compat rfc
like "there" "$(settings "$a")" "adj-compat rfc"
like "and only there" "$(settings "$b")" "adj-compat intree"
is "-n shows another namespace" "$(idloc -netns "/run/netns/$b" ila | xargs)" "$(settings "$b")"

must idloc -n "$a" ila set hook-position 1
like "a value may be its number" "$(settings "$a")" "hook-position intree"

like "-d explains a setting and its values" "$(idloc -d -n "$a" ila show | xargs)" \
	"csum-reserved .* drop: .* pass: "
