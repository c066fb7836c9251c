#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# One check of two fails, by itself.

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../../selftests/lib.sh

ok "a check that holds"
is "a check that does not" 1 2
