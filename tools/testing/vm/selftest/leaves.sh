#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Leaves a process behind that holds its output open, and a namespace.

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../../selftests/lib.sh

ok "a check that holds"
setsid sleep 1000 &
disown
ip netns add left-behind
