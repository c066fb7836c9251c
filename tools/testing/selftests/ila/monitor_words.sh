#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc monitor": which events its words choose, the state before them, time stamps, and
# how it ends.
# timeout: 120

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u
cd "$(dirname "$0")" || exit
. ../lib.sh
. ../monitor.sh

A=3333::1:2000:0:1:1

need idloc jq ping
[ "$ILA" = ours ] || skip_all "the in-tree module tells of nothing"
ila_load
ns a b
link "$a" eth0 "$b" eth0
addr "$a" eth0 2001:db8:1::1/64
forwarding "$a"

ila()
{
	on "$a" idloc ila "$@"
}

# refused REGEX WORD...: exit code 1, the message, no word on stdout
refused()
{
	local regex=$1 output rc

	shift
	output=$(timeout 10 idloc -n "$a" monitor "$@" 2>&1 >"$TEST_TMP/stdout")
	rc=$?
	is "'monitor $*' is refused" "$rc" 1
	like "'monitor $*' says why" "$output" "$regex"
	is "'monitor $*' leaves stdout empty" "$(<"$TEST_TMP/stdout")" ""
}

refused 'what is "maps"\? monitor takes state, ' maps
refused 'what is "maps"\? monitor takes state, ' map maps
refused 'map is listened to already' map map
refused 'map is listened to already' all map
refused 'state is given twice' state state
refused 'rcvbuf needs a number' rcvbuf
refused 'rcvbuf cannot be "much"' rcvbuf much
refused 'rcvbuf cannot be "0"' rcvbuf 0
refused 'rcvbuf cannot be' rcvbuf 0xffffffff

# ---- which events

# changes: one of each kind at least, and what is to be told last
changes()
{
	must ila underlay add eth0
	must ila vnid add 7 prefix fd00:1:2:3:4:5::/96
	must ila group add 7 ff0e::1
	must ila locator add west 2001:0:88:0
	must ila map add 3333:0:0:1::/64 miss drop
	must ila map add $A locator west
	on "$b" ping -c1 -W1 3333::1:2000:0:1:9 >/dev/null 2>&1
	must ila map flush
	must ila locator del west
	must ila group del 7 ff0e::1
	must ila vnid del 7
	must ila underlay del eth0
}

addr "$b" eth0 2001:db8:1::2/64
must ip -n "$a" -6 route add 3333:0:0:1::/64 encap ila 0:0:0:0 csum-mode no-action ident-type luid dev eth0
must ip -n "$b" -6 route add 3333::/16 via 2001:db8:1::1

declare -A want=(
	[underlay]="underlay added,underlay deleted"
	[vnid]="vnid added,vnid deleted"
	[group]="group added,group deleted"
	[locator]="locator added,locator deleted"
	[map]="map added,map added,map deleted,map deleted"
	[miss]="map miss"
	[redirect]=""
	[module]=""
	["vnid map"]="vnid added,map added,map added,map deleted,map deleted,vnid deleted"
)
pids=()
for words in "${!want[@]}"; do
	# shellcheck disable=SC2086 # words
	listen "$TEST_TMP/$words" -j $words
	pids+=("$monitor")
done
listen "$TEST_TMP/everything" -j
listen "$TEST_TMP/all" -j all
changes
check "events come at once" wait_for 10 lines "$TEST_TMP/all" 13
for words in "${!want[@]}"; do
	is "monitor $words" "$(news "$TEST_TMP/$words" | jq -r .event | paste -sd,)" "${want[$words]}"
done
is "without a word it is all" "$(news "$TEST_TMP/everything" | jq -c 'del(.time)')" \
	"$(news "$TEST_TMP/all" | jq -c 'del(.time)')"
is "who sends to an address without a mapping is told" \
	"$(jq -r '[.addr, .saddr, .miss] | join(" ")' <(news "$TEST_TMP/miss"))" \
	"3333::1:2000:0:1:9 2001:db8:1::2 drop"
must kill "${pids[@]}"

# ---- the state before them

