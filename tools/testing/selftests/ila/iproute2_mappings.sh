#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Unmodified ip adds, lists and deletes mappings; one for an interface goes
# before one for all; a namespace sees its own only.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

FAMILY_GET=(genl ila 3)

# mappings: the kernel's own words, sorted: ip 6.1 prints garbage for addresses
mappings()
{
	nlraw -N "$r" "${FAMILY_GET[@]}" dump | grep '^reply' | sort
}

# seen_as DST: what a packet for it in wire form has become at w
seen_as()
{
	field "$(wire udp -s $SRC -d "$1" -D x)" dst
}

topo_wire
must ip -n "$r" -6 route add default via 2001:db8:1::2
is "no mapping at first" "$(mappings)" ""
check "add" ip -n "$r" ila add loc_match $LOC_B loc $SIR csum-mode no-action ident-type luid
is "one mapping" "$(mappings | wc -l)" 1
is "packets are translated" "$(seen_as $LOC_B:2000:0:1:87)" 3333::1:2000:0:1:87
check_fail "the same once more: it exists" ip -n "$r" ila add loc_match $LOC_B loc $SIR
check "for an interface as well" ip -n "$r" ila add loc_match $LOC_B loc 3333:0:0:2 \
	csum-mode no-action ident-type luid dev eth1
is "two mappings" "$(mappings | wc -l)" 2
is "the one for the interface wins" "$(seen_as $LOC_B:2000:0:1:87)" 3333::2:2000:0:1:87
check "it is deleted" ip -n "$r" ila del loc_match $LOC_B loc 3333:0:0:2 dev eth1
is "the other is back" "$(seen_as $LOC_B:2000:0:1:87)" 3333::1:2000:0:1:87
check "for another interface" ip -n "$r" ila add loc_match $LOC_B loc 3333:0:0:2 \
	csum-mode no-action ident-type luid dev eth2
is "it does not match here" "$(seen_as $LOC_B:2000:0:1:87)" 3333::1:2000:0:1:87
is "another namespace has none" "$(nlraw -N "$w" "${FAMILY_GET[@]}" dump | grep -c ^reply)" 0
check "del" ip -n "$r" ila del loc_match $LOC_B loc $SIR
check "del of what is not there" ip -n "$r" ila del loc_match $LOC_B loc $SIR
is "no translation any more" "$(seen_as $LOC_B:2000:0:1:87)" $LOC_B:2000:0:1:87
check "add again" ip -n "$r" ila add loc_match $LOC_B loc $SIR csum-mode no-action
check "list" ip -n "$r" ila list
check "get: one by its key" nlraw -N "$r" "${FAMILY_GET[@]}" 3:2001000000870000
check_fail "get: nothing there" nlraw -N "$r" "${FAMILY_GET[@]}" 3:2001000000880000
check "flush" nlraw -N "$r" genl ila 4
is "no mapping at last" "$(mappings)" ""

# More than fit into one message of a dump.
for ((n = 1; n <= 300; n++)); do
	printf 'ila add loc_match 2001:0:%x:0 loc %s csum-mode neutral-map ident-type luid\n' $n $SIR
done >"$TEST_TMP/batch"
check "300 mappings" ip -n "$r" -batch "$TEST_TMP/batch"
is "are all in a dump, once" "$(mappings | sort -u | wc -l)" 300
check "flush" nlraw -N "$r" genl ila 4
is "and none is left" "$(mappings | wc -l)" 0
