#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The demo can fail: on the kernel's own module it does not claim success.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../selftests/lib.sh

ila_load intree
story=$(bash ./demo.sh 2>&1)
is "the demo's exit code on the in-tree module" $? 1
like "it says what was not as claimed" "$story" "NOT AS CLAIMED: the module that is loaded is ours"
