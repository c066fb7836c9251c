#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A host where the in-tree module is loaded and in use, and the packages are installed then. It says
# what is left to do; after that, and not before, ours has the name, and the same routes work.
# packages/run gives the guest what the packages have installed, and no more of ours: env PACKAGED is its version.
# timeout: 90

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../selftests/lib.sh

INSTALLED=/usr/src/idloc-${PACKAGED:?}/tools/install/installed
MODE="csum-mode neutral-map-auto ident-type luid"

# h1 and h2 have a SIR address each; r translates both ways, so that packets are plain again behind it.
topology()
{
	topology_router
	addr "$h1" eth0 fd00:51:0:1:2000::1/128
	addr "$h2" eth0 fd00:51:0:1:2000::2/128
	must ip -n "$h1" -6 route add fd00:51:0:1:2000::2/128 via 2001:db8:1::ff
	must ip -n "$h2" -6 route add fd00:51:0:1:2000::1/128 via 2001:db8:2::ff
	must ip -n "$r" -6 route add fd00:51:0:1:2000::1/128 via 2001:db8:1::1
}

# The locator of h2 leads to h2, which translates back.
configure()
{
	# shellcheck disable=SC2086 # words
	must ip -n "$r" -6 route add fd00:51:0:1:2000::2/128 encap ila 2001:db8:b:1 $MODE via 2001:db8:2::1
	# shellcheck disable=SC2086
	must ip -n "$h2" ila add loc_match 2001:db8:b:1 loc fd00:51:0:1 $MODE
}

routes()
{
	ip -n "$r" -6 route show table all | grep 'encap ila'
}

pings()
{
	on "$h1" ping -c 2 -i 0.2 -W 2 -I fd00:51:0:1:2000::1 fd00:51:0:1:2000::2
}

is "idloc is the packaged one" "$(command -v idloc) $(idloc -V)" "/usr/sbin/idloc idloc $PACKAGED"
ila_load intree
topology
configure
check "packets go through the in-tree module" pings

out=$("$INSTALLED" "$PACKAGED")
is "installing over it does not claim to be done" $? 1
like "it says that the in-tree module is loaded" "$out" 'The in-tree ila is loaded'
like "and what to type" "$out" "rmmod ila.*modprobe ila .*/sys/module/ila/version says $PACKAGED"
is "and leaves it there, in use" "$(ila_loaded)" intree
check "packets still go through" pings
must modprobe ila
is "modprobe alone changes nothing" "$(ila_loaded)" intree
out=$(idloc ila stats 2>&1)
is "idloc refuses" $? 2
like "and says why" "$out" "the kernel's own ila is loaded"

# What it said: save and delete, unload, load, put back.
before=$(routes)
must ip -n "$r" -6 route del fd00:51:0:1:2000::2/128
must ip -n "$h2" ila del loc_match 2001:db8:b:1
check "the in-tree module unloads" ila_unload
must modprobe ila
is "modprobe loads the packaged one" "$(ila_loaded) $(cat /sys/module/ila/version)" "ours $PACKAGED"
configure
is "the same route is back" "$(routes)" "$before"
check "packets go through ours" pings
at_least "idloc counts them" "$(on "$r" idloc -j ila stats | jq '[.. | objects | ."out-translated"? // empty] | add')" 2
check "it has nothing more to say" "$INSTALLED" "$PACKAGED"
like "but what runs" "$("$INSTALLED" "$PACKAGED")" "^ila $PACKAGED is loaded"

# What else it has to say
out=$("$INSTALLED" 9.9.9 2>&1)
is "a version that is not there for this kernel is an error" $? 1
is "which names the headers" "${out##* }" "linux-headers-$(uname -r)"
touch "/lib/modules/$(uname -r)/updates/ila.ko"
like "one from make install is named" "$("$INSTALLED" "$PACKAGED" 2>&1)" "updates/ila.ko is there as well"
