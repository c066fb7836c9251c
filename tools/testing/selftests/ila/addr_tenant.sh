#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc addr" and the packets of a virtual network: to another tenant and to a group, with
# the source as it is and in SIR form, in each checksum mode, the wire has what was said.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/virtual.sh
. ../virtual.sh

G=ff0e::1234

# seen DESTINATION MAC: how it looks at w
seen()
{
	local line

	line=$(pktcap -N "$w" -i eth1 -I -n 1 -t $((2000 * SLOWNESS)) -p 17 -- \
		pktsend -N "$t1a" -i eth0 -m "$2" udp -s $TA -d "$1" -p 1000:9 -l 40 | grep -m1 '^pkt ')
	field "$line" dst
}

# one NAME DESTINATION MAC BACK WORDS...: what idloc addr says of it is so
one()
{
	local name=$1 to=$2 on_wire back=$4

	on_wire=$(seen "$to" "$3")
	shift 4
	is "$name: on the wire" "$on_wire" \
		"$(idloc -j addr wire "$to" locator $LOC_B vnid $V1 prefix $TP::/96 "$@" | jq -r .wire)"
	check "$name: consistent" idloc addr check "$to" "$on_wire" vnid $V1 prefix $TP::/96 "$@"
	is "$name: whose it is" "$(idloc -j addr "$on_wire" | jq .vnid)" $((V1))
	is "$name: and back" "$(idloc -j addr "$on_wire" prefix $TP::/96 "$@" | jq -r ".$back")" "$to"
}

topo_virtual
for mode in "${MODES[@]}"; do
	for source in "src-mode tenant" "src-mode sir sir-prefix $SIR::"; do
		read -ra words <<<"csum-mode $mode $source"
		both dev 1 $V1 "${words[@]}"
		must idloc -n "$r1" ila group add $V1 $G
		must idloc -n "$r1" ila group join $V1 $G locator $LOC_B
		one "${words[*]}, a tenant" $TB "$(lladdr "$r1" t1)" tenant "${words[@]}"
		one "${words[*]}, a group" $G 33:33:00:00:12:34 group "${words[@]}"
		must idloc -n "$r1" ila group flush
		no_tenants
	done
done
