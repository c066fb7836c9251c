#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc restore" reads all of its input before it changes anything: what is wrong with a line is
# said with its place and a mark, and nothing happens.
# timeout: 120

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/restore.sh
. ../restore.sh

# wrong REGEX LINE...: a file of these lines
wrong()
{
	local regex=$1 name=${*: -1}

	shift
	printf '%s\n' "$@" >"$TEST_TMP/bad"
	idloc -n "$a" restore "$TEST_TMP/bad" >"$TEST_TMP/stdout" 2>"$TEST_TMP/said"
	is "'${name:0:60}' exits with 1" $? 1
	like "'${name:0:60}' says why" "$(<"$TEST_TMP/said")" "$regex"
}

need idloc
[ "$ILA" = ours ] || skip_all "the in-tree module has no such state"
ila_load
ns a
must ip -n "$a" link add eth0 type dummy
must ila "$a" locator add west 2001:0:88:0
must ila "$a" map add 3333:0:0:1:2000::1 locator west
f=$TEST_TMP/all.conf
must save "$a" "$f"
good="ila locator add east 2001:0:89:0"

wrong 'bad:2: there is no "ip" to restore' "$good" "ip link set eth0 up"
wrong 'bad:1: what is there to restore' "ila"
wrong 'bad:1: "stats" makes nothing' "ila stats"
wrong 'bad:1: "show" makes nothing' "ila map show"
wrong 'bad:1: "del" makes nothing' "ila map del 3333:0:0:1:2000::1"
wrong 'bad:1: "vnid" makes nothing' "ila vnid"
wrong 'bad:1: which setting' "ila set"
wrong 'bad:1: there is no setting "colour"' "ila set colour red"
wrong 'bad:1: icmp-errors cannot be "maybe"' "ila set icmp-errors maybe"
wrong 'bad:3: which mapping' "$good" "" "ila map add"
wrong 'bad:1: .* is no IPv6 address' "ila map add 3333::1::1 locator west"
wrong 'bad:1: a mapping needs a locator' "ila map add 3333:0:0:1:2000::2"
wrong 'bad:1: a mapping has no "extra"' "ila map add 3333:0:0:1:2000::2 locator west extra"
wrong 'bad:1: there is no interface "nowhere"' "ila map add 3333:0:0:1:2000::2 locator west dev nowhere"
wrong 'bad:1: lifetime cannot be "long"' "ila map add 3333:0:0:1:2000::2 locator west lifetime long"
wrong 'bad:1: what is "remote"' "ila locator add north 2001:0:87:0 remote"
wrong 'bad:1: .* is no locator' "ila locator add north 2001:0:87"
wrong 'bad:1: "x" is no VNID' "ila vnid add x prefix fd00::/96"
wrong 'bad:1: there is no VRF "red"' "ila vnid add 7 prefix fd00:1:2:3:4:5::/96 vrf red"
wrong 'bad:1: a virtual network needs a prefix' "ila vnid add 7"
wrong 'bad:1: "fe80" is no group' "ila group add 7 fe80"
wrong 'bad:1: a member is a locator or a dev' "ila group join 7 ff0e::1 host 2001:0:87:0"
wrong 'bad:1: which interface' "ila underlay add"
wrong 'bad:1: a locator stands for a sir-prefix' "ila xlat add 2001:0:87:0"
wrong 'bad:1: csum-mode cannot be "none"' "ila xlat add 2001:0:87:0 sir-prefix 3333:0:0:1:: csum-mode none"
wrong 'bad:1: a route needs a locator, or mapped' "ila route add 3333:0:0:1::/64 dev eth0"
wrong 'bad:1: a route has no "speed"' "ila route add 3333:0:0:1::/64 mapped dev eth0 speed 9"
wrong 'bad:1: weight cannot be "0"' "ila route add 3333:0:0:1::/64 mapped dev eth0 weight 0"
wrong 'bad:1: a quote does not end' "ila locator add \"north 2001:0:87:0"
wrong 'bad:1: more than 64 words' "ila map add $(printf 'x %.0s' {1..70})"
wrong 'bad:3: this is there already, by [^ ]*/bad:1' "$good" "# east" "ila locator add east 2001:0:90:0"
wrong 'bad:2: this is there already, by [^ ]*/bad:1' "ila set icmp-errors on" "ila set icmp-errors off"
wrong 'bad:2: this nexthop has another proto or src' \
	"ila route add 3333:0:0:1::/64 mapped via fe80::1 dev eth0" "ila route append 3333:0:0:1::/64 mapped via fe80::2 dev eth0 proto bgp"
wrong 'bad:1: this is of a newer form' "# idloc save 2" "# idloc end"
wrong 'bad:2: "# idloc end" is missing' "# idloc save 1" "$good"
wrong 'nothing in it that could be restored' "# idloc is a tool" ""

# Where it is, and how many
printf '%s\n' "ila set colour red" "$good" "ila map add 3333:0:0:1:2000::9 locator west priority high" >"$TEST_TMP/bad"
idloc -n "$a" restore - <"$TEST_TMP/bad" 2>"$TEST_TMP/said"
is "all that is wrong, with a mark" "$(<"$TEST_TMP/said")" \
	"idloc: stdin:1: there is no setting \"colour\"; there is adj-compat, hook-position, csum-reserved, icmp-errors or unknown-ident
  ila set colour red
          ^^^^^^
idloc: stdin:3: priority cannot be \"high\", it is a number
  ila map add 3333:0:0:1:2000::9 locator west priority high
                                                       ^^^^"
yes nonsense | head -1000 >"$TEST_TMP/bad"
is "but not a thousand of them" "$(idloc -n "$a" restore "$TEST_TMP/bad" 2>&1 | grep -c '^idloc')" 20
printf 'ila locator add e\0st 2001:0:89:0\n' >"$TEST_TMP/bad"
like "a byte 0" "$(idloc -n "$a" restore "$TEST_TMP/bad" 2>&1)" "bad:1: there is a byte 0"
head -c 100000 /dev/urandom >"$TEST_TMP/bad"
idloc -n "$a" restore "$TEST_TMP/bad" >/dev/null 2>&1
is "noise" $? 1
like "an empty file" "$(idloc -n "$a" restore - </dev/null 2>&1)" "nothing in it"
head -c -20 "$f" >"$TEST_TMP/bad"
check_fail "a file whose end is missing" idloc -n "$a" restore "$TEST_TMP/bad"
like "a folder is not to be opened" "$(idloc -n "$a" restore "$TEST_TMP/none" 2>&1)" "cannot open .*/none: No such file"
check "nothing of all that has happened" like_before "$a" "$f"
printf '%s' "$(<"$f")" >"$TEST_TMP/good"
check "the last line need not end" idloc -n "$a" restore --check "$TEST_TMP/good"
sed 's/$/\r/' "$f" >"$TEST_TMP/good"
check "nor in one way" idloc -n "$a" restore --check "$TEST_TMP/good"

# In a batch: the place of what comes behind it, and no line of the batch is taken for a state.
printf '%s\n' "restore --merge $f" "ila map add nonsense" >"$TEST_TMP/batch"
like "the place in a batch is known behind it" "$(idloc -n "$a" -batch "$TEST_TMP/batch" 2>&1)" "^idloc: [^ ]*/batch:2: "
printf '%s\n' "restore --merge" "ila locator add east 2001:0:89:0" >"$TEST_TMP/batch"
like "the batch is no state" "$(idloc -n "$a" -batch - <"$TEST_TMP/batch" 2>&1)" "^idloc: stdin:1: the commands come from stdin"
check "nothing of it has happened" like_before "$a" "$f"
