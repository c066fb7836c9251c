#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc restore --check" tells the differences and changes nothing; several files, a folder,
# what is restored before there are interfaces, and what there is for whom.
# timeout: 120

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/restore.sh
. ../restore.sh

# differs WORD...: lines of restore --check, its exit code behind them
differs()
{
	idloc -n "$a" restore --check "$@" 2>&1
	echo $?
}

need idloc jq
[ "$ILA" = ours ] || skip_all "the in-tree module has no such state"
ila_load
ns a b
links "$a"
everything "$a"
f=$TEST_TMP/all.conf
must save "$a" "$f"

# ---- differences

is "the same" "$(differs "$f")" 0
grep -v 'unknown-ident\|vnid add 5\|3333:0:0:1::/64 mapped' "$f" | sed 's/west 2001:0:88:0/west 2001:0:89:0/' >"$TEST_TMP/other.conf"
echo "ila map add 3333::1:2000:0:0:9 locator west" >>"$TEST_TMP/other.conf"
is "not the same" "$(differs "$TEST_TMP/other.conf")" "- ila set unknown-ident pass
+ ila set unknown-ident drop
- ila vnid add 5 prefix fd00:5:5:5:5:5::/96
- ila locator add west 2001:0:88:0
+ ila locator add west 2001:0:89:0
+ ila map add 3333::1:2000:0:0:9 locator west
- ila route add 3333:0:0:1::/64 mapped dev eth0 table 254 metric 1024 proto boot
3"
is "as JSON" "$(idloc -j -n "$a" restore --check "$TEST_TMP/other.conf" | jq -r '.[] | "\(.op) \(.line)"')" \
	"$(idloc -n "$a" restore --check "$TEST_TMP/other.conf")"
check "nothing has changed" like_before "$a" "$f"
is "without what would go" "$(differs --merge "$TEST_TMP/other.conf" | grep -c '^-')" 1
idloc -n "$a" restore --check "$TEST_TMP/other.conf" | sed -n 's/^+ //p' >"$TEST_TMP/plus"
check "what is wanted can be merged" idloc -n "$a" restore --merge "$TEST_TMP/plus"
is "and is there" "$(differs --merge "$TEST_TMP/plus")" 0
must idloc -n "$a" restore "$f"

# ---- lifetimes

sed -E 's/lifetime [0-9]+/lifetime 5000/' "$f" >"$TEST_TMP/life"
is "a lifetime that passes is the same" "$(differs "$TEST_TMP/life")" 0
sed -E 's/lifetime [0-9]+/lifetime 5001/' "$f" >"$TEST_TMP/life"
like "a longer one is not" "$(differs "$TEST_TMP/life")" "lifetime 5001"
sed -E 's/lifetime [0-9]+/lifetime 100/' "$f" >"$TEST_TMP/life"
like "nor is a shorter one" "$(differs "$TEST_TMP/life")" "lifetime 100"
sed -E 's/ lifetime [0-9]+//' "$f" >"$TEST_TMP/life"
like "nor is none" "$(differs "$TEST_TMP/life")" "^- .*neutral-map-auto lifetime"

# ---- by hand

sed 's/vnid 7 locator west$/vnid 7 locator west csum-mode neutral-map/; s/ table 254 metric 1024 proto boot//; s/^ila/  ila   /
	s/$/   # so it is/' "$f" | grep -v '^#' >"$TEST_TMP/hand"
is "what is so anyway makes no difference" "$(differs "$TEST_TMP/hand")" 0
sed 's/vnid 300 locator west$/vnid 300 locator west csum-mode no-action/' "$f" >"$TEST_TMP/mode"
idloc -n "$a" restore "$TEST_TMP/mode" 2>"$TEST_TMP/said"
like "another mode than the virtual network's is refused" "$(<"$TEST_TMP/said")" "mode:[0-9]*: .*another checksum mode"

# ---- files

