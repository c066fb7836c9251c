#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc monitor" after events were lost: it says so, and tells the state anew until that is
# right, also while it changes.
# timeout: 120

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u
cd "$(dirname "$0")" || exit
. ../lib.sh
. ../monitor.sh
. ../schema.sh

need idloc jq manymaps manyvnids
[ "$ILA" = ours ] || skip_all "the in-tree module tells of nothing"
ila_load
ns a b
link "$a" eth0 "$b" eth0

# synced FILE NUMBER: so many states have been told in full
synced()
{
	[ "$(grep -c 'resync end' "$1")" -ge "$2" ]
}

# marked FILE: a change that is made now arrives in it
marked()
{
	on "$a" idloc ila locator add mark 2001:0:1:2
	on "$a" idloc ila locator del mark
	grep -q '"name":"mark"\|locator added mark' "$1"
}

# reasons FILE: of its states
reasons()
{
	jq -r 'select(.event == "resync begin").reason' "$1" | paste -sd,
}

listen "$TEST_TMP/text" rcvbuf 65536
text=$monitor
listen "$TEST_TMP/json" -j rcvbuf 65536
json=$monitor

# ---- nobody reads while more happens than the socket keeps

must kill -STOP "$text" "$json"
must manyvnids -N "$a" -n 1000
must on "$a" idloc ila underlay add eth0
must on "$a" idloc ila locator add west 2001:0:88:0
must manymaps add -N "$a" -n 2000 -M west
must on "$a" idloc ila map flush expires 5
must kill -CONT "$text" "$json"
check "it tells the state again" wait_for 30 synced "$TEST_TMP/json" 2
check "in text, too" wait_for 30 synced "$TEST_TMP/text" 2
is "because events were lost" "$(reasons "$TEST_TMP/json")" start,lost
is "which is an event of its own" "$(grep -c '^{"event":"lost","time":[0-9.]*}$' "$TEST_TMP/json")" 1
is "and in text a complaint" "$(<"$TEST_TMP/text.err")" "idloc: events were lost"
is "JSON needs none" "$(<"$TEST_TMP/json.err")" ""
news "$TEST_TMP/json" | sed '/"lost"/,$d' >"$TEST_TMP/before"
at_least "what had been kept is told before" "$(grep -c '"vnid added"' "$TEST_TMP/before")" 10
at_most "the rest is not" "$(wc -l <"$TEST_TMP/before")" 999
is "the state is what is shown" "$(picture "$TEST_TMP/json" underlay vnid group locator map | sha256sum)" \
	"$(shown underlay vnid group locator map | sha256sum)"
is "all of it" "$(picture "$TEST_TMP/json" vnid map | wc -l)" 3000
is "it is complete" "$(grep -c incomplete "$TEST_TMP/json")" 0
is "in text it is the same" "$(sed '/resync begin reason lost/,/resync end/!d' "$TEST_TMP/text" | cut -d' ' -f1,2 | LC_ALL=C sort | uniq -c)" \
	"$(sed '/"reason":"lost"/,/resync end/!d' "$TEST_TMP/json" | jq -r .event | LC_ALL=C sort | uniq -c)"
check "what comes after it is told" wait_for 10 marked "$TEST_TMP/json"
check "in text, too" wait_for 10 marked "$TEST_TMP/text"

awk -F'"' 'seen[$4]++ < 3' "$TEST_TMP/json" >"$TEST_TMP/some"
check "events are as their schema says" fits monitor <"$TEST_TMP/some"

# ---- the state changes while it is told

# mirror FILE: the mappings as a reader has them who listens to text; what came while the list
# was read makes it right
mirror()
{
	awk '$1 != "map" { if ($2 == "begin") split("", at) }
		$1 == "map" { if ($2 ~ /present|added|replaced/) at[$3] = $5; else delete at[$3] }
		END { for (addr in at) print addr, at[addr] }' "$1" | LC_ALL=C sort
}

truth()
{
	on "$a" idloc ila map | awk '{ print $1, $3 }' | LC_ALL=C sort
}

unlisten TERM
must on "$a" idloc ila map flush
must manymaps add -N "$a" -n 5000 -L 2001:0:90:0 -t
# Each changes once: no later event makes up for one that is passed over.
manymaps replace -N "$a" -n 5000 -L 2001:0:91:0 -r 1000 -s 5 >/dev/null &
churn=$!
listen "$TEST_TMP/churn" map locator
wait $churn || bail "nothing has changed meanwhile"
check "it ends while the state goes on to change" wait_for 20 marked "$TEST_TMP/churn"
like "having begun again, which it says" "$(sed -n 's/^resync begin reason //p' "$TEST_TMP/churn" | paste -sd,)" \
	'^start(,changed)+$'
is "the picture is right" "$(mirror "$TEST_TMP/churn" | sha256sum)" "$(truth | sha256sum)"
is "and nothing was lost" "$(<"$TEST_TMP/churn.err")" ""
note "$(grep -c '^map replaced' "$TEST_TMP/churn") changes, $(grep -c '^map present' "$TEST_TMP/churn") objects told"
