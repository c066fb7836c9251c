#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc save" writes all that a namespace keeps, and "idloc restore" makes the same of it: in
# another namespace, in the same one after everything has gone, as a file of commands, and it
# touches nothing where all is there.
# timeout: 120

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/restore.sh
. ../restore.sh

# flush NS: takes everything away by other means
flush()
{
	local table route name

	for table in 55 101 254; do
		ip -n "$1" -6 route show table $table | grep 'encap ila' | sed 's/ pref medium//' >"$TEST_TMP/routes"
		while read -r route; do
			# shellcheck disable=SC2086 # words
			ip -n "$1" -6 route del ${route%% encap*} table $table || return
		done < <(grep -v '^	' "$TEST_TMP/routes")
	done
	ip -n "$1" -6 route flush table 55
	ila "$1" map flush
	ila "$1" xlat flush
	ila "$1" group flush
	wait_for 10 ila "$1" vnid flush
	ila "$1" underlay del eth0
	for name in west here "a b#\"c'"; do
		ila "$1" locator del "$name"
	done
	ila "$1" set adj-compat rfc hook-position raw csum-reserved drop icmp-errors on unknown-ident drop
}

# events FILE: of the kernel, in $b, as long as the commands on stdin run
events()
{
	idloc -n "$b" monitor >"$1" 2>&1 &
	wait_for 10 hears "$1"
	"${@:2}"
	hears_no_more
	kill $!
}

hears()
{
	ila "$b" locator add probe 2001:0:1:1
	ila "$b" locator del probe
	[ -s "$1" ]
}

hears_no_more()
{
	sleep 0.3
}

need idloc jq
[ "$ILA" = ours ] || skip_all "the in-tree module has no such state"
ila_load
ns a b
links "$a"
links "$b"
everything "$a"

f=$TEST_TMP/a.conf
check "all is saved" save "$a" "$f"
is "nothing is said" "$(idloc -n "$a" save 2>&1 >/dev/null)" ""
check "the same twice" diff <(steady "$f") <(idloc -n "$a" save | steady -)
is "each kind of line" "$(cut -d' ' -f2,3 "$f" | grep -v '^idloc' | sed 's/^set .*/set/' | sort -u | paste -sd,)" \
	"group add,group join,locator add,map add,route add,route append,set,underlay add,vnid add,xlat add"
is "only some" "$(idloc -n "$a" save ila map | grep -c '^ila map')" "$(idloc -n "$a" save | grep -c '^ila map')"
is "and nothing else" "$(idloc -n "$a" save ila map vnid | grep -vc '^ila \(map\|vnid\) \|^#')" 0
is "JSON has the same lines" "$(idloc -j -n "$a" save | jq -r '.[].line' | steady -)" "$(grep -v '^#' "$f" | steady -)"
check "nothing differs" idloc -n "$a" restore --check "$f"
is "and nothing is said of it" "$(idloc -n "$a" restore --check "$f" 2>&1)" ""
is "as an empty list in JSON" "$(idloc -j -n "$a" restore --check "$f")" "[]"

check "restored where there is nothing" idloc -n "$b" restore "$f"
check "it is the same" like_before "$b" "$f"
is "for ip, too" "$(ip -n "$b" -6 route show table all | grep 'encap ila' | sort)" \
	"$(ip -n "$a" -6 route show table all | grep 'encap ila' | sort)"
is "and in the family ila" "$(ila "$b" xlat | sort)" "$(ila "$a" xlat | sort)"
events "$TEST_TMP/events" must idloc -n "$b" restore "$f"
is "again, and nothing happens" "$(grep -v probe "$TEST_TMP/events")" ""
check "from stdin" idloc -n "$b" restore <"$f"

must flush "$b"
is "all has gone" "$(idloc -n "$b" save | grep -vc '^ila set\|^#')" 0
check "restored after that" idloc -n "$b" restore "$f"
check "it is the same" like_before "$b" "$f"
must flush "$b"
check "run as commands" idloc -n "$b" -b "$f"
check "that is the same" like_before "$b" "$f"

# ---- what there is no word for

must ip -n "$a" nexthop add id 7 encap ila 2001:0:88:0 csum-mode neutral-map ident-type luid via 2001:db8:1::9 dev eth0
must ip -n "$a" -6 route add 3333:0:0:70::/64 nhid 7
must ip -n "$a" -6 route add 3333:0:0:71::/64 encap ila 2001:0:88:0 csum-mode neutral-map ident-type luid \
	via 2001:db8:1::9 dev eth0 mtu 1300
save "$a" "$TEST_TMP/more.conf" 2>"$TEST_TMP/said"
is "still saved" $? 0
like "nexthop objects are told of" "$(<"$TEST_TMP/said")" "not saved: 1 nexthop objects with encap ila, and 1 routes by them"
like "and what else a route has" "$(<"$TEST_TMP/said")" "not saved: what 1 ILA routes have beside .*mtu"
check_fail "the routes by them are not in it" grep -q '3333:0:0:70' "$TEST_TMP/more.conf"
check "and are left alone" idloc -n "$a" restore "$f"
like "as they are" "$(ip -n "$a" -6 route show 3333:0:0:70::/64)" "nhid 7"

# ---- while a virtual network comes and goes, with a mapping of it

for ((i = 0; i < 300; i++)); do
	printf 'ila locator add many%d 2001:0:99:%x\n' "$i" "$i"
done >"$TEST_TMP/locators"
must idloc -n "$a" -batch "$TEST_TMP/locators"
# busy: commands for as long as the file "busy" is there
busy()
{
	while [ -e "$TEST_TMP/busy" ]; do
		printf '%s\n' "ila vnid add 99 prefix fd00:9:9:9:9:9::/96" "ila map add fd00:9:9:9:9:9:0:1 vnid 99 locator 2001:0:88:0"
		sleep 0.3
		printf '%s\n' "ila map del fd00:9:9:9:9:9:0:1 vnid 99" "ila vnid del 99"
		sleep 0.3
	done
}

: >"$TEST_TMP/busy"
busy | idloc -n "$a" -batch - &
whole=0 bad=0
for ((i = 0; i < 15; i++)); do
	idloc -n "$a" save >"$TEST_TMP/now" 2>"$TEST_TMP/said"
	case $? in
	0)
		whole=$((whole + 1))
		grep -q 'vnid add 99 ' "$TEST_TMP/now" || bad=$((bad + $(grep -c 'vnid 99 ' "$TEST_TMP/now")))
		;;
	2) grep -q "ask again" "$TEST_TMP/said" || bad=$((bad + 1)) ;;
	*) bad=$((bad + 1)) ;;
	esac
done
rm "$TEST_TMP/busy"
wait
is "no mapping is of a virtual network that is not there" "$bad" 0
at_least "and most are saved" "$whole" 8
