#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc -j": valid JSON with the names and values that the text has.

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u
cd "$(dirname "$0")" || exit
. ../lib.sh

need idloc jq ping
[ "$ILA" = ours ] || skip_all "the tool has nothing to say to the in-tree module"
ila_load
topology_pair
must ip -n "$h1" -6 route add 3333:0:0:1::/64 encap ila 9999:0:0:1 csum-mode no-action ident-type luid dev eth0
on "$h1" ping -c1 -W1 3333:0:0:1::1 >/dev/null 2>&1
must on "$h1" idloc ila set csum-reserved pass

# as_text: "name value" lines out of a flat JSON object; fails if it is none
as_text()
{
	jq -er 'to_entries[] | "\(.key) \(.value)"'
}

for what in show stats; do
	text=$(on "$h1" idloc ila $what | tr -s ' ')
	json=$(on "$h1" idloc -j ila $what)
	pretty=$(on "$h1" idloc -p ila $what)
	check "$what: one JSON object" jq -e 'type == "object"' <<<"$json"
	is "$what: on one line" "$(wc -l <<<"$json")" 1
	is "$what: the same as the text" "$(as_text <<<"$json")" "$text"
	is "$what: pretty is the same" "$(jq -c . <<<"$pretty")" "$(jq -c . <<<"$json")"
	at_least "$what: on more lines" "$(wc -l <<<"$pretty")" "$(wc -l <<<"$text")"
done

is "settings are words" "$(on "$h1" idloc -j ila | jq -r '."csum-reserved"')" pass
is "counters are numbers" "$(on "$h1" idloc -j ila stats | jq '[.[] | type] | unique == ["number"]')" true
is "with their values" "$(on "$h1" idloc -j ila stats | jq '."drop-no-route"')" 1
is "options may come last" "$(on "$h1" idloc ila stats -json)" "$(on "$h1" idloc -j ila stats)"

is "-d explains the counters beside them" \
	"$(on "$h1" idloc -j -d ila stats | jq '(.doc | keys) == (del(.doc) | keys)')" true
is "and leaves the settings as they are" "$(on "$h1" idloc -j -d ila show)" "$(on "$h1" idloc -j ila show)"
is "a change that works prints nothing in JSON either" "$(on "$h1" idloc -j ila set csum-reserved drop 2>&1)" ""
is "nor does a refusal on stdout" "$(on "$h1" idloc -j ila set csum-reserved 9 2>/dev/null)" ""
