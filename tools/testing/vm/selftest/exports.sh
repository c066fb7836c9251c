#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Leaves files for the host.

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../../selftests/lib.sh

mkdir -p "$TEST_OUT/folder"
seq 100000 >"$TEST_OUT/folder/numbers"
ok "written"
