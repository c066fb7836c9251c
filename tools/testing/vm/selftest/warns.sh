#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# All checks hold, but the console has the first line of a kernel warning.

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../../selftests/lib.sh

ok "a check that holds"
echo "WARNING: CPU: 0 PID: 1 at a test of the rig" >/dev/kmsg
