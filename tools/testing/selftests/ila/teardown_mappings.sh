#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Mappings come and go one by one and all at once, and are listed, while packets
# pass the hook. At the end there is no hook.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# batch N: adds two hundred mappings, one of them the one that packets use
batch()
{
	local n

	for ((n = 0; n < 200; n++)); do
		printf 'ila add loc_match 2001:0:%x:0 loc %s csum-mode neutral-map ident-type luid\n' \
			$n $SIR
	done
}

topo_wire
must ip -n "$r" -6 route add default via 2001:db8:1::2
batch >"$TEST_TMP/batch"
sed 's/ila add/ila del/; s/csum-mode.*//' "$TEST_TMP/batch" >"$TEST_TMP/undo"

pktsend -N "$a" -i eth0 -m "$R_MAC" -c 100000000 \
	udp -s $SRC -d $LOC_B:3000:0:1:333 -l 100 &
flood=$!
(while :; do nlraw -N "$r" genl ila 3 dump; done >/dev/null) &
lister=$!
failed=0
for ((round = 0; round < 10; round++)); do
	ip -n "$r" -batch "$TEST_TMP/batch" || failed=$((failed + 1))
	if [ $((round % 2)) = 0 ]; then
		nlraw -N "$r" genl ila 4 >/dev/null || failed=$((failed + 1))
	else
		ip -n "$r" -batch "$TEST_TMP/undo" || failed=$((failed + 1))
	fi
done
is "10 rounds of 200 mappings" $failed 0
# One whose hash no other has is found in another way. Its memory goes up to five seconds after
# it, while packets still come; only a kernel that watches itself would tell.
must ip -n "$r" ila add loc_match 2001:0:1:0 loc $SIR csum-mode no-action ident-type luid
check "one by itself" ip -n "$r" ila add loc_match $LOC_B loc $SIR csum-mode neutral-map ident-type luid
check "goes" ip -n "$r" ila del loc_match $LOC_B
[ "$SLOWNESS" = 1 ] || sleep 7
must ip -n "$r" ila del loc_match 2001:0:1:0
check "the flood is still there" kill $flood
kill $lister
wait $flood $lister 2>/dev/null
is "none is left" "$(nlraw -N "$r" genl ila 3 dump | grep -c ^reply)" 0
line=$(wire udp -s $SRC -d $LOC_B:3000:0:1:333 -D after)
is "packets pass untranslated" "$(field "$line" dst)" $LOC_B:3000:0:1:333
check "the module unloads" ila_unload
