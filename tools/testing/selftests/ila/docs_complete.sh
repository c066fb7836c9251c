#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Completion: what may follow each word, by the grammar and by the names that there are, in
# the namespace that the line names; without a complaint, and without loading anything. What
# bash puts on the line for it.

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u
cd "$(dirname "$0")" || exit
. ../lib.sh

# follows WORD...: what the last of these may become, sorted, in a line
follows()
{
	{
		on "$a" timeout $((5 * SLOWNESS)) idloc complete -- "$@" 2>"$TEST_TMP/complaints" ||
			echo "exit code $?"
	} | sort | paste -sd' '
	cat "$TEST_TMP/complaints"
}

# told TEXT: the words of a list in a complaint, "a, b and c", sorted
told()
{
	tr -s ', ' '\n' <<<"$1" | grep -vxE 'and|or|' | sort | paste -sd' '
}

# asked WORD...: what the tool says there is when it gets a word that it does not know
asked()
{
	local output

	output=$(on "$a" idloc "$@" nonsense 2>&1 | head -n 1)
	told "${output##*it has }"
}

need idloc jq
[ "$ILA" = ours ] || skip_all "of the tool for our module"
ns a b
link "$a" eth0 "$b" eth7
must ip -n "$a" link add red type vrf table 10
must ip -n "$a" link set red up

# ---- nothing is loaded for it

must ila_unload
is "without the module there are no names" "$(follows ila vnid show '')" ""
mkdir "$TEST_TMP/folder"
echo "ila set unknown-ident pass" | tee "$TEST_TMP/folder/a.conf" >"$TEST_TMP/folder/help"
is "files" "$(cd "$TEST_TMP/folder" && follows restore a.conf '')" ":files"
is "and it is not loaded for it" "$(ila_loaded || echo no)" no
ila_load
is "of which one may be called help" "$(cd "$TEST_TMP/folder" && follows restore a.conf '')" ":files"
is "and none is restored for it" "$(on "$a" idloc -j ila | jq -r '."unknown-ident"')" drop

# ---- grammar

objects=$(idloc help | sed -n 's/^OBJECT *:= { \(.*\) }/\1/p' | tr -d '|' | xargs -n1 | sort | paste -sd' ')
is "objects" "$(follows '')" "$objects"
is "one that is begun" "$(follows il)" ila
is "commands" "$(follows ila '')" "$(asked ila)"
for noun in map locator vnid underlay group route; do
	words=$(asked ila $noun)
	got=" $(follows ila $noun '') "
	for word in $words; do
		like "commands of $noun: $word" "$got" " $word "
	done
