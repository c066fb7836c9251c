#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H1: the setting adj-compat: intree writes on the wire what an in-tree node would,
# takes from the wire what one sends, and rfc is back at once.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

UDP=045708ae001262b768656c6c6f2d696c6121

# compat NAME CHECKSUM: vector 19 out, and back from what it was
compat()
{
	local line

	must idloc -n "$r" ila set adj-compat "$1"
	line=$(wire 17 -s $SRC -d $SIR_B -x $UDP)
	is "$1: the checksum on the wire" "$(field "$line" hex | cut -c93-96)" "$2"
	line=$(wire 17 -s $SRC -d $LOC_A:2000:0:1:87 -x "${UDP:0:12}$3${UDP:16}")
	is "$1: the checksum from the wire" "$(field "$line" hex | cut -c93-96)" 62b7
	line=$(wire udp -s $SRC -d $SIR_B -D zero -k zero)
	is "$1: none stays none" "$(field "$line" csum)" zero
}

topo_wire
must ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_B csum-mode adj-transport \
	ident-type luid via 2001:db8:1::2
# The same difference the other way: locator LOC_A is to this prefix as LOC_B to SIR.
must ip -n "$r" -6 route add 3333:0:0:0::/64 via 2001:db8:1::2
map_add "$r" $LOC_A adj-transport 3333:0:0:0
compat rfc 7563 7563
compat intree 500b 500b
compat rfc 7563 7563
must idloc -n "$w" ila set adj-compat intree
line=$(wire 17 -s $SRC -d $SIR_B -x $UDP)
is "another namespace's setting does not count" "$(field "$line" hex | cut -c93-96)" 7563
