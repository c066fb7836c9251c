# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# A router that asks the mapping table, on top of ila/topo.sh's topo_wire.
set -u

# shellcheck source=tools/testing/selftests/ila/topo.sh
. "$(dirname "${BASH_SOURCE[0]}")/ila/topo.sh"

# Locators that count up from $MAP_LOC; the underlay has a route for all of them.
# shellcheck disable=SC2034
MAP_LOC=2001:0:87:0
MAP_LOCS=2001:0:87::/48

# maps NS OP ARGUMENTS: changes the table there
maps()
{
	manymaps "$2" -N "$1" "${@:3}"
}

# table_route NS PREFIX GATEWAY DEV ARGUMENTS: identifiers of the prefix are the table's, and the underlay
# has the locators by that gateway
table_route()
{
	must ip -n "$1" -6 route replace $MAP_LOCS via "$3" dev "$4"
	must ip -n "$1" -6 route replace "$2" encap ila 0:0:0:0 ident-type luid csum-mode neutral-map dev "$4" "${@:5}"
}

# topo_table: r of topo_wire asks the table for $SIR::/64
topo_table()
{
	[ "$ILA" = ours ] || skip_all "the in-tree module has no mapping table"
	need idloc
	topo_wire
	table_route "$r" $SIR::/64 2001:db8:1::2 eth2
}

# nth NUMBER [KIND]: that address of the table, counted from 0
nth()
{
	manymaps print -n 1 -f "$1" -k "${2:-sequential}" | sed 's/..../&:/g; s/:$//'
}

# memory: bytes that are neither free nor some file's
memory()
{
	# Without a word in the log.
	echo 4 >/proc/sys/vm/drop_caches
	echo 3 >/proc/sys/vm/drop_caches
	awk '{ n[$1] = $2 * 1024 }
		END { printf "%d\n", n["MemTotal:"] - n["MemFree:"] - n["Cached:"] - n["Buffers:"] }' /proc/meminfo
}

# usecs LINE: what manymaps says it took
usecs()
{
	field "$1" us
}

# packets_to FILE: addresses as hex, one a line; a datagram of ten bytes to each, from SRC, as pktsend reads them
packets_to()
{
	local src

	src=$(addr_hex $SRC)
	sed "s/.*/60000000000a1140${src}&03e80009000a00007878/" "$1"
}

# pktgen LINES: for a's eth0
pktgen()
{
	# shellcheck disable=SC2016 # for the inner shell
	printf '%s\n' "$@" | on "$a" bash -c '
		while read -r line; do echo "$line" >/proc/net/pktgen/eth0 || exit; done'
}

# pktgen_up: a's eth0 sends small datagrams to r as fast as it can, from the first processor; is there a pktgen?
pktgen_up()
{
	[ -e /proc/net/pktgen ] || modprobe pktgen 2>/dev/null || return
	must on "$a" bash -c 'echo add_device eth0 >/proc/net/pktgen/kpktgend_0'
	must pktgen "delay 0" "pkt_size 78" "src6 $SRC" "dst_mac $R_MAC"
}

pktgen_start()
{
	on "$a" bash -c 'echo start >/proc/net/pktgen/pgctrl'
}
