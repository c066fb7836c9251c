#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# What "idloc -j" prints is as its schemas say, of each kind there is; -p prints the same,
# and text says the same in words.
# timeout: 120

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u
cd "$(dirname "$0")" || exit
. ../lib.sh
. ../monitor.sh
. ../schema.sh

SIR=3333:0:0:1 A=3333::1:2000:0:1:1 TP=fd00:1:2:3:4:5

need idloc jq ping manyvnids
[ "$ILA" = ours ] || skip_all "the in-tree module has no such family"
ila_load
ns a b
link "$a" eth0 "$b" eth0
addr "$a" eth0 2001:db8:1::1/64
addr "$b" eth0 2001:db8:1::2/64
forwarding "$a"
must ip -n "$a" link add vrf1 type vrf table 101
must ip -n "$a" link set vrf1 up
must ip -n "$a" link add t1 type dummy
must ip -n "$a" link set t1 up
must ip -n "$a" -6 route add 2001:0:88::/64 via 2001:db8:1::2
must ip -n "$b" -6 route add 3333::/16 via 2001:db8:1::1

idloc_a()
{
	on "$a" idloc "$@"
}

# ---- one of each

fill()
{
	must idloc_a ila underlay add eth0
	must idloc_a ila vnid add 7 prefix $TP::/96 dev t1
	must idloc_a ila vnid add 8 prefix $TP::/96 sir-prefix $SIR::/64 vrf vrf1 src-mode sir mark 0x70 mcast-flags 1 \
		csum-mode no-action
	must idloc_a ila vnid add 9 prefix fd00:9::/96
	must idloc_a ila group add 7 ff0e::1
	must idloc_a ila group add 7 ff0e::2
	must idloc_a ila group join 7 ff0e::2 locator 2001:0:87:0
	must idloc_a ila group join 7 ff0e::2 locator 2001:0:88:0
	must idloc_a ila group join 7 ff0e::2 dev t1
	must idloc_a ila locator add here 2001:0:87:0 local
	must idloc_a ila locator add west 2001:0:89:0
	must idloc_a ila locator set west 2001:0:88:0
	must idloc_a ila map add $A locator west
	must idloc_a ila map add $SIR::/64 redirect miss drop locator west source bgp priority 5 lifetime 1000
	must idloc_a ila map add 3333:0:0:2::/64 miss queue csum-mode no-action no-counters
	must idloc_a ila map add $TP:a:b vnid 7 dev eth0 locator here source 99
	must ip -n "$a" ila add loc_match 2001:0:90:0 loc 3333:0:0:9 csum-mode no-action ident-type luid
	must idloc_a ila xlat add 2001:0:91:0 sir-prefix 3333:0:0:8:: dev eth0 ident-type 3
	must idloc_a ila route add $SIR::/64 mapped dev eth0
	must idloc_a ila route add 3333:0:0:2::/64 locator 2001:0:86:0 csum-mode neutral-map ident-type luid \
		via 2001:db8:1::2 dev eth0 metric 7
	must idloc_a ila route add $TP:a:c/128 vnid 7 locator 2001:0:86:0 underlay-table 100 dev eth0 table 200
	must ip -n "$a" -6 route add 3333:0:0:3:2000::/67 encap ila 2001:0:86:0 csum-mode no-action hook-type input dev eth0
	must idloc_a ila route add 3333:0:0:4::/64 locator 2001:0:86:0 ident-type luid via 2001:db8:1::2 dev eth0 \
		proto bgp src 2001:db8:1::1 weight 3
	must idloc_a ila route append 3333:0:0:4::/64 locator 2001:0:88:0 ident-type luid via 2001:db8:1::3 dev eth0 proto bgp
	must idloc_a ila route add 3333:0:0:5::/64 locator 2001:0:88:0 ident-type luid via fe80::77 dev t1 onlink proto 200
}

