#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc ila map", "idloc ila locator", "idloc monitor" and mapped routes: the words that
# are taken, what is shown in text and JSON, which mappings a filter chooses, what tool
# and kernel refuse and why, and which events come.
# timeout: 120

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u
cd "$(dirname "$0")" || exit
. ../lib.sh

# Addresses of this SIR prefix as they are printed
SIR=3333:0:0:1
A=3333::1:2000:0:1:1 B=3333::1:2000:0:1:2
TP=fd00:1:2:3:4:5

ila()
{
	on "$a" idloc ila "$@"
}

# refused CODE REGEX WORD...: exit code, the message, and no word on stdout
refused()
{
	local code=$1 regex=$2 output rc

	shift 2
	output=$(ila "$@" 2>&1 >"$TEST_TMP/stdout")
	rc=$?
	is "'ila $*' exits with $code" "$rc" "$code"
	like "'ila $*' says why" "$output" "$regex"
	is "'ila $*' leaves stdout empty" "$(<"$TEST_TMP/stdout")" ""
}

# chosen WORD...: addresses of the mappings that a filter chooses, sorted
chosen()
{
	ila map show "$@" | cut -d' ' -f1 | sort | paste -sd' '
}

# as_text: lines out of a list of flat JSON objects: the value of the first member, then
# names and values; without what text leaves out, and with the name of a source
as_text()
{
	jq -er '.[] | if .source == 4 then del(.source) else . end
		| to_entries | (.[0].value | tostring) as $lead
		| [.[1:][] | if .key == "source" and .value == 186 then .value = "bgp" else . end
			| select(.value != 0 or (.key | IN("priority", "lifetime") | not))
			| if .value == true then .key else "\(.key) \(.value)" end]
		| [$lead] + . | join(" ")' | sort
}

# steady: without what differs from one moment to the next
steady()
{
	sed -E 's/ (expires|used) [0-9]+//g' | sort
}

need idloc jq manyvnids
[ "$ILA" = ours ] || skip_all "the in-tree module has no such table"
ila_load
ns a b
link "$a" eth0 "$b" eth0
must ila vnid add 7 prefix $TP::/96
must ip -n "$a" link add vrf1 type vrf table 101

# ---- what the tool refuses

refused 1 'which mapping' map add
refused 1 'which mapping' map get
refused 1 'which mapping' map del vnid 7
refused 1 'which mapping' map add locator 2001:0:87:0
refused 1 'a mapping needs a locator' map add $A
refused 1 'a mapping needs a locator' map add $SIR::/64 miss fallback
refused 1 'locator needs a value' map add $A locator
refused 1 'is no IPv6 address, and no prefix' map add 3333::1::2 locator 2001:0:87:0
refused 1 'is no IPv6 address, and no prefix' map $A/129
refused 1 'an address is given already' map add $A $B locator 2001:0:87:0
refused 1 'is no locator' map add $A locator 2001:0:87
refused 1 'is no locator' map add $A locator 2001:0:87::1
refused 1 'is no locator' map add $A locator 2001:0:87::/48
refused 1 'locator is given twice' map add $A locator 2001:0:87:0 locator west
refused 1 'up to 31 characters' map add $A locator aaaaaaaaaabbbbbbbbbbccccccccccdd
refused 1 'vnid is given twice' map add $A vnid 7 vnid 8 locator west
refused 1 'is no VNID' map add $A vnid 0x10000000 locator west
refused 1 'no interface "nowhere"' map add $A dev nowhere locator west
refused 1 'source cannot be "nobody"' map add $A source nobody locator west
refused 1 'source cannot be "256"' map add $A source 256 locator west
refused 1 'priority cannot be "-1"' map add $A locator west priority -- -1
refused 1 'miss cannot be "wait", it is forward, fallback, queue or drop' map add $A locator west miss wait
refused 1 'csum-mode cannot be "none"' map add $A locator west csum-mode none
refused 1 'redirect is given twice' map add $SIR::/64 locator west redirect redirect
refused 1 'a mapping has no "expires"' map add $A locator west expires 5
refused 1 'a mapping has no "metric"' map add $A locator west metric 5
refused 1 '"locator" names no mapping' map del $A locator west
refused 1 '"priority" chooses no mappings' map flush priority 5
refused 1 'expires needs a value' map expires
refused 1 'ila map has no command "remove"' map remove $A
refused 1 'a name is missing' locator add
refused 1 '"west" needs a locator' locator add west
refused 1 'without|no colon' locator add w:est 2001:0:87:0
refused 1 'what is "remote"' locator add west 2001:0:87:0 remote
refused 1 'what is "local"' locator set west 2001:0:87:0 local
refused 1 'ila locator has no command "remove"' locator remove west
refused 1 'needs a locator, or mapped' route add $SIR::/64 dev eth0
refused 1 'locator cannot be given beside mapped' route add $SIR::/64 mapped locator 2001:0:87:0 dev eth0
refused 1 'mapped cannot be given beside locator' route add $SIR::/64 locator 2001:0:87:0 mapped dev eth0
refused 1 'vrf cannot be given beside table' route add $SIR::/64 locator 2001:0:87:0 table 5 vrf red
refused 1 'underlay-table cannot be given beside underlay-vrf' route del $SIR::/64 underlay-vrf vrf1 underlay-table 5
for word in "locator 2001:0:87:0" "csum-mode no-action" "ident-type luid" "hook-type input" "via fe80::1" "dev eth0" \
	"metric 5" "table 5" "underlay-table 5" "vnid 7" "proto bird" "src ::1" "weight 2" onlink; do
	# shellcheck disable=SC2086 # words
	refused 1 "${word% *} is given twice" route add $SIR::/64 $word $word
