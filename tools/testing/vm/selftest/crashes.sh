#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Crashes the kernel.

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../../selftests/lib.sh

ok "a check before"
echo c >/proc/sysrq-trigger
sleep 20
