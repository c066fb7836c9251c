#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Expected outcome, and the reason for the setting adj-compat: by default ours sends and
# expects correct checksums in mode adj-transport, the in-tree module inverted ones.
# Nothing gets through, in neither direction. The other modes do not care.
# guests: 2
# timeout: 90
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/interop_topo.sh
. ./interop_topo.sh

both_sides
both_ila adj-transport
wire_is $LOC_B:2000:0:1:87 ok $LOC_A:2000:0:1:86 bad
check_fail "ping to them is lost" on c ping -c2 -i0.2 -W1 $SIR_B
check_fail "ping to us is lost" peer on c ping -c2 -i0.2 -W1 $SIR_A
must idloc -n h ila set adj-compat intree
icmp "with adj-compat intree"
both_ila neutral-map
icmp "neutral-map, with adj-compat intree"
must idloc -n h ila set adj-compat rfc
icmp "neutral-map, with adj-compat rfc"
