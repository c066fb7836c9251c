#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# What carries the output to the host is slow; all of it must arrive all the same.

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../../selftests/lib.sh

reader=$(pidof cat)
must kill -STOP "$reader"
(
	# Out of the test's group, or it would end with the test.
	echo "$BASHPID" >/sys/fs/cgroup/cgroup.procs
	sleep 2
	kill -CONT "$reader"
) >/dev/null 2>&1 &
disown
ok "said"