must ila underlay add eth0
must ila vnid add 7 prefix fd00:1:2:3:4:5::/96
must ila group add 7 ff0e::1
must ila group join 7 ff0e::1 locator 2001:0:88:0
must ila locator add west 2001:0:88:0
must ila map add $A locator west
must ip -n "$a" ila add loc_match 2001:0:90:0 loc 3333:0:0:9 csum-mode no-action ident-type luid
listen "$TEST_TMP/state" -j
is "the state is what is shown" "$(picture "$TEST_TMP/state" underlay vnid group locator map)" \
	"$(shown underlay vnid group locator map)"
is "with what the family ila has made" "$(picture "$TEST_TMP/state" map | grep -c in-only)" 1
is "it begins and ends" "$(jq -r '.event + " " + (.reason // "")' "$TEST_TMP/state" | sed -n '1p;$p' | paste -sd,)" \
	"resync begin start,resync end "
listen "$TEST_TMP/part" -j map
is "of what is listened to only" "$(jq -r .event "$TEST_TMP/part" | paste -sd,)" \
	"resync begin,map present,map present,resync end"
listen "$TEST_TMP/text"
is "in text, too" "$(cut -d' ' -f1,2 "$TEST_TMP/text" | paste -sd,)" \
	"resync begin,underlay present,vnid present,group present,locator present,map present,map present,resync end"
is "with the objects as they are shown" "$(sed -n 's/^locator present //p' "$TEST_TMP/text")" "$(ila locator)"
must ip -n "$a" ila del loc_match 2001:0:90:0
must ila locator add late 2001:0:89:0
check "what comes after it is told" wait_for 10 lines "$TEST_TMP/text" 1
is "of what the family ila does there is no event" "$(news "$TEST_TMP/text")" "locator added late locator 2001:0:89:0 users 0"

# ---- time

before=$(date +%s)
TZ=XYZ-5:30 listen "$TEST_TMP/stamped" -t
stamp=$(sed -n '1s/ .*//p' "$TEST_TMP/stamped")
like "-t tells the time of a line" "$(sed -n 1p "$TEST_TMP/stamped")" \
	'^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}\+05:30 resync begin '
seconds=$(jq -nr --arg s "$stamp" '$s[0:19] + "Z" | fromdate - 5.5 * 3600')
at_least "which is now" "$seconds" "$before"
at_most "and local" "$seconds" "$(date +%s)"
is "of each" "$(grep -vcE '^[0-9-]+T[0-9:.]+\+05:30 [a-z]' "$TEST_TMP/stamped")" 0
listen "$TEST_TMP/stampedj" -j -t
is "JSON has it as ever" "$(jq -c '.time | type' "$TEST_TMP/stampedj" | sort -u)" '"number"'
at_least "since 1970" "$(jq -s '.[0].time | floor' "$TEST_TMP/stampedj")" "$before"

# ---- the end

unlisten TERM
is "SIGTERM ends it well" $? 0
set -m
listen "$TEST_TMP/int" -j
must ila locator add last 2001:0:89:0
unlisten INT
is "so does SIGINT" $? 0
set +m
is "what has come is written" "$(news "$TEST_TMP/int" | jq -r .name)" last
is "and nothing is said" "$(<"$TEST_TMP/int.err")" ""

# reader: whoever reads goes away after the first line; how the monitor ended
reader()
{
	{ "$@" idloc -n "$a" monitor state 2>"$TEST_TMP/pipe.err"; echo $? >"$TEST_TMP/pipe.rc"; } | head -n1 >/dev/null &
	wait_for 20 spoken
	cat "$TEST_TMP/pipe.rc"
	rm "$TEST_TMP/pipe.rc"
}

spoken()
{
	ila locator add probe 2001:0:1:1
	ila locator del probe
	[ -s "$TEST_TMP/pipe.rc" ]
}

is "a reader that goes away ends it by SIGPIPE" "$(reader)" 141
is "quietly" "$(<"$TEST_TMP/pipe.err")" ""
is "where that is ignored, as a failure" "$(reader bash -c 'trap "" PIPE; exec "$@"' -)" 1
is "that is told" "$(<"$TEST_TMP/pipe.err")" "idloc: cannot write the output: Broken pipe"
