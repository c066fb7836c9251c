#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc doctor" finds checksum modes that do not fit each other, the setting for in-tree
# nodes, and ICMPv6 errors that are not brought back.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/doctor.sh
. ../doctor.sh

[ "$ILA" = ours ] || skip_all "the tool has little to say of the in-tree module"
need idloc jq
topo_line
line_ila neutral-map

must ip -n "$r1" -6 route replace $SIR_B/128 encap ila $LOC_B csum-mode adj-transport ident-type luid via 2001:db8:1::2
check_fail "a route in another mode than the mapping" on "$a" ping -q -c1 -W1 -I $SIR_A $SIR_B
cured "a route in another mode" "$r1" csum-mode "csum-mode adj-transport, but this host takes neutral-map"
check "both in one mode: packets pass" on "$a" ping -q -c1 -W3 -I $SIR_A $SIR_B
like "the route is the same otherwise" "$(ip -n "$r1" -6 route show $SIR_B)" \
	"encap +ila +$LOC_B +csum-mode neutral-map +ident-type luid .*via 2001:db8:1::2 dev eth2 metric 1024"

# What ip takes if nothing is said works, but is slow.
must ip -n "$r1" -6 route replace $SIR_B/128 encap ila $LOC_B ident-type luid via 2001:db8:1::2
check "no-action: packets pass" on "$a" ping -q -c1 -W3 -I $SIR_A $SIR_B
like "no-action: is said to be slow" "$(idloc -n "$r1" -j doctor | jq -r '.[].why')" "is slow"
cured "no-action" "$r1" csum-mode "csum-mode no-action, but this host takes neutral-map"
must ip -n "$r1" ila del loc_match $LOC_A loc $SIR
healthy "a host that takes nothing cannot contradict itself" "$r1"
map_add "$r1" $LOC_A neutral-map

must idloc -n "$r1" ila map add $SIR:2000::99 locator $LOC_B csum-mode neutral-map-auto
must idloc -n "$r1" ila route add $SIR::/64 mapped dev eth2
cured "a mapping in another mode" "$r1" csum-mode "mapping 3333::1:2000:0:0:99/128 locator $LOC_B: csum-mode neutral-map-auto"

must idloc -n "$r1" ila set adj-compat intree
healthy "adj-compat where no mode uses it" "$r1"
line_ila adj-transport
must idloc -n "$r1" ila map replace $SIR:2000::99 locator $LOC_B csum-mode adj-transport
must idloc -n "$r2" ila set adj-compat rfc
cured "adj-compat" "$r1" csum-compat "setting adj-compat"
line_ila neutral-map
must idloc -n "$r1" ila map del $SIR:2000::99

must idloc -n "$r1" ila set icmp-errors off
cured "icmp-errors" "$r1" icmp-errors-off "off, and there are ILA routes"
must idloc -n "$w" ila set icmp-errors off
healthy "icmp-errors off where there is no ILA route" "$w"
