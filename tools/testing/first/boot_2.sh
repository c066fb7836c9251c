#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The second boot: what was saved is put back, and works.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/first/hosts.sh
. ./hosts.sh

SAVED=/etc/idloc

[ -s $SAVED/hostA.conf ] || skip_all "run ./run, it brings what the first boot has saved"
is "no module is loaded" "$(ila_loaded)" ""
hosts
check_fail "no container is reached" answered 1
check "hostA is restored" idloc -n "$hostA" restore $SAVED/hostA.conf
check "hostB is restored" idloc -n "$hostB" restore $SAVED/hostB.conf
check "the other container answers" answered 3
for host in "$hostA" "$hostB"; do
	idloc -n "$host" save >"$TEST_TMP/again"
	is "$host is as it was" "$(<"$TEST_TMP/again")" "$(<"$SAVED/$host.conf")"
done
