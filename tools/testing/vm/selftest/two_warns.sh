#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The other guest's kernel complains.
#
# guests: 2

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../../selftests/lib.sh

peer 'echo "WARNING: CPU: 0 PID: 1 at a test of the rig" >/dev/kmsg'
ok "a check that holds"
