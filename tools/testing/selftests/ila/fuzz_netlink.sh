#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Messages at random, valid and damaged, to the netlink families and to rtnetlink
# where it carries ILA routes, from two processes at a time in the same three
# namespaces. The kernel has nothing to say to that, and works afterwards.
#
# The environment may say FUZZ_COUNT (messages, by default a few thousand) and
# FUZZ_SEED; in a guest: IDLOC_VM_APPEND="rig.env.FUZZ_COUNT=1000000".
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

: "${FUZZ_COUNT:=10000}" "${FUZZ_SEED:=$((RANDOM * 32768 + RANDOM))}"

# reached KIND: messages of it that the kernel carried out
reached()
{
	at_least "$1: some succeeded" "${OK[$1]:-0}" 1
}

ila_load "$ILA"
ns h1 h2 c1
link "$h1" eth0 "$h2" eth0
link "$h1" eth1 "$c1" eth0
note "seed $FUZZ_SEED, $FUZZ_COUNT messages"
for n in 0 1; do
	nlfuzz -s $((FUZZ_SEED + n)) -n $((FUZZ_COUNT / 2)) -N "$h1" -N "$h2" -N "$c1" \
		>"$TEST_TMP/fuzz$n" &
	pids[n]=$!
done
for n in 0 1; do
	wait "${pids[n]}"
	is "fuzzer $n came to its end" $? 0
done
cat "$TEST_TMP"/fuzz[01] >"$TEST_TMP/all"
note "$(grep ^total "$TEST_TMP/all")"
awk -F'[ =]' '
	/^kind/ { sent[$2] += $4; ok[$2] += $8 }
	/^errno/ { errno[$2] += $3 }
	END {
		for (n in sent) print "kind", n, "sent", sent[n], "ok", ok[n]
		for (n in errno) print "errno", n, errno[n]
	}' "$TEST_TMP/all" | sort >"$TEST_TMP/sums"
note "$(cat "$TEST_TMP/sums")"
declare -A OK ERRNO
while read -r what name value _ _ ok; do
	if [ "$what" = kind ]; then OK[$name]=$ok; else ERRNO[$name]=$value; fi
done <"$TEST_TMP/sums"

answers=$(awk -F'[ =]' '/^total/ { n += $7 } END { print n }' "$TEST_TMP/all")
at_least "most messages were answered" "$answers" $((FUZZ_COUNT / 2))
for kind in ila-add ila-del ila-flush ila-get ila-dump ctrl route-new route-del route-dump \
	nexthop-new nexthop-del nexthop-dump; do
	reached $kind
done
[ "$ILA" != ours ] || for kind in settings-get settings-set stats-get vnid-add vnid-del vnid-flush vnid-get vnid-dump \
	underlay-add underlay-del underlay-get underlay-dump group-add group-del group-flush group-get group-dump \
	group-join group-leave \
	map-add map-replace map-del map-flush map-get map-dump locator-add locator-set locator-del locator-get \
	locator-dump txn-begin txn-commit txn-abort; do
	reached $kind
done
for errno in EINVAL ERANGE EPERM EEXIST ENODEV; do
	at_least "$errno was among the answers" "${ERRNO[$errno]:-0}" 1
done

lib_cleanup
NS_LIST=()
topo_wire
must ip -n "$r" -6 route add $LOC_B::/64 via 2001:db8:1::2
must ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_B csum-mode neutral-map \
	ident-type luid dev eth2
line=$(wire udp -s $SRC -d $SIR_B -D after)
is "a packet is translated as ever" "$(field "$line" dst)" $LOC_B:3000:0:1:333
must ip -n "$r" -6 route del $SIR_B/128
check "the module unloads" ila_unload 10
