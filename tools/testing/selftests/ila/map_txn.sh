#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A transaction belongs to its socket and happens in full or not at all. Packets, dumps
# and events know nothing of it before its end.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/mapped.sh
. ../mapped.sh

LOC_C=2001:0:97:0

# open NUMBER: a socket of its own, which the others here talk to
open()
{
	mkfifo "$TEST_TMP/in$1" "$TEST_TMP/out$1"
	# The other end of another one's is not for it to keep open.
	maptxn -N "$r1" <"$TEST_TMP/in$1" >"$TEST_TMP/out$1" 37>&- 38<&- 47>&- 48<&- &
	eval "exec ${1}7>\"\$TEST_TMP/in$1\" ${1}8<\"\$TEST_TMP/out$1\""
}

# close NUMBER
close()
{
	eval "exec ${1}7>&- ${1}8<&-"
	rm -f "$TEST_TMP/in$1" "$TEST_TMP/out$1"
}

# tell NUMBER LINE: prints the answer
tell()
{
	local answer

	printf '%s\n' "$2" >&"${1}7"
	read -r -t 10 answer <&"${1}8"
	printf '%s\n' "$answer"
}

# leads NAME ADDRESS LOCATOR: what packets find; "nowhere" without a mapping
leads()
{
	local dst

	dst=$(field "$(WIRE_MS=${MS:-$((2000 * SLOWNESS))} WIRE_SRC=$SIR_A wire udp -s $SIR_A -d "$2" -p 1000:9 -l 20)" dst)
	if [ "$3" = nowhere ]; then
		is "$1" "$dst" ""
	else
		like "$1" "$dst" "^$3:"
	fi
}

# shown: addresses and locators, as a dump tells them
shown()
{
	idloc -j -n "$r1" ila map | jq -r '.[] | "\(.addr) \(.locator)"' | sort | tr '\n' ';'
}

X=$SIR:2000:0:5:1 Y=$SIR:2000:0:5:2
topo_mapped
map "$r1" add $X locator $LOC_B
idloc -j -n "$r1" monitor >"$TEST_TMP/events" 2>&1 &
before=$(shown)
open 3
open 4

# ---- nobody sees it before its end
is "begin" "$(tell 3 begin)" ok
is "replace" "$(tell 3 "replace $X $LOC_C::")" ok
is "add" "$(tell 3 "add $Y $LOC_C::")" ok
is "its own view refuses a second one" "$(tell 3 "add $Y $LOC_B::" | cut -d' ' -f1-2)" "error 17"
leads "packets have the old one" $X $LOC_B
MS=600 leads "and nothing new" $Y nowhere
is "dumps have what was" "$(shown)" "$before"
is "nobody is told" "$(grep -vc miss "$TEST_TMP/events")" 0

# ---- others wait
is "no second one on the socket" "$(tell 3 begin)" "error 16 ILA: this socket has a transaction already"
is "nor on another" "$(tell 4 begin)" "error 16 ILA: another socket has a transaction open"
is "others cannot change anything" "$(tell 4 "del $X")" "error 16 ILA: another socket has a transaction open"
is "nor end it" "$(tell 4 commit)" "error 2 ILA: this socket has no transaction"
like "nor by the tool" "$(idloc -n "$r1" ila map del $X 2>&1)" "another socket has a transaction"

# ---- a refusal spoils all of it
like "all or nothing" "$(tell 3 commit)" "^error 125 .*was refused"
is "as it was" "$(shown)" "$before"
leads "for packets, too" $X $LOC_B
is "it is over" "$(tell 3 abort)" "error 2 ILA: this socket has no transaction"

# ---- all at once
tell 3 begin >/dev/null
tell 3 "replace $X $LOC_C::" >/dev/null
tell 3 "add $Y $LOC_B::" >/dev/null
tell 3 "del $Y" >/dev/null
tell 3 "add $Y $LOC_C::" >/dev/null
is "commit says how many" "$(tell 3 commit)" "ok 4"
leads "the new one" $X $LOC_C
leads "and the other" $Y $LOC_C
check "one event each" wait_for 3 sh -c "[ \$(grep -vc miss $TEST_TMP/events) = 2 ]"
is "of what has become of it" "$(jq -r '.event + " " + .addr' "$TEST_TMP/events" | grep -v miss | sort | tr '\n' ';')" \
	"map added 3333::1:2000:0:5:2;map replaced 3333::1:2000:0:5:1;"
