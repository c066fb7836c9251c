#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Takes the guest's own watchdog away; only the host can end it.
#
# timeout: 2

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../../selftests/lib.sh

ok "a check before"
kill -KILL -1
sleep 1000