mkdir "$TEST_TMP/etc"
grep '^# idloc s\|^ila set\|^# idloc e' "$f" >"$TEST_TMP/etc/10-set.conf"
grep '^ila \(underlay\|vnid\|group\|locator\|xlat\)' "$f" >"$TEST_TMP/etc/20-places.conf"
grep '^ila \(map\|route\)' "$f" >"$TEST_TMP/etc/30-rest.conf"
echo "nonsense" >"$TEST_TMP/etc/notes.txt"
echo "nonsense" >"$TEST_TMP/etc/.hidden.conf"
is "a folder" "$(differs "$TEST_TMP/etc")" 0
is "several files" "$(differs "$TEST_TMP"/etc/[123]*.conf)" 0
is "in any order" "$(differs "$TEST_TMP"/etc/30-rest.conf "$TEST_TMP"/etc/20-places.conf "$TEST_TMP"/etc/10-set.conf)" 0
echo "ila map add 3333:0:0:1:2000::1 locator west nonsense" >>"$TEST_TMP/etc/20-places.conf"
like "the place in them" "$(differs "$TEST_TMP/etc")" "20-places.conf:$(wc -l <"$TEST_TMP/etc/20-places.conf"): a mapping has no \"nonsense\""

# ---- early

is "before there are interfaces" "$(idloc -n "$b" restore --early "$f" 2>&1)" \
	"idloc: $(grep -c ' dev \| table \|vnid 7 \|vnid 300 \|join 7\|group add 7\|group add 300\|join 300' "$f") lines were left out, which are about interfaces"
idloc -n "$b" save | grep -v '^#' >"$TEST_TMP/early"
is "the rest is there" "$(steady "$TEST_TMP/early")" \
	"$(grep -v '^#\| dev \| table \|vnid 7 \|vnid 300 \|join 7\|group add 7\|group add 300\|join 300' "$f" | steady -)"
links "$b"
check "and then the whole" idloc -n "$b" restore "$f"
check "is there, too" like_before "$b" "$f"
is "words in another order" "$(printf 'ila map add %s locator 2001:0:88:0\n' 'dev later 3333:0:0:1:2000::7' \
	'priority 3 dev later 3333:0:0:1:2000::7' | idloc -n "$b" restore --early - 2>&1)" \
	"idloc: 2 lines were left out, which are about interfaces"
printf '%s\n' 'ila vnid add 70 prefix fd00:7:7:7:7:7::/96 dev later' \
	'ila map add vnid 70 fd00:7:7:7:7:7:0:1 locator 2001:0:88:0' >"$TEST_TMP/early70"
is "and of one of a virtual network" "$(idloc -n "$b" restore --early "$TEST_TMP/early70" 2>&1)" \
	"idloc: 2 lines were left out, which are about interfaces"
check "early is no danger later" idloc -n "$b" restore --early "$f"
check "all is there still" like_before "$b" "$f"

# ---- who may

nobody=(setpriv --reuid 1000 --clear-groups)
like "nobody may not save" "$("${nobody[@]}" idloc save 2>&1)" "CAP_NET_ADMIN|ermitted"
like "nor restore" "$("${nobody[@]}" idloc restore --merge - 2>&1 <<<"ila locator add x 2001:0:1:1")" "CAP_NET_ADMIN|ermitted"
like "nor look" "$("${nobody[@]}" idloc restore --check "$f" 2>&1)" "CAP_NET_ADMIN|ermitted|there is no interface"

# ---- grammar

for words in "save nothing" "save ila nothing" "restore --chek" "restore /nowhere/at/all"; do
	# shellcheck disable=SC2086 # words
	idloc -n "$a" $words >"$TEST_TMP/stdout" 2>"$TEST_TMP/said" </dev/null
	is "'$words' exits with 1" $? 1
	is "'$words' prints nothing" "$(<"$TEST_TMP/stdout")" ""
	like "'$words' says why" "$(<"$TEST_TMP/said")" "^idloc: ."
done
like "help of save" "$(idloc save help)" "Usage: .* save"
like "and of restore" "$(idloc restore help)" "Usage: .* restore .*--check"
check "all is as it was" like_before "$a" "$f"
