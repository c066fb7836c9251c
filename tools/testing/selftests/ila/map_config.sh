#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# What the table takes and what it refuses; how it is told, in part and in full; what
# goes by itself. What `ip ila` shows and edits is the same table.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/mapped.sh
. ../mapped.sh

# refused NAME TEXT ARGUMENTS
refused()
{
	like "$1" "$(idloc -n "$r" ila "${@:3}" 2>&1)" "refused by the kernel: .*$2"
}

# shown FILTER: how many
shown()
{
	idloc -j -n "$r" ila map show "$@" | jq length
}

# listed: what the family "ila" has; ip 6.1 prints garbage for addresses
listed()
{
	nlraw -N "$r" genl ila 3 dump | grep '^reply'
}

[ "$ILA" = ours ] || skip_all "the in-tree module has no such table"
need idloc nlraw
topo_wire
X=$SIR:2000:0:5
L=$LOC_B

# ---- refusals
must idloc -n "$r" ila map add $X:1 locator $L
refused "twice" "there is a mapping of this address, scope and source" map add $X:1 locator $L
check "but of another source" idloc -n "$r" ila map add $X:1 locator $L source bgp
refused "no such mapping" "no mapping of this address, scope and source" map del $X:2
refused "an ordinary interface identifier" "IID" map add $SIR::1 locator $L
refused "a multicast identifier" "multicast identifiers" map add $SIR:8000:0:1:1 locator $L
refused "a reserved type" "reserved or unknown" map add $SIR:c000:0:1:1 locator $L
refused "the C-bit" "C-bit must be clear" map add $SIR:3000:0:1:1 locator $L
check "which other modes do not have" idloc -n "$r" ila map add $SIR:3000:0:1:1 locator $L csum-mode no-action
refused "the reserved word" "end in ffff are reserved" map add $X:ffff locator $L
refused "multicast addresses" "addresses that are routed" map add ff02:0:0:1::/64 locator $L
refused "link-local addresses" "addresses that are routed" map add fe80::/64 locator $L
refused "another length" "of one address .128. or of a SIR prefix .64." map add 3333::/48 locator $L
refused "locator 0" "0 is no locator" map add $X:2 locator 0:0:0:0
refused "a name that is not there" "no locator of this name" map add $X:2 locator nobody
refused "a miss of an identifier" "miss is for mappings of a whole prefix" map add $X:2 locator $L miss drop
refused "a redirect of an identifier" "redirect is for mappings of a whole prefix" map add $X:2 locator $L redirect
must idloc -n "$r" ila locator add n 2001:0:99:0
refused "a name twice" "there is a locator of this name" locator add n 2001:0:98:0
refused "no such name" "no locator of this name" locator set m 2001:0:98:0
must idloc -n "$r" ila map add $X:3 locator n
refused "a locator in use" "mappings have this locator" locator del n
must idloc -n "$r" ila locator add here $LOC_A local
refused "a local locator twice" "there is a mapping for this locator" locator add again $LOC_A local
refused "a local locator stays" "a local locator stays what it is" locator set here 2001:0:98:0
must ip -n "$r" link add vrf1 type vrf table 101
must ip -n "$r" link add dummy1 type dummy
must ip -n "$r" link set dummy1 master vrf1
refused "an interface in a VRF" "is in a VRF: name that" map add $X:4 locator $L dev dummy1
must idloc -n "$r" ila map add $X:4 locator $L dev vrf1
must idloc -n "$r" ila map add $X:5 locator $L dev eth1
before=$(shown)
for i in $(seq 2 64); do
	idloc -n "$r" ila map add "4444:0:0:$i:2000::1" locator $L || break
done >/dev/null 2>&1
is "so many SIR prefixes" "$(shown)" $((before + 62))
refused "and no more" "too many different SIR prefixes" map add 5555::2000:0:0:1 locator $L
must idloc -n "$r" ila map flush 4444::/16
check "until some go" idloc -n "$r" ila map add 5555::2000:0:0:1 locator $L

# ---- in part
is "by prefix" "$(shown $SIR::/64)" 6
is "by address" "$(shown $X:1)" 2
is "by source" "$(shown source bgp)" 1
is "by locator" "$(shown locator 2001:0:99:0)" 1
is "by its name" "$(shown locator n)" 1
is "by scope" "$(shown dev vrf1)" 1
is "by several" "$(shown $X:1 source bgp locator $L)" 1
is "by what nothing has" "$(shown source zebra)" 0
must idloc -n "$r" ila map flush dev eth1
is "flushed in part" "$(shown)" 6

# ---- what goes by itself
must idloc -n "$r" ila map add $X:6 locator $L lifetime 2
must idloc -n "$r" ila map add $X:7 locator $L lifetime 1000
is "by what is left" "$(shown expires 10)" 1
at_least "seconds" "$(idloc -j -n "$r" ila map get $X:7 | jq '.[0].expires')" 990
idloc -j -n "$r" monitor >"$TEST_TMP/events" 2>&1 &
check "its time comes" wait_for 5 sh -c "! idloc -n $r ila map get $X:6"
check "which is told" wait_for 3 sh -c "grep -q 'map expired.*:5:6' $TEST_TMP/events"
is "the other waits" "$(shown expires 1000)" 1
must idloc -n "$r" ila map replace $X:7 locator $L
is "or is made to stay" "$(shown expires 1000)" 0
must ip -n "$r" link del vrf1
is "with its VRF" "$(shown $X:4)" 0
check "which is told, too" wait_for 3 sh -c "grep -q 'map deleted.*:5:4' $TEST_TMP/events"

# ---- the family of `ip ila`
must ip -n "$r" ila add loc_match 2001:0:77:0 loc 6666:0:0:1 csum-mode neutral-map ident-type luid
is "what ip ila adds is in the table" \
	"$(idloc -n "$r" ila map show locator 2001:0:77:0)" \
	"6666:0:0:1::/64 locator 2001:0:77:0 csum-mode neutral-map in-only"
must idloc -n "$r" ila map add 7777:0:0:1::/64 locator $LOC_A csum-mode neutral-map-auto
like "what is at a local locator is in ip ila" "$(listed)" "1:7777000000000001.* 3:2001000000860000"
is "beside the other" "$(listed | wc -l)" 2
must ip -n "$r" ila del loc_match $LOC_A loc 7777:0:0:1
is "which can take it out" "$(shown 7777::/16)" 0
must ip -n "$r" ila add loc_match $LOC_A loc 7777:0:0:2 csum-mode neutral-map ident-type luid
is "and put it in" "$(idloc -j -n "$r" ila map show 7777::/16 | jq -r '.[0].locator')" $LOC_A
check_fail "once" ip -n "$r" ila add loc_match $LOC_A loc 7777:0:0:3
is "there it is" "$(listed | grep -c 1:7777000000000002)" 1
must nlraw -N "$r" genl ila 4
is "flush leaves identifiers" "$(shown 7777::/16) $(shown locator 2001:0:77:0) $(shown $X:1)" "0 0 2"
must idloc -n "$r" ila map flush
is "all" "$(shown)" 0
must idloc -n "$r" ila locator del here
must idloc -n "$r" ila locator del n
is "none is left" "$(idloc -j -n "$r" ila locator | jq length)" 0
