#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# All checks hold and the console is clean, but the kernel has the taint of a warning.

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../../selftests/lib.sh

ok "a check that holds"
check "tainted" sh -c 'echo 512 >/proc/sys/kernel/tainted'