is "one of each is left" "$(idloc -j -n "$r1" ila map | jq length)" 2

# ---- whoever does not read each answer counts
tell 3 begin >/dev/null
tell 3 "replace $X $LOC_B::" >/dev/null
like "another number of changes" "$(tell 3 "expect 2")" "^error 125 .*another number of changes"
leads "none happens" $X $LOC_C
tell 3 begin >/dev/null
tell 3 "replace $X $LOC_B::" >/dev/null
tell 3 "del $X" >/dev/null
is "the same number" "$(tell 3 "expect 2")" "ok 2"
check "what went in the end is told to have gone" wait_for 3 \
	grep -q "map deleted.*3333::1:2000:0:5:1" "$TEST_TMP/events"
map "$r1" add $X locator $LOC_C

# ---- given up, or closed
before=$(shown)
tell 3 begin >/dev/null
tell 3 flush >/dev/null
tell 3 "add $X $LOC_B::" >/dev/null
is "abort" "$(tell 3 abort)" ok
is "as it was" "$(shown)" "$before"
tell 3 begin >/dev/null
tell 3 flush >/dev/null
tell 3 "name n $LOC_B::" >/dev/null
tell 3 "addn $X n" >/dev/null
close 3
check "a socket that closes gives up" wait_for 3 sh -c "idloc -n $r1 ila map del $Y"
leads "the other is there" $X $LOC_C
like "its locator is not" "$(idloc -n "$r1" ila locator show n 2>&1)" "no locator of this name"

# ---- a number for the state
# generation: of the table, as a dump tells it
generation()
{
	nlraw -N "$r1" genl idloc-ila 19 dump | sed -n 's/^reply.* 20:\([0-9a-f]*\).*/\1/p' | sort -u
}
before=$(generation)
is "the same for all of a dump" "$(wc -w <<<"$before")" 1
is "and for the next" "$(generation)" "$before"
tell 4 begin >/dev/null
tell 4 "replace $X $LOC_C::" >/dev/null
tell 4 abort >/dev/null
map "$r1" replace $X locator $LOC_C
isnt "another one after a change" "$(generation)" "$before"

# ---- locators
map "$r1" flush
locator "$r1" add n $LOC_B
for i in 1 2 3 4 5 6 7 8; do map "$r1" add $SIR:2000:0:6:$i locator n; done
locator "$r1" set n $LOC_C
leads "all move with their locator" $SIR:2000:0:6:1 $LOC_C
leads "each of them" $SIR:2000:0:6:8 $LOC_C
tell 4 begin >/dev/null
is "a locator in a transaction" "$(tell 4 "set n $LOC_B::")" ok
leads "nobody has moved yet" $SIR:2000:0:6:1 $LOC_C
is "not away from its mappings" "$(tell 4 "unname n")" "error 16 ILA: mappings have this locator"
tell 4 abort >/dev/null
leads "nor after it is given up" $SIR:2000:0:6:1 $LOC_C
tell 4 begin >/dev/null
tell 4 "set n $LOC_B::" >/dev/null
is "and now" "$(tell 4 commit)" "ok 1"
leads "they have" $SIR:2000:0:6:1 $LOC_B
tell 4 begin >/dev/null
tell 4 flush >/dev/null
is "with its mappings it goes" "$(tell 4 "unname n")" ok
tell 4 "name m $LOC_C::" >/dev/null
tell 4 "addn $X m" >/dev/null
is "in one" "$(tell 4 commit)" "ok 4"
is "and another comes" "$(idloc -j -n "$r1" ila locator | jq -r '.[].name' | sort | tr '\n' ' ')" "here m "
leads "with a mapping" $X $LOC_C
close 4
