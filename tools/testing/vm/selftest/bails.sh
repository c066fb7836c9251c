#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The set-up fails: not what -x waits for.

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../../selftests/lib.sh

ok "a check before"
must false
