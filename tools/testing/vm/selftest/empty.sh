#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Nothing but one check: what a guest costs.

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../../selftests/lib.sh

ok "the guest runs a test"
