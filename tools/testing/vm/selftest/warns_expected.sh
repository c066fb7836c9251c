#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A warning that the test announces for the kernel's own module, and only for it.
#
# expect-console: at a test of the rig

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../../selftests/lib.sh

ok "a check that holds"
echo "------------[ cut here ]------------" >/dev/kmsg
echo "WARNING: CPU: 0 PID: 1 at a test of the rig" >/dev/kmsg
echo "Call Trace:" >/dev/kmsg
echo "---[ end trace 0000000000000000 ]---" >/dev/kmsg