# The members of an object in text: the first of some stands alone, the usual is left out,
# some is said in other words.
AS_TEXT='def as_text: [if has("sir-prefix") and has("ident-type") then {name: .locator} + del(.locator) else . end
	| to_entries[]
	| if .key | IN("event", "addr", "name", "dst") then .value
	elif .value == true then .key
	elif .key == "source" and .value == 4 then empty
	elif .key == "source" and .value == 186 then "source bgp"
	elif .key == "proto" and .value == 3 or .key == "weight" and .value == 1 then empty
	elif .key == "proto" and .value == 186 then "proto bgp"
	elif .key == "mark" and .value == 112 then "mark 0x70"
	elif (.key | IN("priority", "lifetime", "suppressed")) and .value == 0 then empty
	elif .value | type == "array" then "\(.key[:-1]) \(.value[])"
	else "\(.key) \(.value)" end] | join(" ");'

# steady: without what is another number a moment later
steady()
{
	sed -E 's/ (expires|used|packets|bytes) [0-9]+//g' "$@"
}

# show WHAT...: what it prints in each form, for later
show()
{
	local json

	json=$(idloc_a -j ila "$@")
	collect "ila $* is as its schema says" "ila-$1" "$json"
	printf '{"name":"ila %s","plain":%s,"pretty":%s}\n' "$*" "$json" "$(idloc_a -p ila "$@")" >>"$TEST_TMP/forms"
	printf '= ila %s\n%s\n' "$*" "$(idloc_a -s -o ila "$@")" >>"$TEST_TMP/texts"
}

# section FILE NAME: what stands below it
section()
{
	sed -n "/^= $2\$/,/^= /{/^= /!p}" "$1"
}

for what in vnid underlay locator map group xlat route; do
	collect "no ila $what is a good list" "ila-$what" "$(idloc_a -j ila $what)"
done
listen "$TEST_TMP/events" -j rcvbuf 65536
json=$monitor
listen "$TEST_TMP/words" -s
text=$monitor
fill
shows=(vnid "vnid show 8" underlay locator "locator show here" group map "map get $A" xlat route)
for what in "${shows[@]}"; do
	# shellcheck disable=SC2086 # words
	show $what
done
for details in "" -d; do
	# shellcheck disable=SC2086 # none or one
	collect "settings are as their schema says $details" ila-settings "$(idloc_a -j $details ila show)"
	# shellcheck disable=SC2086
	collect "counters are as their schema says $details" ila-stats "$(idloc_a -j $details ila stats)"
done

# One table of all of it: what is the same with -p but for the time that has passed, how many
# there are, and what text says
jq -r "$AS_TEXT"'def steady: map(del(.expires, .used));
	"= \(.name)", "same: \((.plain | steady) == (.pretty | steady)), \(.plain | length)", (.plain[] | as_text)' \
	"$TEST_TMP/forms" >"$TEST_TMP/made"
counts=(3 1 1 2 1 2 6 1 2 7)
for i in "${!shows[@]}"; do
	name="ila ${shows[i]}"
	is "$name: -p prints the same, and how many" "$(section "$TEST_TMP/made" "$name" | head -n1)" "same: true, ${counts[i]}"
	is "$name: text says the same" "$(section "$TEST_TMP/texts" "$name" | steady)" \
		"$(section "$TEST_TMP/made" "$name" | tail -n+2 | steady)"
done

# ---- what is made of it

# differs SCHEMA NAME COMMAND...: it finds something, and says so as its schema says
differs()
{
	local schema=$1 name=$2 json code

	shift 2
	json=$("$@" 2>/dev/null)
	code=$?
	is "$name: exit code" $code 3
	isnt "$name: says something" "$json" "[]"
	collect "$name is as its schema says" "$schema" "$json"
	printf '%s\n' "$json" >>"$TEST_TMP/$schema"
}

must on "$a" sysctl -q -w net.ipv6.conf.all.forwarding=0
must idloc_a ila set icmp-errors off adj-compat intree
must ip -n "$a" addr add 2001:0:87::5/128 dev eth0 nodad
must ip -n "$a" addr add $SIR:2000:0:1:ffff/128 dev eth0 nodad
differs doctor "what does not work" idloc -n "$a" -j doctor
must ip -n "$a" addr del 2001:0:87::5/128 dev eth0
must ip -n "$a" addr del $SIR:2000:0:1:ffff/128 dev eth0
must idloc_a ila set icmp-errors on adj-compat rfc
forwarding "$a"
collect "nothing is found" doctor "$(idloc -n "$b" -j doctor reserved)"
idloc_a save >"$TEST_TMP/saved" 2>/dev/null
collect "what is saved is as its schema says" save "$(idloc_a -j save 2>/dev/null)"
collect "there is no difference" restore-check "$(idloc_a -j restore --check "$TEST_TMP/saved" 2>/dev/null)"
sed -e '/ila group join/d' -e 's/weight 3/weight 4/' -e 's/adj-compat rfc/adj-compat intree/' -e 's/2001:0:89:0/2001:0:8a:0/' \
	-e 's/locator add west/locator add "far west"/' "$TEST_TMP/saved" >"$TEST_TMP/other"
