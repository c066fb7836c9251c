#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc doctor" finds what keeps packets from ILA routes: local routes, routes of smaller
# metric or that a policy rule leads to first, tables without a rule. What breaks is shown by
# a ping that fails and then does not.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/doctor.sh
. ../doctor.sh

[ "$ILA" = ours ] || skip_all "the tool has little to say of the in-tree module"
need idloc jq
topo_line
line_ila neutral-map

passes "healthy"

# ---- local routes
addr "$r1" lo $SIR_B/128
check "the host itself answers" on "$a" ping -q -c1 -W3 -t1 -I $SIR_A $SIR_B
cured "an address that an ILA route leads away" "$r1" route-local "route 3333::1:2000:0:1:87/128 locator $LOC_B table 254: beaten by the local route"
check_fail "it does not any more" on "$a" ping -q -c1 -W1 -t1 -I $SIR_A $SIR_B
passes "without the address"
must ip -n "$r1" -6 route add local $SIR::/64 dev lo
cured "a local route for the whole prefix" "$r1" route-local "local route 3333:0:0:1::/64"

# ---- metrics and rules
must ip -n "$r1" -6 route add $SIR_B/128 via $SRC dev eth1 metric 5
lost "a route of smaller metric"
cured "a route of smaller metric" "$r1" route-shadowed "beaten by the route 3333::1:2000:0:1:87/128 dev eth1 metric 5"
passes "without it"
must ip -n "$r1" -6 route add default via $SRC dev eth1 table 77
must ip -n "$r1" -6 rule add priority 500 lookup 77
lost "another table asked first"
cured "a rule that asks another table first" "$r1" route-shadowed "dev eth1 metric 1024 table 77"
passes "with a rule of its own"
must ip -n "$r1" -6 rule del priority 499
must ip -n "$r1" -6 rule del priority 500
must ip -n "$r1" -6 rule add priority 500 lookup 77 suppress_prefixlength 0
healthy "a rule that suppresses the default" "$r1"
must ip -n "$r1" -6 rule del priority 500
must ip -n "$r1" -6 rule add priority 500 fwmark 7 lookup 77
healthy "a rule with a condition" "$r1"
must ip -n "$r1" -6 rule del priority 500
must ip -n "$r1" -6 route flush table 77
must ip -n "$r1" -6 route del $SIR_B
must ip -n "$r1" -6 route add $SIR_B/128 encap ila $LOC_B csum-mode neutral-map \
	ident-type luid via 2001:db8:1::2 table 78
cured "a table that no rule leads to" "$r1" route-no-rule "no policy rule leads to table 78"
passes "with a rule"
must ip -n "$r1" -6 rule del to $SIR_B
must ip -n "$r1" -6 route flush table 78
