#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# With the in-tree module at the other end: mode adj-transport works both ways once
# ours is told to use the in-tree module's sign. The checksum on the wire is then
# wrong in both directions, which is what the two modules agree on.
# guests: 2
# timeout: 90
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/interop_topo.sh
. ./interop_topo.sh

both_sides
must idloc -n h ila set adj-compat intree
both_ila adj-transport
all adj-transport
wire_is $LOC_B:2000:0:1:87 bad $LOC_A:2000:0:1:86 bad
