#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# With the in-tree module at the other end: mode neutral-map, both ways.
# guests: 2
# timeout: 90
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/interop_topo.sh
. ./interop_topo.sh

both_sides
both_ila neutral-map
all neutral-map
wire_is $LOC_B:3000:0:1:333 ok $LOC_A:3000:0:1:333 ok
