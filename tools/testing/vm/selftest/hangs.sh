#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Hangs; the guest's own watchdog ends it and says where.
#
# timeout: 3

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../../selftests/lib.sh

ok "a check before"
sleep 1000
