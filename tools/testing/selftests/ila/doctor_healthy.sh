#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc doctor" finds nothing on hosts that work: routes and mappings in every mode, the
# mapping table, a host without containers. It changes nothing, loads nothing, and says by
# its exit code what it found.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/doctor.sh
. ../doctor.sh

[ "$ILA" = ours ] || skip_all "the tool has little to say of the in-tree module"
need idloc jq setpriv
topo_line

# state: what doctor could have changed
state()
{
	on "$r1" ip -6 route show table all
	on "$r1" ip -6 addr
	on "$r1" ip -6 rule
	idloc -n "$r1" ila
	idloc -n "$r1" ila map
	cut -d' ' -f1 /proc/modules | sort
}

for mode in "${MODES[@]}"; do
	line_ila "$mode"
	healthy "$mode" "$r1" "$r2"
done
line_ila neutral-map
healthy "an underlay router" "$w"
check "and packets pass" on "$a" ping -q -c1 -W3 -I $SIR_A $SIR_B
before=$(state)
idloc -n "$r1" doctor >/dev/null
is "nothing has changed" "$(state)" "$before"

is "JSON of nothing" "$(idloc -n "$r1" -j doctor)" "[]"
is "each check by its name" "$(idloc doctor help | awk '/^  / { print $1 }' |
	xargs idloc -n "$r1" doctor) $?" "nothing found 0"
output=$(idloc -n "$r1" doctor module everything 2>&1)
is "an unknown check is refused" $? 1
like "by its name" "$output" 'no check "everything"'
idloc -n nowhere doctor >/dev/null 2>&1
is "so is an unknown namespace" $? 1
output=$(on "$r1" setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all idloc doctor 2>&1)
is "without rights nothing is said to be well" $? 2
like "but what is missing" "$output" "CAP_NET_ADMIN"

# A setting that is found is found by its check alone.
must idloc -n "$r1" ila set icmp-errors off
idloc -n "$r1" doctor >/dev/null
is "something found" $? 3
like "in one line" "$(idloc -n "$r1" -o doctor)" "^warning: setting icmp-errors: .*; why: .*; type: ip netns exec $r1 idloc ila set icmp-errors on$"
idloc -n "$r1" doctor address >/dev/null
is "not by another check" $? 0
idloc -n "$r1" doctor mtu >/dev/null
is "by its own" $? 3
must idloc -n "$r1" ila set icmp-errors on

# The same hosts by the mapping table
line_unmap
for host in "$r1" "$r2"; do
	must idloc -n "$host" ila map add $SIR_A locator $LOC_A
	must idloc -n "$host" ila map add $SIR_B locator $LOC_B
done
must idloc -n "$r1" ila locator add here $LOC_A local
must idloc -n "$r2" ila locator add here $LOC_B local
must ip -n "$r1" -6 route del $SIR_B
must ip -n "$r2" -6 route del $SIR_A
must ip -n "$r1" -6 route add $SIR::/64 encap ila 0:0:0:0 csum-mode neutral-map ident-type luid via 2001:db8:1::2
must ip -n "$r2" -6 route add $SIR::/64 encap ila 0:0:0:0 csum-mode neutral-map ident-type luid via 2001:db8:3::1
check "packets pass by the table" on "$a" ping -q -c1 -W3 -I $SIR_A $SIR_B
healthy "the mapping table" "$r1" "$r2"
addr "$r1" lo $LOC_A::1/128
healthy "an ordinary address inside a local locator" "$r1"
