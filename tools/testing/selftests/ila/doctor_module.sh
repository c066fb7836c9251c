#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc doctor" says which ila the kernel has if it is not ours of the tool's version,
# without loading one by asking, and what it says to type brings ours in.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/doctor.sh
. ../doctor.sh

[ "$ILA" = ours ] || skip_all "this one loads both modules by itself"
need idloc jq
ns host

ila_unload || bail "cannot unload ila"
is "not loaded: found" "$(findings "$host")" module-missing
is "asking does not load it" "$(ila_loaded)" ""
cured "not loaded" "$host" module-missing "not loaded"
is "ours is loaded" "$(ila_loaded)" ours

if ila_intree_path >/dev/null; then
	ila_load intree
	must ip -n "$host" -6 route add 3333::/64 encap ila 1:2:3:4 csum-mode no-action ident-type luid dev lo
	must ip -n "$host" -6 addr add 2001:0:87::1/64 dev lo nodad
	must ip -n "$host" ila add loc_match $LOC_B loc $SIR csum-mode neutral-map ident-type luid
	is "in-tree: routes and mappings are looked at all the same" "$(findings "$host")" \
		"address-in-locator module-intree"
	like "in-tree: they are counted" "$(idloc -n "$host" doctor module | tr -s ' \n' ' ')" "1 routes, 1 mappings"
	must ip -n "$host" ila del loc_match $LOC_B loc $SIR
	must ip -n "$host" -6 route del 3333::/64
	cured "in-tree" "$host" module-intree "kernel's own is loaded"
	is "in-tree is gone" "$(ila_loaded)" ours
else
	skip "in-tree" "this kernel has no ila of its own"
fi

# pretend FILE CONTENT
pretend()
{
	printf '%s\n' "$2" >"$TEST_TMP/pretended"
	must mount --bind "$TEST_TMP/pretended" "$1"
	at_end "umount $1 2>/dev/null"
}

pretend /sys/module/ila/version 0.0.1
is "another version: found" "$(idloc -n "$host" -j doctor | jq -r '.[] | .id + " " + .subject')" \
	"module-version module ila 0.0.1"
must umount /sys/module/ila/version
healthy "the tool's version" "$host"

ila_unload || bail "cannot unload ila"
pretend "/lib/modules/$(uname -r)/modules.builtin" kernel/net/ipv6/ila/ila.ko
is "built in: found, with no remedy" "$(idloc -n "$host" -j doctor |
	jq -r '.[] | .id + " \(.fix | length)"')" "module-builtin 0"
must umount "/lib/modules/$(uname -r)/modules.builtin"
