# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# Hosts that ask the mapping table, on top of ila/topo.sh: r1 has locator $LOC_A, r2
# $LOC_B. Both have the whole table, as in a cluster.
set -u

# shellcheck source=tools/testing/selftests/ila/topo.sh
. "$(dirname "${BASH_SOURCE[0]}")/ila/topo.sh"

# map NS ARGUMENTS
map()
{
	must idloc -n "$1" ila map "${@:2}"
}

# locator NS ARGUMENTS
locator()
{
	must idloc -n "$1" ila locator "${@:2}"
}

# map_both COMMAND...: on both hosts
map_both()
{
	map "$r1" "$@"
	map "$r2" "$@"
}

# through_table NS PREFIX ARGUMENTS: a route that asks the table
through_table()
{
	must ip -n "$1" -6 route replace "$2" encap ila 0:0:0:0 csum-mode neutral-map \
		ident-type luid "${@:3}"
}

topo_mapped()
{
	[ "$ILA" = ours ] || skip_all "the in-tree module has no such table"
	need idloc
	topo_line
	locator "$r1" add here $LOC_A local
	locator "$r2" add here $LOC_B local
	through_table "$r1" $SIR::/64 via 2001:db8:1::2
	through_table "$r2" $SIR::/64 via 2001:db8:3::1
}
