#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The first boot: what was installed is set up for a tenant on two hosts, and saved.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/first/hosts.sh
. ./hosts.sh

# set_up HOST LETTER OTHER
set_up()
{
	check "host${2^^}: the way to other hosts" idloc -n "$1" ila underlay add under0
	check "host${2^^}: a tenant" idloc -n "$1" ila vnid add 7 prefix $TENANT::/96
	check "host${2^^}: its locator" idloc -n "$1" ila locator add here "2001:db8:$2:1" local
	check "host${2^^}: that of the other" idloc -n "$1" ila locator add there "2001:db8:$3:1"
	check "host${2^^}: the container that is here" idloc -n "$1" ila map add "$TENANT:0:$2" vnid 7 locator here
	check "host${2^^}: and there" idloc -n "$1" ila map add "$TENANT:0:$3" vnid 7 locator there
	check "host${2^^}: a route for all" idloc -n "$1" ila route add $TENANT::/96 mapped vnid 7 dev under0
}

is "the tool is the one that was installed" "$(command -v idloc)" /usr/sbin/idloc
hosts
check_fail "no container is reached" answered 1
is "no module is loaded" "$(ila_loaded)" ""
check "one command loads it" idloc ila
is "the one that was installed" "$(</sys/module/ila/version) $(idloc -V)" "0.0.0-first idloc 0.0.0-first"
set_up "$hostA" a b
set_up "$hostB" b a
check "the other container answers" answered 3
check "hostA is saved" sh -c "idloc -n $hostA save >$TEST_OUT/hostA.conf"
check "hostB is saved" sh -c "idloc -n $hostB save >$TEST_OUT/hostB.conf"
check "what was saved is so" idloc -n "$hostA" restore --check "$TEST_OUT/hostA.conf"