differs restore-check "what differs" idloc_a -j restore --check "$TEST_TMP/other"
{ echo "# idloc save 1"; grep '^ila set' "$TEST_TMP/saved"; echo "# idloc end"; } >"$TEST_TMP/settings"
differs restore-check "all of it" idloc_a -j restore --check "$TEST_TMP/settings"
at_least "several things do not work" "$(jq '[.[].id] | unique | length' "$TEST_TMP/doctor")" 5

# ---- an address

# tells COMMAND WORDS...: what idloc addr answers is as its schema says
tells()
{
	collect "addr $*" "addr-$1" "$(idloc -j addr "$@")"
}

for mode in neutral-map neutral-map-auto adj-transport no-action; do
	tells show 2001:0:87:0:2000:0:1:87 sir-prefix $SIR csum-mode $mode
	tells show 2001:0:87:0:6000:7:1:87 prefix $TP::/96 csum-mode $mode
	tells show 2001:0:87:0:8000:7:e000:87 prefix $TP::/96 csum-mode $mode
	tells wire $SIR:2000:0:1:87 locator 2001:0:87:0 csum-mode $mode
	tells wire $TP:a:b locator 2001:0:87:0 vnid 7 csum-mode $mode
	tells check $SIR:2000:0:1:87 2001:0:87:0:2000:0:1:87 csum-mode $mode
done
for type in 0 2 4 6 8 a c e; do
	tells show $SIR:${type}000:7:e000:87
	tells show $SIR:${type}000:7:e000:87 sir-prefix $SIR
done
for type in 1 3 5 7 9 b d f; do
	tells show 2001:0:87:0:${type}000:7:e000:87
	tells show 2001:0:87:0:${type}000:7:e000:87 sir-prefix $SIR
done
tells show ::
tells show ::1.2.3.4
tells wire ff0e::1 locator 2001:0:87:0 vnid 7
tells build sir-prefix $SIR value 0x10087
tells build sir-prefix $SIR vnid 7 group ff0e::1 locator 2001:0:87:0
tells check $SIR:2000:0:1:87 2001:0:87:0:3000:0:1:333
tells check $SIR:3000:0:1:87 2001:0:87:0:3000:0:1:333
tells check $SIR:2000:0:1:ffff 2001:0:87:0:3000:0:1:333
tells check $SIR:4000:0:1:87 2001:0:87:0:7001:0:1:333
tells check $TP:a:b 2001:0:87:0:7000:8:b:6c8b vnid 7
tells check ff0e::1 2001:0:87:0:9000:7:e000:1 vnid 7

# ---- what happens

on "$b" ping -c1 -W1 $A >/dev/null 2>&1
on "$b" ping -c1 -W1 3333::1:2000:0:1:9 >/dev/null 2>&1
must idloc_a ila map add $A locator west source 98 lifetime 1
must idloc_a ila map replace $A locator west
wait_for 20 grep -q 'map expired' "$TEST_TMP/words"
listen "$TEST_TMP/state" -j
listen "$TEST_TMP/statewords" -s
must idloc_a ila map flush
must idloc_a ila group leave 7 ff0e::2 locator 2001:0:87:0
must idloc_a ila group leave 7 ff0e::2 dev t1
must idloc_a ila group del 7 ff0e::2
must idloc_a ila locator del west
must idloc_a ila vnid del 9
must idloc_a ila underlay del eth0
check "all has been told" wait_for 10 grep -q 'underlay deleted' "$TEST_TMP/words"
check "in JSON, too" wait_for 10 grep -q 'underlay deleted' "$TEST_TMP/events"
jq -r "$AS_TEXT"' del(.time) | as_text' "$TEST_TMP/events" | steady >"$TEST_TMP/made"
is "events are the same in text" "$(steady "$TEST_TMP/words")" "$(<"$TEST_TMP/made")"
jq -r "$AS_TEXT"' del(.time) | as_text' "$TEST_TMP/state" | steady >"$TEST_TMP/made"
is "so is the state" "$(steady "$TEST_TMP/statewords" | sed '/resync end/q')" "$(sed '/resync end/q' "$TEST_TMP/made")"
must kill "$text"

