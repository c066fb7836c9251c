#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Two guests on one link; commands of the other with output and exit code.
#
# guests: 2

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../../selftests/lib.sh

is "the other guest runs a command" "$(peer hostname)" guestb
is "and this is not it" "$(hostname)" guesta
peer exit 7
is "an exit code comes back" $? 7
is "output without a newline comes back" "$(peer 'printf "a b"')" "a b"
is "a pipeline runs there" "$(peer 'printf "1\n2\n" | tail -1')" 2
ip addr add 2001:db8::1/64 dev link0 nodad
peer ip addr add 2001:db8::2/64 dev link0 nodad
check "the link carries packets" ping -c1 -W2 2001:db8::2
check "the control link is out of the way" test ! -e /sys/class/net/ctl0
peer 'sleep 1000 & echo started'
is "a process left there does not hold the answer" $? 0
is "the library is at hand there" "$(peer ila_load intree '&&' ila_loaded)" intree
