#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The module loads, the guest has what the tests need, and a packet gets through.

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../lib.sh

need ip ss tc nft ethtool tcpdump iperf3 ping jq unshare setpriv nsenter
ila_load
is "the module asked for is loaded" "$(ila_loaded)" "$ILA"
topology_router
check "the routers route" on "$h1" ping -c1 -W2 2001:db8:2::1
check_fail "an address nobody has does not answer" on "$h1" ping -c1 -W1 2001:db8:2::bad
check "an ila route is taken" ip -n "$h1" -6 route add 3333::/64 encap ila 1:2:3:4 csum-mode no-action ident-type luid via 2001:db8:1::ff
like "and shown" "$(ip -n "$h1" -6 route show 3333::/64)" "encap ila"
check "and deleted" ip -n "$h1" -6 route del 3333::/64
check "the module unloads" ila_unload