done
settings=$(idloc -j ila | jq -r 'keys[]')
is "settings" "$(follows ila set '')" "$(sort <<<"$settings" | paste -sd' ')"
for setting in $settings; do
	output=$(idloc ila set "$setting" nonsense 2>&1 | head -n 1)
	is "values of $setting" "$(follows ila set "$setting" '')" "$(told "${output##*it is }")"
done
A=3333:0:0:1:2000::1
is "names with values in any order" "$(follows ila map add $A miss queue csum-mode '')" \
	"adj-transport neutral-map neutral-map-auto no-action"
is "each once" "$(follows ila map add $A locator 2001:0:87:0 lifetime 5 csum-mode no-action '')" \
	"dev miss no-counters priority redirect source vnid"
is "either of two" "$(follows ila group join 7 ff0e::1 '')" "dev locator"
is "and the other not any more" "$(follows ila vnid add 7 prefix fd00:1:2:3:4:5::/96 dev eth0 '')" \
	"csum-mode mark mcast-flags sir-prefix src-mode"
is "a flag" "$(follows ila locator add west 2001:0:87:0 l)" local
is "options, once one is begun" "$(follows --n) $(follows -details ila -j)" "--netns -json"
is "a file" "$(follows -b '')" ":files"
is "nothing behind an option that ends all" "$(follows -V '')$(follows -b x '')" ""
is "nothing behind what is wrong" "$(follows ila mop '')$(follows nobody '')$(follows ila map add $A miss what '')" ""
is "nor behind what begins right" "$(follows ila map 3::/64 vnid 7 source bgpx 6)$(follows ila map vnid seven '')" ""
FILTERS=(3333::/64 vnid 7 source bgp dev eth0 locator 2001:0:87:0 expires 4 vnid 8 dev eth7 source)
is "a line of 20 words" "$(follows ila map show "${FILTERS[@]}" z)" zebra
is "and no more behind it" "$(follows ila map show "${FILTERS[@]}" bgpx '')" ""
is "nothing for a number" "$(follows ila map add $A lifetime '')" ""

# ---- names

must on "$a" idloc ila vnid add 7 prefix fd00:1:2:3:4:5::/96
must on "$a" idloc ila vnid add 0x10 prefix fd00:1:2:3:4:6::/96
must on "$a" idloc ila locator add here 2001:0:87:0 local
must on "$a" idloc ila locator add west 2001:0:88:0
must on "$a" idloc ila group add 7 ff0e::1
must on "$a" idloc ila map add $A locator west
must on "$a" idloc ila map add 3333:0:0:2::/64 locator west
must on "$a" idloc ila route add 3333:0:0:1::/64 mapped dev eth0
must on "$b" idloc ila vnid add 9 prefix fd00:1:2:3:4:5::/96
must on "$b" idloc ila locator add east 2001:0:89:0

A=3333::1:2000:0:0:1
is "namespaces" "$(follows -n '' | tr ' ' '\n' | grep -xE "$a|$b" | paste -sd' ')" "$a $b"
is "virtual networks" "$(follows ila vnid del '')" "16 7"
is "as values" "$(follows ila map vnid '')" "16 7"
is "locators by name" "$(follows ila locator set '')" "here west"
is "and by value" "$(follows ila map locator '')" "2001:0:87:0 2001:0:88:0 here west"
is "interfaces" "$(follows ila underlay add e)" eth0
is "VRFs" "$(follows ila vnid add 8 prefix fd00:1:2:3:4:5::/96 vrf '')" red
is "groups" "$(follows ila group del 7 '')" ff0e::1
is "mappings" "$(follows ila map del '')" "3333:0:0:2::/64 $A"
is "that are begun" "$(follows ila map get 3333::)" $A
is "routes" "$(follows ila route del '')" 3333:0:0:1::/64
is "of the namespace on the line" "$(follows -n "$b" ila vnid del ''), $(follows ila underlay add -n "$b" eth)" "9, eth7"
is "of none that there is not" "$(follows -n nowhere ila underlay add '')" dev
is "of nobody for whom there are none" "$(setpriv --reuid 1000 --clear-groups idloc complete -- ila vnid del '' 2>&1)" ""
for name in 'a,b' 'c}d' 'e"f' 'g\h'; do
	must on "$b" idloc ila locator add "$name" 2001:0:8a:0
done
is "whole names, or none" "$(follows -n "$b" ila locator set '')" 'a,b c}d east'
for name in 'a,b' 'c}d' 'e"f' 'g\h'; do
	must on "$b" idloc ila locator del "$name"
done
for ((i = 16; i < 4112; i++)); do
	printf 'ila map add 3333:0:0:1:2000::2:%x locator west\n' $i
done >"$TEST_TMP/many"
must on "$a" idloc -b "$TEST_TMP/many"
begun=${EPOCHREALTIME//[!0-9]/}
is "not more than anybody reads" "$(follows ila map del '' | wc -w)" 200
at_most "nor longer than anybody waits (us)" $((${EPOCHREALTIME//[!0-9]/} - begun)) $((1500000 * SLOWNESS))

# ---- bash

# In a guest, or in this tree
for file in /opt/share/completion/idloc.bash ../../../../userspace/completion/idloc.bash; do
	[ -e "$file" ] && break
done
# shellcheck source=userspace/completion/idloc.bash
. "$file"

# line TEXT: what bash would put in place of the last of its words, of which it takes a colon as the end
line()
{
	COMP_LINE=$1 COMP_POINT=${#1}
	_idloc idloc 2>&1
	printf '%s\n' "${COMPREPLY[@]}" | sort | paste -sd' '
}

is "it is for idloc" "$(complete -p idloc)" "complete -F _idloc idloc"
is "the first word" "$(line 'idloc i')" ila
is "words in the middle" "$(line "idloc -n $b   ila locator set ")" east
is "what is behind the colon" "$(line "idloc -n $a ila map del 3333:0:")" "0:2::/64"
COMP_WORDBREAKS=${COMP_WORDBREAKS//:}
is "all of it, if that is no end of a word" "$(line "idloc -n $a ila map del 3333:0:")" "3333:0:0:2::/64"
touch "$TEST_TMP/filed"
is "files" "$(line "idloc -b $TEST_TMP/file")" "$TEST_TMP/filed"
is "no word, no complaint" "$(line 'idloc ila mop ')" ""
