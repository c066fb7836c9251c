#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# With the in-tree module at the other end: mode no-action, both ways. Checksums are
# those of the SIR address, so they are wrong for the wire address: that is the mode.
# guests: 2
# timeout: 90
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/interop_topo.sh
. ./interop_topo.sh

both_sides
both_ila no-action
all no-action
wire_is $LOC_B:2000:0:1:87 bad $LOC_A:2000:0:1:86 bad