done
refused 1 'mapped is for hook-type output' route add $SIR::/64 mapped hook-type input dev eth0
check_fail "monitor takes no words of its own" idloc monitor maps
like "help of mappings" "$(idloc ila map help)" 'Usage: .*ila map get KEY'
like "of locators" "$(idloc ila locator help)" 'Usage: .*ila locator set NAME LOCATOR'
like "of events" "$(idloc monitor help)" 'Usage: .*monitor'
is "none of it has come to the kernel" "$(ila map; ila locator)" ""
is "nothing is an empty list" "$(ila -j map)$(ila -j locator)" '[][]'

# ---- locators

check "a locator" ila locator add west 2001:0:88:0
check "a local one, as a /64" ila locator add here 2001:0:87::/64 local
is "are shown" "$(ila locator | sort)" "here locator 2001:0:87:0 local users 0
west locator 2001:0:88:0 users 0"
is "one of them, in JSON" "$(ila -j locator show here)" \
	'[{"name":"here","locator":"2001:0:87:0","local":true,"users":0}]'
refused 2 'ILA: .*File exists' locator add west 2001:0:89:0
refused 2 'ILA: 0 is no locator' locator add none 0:0:0:0
refused 2 'ILA: no locator of this name' locator set east 2001:0:89:0
refused 2 'ILA: no locator of this name' locator show east
refused 2 'ILA: no locator of this name' locator del east

# ---- mappings

check "the least" ila map add $A locator 2001:0:86:0
is "is shown with what it is by default" "$(ila map)" \
	"$A locator 2001:0:86:0 csum-mode neutral-map"
check "the most, in another order" ila map add $SIR::/64 redirect miss queue priority 5 lifetime 1000 csum-mode no-action \
	no-counters locator west source bgp dev eth0
is "is shown" "$(ila map get $SIR::/64 source 186 dev eth0 | steady)" \
	"$SIR::/64 dev eth0 locator 2001:0:88:0 locator-name west csum-mode no-action miss queue source bgp priority 5 lifetime 1000 no-counters redirect"
is "and in JSON" "$(ila -j map get $SIR::/64 source bgp dev eth0 | jq -c 'map(del(.expires))')" \
	'[{"addr":"'$SIR'::/64","dev":"eth0","locator":"2001:0:88:0","locator-name":"west","csum-mode":"no-action","miss":"queue","source":186,"priority":5,"lifetime":1000,"no-counters":true,"redirect":true}]'
check "of a virtual network" ila map add $TP::/96 vnid 7 locator west
check "of one tenant, in a VRF" ila map add $TP:a:b dev vrf1 vnid 0x7 locator 2001:0:88:0
check "of another source, without a name" ila map add $A source 99 locator west
check "without a locator" ila map add 3333:0:0:2::/64 miss drop
like "which is not shown, either" "$(ila map 3333:0:0:2::/64)" "^3333:0:0:2::/64 csum-mode neutral-map miss drop"
like "a source without a name is a number" "$(ila map get $A source 99)" " source 99$"
is "the mappings that name a locator" "$(ila -j locator show west | jq '.[0].users')" 3
is "text and JSON say the same" "$(ila -j map | as_text | steady)" "$(ila -s map | steady)"
is "counters are shown with -s only" "$(ila map | grep -c packets)" 0
is "of locators, too" "$(ila -j locator | as_text)" "$(ila locator | sort)"
is "sources are numbers in JSON" "$(ila -j map | jq -c '[.[].source] | sort')" "[4,4,4,4,99,186]"