must kill -STOP "$json"
must manyvnids -N "$a" -n 400
must kill -CONT "$json"
wait_for 20 grep -q '"reason":"lost"' "$TEST_TMP/events"
for table in main 200; do
	must ip -n "$a" -6 route flush table $table
done
must idloc_a ila vnid flush
check "the module can go" ila_unload 10
must modprobe ila
check "and come back" wait_for 10 grep -q '"reason":"loaded"' "$TEST_TMP/events"

# Of each kind five at most: a look at all takes too long.
cat "$TEST_TMP/events" "$TEST_TMP/state" | awk -F'"' 'seen[$4]++ < 5' >"$TEST_TMP/some"
check "each event is as the schema says" fits monitor <"$TEST_TMP/some"
is "and there was each that it knows" "$(cut -d'"' -f4 "$TEST_TMP/some" | LC_ALL=C sort -u)" \
	"$(jq -r '.oneOf[].properties.event | .const // .enum[]' "$SCHEMAS/monitor.json" | LC_ALL=C sort)"

# ---- is it noticed?

# altered SCHEMA GOOD SED-SCRIPT...: each of them makes something of it that is not as the schema says
altered()
{
	local schema=$1 good=$2 script bad

	shift 2
	collect "$schema: a good one" "$schema" "$good"
	for script; do
		bad=$(sed -E "$script" <<<"$good")
		[ "$bad" != "$good" ] || bail "$script does nothing to $good"
		collect "$schema: notices ${script//[\"\\]/}" "$schema" "$bad" bad
	done
}

altered ila-map '[{"addr":"3333::1","locator":"2001:0:88:0","csum-mode":"neutral-map","source":4,"priority":0,"lifetime":0}]' \
	's/\}/,"more":1}/' 's/"addr":[^,]*,//' 's/4/"static"/' 's/neutral-map/none/' 's/88:0/88::/' 's/ty":0/ty":-1/' \
	's/\}/,"redirect":false}/' 's/[][]//g' 's/\}/,"used":1}/' 's/3333::1/3333::1::2/' 's/"lifetime"/"lasts"/'
altered monitor '{"event":"locator added","time":1.5,"name":"west","locator":"2001:0:88:0","users":0}' \
	's/added/found/' 's/1[.]5/"now"/' 's/"name":[^,]*,//' 's/\}/,"local":1}/' 's/\}/,"addr":"3333::1"}/'
altered ila-route '[{"dst":"::/0","mapped":true,"hook-type":"output","table":254,"metric":1024,"proto":3,"weight":1}]' \
	's/"mapped":true,//' 's/\}/,"locator":"1:2:3:4"}/' 's/output/both/' 's/254/"main"/' 's/:3/:"boot"/' 's/,"weight":1//'
altered doctor '[{"id":"module-missing","severity":"warning","subject":"module ila","text":"not loaded","why":"so","fix":["modprobe ila"]}]' \
	's/missing/lost/' 's/warning/note/' 's/modprobe/insmod/' 's/\["mod.*a"\]/"modprobe ila"/' 's/"why":"so",//'
altered addr-show '{"address":"3333::1","upper":"3333:0:0:0","identifier":"0:0:0:1","type":"iid","c-bit":false,"value":"0x1"}' \
	's/"upper":[^,]*,//' 's/iid/eui/' 's/false/"no"/' 's/"0x1"/1/' 's/\}/,"vnid":7}/' 's/\}/,"sir":"3333::1"}/'
judge
check_fail "nothing at all is noticed" fits monitor </dev/null
check_fail "no JSON, too" fits monitor <<<'{"event":'
