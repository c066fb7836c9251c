#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc ila stats": every counter of the namespace, those at zero too, and they count.

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u
cd "$(dirname "$0")" || exit
. ../lib.sh

need idloc nlraw ping
[ "$ILA" = ours ] || skip_all "the tool has nothing to say to the in-tree module"
ila_load
topology_pair

# counter NAMESPACE NAME
counter()
{
	on "$1" idloc ila stats | awk -v name="$2" '$1 == name { print $2 }'
}

stats=$(on "$h1" idloc ila stats)
is "the counters are there: exit code 0" $? 0
names=$(awk '{ print $1 }' <<<"$stats")
is "each line is a name and a number" "$(grep -cvE '^[a-z0-9-]+ +[0-9]+$' <<<"$stats")" 0
is "no name stands twice" "$(sort <<<"$names" | uniq -d)" ""
is "a new namespace has counted nothing" "$(awk '$2 != 0' <<<"$stats")" ""

# nlraw prints what the kernel sent as "NR:HEX"; 1 is padding.
sent=$(on "$h1" nlraw genl idloc-ila 3 | grep -oE '\b([2-9]|[1-9][0-9]+):[0-9a-f]{16}\b' | wc -l)
at_least "the kernel sent counters" "$sent" 10
is "all that the kernel sent are shown" "$(wc -l <<<"$stats")" "$sent"

# Translated, and no route to where it then goes: one counter of success, one of loss.
must ip -n "$h1" -6 route add 3333:0:0:1::/64 encap ila 9999:0:0:1 csum-mode no-action ident-type luid dev eth0
before=$(on "$h1" idloc ila stats)
on "$h1" ping -c3 -i 0.2 -W1 3333:0:0:1::1 >/dev/null 2>&1
is "three packets without a route are counted" "$(counter "$h1" drop-no-route)" 3
is "in that namespace only" "$(counter "$h2" drop-no-route)" 0
changed=$(diff <(echo "$before") <(on "$h1" idloc ila stats) | awk '/^>/ { print $2 }' | xargs)
unlike "and not as something else" "$changed" "truncated|nomem|loop|cbit|reserved|in-"

explained=$(on "$h1" idloc -d ila stats)
# The line after a counter is its explanation.
missing=$(awk '/^[a-z]/ { if (name) print name; name = $1 } /^ +[A-Z].+/ { name = "" } END { if (name) print name }' \
	<<<"$explained")
is "-d explains every counter" "$missing" ""
is "in the same order" "$(awk '/^[a-z]/ { print $1 }' <<<"$explained")" "$names"
at_most "in lines that fit a terminal" "$(wc -L <<<"$explained")" 78