must ip -n "$a" ila add loc_match 2001:0:90:0 loc 3333:0:0:9 csum-mode no-action ident-type luid
is "what the family ila has made is shown" "$(ila -j map 3333:0:0:9::/64)" \
	'[{"addr":"3333:0:0:9::/64","locator":"2001:0:90:0","csum-mode":"no-action","source":4,"in-only":true}]'
refused 2 'in-only mappings are made by the family ila' map add 3333:0:0:9::/64 locator west in-only

refused 2 'there is a mapping of this address.*File exists' map add $A locator west
refused 2 'one address \(128\) or of a SIR prefix \(64\)' map add $SIR::/80 locator west
refused 2 'bits set behind the prefix' map add $SIR::1/64 locator west
refused 2 'miss is for mappings of a whole prefix' map add $B locator west miss queue
refused 2 'redirect is for mappings of a whole prefix' map add $B locator west redirect
refused 2 'no virtual network of this VNID' map add $TP::1 vnid 8 locator west
refused 2 'not in the tenant prefix' map add fd00::1 vnid 7 locator west
refused 2 'has another checksum mode' map add $TP::1 vnid 7 locator west csum-mode no-action
refused 2 'ILA: .*No such file' map add $B locator east
refused 2 'no mapping of this address, scope and source' map get $B
refused 2 'no mapping of this address, scope and source' map del $A source 98
refused 2 'ILA: .*(use|mapping)' locator del west
must ip -n "$a" link add t1 type dummy
must ip -n "$a" link set t1 master vrf1
refused 2 'in a VRF: name that' map add $B dev t1 locator west

# ---- filters

all="3333:0:0:2::/64 3333:0:0:9::/64 $A $A $SIR::/64 $TP::/96 $TP:a:b"
is "all" "$(chosen)" "$(xargs -n1 <<<"$all" | sort | paste -sd' ')"
is "by address" "$(chosen $A)" "$A $A"
is "within a prefix" "$(chosen $SIR::/64 source bgp)" "$SIR::/64"
is "within a shorter one" "$(chosen 3333::/16 source static)" "$(printf '%s\n' 3333:0:0:2::/64 3333:0:0:9::/64 $A | sort | paste -sd' ')"
is "by VNID" "$(chosen vnid 7)" "$(printf '%s\n' $TP::/96 $TP:a:b | sort | paste -sd' ')"
is "by interface" "$(chosen dev vrf1)" "$TP:a:b"
is "by source" "$(chosen source 99)" "$A"
is "by locator" "$(chosen locator 2001:0:88:: vnid 7)" "$(printf '%s\n' $TP::/96 $TP:a:b | sort | paste -sd' ')"
is "by its name" "$(chosen locator west source static)" "$TP::/96"
is "by what is left" "$(chosen expires 1000)" "$SIR::/64"
is "by more than that" "$(chosen expires 5)" ""
is "without the command" "$(ila map vnid 7 | wc -l)" 2

# ---- routes

must ila route add $SIR::/64 mapped dev eth0
is "a mapped route is shown" "$(ila route show)" "$SIR::/64 mapped hook-type output dev eth0 table 254 metric 1024"
is "and in JSON" "$(ila -j route | jq -c '.[0] | [.mapped, has("locator")]')" "[true,false]"
check "and taken back" ila route del $SIR::/64 mapped dev eth0
check "one that ip has made" ip -n "$a" -6 route add $SIR::/64 encap ila 0:0:0:0 csum-mode no-action ident-type luid dev eth0
like "is the same" "$(ila route)" "^$SIR::/64 mapped hook-type output dev eth0"
must ila route del $SIR::/64

# ---- events

# listen FILE OPTION...: in the background; returns once it listens
listen()
{
	local file=$1

	shift
	: >"$file"
	idloc -n "$a" "$@" monitor rcvbuf 65536 >"$file" 2>"$file.err" &
	monitor=$!
	wait_for 10 started "$file"
}

# started FILE: something has been heard
started()
{
	ila locator add probe 2001:0:1:1 && ila locator del probe
	[ -s "$1" ]
}

# heard FILE NUMBER: so many lines that are not of the probe
heard()
{
	[ "$(grep -vc probe "$1")" -ge "$2" ]
}

# changes: one of each
changes()
{
	must ila map add $B locator west lifetime 1
	must ila map replace $B locator here lifetime 1
	wait_for 20 expired
	must ila map del $A
	must ila locator set west 2001:0:89:0
	must ila map flush locator west source bgp
	must ila underlay add eth0
	must ila underlay del eth0
	must ila vnid add 9 prefix fd00:9:9:9:9:9::/96 vrf vrf1
	must ila vnid del 9
}

