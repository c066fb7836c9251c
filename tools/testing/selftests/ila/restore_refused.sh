#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc restore" makes all of a file or nothing: whichever line the kernel refuses, it is told
# with its place and its reason, and all is as it was; also if others are in the way.
# timeout: 180

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/restore.sh
. ../restore.sh

# refused NAME REGEX WORD...: a state that differs everywhere, with these words as one more line
refused()
{
	local name=$1 regex=$2 line

	shift 2
	{
		grep -v "^ila set $2 " "$TEST_TMP/other"
		echo "ila $*"
	} >"$TEST_TMP/bad.conf"
	line=$(wc -l <"$TEST_TMP/bad.conf")
	idloc -n "$a" restore "$TEST_TMP/bad.conf" >"$TEST_TMP/stdout" 2>"$TEST_TMP/said"
	is "$name: refused" $? 2
	like "$name: where and why" "$(<"$TEST_TMP/said")" "bad.conf:$line: refused by the kernel: .*$regex"
	like "$name: and that is all" "$(<"$TEST_TMP/said")" "idloc: nothing has changed\$"
	check "$name: all is as it was" like_before "$a" "$TEST_TMP/all.conf"
}

# gone LINE: does nothing that is there begin so?
gone()
{
	! idloc -n "$a" save | grep -q "^$1"
}

need idloc
[ "$ILA" = ours ] || skip_all "the in-tree module has no such state"
ila_load
ns a
links "$a"
everything "$a"
must save "$a" "$TEST_TMP/all.conf"

# Something of each kind goes, comes and changes. No virtual network changes its nature: that is for later.
grep -v '^#\|vnid add 5\|join 7.*2001:0:87:1\|ff1e::2\|xlat add 2001:0:91\|3333:0:0:2::/64\|2000::/128' "$TEST_TMP/all.conf" |
	sed -E 's/icmp-errors off/icmp-errors on/; s/west 2001:0:88:0/west 2001:0:89:0/; 		/map add.*csum-mode adj-transport/s/here/west/; /route add.*mapped dev eth0/s/dev/via 2001:db8:1::7 dev/' >"$TEST_TMP/other"
cat >>"$TEST_TMP/other" <<'EOT'
ila vnid add 8 prefix fd00:8:8:8:8:8::/96
ila group add 8 ff0e::8
ila group join 8 ff0e::8 locator 2001:0:88:0
ila locator add east 2001:0:80:0
ila xlat add 2001:0:93:0 sir-prefix 3333:0:0:9::
ila map add 3333:0:0:1:2000::88 locator east
ila route add 3333:0:0:8::/64 mapped dev eth0
EOT
check "it can be restored" idloc -n "$a" restore "$TEST_TMP/other"
check "and back" idloc -n "$a" restore "$TEST_TMP/all.conf"
check "all is as it was" like_before "$a" "$TEST_TMP/all.conf"

refused "a setting" "" set unknown-ident 7
refused "an underlay interface" "nothing comes in from outside" underlay add lo
refused "a virtual network" "no VRF has this table" vnid add 9 prefix fd00:9:9:9:9:9::/96 table 77
refused "a group" "no virtual network" group add 9 ff0e::9
refused "a member" "no tenant is behind a loopback" group join 8 ff0e::8 dev lo
refused "a locator" "0 is no locator" locator add zero 0:0:0:0
refused "a mapping of the family ila" "unknown identifier type" xlat add 2001:0:94:0 sir-prefix 3333:0:0:9:: ident-type 9
refused "a mapping" "one address" map add 3333:0:0:1::/80 locator west
refused "a mapping's locator" "no locator of this name" map add 3333:0:0:1:2000::77 locator nobody
refused "a route" "C-bit" route add 3333:0:0:1:3000::1/128 locator 2001:0:88:0 dev eth0
refused "a route's gateway" "" route add 3333:0:0:1:2000::1/128 locator 2001:0:88:0 via 2001:db8:77::1
must ip -n "$a" -6 route add 3333:0:0:66::/64 dev eth0
refused "a route where another one is" "File exists" route add 3333:0:0:66::/64 mapped dev eth0

# The same where what is in the way has to go first
sed -i -E 's/mark 0x1f/mark 0x2f/; s/here 2001:0:87:0 local/here 2001:0:87:0/' "$TEST_TMP/other"
refused "the second half: a mapping" "one address" map add 3333:0:0:1::/80 locator west
refused "the second half: a route" "C-bit" route add 3333:0:0:1:3000::1/128 locator 2001:0:88:0 dev eth0
refused "the second half: a virtual network" "no VRF has this table" vnid add 9 prefix fd00:9:9:9:9:9::/96 table 77

# The word that is to blame
idloc -n "$a" restore --merge - >/dev/null 2>"$TEST_TMP/said" <<'EOT'
# a comment

ila map add 3333:0:0:1:2000::1:1 locator west
ila map add 3333:0:0:1:2000::1:2 locator   west miss queue
EOT
is "the place, and the word" "$(head -3 "$TEST_TMP/said")" \
	"idloc: stdin:4: refused by the kernel: ILA: miss is for mappings of a whole prefix: Invalid argument (miss)
  ila map add 3333::1:2000:0:1:2 locator west miss queue
                                                   ^^^^^"

