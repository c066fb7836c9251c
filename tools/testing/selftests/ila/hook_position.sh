#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H17: where the mapping hook sits: before raw and connection tracking by default, at
# the in-tree module's place by setting, also while packets pass; attached with
# the first mapping, gone with the last.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# seen CHAIN FORM: packets that a chain has seen in SIR or wire form
seen()
{
	on "$r" nft -j list counters table ip6 t |
		jq ".nftables[].counter | select(.name == \"$1_$2\") | .packets"
}

send()
{
	on "$r" nft reset counters >/dev/null
	wire udp -s $SRC -d $LOC_B:2000:0:1:87 -D x >/dev/null
}

topo_wire
must ip -n "$r" -6 route add $SIR::/64 via 2001:db8:1::2
on "$r" nft -f - <<-EOF || bail "no nft"
	table ip6 t {
		counter raw_sir {}
		counter raw_wire {}
		counter late_sir {}
		counter late_wire {}
		chain raw {
			type filter hook prerouting priority raw
			ip6 daddr $SIR::/64 counter name raw_sir
			ip6 daddr $LOC_B::/64 counter name raw_wire
		}
		chain late {
			type filter hook prerouting priority 0
			ip6 daddr $SIR::/64 counter name late_sir
			ip6 daddr $LOC_B::/64 counter name late_wire
		}
		chain track {
			type filter hook forward priority 0
			ct state invalid drop
		}
	}
EOF

send
is "no mapping, no translation" "$(seen late wire) $(counter "$r" in-map-translated)" "1 0"
map_add "$r" $LOC_B no-action
send
is "default: raw sees the SIR address" "$(seen raw sir) $(seen raw wire)" "1 0"

must idloc -n "$r" ila set hook-position intree
send
is "intree: raw sees the wire address" "$(seen raw sir) $(seen raw wire)" "0 1"
is "intree: what comes later sees the SIR address" "$(seen late sir)" 1

must idloc -n "$r" ila set hook-position raw
send
is "and back" "$(seen raw sir) $(seen raw wire)" "1 0"

must idloc -n "$r" ila set hook-position intree
must on "$r" ip ila del loc_match $LOC_B loc $SIR
send
is "gone with the last mapping" "$(seen late wire)" 1
map_add "$r" $LOC_B no-action
send
is "the setting outlives it" "$(seen raw wire) $(seen late sir)" "1 1"

hooks=$(on "$r" nft list hooks 2>/dev/null)
note "$hooks"