expired()
{
	[ -z "$(chosen $B)" ]
}

# again: what changes took away
again()
{
	must ila map add $A locator 2001:0:86:0
	must ila map add $SIR::/64 locator west source bgp
}

# told_late REGEX FILE: of something that happens once there is room again
told_late()
{
	ila locator add late 2001:0:1:2 && ila locator del late
	grep -q "$@"
}

listen "$TEST_TMP/text"
text=$monitor
changes
again
want="map added $B locator 2001:0:88:0 locator-name west csum-mode neutral-map lifetime 1 expires 1
map replaced $B locator 2001:0:87:0 locator-name here csum-mode neutral-map lifetime 1 expires 1
map expired $B locator 2001:0:87:0 locator-name here csum-mode neutral-map lifetime 1
map deleted $A locator 2001:0:86:0 csum-mode neutral-map
locator set west locator 2001:0:89:0 users 3
map deleted $SIR::/64 dev eth0 locator 2001:0:89:0 locator-name west csum-mode no-action miss queue source bgp priority 5 lifetime 1000 no-counters redirect
underlay added dev eth0
underlay deleted dev eth0
vnid added vnid 9 prefix fd00:9:9:9:9:9::/96 table 101 vrf vrf1 src-mode tenant csum-mode neutral-map users 0
vnid deleted vnid 9 prefix fd00:9:9:9:9:9::/96 table 101 vrf vrf1 src-mode tenant csum-mode neutral-map users 0"
check "events come at once" wait_for 5 heard "$TEST_TMP/text" 12
is "each as it is shown" "$(grep -v probe "$TEST_TMP/text" | head -n 10 | sed -E '/1000|expired/s/ expires [0-9]+//')" "$want"

before=$(($(date +%s) - 1))
listen "$TEST_TMP/json" -j
changes
check "in JSON, too" wait_for 5 heard "$TEST_TMP/json" 10
is "the same events" "$(jq -r .event "$TEST_TMP/json" | grep -v '^locator [ad]')" \
	"$(grep -v probe "$TEST_TMP/text" | head -n 10 | cut -d' ' -f1,2)"
is "each an object with the time" \
	"$(jq -c --argjson b "$before" 'type == "object" and .time > $b and .time < $b + 300' "$TEST_TMP/json" | sort -u)" true
is "with the members of what it is about" "$(jq -c 'select(.event == "map expired") | [.addr, ."locator-name", .lifetime]' "$TEST_TMP/json")" \
	"[\"$B\",\"here\",1]"

# Neither reads, and more happens than a socket keeps.
must kill -STOP "$text" "$monitor"
must manyvnids -N "$a" -n 5000
must kill -CONT "$text" "$monitor"
check "events that are lost are told of" wait_for 10 grep -qx "idloc: events were lost" "$TEST_TMP/text.err"
check "in JSON, too" wait_for 10 grep -q '^{"event":"lost","time":[0-9.]*}$' "$TEST_TMP/json"
check "and it goes on" wait_for 10 told_late "^locator added late " "$TEST_TMP/text"
check "in JSON, too" wait_for 10 told_late '^{"event":"locator added",.*"late"' "$TEST_TMP/json"
is "with no other complaint" "$(sort -u "$TEST_TMP/text.err")$(<"$TEST_TMP/json.err")" "idloc: events were lost"
must kill "$text" "$monitor"
wait "$text" "$monitor" 2>/dev/null

# ended: the monitor, once there was something to print
ended()
{
	started /dev/null
	! kill -0 "$monitor" 2>/dev/null
}

idloc -n "$a" monitor >/dev/full 2>"$TEST_TMP/full.err" &
monitor=$!
check "nobody reads: it ends" wait_for 10 ended
wait "$monitor"
is "as a failure" $? 1
like "and says so" "$(<"$TEST_TMP/full.err")" "cannot write the output: No space left"
is "once" "$(wc -l <"$TEST_TMP/full.err")" 1

# ---- by others

for object in "ila map" "ila locator" monitor; do
	# shellcheck disable=SC2086 # two words
	like "nobody may not: $object" "$(setpriv --reuid 1000 --clear-groups timeout 5 idloc $object 2>&1)" "CAP_NET_ADMIN|ermitted"
done
check "flush what one source says" ila map flush source 99
is "leaves the others" "$(chosen source static | wc -w)" 4
check "flush all" ila map flush
is "leaves what the family ila has made" "$(ila map)" "3333:0:0:9::/64 locator 2001:0:90:0 csum-mode no-action in-only"
check "a name that is not used any more" ila locator del west
