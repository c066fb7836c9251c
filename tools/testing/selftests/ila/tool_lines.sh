#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Every object and command of the tool in a few processes: what the kernel grants, what it
# refuses, what it is never asked, in each form of output. One line leaves nothing behind
# that the next one sees. vm/run with IDLOC_TOOL watches the memory meanwhile.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../lib.sh

[ "$ILA" = ours ] || skip_all "the in-tree module does not know idloc"
need idloc jq
ila_load "$ILA"
ns h1
must ip -n "$h1" link add t1 type dummy
must ip -n "$h1" link add u1 type dummy
must ip -n "$h1" link set t1 up

cat >"$TEST_TMP/make" <<'EOL'
ila set adj-compat intree csum-reserved pass icmp-errors off
ila underlay add dev u1
ila vnid add 7 prefix fd00:1:2:3:4:5::/96 sir-prefix 3333:0:0:1:: dev t1 src-mode sir mark 5
ila vnid add 0x8 prefix fd00:1:2:3:4:6::/96
ila group add 7 ff0e::1
ila group join 7 ff0e::1 locator 2001:0:87:0
ila group join 7 ff0e::1 dev t1
ila locator add west 2001:0:87:0
ila locator add here 2001:0:86:0 local
ila map add 3333::1:2000:0:1:1 locator west lifetime 600 priority 5
ila map add 3333:0:0:1::/64 locator west miss fallback redirect source 99
ila map add fd00:1:2:3:4:5::1 vnid 7 locator here no-counters
ila map replace 3333::1:2000:0:1:1 locator 2001:0:88:0 source bgp
ila route add 3333:0:0:1::/64 mapped dev t1
ila route add 3333::2:2000:0:1:2/128 locator 2001:0:87:0 csum-mode neutral-map ident-type luid dev t1
EOL
cat >"$TEST_TMP/show" <<'EOL'
ila
ila stats
ila underlay
ila vnid
ila vnid 7
ila group
ila group 7 ff0e::1
ila locator
ila locator show west
ila map
ila map show vnid 7
ila map show locator west expires 3600
ila map get 3333::1:2000:0:1:1 source bgp
ila route
addr 2001:0:87:0:3000:0:1:333 sir-prefix 3333:0:0:1
addr wire fd00:1:2:3:4:5:a:b locator 2001:db8:ff:1 vnid 0x1234567
addr check 3333::1:2000:0:1:87 2001:0:87:0:3000:0:1:333
addr build sir-prefix 3333:0:0:1 vnid 7 ipv4 10.1.2.3 locator 2001:0:87:0
EOL
# The first half is for the kernel to refuse.
cat >"$TEST_TMP/wrong" <<'EOL'
ila vnid del 9
ila vnid del 7
ila vnid add 7 prefix fd00:1:2:3:4:5::/96
ila group del 7 ff0e::2
ila locator add west 2001:0:89:0
ila locator del west
ila map add fd00::1 vnid 7 locator west
ila map get 3333::9
ila map del 3333::1:2000:0:1:1 source 98
ila map add 3333::1:2000:0:1:1 locator east
ila underlay del dev lo
ila route del 3333:0:0:9::/64 mapped dev t1
ila set adj-compat 7
ila map add 3333::1 locator west locator east
ila map add 3333::1/129 locator west
ila locator add w:est 2001:0:87:0
ila vnid add 0x10000000
ila group join 7 ff0e::1 locator
ila route add 3333::/64 mapped dev nowhere
ila underlay add dev nowhere
ila set adj-compat
ila nothing
nothing
addr
addr wire 3333::1:3000:0:1:87 locator 2001:0:87:0
addr wire 3333::1:2000:0:1:87 csum-mode none
addr build sir-prefix 3333:0:0:1 value 0x10000000000000000
'
EOL
cat >"$TEST_TMP/unmake" <<'EOL'
ila route del 3333::2:2000:0:1:2/128 locator 2001:0:87:0 csum-mode neutral-map ident-type luid dev t1
ila route del 3333:0:0:1::/64 mapped dev t1
ila map del 3333::1:2000:0:1:1
ila map flush source bgp
ila map flush
ila group leave 7 ff0e::1 dev t1
ila group flush
ila locator set west 2001:0:89:0
ila locator del west
ila locator del here
ila vnid del 7
ila vnid flush
ila underlay del u1
ila set adj-compat rfc csum-reserved drop icmp-errors on
EOL

# lines FILE OPTIONS...: output, complaints and exit code
lines()
{
	idloc -n "$h1" "${@:2}" -b "$TEST_TMP/$1" >"$TEST_TMP/out" 2>"$TEST_TMP/err"
	rc=$?
}

# listens: something has been heard
listens()
{
	idloc -n "$h1" ila locator set west 2001:0:87:0
	[ -s "$TEST_TMP/events" ]
}

lines make
is "all of it is granted" "$rc $(cat "$TEST_TMP/err")" "0 "
lines show -j
is "all of it is shown" "$rc $(cat "$TEST_TMP/err")" "0 "
is "an answer for each line" "$(jq -s length "$TEST_TMP/out")" "$(wc -l <"$TEST_TMP/show")"
cp "$TEST_TMP/out" "$TEST_TMP/before"
for options in -p "-s -d" "-o -c=always" "-j -d -s"; do
	read -ra words <<<"$options"
	lines show "${words[@]}"
	is "with $options" "$rc $(cat "$TEST_TMP/err")" "0 "
done
lines wrong -force
is "nothing wrong is granted" "$rc" 2
is "one complaint for each line" "$(grep -c '^idloc: ' "$TEST_TMP/err")" "$(wc -l <"$TEST_TMP/wrong")"
is "and no answer" "$(cat "$TEST_TMP/out")" ""
lines show -j
is "nothing is left of it" "$(jq -c 'del(..|.expires?)' "$TEST_TMP/out")" "$(jq -c 'del(..|.expires?)' "$TEST_TMP/before")"

idloc -n "$h1" -j monitor >"$TEST_TMP/events" &
monitor=$!
check "somebody listens" wait_for $((20 * SLOWNESS)) listens
lines unmake
is "all of it is taken back" "$rc $(cat "$TEST_TMP/err")" "0 "
check "events of that" wait_for 20 grep -q '"underlay deleted"' "$TEST_TMP/events"
kill $monitor
wait $monitor 2>/dev/null
lines show -j
is "nothing is there any more" "$(jq -c 'select(type == "array" and length > 0)' "$TEST_TMP/out")" ""
for command in help "ila help" "ila map help" "addr help" "monitor help"; do
	read -ra words <<<"$command"
	check "help: $command" idloc "${words[@]}"
done
