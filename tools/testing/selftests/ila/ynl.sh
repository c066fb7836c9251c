#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The kernel's own client (tools/net/ynl) speaks the family "idloc-ila" by its spec alone: a
# client that we have not written, and events in its words. It runs from the host's files,
# which only a kernel that is a program can see.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

HOST=/run/host
PREFIX=fd000001000200030004000500000000

[ "$ILA" = ours ] || skip_all "the in-tree module has no such family"
[ -n "${HOST_TOP:-}" ] || skip_all "this kernel cannot see the host's files"
mkdir -p $HOST
mount -t hostfs none $HOST || skip_all "no hostfs"
for client in "$HOST$HOST_CACHE"/source/linux-6.12*/tools/net/ynl/cli.py; do :; done
[ -e "$client" ] || skip_all "no source of the kernel in the cache"
chroot $HOST /usr/bin/python3 -c 'import yaml' 2>/dev/null || skip_all "the host has no python3-yaml"

# ynl ARGUMENTS: the client in r. It knows no padding, which only some processors ask for.
ynl()
{
	on "$r" chroot $HOST /usr/bin/python3 "${client#"$HOST"}" --no-schema --output-json --process-unknown \
		--spec "$HOST_TOP/Documentation/netlink/specs/idloc-ila.yaml" "$@" 2>&1
}

# did NAME OPERATION JSON
did()
{
	is "$1" "$(ynl --do "$2" --json "$3")" null
}

# value JSON NAME
value()
{
	jq -r --arg name "$2" '.[$name]' <<<"$1"
}

ns r
ila_load "$ILA"
must ip -n "$r" link add d0 index 9 type dummy
out=$(ynl --do settings-get)
is "settings" "$(value "$out" adj-compat) $(value "$out" hook-position) $(value "$out" icmp-errors)" "rfc raw on"
did "a setting" settings-set '{"icmp-errors": "off"}'
is "is set" "$(value "$(ynl --do settings-get)" icmp-errors)" off
is "counters" "$(value "$(ynl --do stats-get)" out-translated)" 0
did "a virtual network" vnid-add '{"vnid": 7, "tenant-prefix": "'$PREFIX'", "scope-ifindex": 9,
	"src-mode": "sir", "sir-prefix": 3689348814741910529, "csum-mode": "neutral-map-auto"}'
out=$(ynl --do vnid-get --json '{"vnid": 7}')
is "is there" "$(value "$out" src-mode) $(value "$out" csum-mode) $(value "$out" users) $(value "$out" scope-ifindex)" \
	"sir neutral-map-auto 0 9"
like "its SIR prefix" "$out" '"sir-prefix": 3689348814741910529'
like "and in the dump" "$(ynl --dump vnid-get)" '"vnid": 7'
like "twice is refused in our words" "$(ynl --do vnid-add --json '{"vnid": 7, "tenant-prefix": "'$PREFIX'"}')" \
	"there is a virtual network of this VNID"
like "29 bits are, and the attribute is named" "$(ynl --do vnid-get --json '{"vnid": 268435456}')" "28 bits.*\.vnid"
like "a short prefix is" "$(ynl --do vnid-add --json '{"vnid": 8, "tenant-prefix": "fd00"}')" "tenant-prefix"
did "so does the virtual network" vnid-del '{"vnid": 7}'
is "nothing is left" "$(ynl --dump vnid-get)" '[]'
LUID=33330000000000012000000000010087
did "a mapping" map-add '{"addr": "'$LUID'", "locator": 2306124484199251969, "lifetime": 1000}'
out=$(ynl --do map-get --json '{"addr": "'$LUID'"}')
like "is there" "$out" '"locator": 2306124484199251969'
like "with its mode" "$out" '"csum-mode": .*neutral-map'
like "twice is refused in our words" \
	"$(ynl --do map-add --json '{"addr": "'$LUID'", "locator": 2306124484199251969}')" \
	"there is a mapping of this address"
like "a dump takes a filter" "$(ynl --dump map-get --json '{"expires": 2000}')" '"bits": 128'
is "that may have none" "$(ynl --dump map-get --json '{"expires": 20}')" '[]'
did "a locator has a name" locator-add '{"name": "here", "locator": 2306124484199251969, "flags": ["local"]}'
like "which is local" "$(ynl --dump locator-get)" '"flags": .*local'
did "it goes" locator-del '{"name": "here"}'
like "a commit without a transaction is refused" "$(ynl --do txn-commit)" "has no transaction"
did "all mappings go" map-flush '{}'
is "none is left" "$(ynl --dump map-get)" '[]'
must ip -n "$r" link add d1 index 10 type dummy
ynl --subscribe vnid --sleep 20 >"$TEST_TMP/events" &
listener=$!
sleep 2
did "underlay" underlay-add '{"ifindex": 10}'
is "is there, too" "$(ynl --dump underlay-get)" '[{"ifindex": 10}]'
did "and goes" underlay-del '{"ifindex": 10}'
did "a virtual network once more" vnid-add '{"vnid": 7, "tenant-prefix": "'$PREFIX'", "scope-ifindex": 9}'
did "a group" group-add '{"vnid": 7, "group": "ff0e0000000000000000000000000001"}'
did "a locator joins" group-join '{"vnid": 7, "group": "ff0e0000000000000000000000000001", "locator": 2306124484199251969}'
did "an interface joins" group-join '{"vnid": 7, "group": "ff0e0000000000000000000000000001", "ifindex": 9}'
out=$(ynl --dump group-get)
like "is there with both" "$out" '"locators": .*2001000000870001.*"ifindexes": .*09000000'
did "the locator leaves" group-leave '{"vnid": 7, "group": "ff0e0000000000000000000000000001", "locator": 2306124484199251969}'
must ip -n "$r" link del d0
wait $listener
is "all changes were told, in order" "$(grep -o '"name": "[a-z-]*"' "$TEST_TMP/events" | cut -d'"' -f4 | paste -sd' ')" \
	"underlay-add-ntf underlay-del-ntf vnid-add-ntf group-add-ntf group-join-ntf group-join-ntf group-leave-ntf vnid-del-ntf group-del-ntf"
