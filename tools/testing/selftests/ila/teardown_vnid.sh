#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Virtual networks, their routes, underlay and interfaces come and go while packets of
# tenants and of others pass, and all of it is listed. At the end nothing is left.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/virtual.sh
. ../virtual.sh

: "${ROUNDS:=3}"

# flood FROM DEV MAC DESTINATION
flood()
{
	pktsend -N "$1" -i "$2" -m "$3" -c 100000000 udp -s $TA -d "$4" -l 100 &
	floods+=($!)
}

topo_virtual
floods=()
locator "$r1" $LOC_A
locator "$r2" $LOC_B
flood "$t1a" eth0 "$(lladdr "$r1" t1)" $TB
flood "$w" eth2 "$(lladdr "$r2" eth1)" $LOC_B:7123:4567:a:b
(while :; do nlraw -N "$r1" genl idloc-ila 7 dump; nlraw -N "$r2" genl idloc-ila 12 dump; done >/dev/null) &
floods+=($!)
for ((round = 0; round < ROUNDS; round++)); do
	both dev 1 $V1
	both dev 2 $V2 src-mode sir sir-prefix $SIR::
	idloc -n "$r2" ila underlay del eth1
	idloc -n "$r2" ila underlay add eth1
	no_tenants
done
ok "$ROUNDS rounds of two tenants"
# An interface goes under traffic, with what hangs on it.
both dev 1 $V1
vnid "$r2" add 9 prefix fd00:9:9:9:9:9::/96 dev t1
must ip -n "$r2" link del t1
is "gone with its interface" "$(idloc -n "$r2" ila vnid)" ""
must ip -n "$r2" link set eth1 down
must ip -n "$r2" link del eth1
is "and the underlay" "$(idloc -n "$r2" ila underlay)" ""
check "the floods are still there" kill "${floods[@]}"
wait "${floods[@]}" 2>/dev/null
[ "$SLOWNESS" = 1 ] || sleep 7
# Routes go with their namespaces.
lib_cleanup
NS_LIST=()
check "the module unloads" ila_unload 10
