#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A hundred ILA routes remember a hundred underlay routes. When they are deleted,
# or their namespace is, the kernel has as many route objects as before.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

SLAB=/sys/kernel/slab/ip6_dst_cache
COUNT=100

# route_objects: in use, once what is only free on some list is given back
route_objects()
{
	echo 1 >$SLAB/shrink
	cut -d' ' -f1 $SLAB/objects
}

# few_more THAN: a few more come and go with neighbours and addresses
few_more()
{
	[ "$(route_objects)" -le $(($1 + COUNT / 3)) ]
}

# routes: COUNT locators, and as many ILA routes without gateway
routes()
{
	local n

	for ((n = 1; n <= COUNT; n++)); do
		printf 'route add 2001:0:%x:0::/64 via 2001:db8:1::2\n' $n
		printf 'route add %s:2000:0:1:%x/128 encap ila 2001:0:%x:0 %s dev eth2\n' \
			$SIR $n $n "csum-mode no-action ident-type luid"
	done
}

# use: sends a packet by each
use()
{
	local n

	for ((n = 1; n <= COUNT; n++)); do
		printf -v last '%x' $n
		pktsend -N "$a" -i eth0 -m "$R_MAC" udp -s $SRC -d "$SIR:2000:0:1:$last" -D x
	done
}

[ -w $SLAB/shrink ] || skip_all "this kernel does not count its route objects"
topo_wire
routes >"$TEST_TMP/routes"
sed 's/route add \([^ ]*\) .*/route del \1/' "$TEST_TMP/routes" >"$TEST_TMP/undo"

before=$(route_objects)
must ip -n "$r" -6 -batch "$TEST_TMP/routes"
use
at_least "the routes are remembered" "$(route_objects)" $((before + COUNT))
must ip -n "$r" -6 -batch "$TEST_TMP/undo"
check "and forgotten with the ILA routes" wait_for 5 few_more "$before"

must ip -n "$r" -6 -batch "$TEST_TMP/routes"
use
must ip netns del "$r"
check "or with the namespace" wait_for 5 few_more "$before"
check "the module unloads" ila_unload
note "$before objects before, $(route_objects) after"
