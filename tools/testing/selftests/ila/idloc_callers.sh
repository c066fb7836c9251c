#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# What the tool tells who may not: exit code, reason and the capability that is missing. Who may
# do what at all is in privileges.table.

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u
cd "$(dirname "$0")" || exit
. ../lib.sh

need idloc setpriv unshare
[ "$ILA" = ours ] || skip_all "the tool has nothing to say to the in-tree module"
ila_load
ns a

nobody()
{
	on "$a" setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all "$@"
}

check "nobody sees the settings" nobody idloc ila show
check "nobody sees the counters" nobody idloc ila stats
is "the same that root sees" "$(nobody idloc ila show)" "$(on "$a" idloc ila show)"

output=$(nobody idloc ila set adj-compat intree 2>&1)
is "nobody may not set: exit code 2" $? 2
like "with the reason" "$output" "Operation not permitted"
like "and what is missing" "$output" "CAP_NET_ADMIN"
like "and nothing has changed" "$(on "$a" idloc ila show)" "adj-compat +rfc"

output=$(nobody idloc -n "$a" ila show 2>&1)
is "nobody may not enter a namespace: exit code 2" $? 2
like "with what is missing" "$output" "CAP_SYS_ADMIN"

# Root without that capability is nobody special.
output=$(on "$a" setpriv --bounding-set=-net_admin --inh-caps=-net_admin idloc ila set adj-compat intree 2>&1)
is "nor may root without CAP_NET_ADMIN: exit code 2" $? 2
like "who gets the same message" "$output" "CAP_NET_ADMIN"

unshare -U true 2>/dev/null || { skip "user namespaces" "this kernel has none"; exit 0; }

output=$(on "$a" unshare -Ur idloc ila set adj-compat intree 2>&1)
is "root of another user namespace may not: exit code 2" $? 2
like "with what is missing" "$output" "CAP_NET_ADMIN"
check "but sees the settings" on "$a" unshare -Ur idloc ila show
like "which are the old ones" "$(on "$a" idloc ila show)" "adj-compat +rfc"
