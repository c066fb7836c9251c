#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# A test that does not apply here.

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../../selftests/lib.sh

skip_all "not here"