# Many are refused, the first is told.
awk 'BEGIN { for (i = 0; i < 2000; i++) printf "ila map add 3333:0:0:1:2000::%x/%d locator west\n", i + 1, i < 1000 ? 128 : 127 - i % 2 }' >"$TEST_TMP/many"
idloc -n "$a" restore --merge "$TEST_TMP/many" 2>"$TEST_TMP/said"
like "the first of many" "$(<"$TEST_TMP/said")" "^idloc: [^ ]*/many:1001: refused"
is "is the only one" "$(grep -c "refused" "$TEST_TMP/said")" 1
check "and all is as it was" like_before "$a" "$TEST_TMP/all.conf"

# Each of very many is, on each socket, and more than its answers fit at a time.
# flood NAME REGEX FORMAT: 300 lines that are refused, with a number each
flood()
{
	{
		cat "$TEST_TMP/other"
		for ((i = 1; i <= 300; i++)); do
			# shellcheck disable=SC2059 # it is a format
			printf "ila $3\n" "$i"
		done
	} >"$TEST_TMP/flood"
	idloc -n "$a" restore "$TEST_TMP/flood" 2>"$TEST_TMP/said"
	is "300 times $1: refused" $? 2
	like "300 times $1: where and why" "$(<"$TEST_TMP/said")" "flood:[0-9]*: refused by the kernel: .*$2"
	like "300 times $1: and that is all" "$(<"$TEST_TMP/said")" "idloc: nothing has changed\$"
	check "300 times $1: all is as it was" like_before "$a" "$TEST_TMP/all.conf"
}

flood "a mapping's locator" "no locator of this name" "map add 3333:0:0:7:2000::%x locator nobody"
flood "a gateway" "" "route add 3333:0:0:1:2000::%x/128 locator 2001:0:88:0 via 2001:db8:77::1"
flood "a group" "no virtual network" "group add 9 ff0e::%x"

# Somebody else changes mappings.
coproc txn { exec maptxn -N "$a"; }
echo begin >&"${txn[1]}"
read -r answer <&"${txn[0]}"
is "another one has a transaction open" "$answer" ok
grep -v 'map add' "$TEST_TMP/other" >"$TEST_TMP/fewer"
idloc -n "$a" restore "$TEST_TMP/fewer" 2>"$TEST_TMP/said"
is "which is waited for by whoever called" $? 2
like "and is told" "$(<"$TEST_TMP/said")" "another socket has a transaction open: .*busy"
check "looking is possible" like_before "$a" "$TEST_TMP/all.conf"
echo abort >&"${txn[1]}"
read -r answer <&"${txn[0]}"
is "the other one is done" "$answer" ok

# The last step: a socket keeps a route to a virtual network, which can therefore not go.
must ip -n "$a" -6 addr add fd00:5:5:5:5:5::1/128 dev eth0 nodad
must ila "$a" route add fd00:5:5:5:5:5::5/128 locator 2001:0:88:0 vnid 5 dev eth0
must save "$a" "$TEST_TMP/all.conf"
# shellcheck disable=SC2016 # for the other shell
ip netns exec "$a" bash -c 'exec 3<>/dev/udp/fd00:5:5:5:5:5::5/9; echo >&3; touch '"$TEST_TMP"'/holds; exec sleep 60' &
holder=$!
must wait_for 10 test -e "$TEST_TMP/holds"
grep -v 'vnid add 5\|vnid 5' "$TEST_TMP/fewer" >"$TEST_TMP/last"
idloc -n "$a" restore "$TEST_TMP/last" 2>"$TEST_TMP/said"
is "a virtual network that is in use" $? 2
like "which is told" "$(<"$TEST_TMP/said")" "cannot take away: ila vnid add 5 .*
idloc: refused by the kernel: ILA: a route, a mapping or a group names this virtual network"
like "after all else is taken back" "$(<"$TEST_TMP/said")" "idloc: nothing has changed\$"
# A mapping that was taken back has left what it had left.
check "all is as it was" diff <(steady "$TEST_TMP/all.conf") <(idloc -n "$a" save | steady -)

# It is told to end meanwhile: the virtual network is tried again for seconds, all else has changed.
for signal in TERM HUP PIPE; do
	idloc -n "$a" restore "$TEST_TMP/last" 2>/dev/null &
	restorer=$!
	must wait_for 10 gone "ila group add 7 ff1e::2"
	kill -"$signal" $restorer
	wait $restorer
	is "SIG$signal in the middle ends it" $? $((128 + $(kill -l "$signal")))
	check "SIG$signal: after all is as it was" diff <(steady "$TEST_TMP/all.conf") <(idloc -n "$a" save | steady -)
done
kill $holder
check "then it goes" idloc -n "$a" restore "$TEST_TMP/last"
check "and comes" idloc -n "$a" restore "$TEST_TMP/all.conf"
check "all is as it was" like_before "$a" "$TEST_TMP/all.conf"
