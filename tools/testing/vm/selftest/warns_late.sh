#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The warning comes when the namespaces of the test go, after its last check.

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../../selftests/lib.sh

ok "a check that holds"
at_end 'echo "refcount_t: a test of the rig" >/dev/kmsg'
