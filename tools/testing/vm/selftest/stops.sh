#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Ends early on an unset variable, after a check that held.

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../../selftests/lib.sh

ok "a check before"
# shellcheck disable=SC2154 # that is the point
echo "$no_such_variable"
ok "a check that never runs"
